//! Data market: what a further unit of data is worth to buyers who have much of it, and who gets that.

use language::quantity::{Bytes, Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stock;
use crate::maths;

/// Data whose further units are worth less the more buyers have, and of whose price the owners of the
/// devices get a share.
///
/// Buyers ask for the workload's volume whatever it is worth by then; the elasticity is to the price that
/// is listed. What owners do not get of the money is the network's, outside the model: dollars are in no
/// account. Work that is paid for counts in full where tokens are shared by work.
///
/// ## Equation
/// `price(t) = price · (1 + stock/scale)^(−exponent)`, each morning; `stock' = −ln 2/half_life · stock +
/// served`, solved exactly over a step; fees of owners are `owners` of what is paid and not burned.
///
/// ## Why one would choose it
/// The first hours of video teach a model much, the thousandth little: a network that sells the same data for
/// ever sells them for less and less, unless they age. And what a person's data bring is hers in part only.
///
/// ## Source
/// Diminishing returns of data: the loss of a model falls with a power of its data (Hoffmann et al. 2022,
/// *Training compute-optimal large language models*: D^(−0.28); secondary), so that what a further unit
/// saves falls with D^(−1.28). An exponent of 1 is assumed: what is paid in all then grows as a logarithm.
/// Published prices of data differ by what they are: DIMO pays 1.25 USD a vehicle and month (DIP-3a2).
///
/// ## Example
/// ```yaml
/// constant: 40 TB/day
/// data_market: { scale: 2_000 TB, exponent: 1, stock: 100 TB, half_life: 2 years, owners: 70 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataMarket {
    /// Stock at which a further unit is worth 2^(−exponent) of the first [bytes]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub scale: Bytes,
    /// How fast worth falls with the stock; from 0, where it never does, to 10.
    #[serde(default = "logarithm")]
    #[schemars(range(min = 0.0, max = 10.0))]
    pub exponent: f64,
    /// Data of the kind that buyers have on the first day [bytes].
    #[serde(default = "no_data")]
    pub stock: Bytes,
    /// Time in which half of the data count no more [days]; more than 0; they count for ever by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub half_life: Option<Duration>,
    /// Share of what is paid in money that goes to the owners of the devices [1].
    #[serde(default = "all")]
    pub owners: Share,
}

fn logarithm() -> f64 {
    1.0 // assumed: what is paid in all grows as a logarithm
}

fn no_data() -> Bytes {
    Bytes::of("0 GB")
}

fn all() -> Share {
    Share::of("100 %")
}

impl DataMarket {
    /// What a further unit is worth, as a share of what the first was [1].
    #[must_use]
    pub fn worth(&self, stock_bytes: f64) -> f64 {
        maths::power(1.0 + stock_bytes / self.scale.value(), -self.exponent)
    }

    /// The stock after so many days in which so much was sold [bytes].
    #[must_use]
    pub fn stock_after(&self, stock_bytes: f64, sold_bytes: f64, days: f64) -> f64 {
        let half_life = self.half_life.as_ref().map(Duration::value);
        stock::after(stock_bytes, sold_bytes, days, half_life)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market(exponent: f64) -> DataMarket {
        DataMarket {
            scale: Bytes::of("100 GB"),
            exponent,
            stock: no_data(),
            half_life: Some(Duration::of("10 days")),
            owners: all(),
        }
    }

    #[test]
    fn by_hand() {
        let worth = [0.0, 1e11, 3e11].map(|stock| market(1.0).worth(stock));
        assert_eq!(worth, [1.0, 0.5, 0.25]);
        assert_eq!(market(0.5).worth(3e11), 0.5);
        assert_eq!(market(0.0).worth(9e99), 1.0);
        assert_eq!(market(1.0).stock_after(8e9, 0.0, 10.0), 4e9);
    }

    /// With an exponent of 1 what is paid for a stock that grows from nothing is `price · scale · ln(1 +
    /// stock/scale)`.
    #[test]
    fn what_is_paid_in_all_grows_as_a_logarithm() {
        let (market, each) = (market(1.0), 1e6);
        let paid: f64 = (0..400_000).map(|at| market.worth(f64::from(at) * each) * each).sum();
        let exact = 1e11 * maths::ln(5.0);
        assert!((paid / exact - 1.0).abs() < 1e-5, "{paid} {exact}");
    }
}
