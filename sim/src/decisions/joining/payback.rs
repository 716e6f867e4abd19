//! Payback: people join while the hardware pays itself back soon enough.

use language::quantity::{Duration, Ratio, SharePerTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Joining, Outlook};
use crate::maths;

/// People hear of the network from those who are in it, and join if the hardware pays itself back
/// within their hurdle; hurdles differ from person to person.
///
/// ## Equation
/// `orders = (interest · active · Δt + newcomers · left · Δt + reached) · P(hurdle ≥ payback)`,
/// `payback = hardware / margin`; `left` may still join, and `reached` is whom the maker's marketing
/// reaches (`maker.makes`). Hurdles are log-logistic around `within`:
/// `P = 1 / (1 + (payback/within)^(1/spread))`. With a spread of zero all join up to `within` and
/// nobody beyond. Where no device of the kind has ever worked in a region, newcomers and those who are
/// reached there buy a promise: `P = 1`.
///
/// ## Why one would choose it
/// Payback time is what owners compare; word of mouth makes growth proportional to the network.
/// Orders arrive after the hardware's lead time and are not cancelled, but where a maker lets people
/// wait, so a network grows on
/// after its pay has fallen, as Helium's did in 2022.
///
/// ## Source
/// Payback as the rule of thumb of mining calculators; interest by word of mouth is the imitation
/// term of Bass (1969). The default interest is assumed.
///
/// ## Example
/// ```yaml
/// joining: { payback: { within: 300 days, interest: 0.5 %/day, spread: 25 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payback {
    /// Payback time at which half of the interested join [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub within: Duration,
    /// People who look at joining, as a share of the active devices of the kind [1/time].
    #[serde(default = "some_interest")]
    pub interest: SharePerTime,
    /// People who look at joining by themselves, as a share of those who may still join, which is up
    /// to the group's limit [1/time]; nobody by default, so that a network of nobody stays one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newcomers: Option<SharePerTime>,
    /// How much hurdles differ: 46 % to 54 % per tenth of it [1]; at least 0 %.
    #[serde(default = "some_spread")]
    pub spread: Ratio,
}

fn some_interest() -> SharePerTime {
    SharePerTime::of("0.5 %/day")
}

pub(super) fn some_spread() -> Ratio {
    Ratio::of("25 %")
}

impl Joining for Payback {
    fn orders(&self, outlook: &Outlook) -> f64 {
        let newcomers = self.newcomers.as_ref().map_or(0.0, |share| share.value() / 100.0);
        let others = outlook.left * (newcomers * outlook.days).min(1.0) + outlook.reached;
        if outlook.is_new {
            return others;
        }
        if outlook.margin_usd_per_day <= 0.0 {
            return 0.0;
        }
        let payback = outlook.hardware_usd / outlook.margin_usd_per_day;
        let interested = self.interest.value() / 100.0 * outlook.active * outlook.days;
        (interested + others) * willing(payback / self.within.value(), self.spread.value())
    }
}

/// The share of people whose hurdle is at least so many times the middle one.
pub(in crate::decisions) fn willing(ratio: f64, spread: f64) -> f64 {
    if spread == 0.0 {
        return if ratio <= 1.0 { 1.0 } else { 0.0 };
    }
    1.0 / (1.0 + maths::power(ratio, 1.0 / spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!([0.9, 1.0, 1.1].map(|ratio| willing(ratio, 0.0)), [1.0, 1.0, 0.0]);
        assert_eq!(willing(1.0, 0.25), 0.5);
        assert_eq!(willing(2.0, 0.25), 1.0 / 17.0); // 1/(1 + 2⁴)
        let payback = Payback {
            within: Duration::of("100 days"),
            interest: SharePerTime::of("1 %/day"),
            newcomers: Some(SharePerTime::of("0.1 %/day")),
            spread: Ratio::of("25 %"),
        };
        let outlook = Outlook {
            hardware_usd: 200.0,
            margin_usd_per_day: 2.0,
            active: 1_000.0,
            days: 2.0,
            known: 1_000.0,
            left: 0.0,
            reached: 0.0,
            is_new: false,
            share: 1.0,
        };
        assert!((payback.orders(&outlook) - 10.0).abs() < 1e-12); // half of 20 interested
        assert_eq!(payback.orders(&Outlook { margin_usd_per_day: -1.0, ..outlook }), 0.0);
        // Of 5,000 others ten look by themselves in two days; four are reached.
        let reached = Outlook { left: 5_000.0, reached: 4.0, ..outlook };
        assert!((payback.orders(&reached) - 17.0).abs() < 1e-12); // half of 34
        // Where nobody has ever been, they do not ask what it pays.
        let first = Outlook { is_new: true, active: 0.0, margin_usd_per_day: 0.0, ..reached };
        assert!((payback.orders(&first) - 14.0).abs() < 1e-12);
    }
}
