//! Bass: a market fills as some try what is new and others follow them.

use language::quantity::{Duration, Ratio, SharePerTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::payback::{some_spread, willing};
use super::{Joining, Outlook};
use crate::maths;

/// People of a market of known size join by themselves or because others have; if a payback is
/// given, only those for whom the hardware pays itself back soon enough.
///
/// ## Equation
/// With `F` the share of the market that has ever joined or ordered: `dF/dt = (p + q·F)·(1 − F)`,
/// solved exactly over the step, so that its length does not matter:
/// `F = (1 − u)/(1 + (q/p)·u)`, `u(t + Δt) = u(t)·e^(−(p + q)·Δt)`. The orders of a step are the
/// market times the growth of `F` and those whom the maker's marketing reaches (`maker.makes`),
/// times `P(hurdle ≥ payback)` of `payback` where `within` is given; those who are reached where no
/// device of the kind has ever worked buy a promise.
/// Those whose hurdle is too low today stay in the market and look again.
///
/// ## Why one would choose it
/// Sales-led growth (`innovation`: the maker's marketing finds buyers) and product-led growth
/// (`imitation`: owners bring others) have one number each; and a market ends.
///
/// ## Source
/// Bass (1969), *A new product growth for model consumer durables*: for eleven durables 0.03 and
/// 0.38 a year are typical (Sultan, Farley and Lehmann, 1990).
///
/// ## Example
/// ```yaml
/// joining: { bass: { market: 500_000, innovation: 3 %/year, imitation: 38 %/year, within: 300 days } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bass {
    /// All who would ever join, for each group, over its regions by their shares [devices]; from 1 to
    /// 100 million.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub market: u32,
    /// Who joins by himself `p`, as a share of those who have not [1/time]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub innovation: SharePerTime,
    /// How much more join if all others have `q`, as a share of those who have not [1/time]; at
    /// least 0.
    pub imitation: SharePerTime,
    /// Payback time at which half of them join [days]; more than 0; they do not ask by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub within: Option<Duration>,
    /// How much hurdles differ, as with `payback` [1]; at least 0 %.
    #[serde(default = "some_spread")]
    pub spread: Ratio,
}

impl Joining for Bass {
    fn orders(&self, outlook: &Outlook) -> f64 {
        let market = f64::from(self.market) * outlook.share;
        let joined = (outlook.known / market).min(1.0);
        let willing = match &self.within {
            None => 1.0,
            Some(_) if outlook.margin_usd_per_day <= 0.0 => 0.0,
            Some(within) => {
                let payback = outlook.hardware_usd / outlook.margin_usd_per_day;
                willing(payback / within.value(), self.spread.value())
            }
        };
        let (p, q) = (self.innovation.value() / 100.0, self.imitation.value() / 100.0);
        let by_themselves = market * (after(joined, p, q, outlook.days) - joined).max(0.0);
        let others = if outlook.is_new { 1.0 } else { willing };
        by_themselves * willing + outlook.reached * others
    }
}

/// The share of a market that has joined some days after a share of it had.
fn after(joined: f64, p: f64, q: f64, days: f64) -> f64 {
    let u = (1.0 - joined) / (1.0 + q / p * joined) * maths::exp(-(p + q) * days);
    (1.0 - u) / (1.0 + q / p * u)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // p = 0.03 and q = 0.38: F(5) = 0.331198642, at once or a day at a time.
        assert!((after(0.0, 0.03, 0.38, 5.0) - 0.331_198_642).abs() < 1e-9);
        let daily = (0..500).fold(0.0, |joined, _| after(joined, 0.03, 0.38, 0.01));
        assert!((daily - 0.331_198_642).abs() < 1e-9);
        // Half of the rest in ln 2/p where nobody imitates; nobody is left at 1.
        let half = core::f64::consts::LN_2 / 0.03;
        assert!((after(0.2, 0.03, 0.0, half) - 0.6).abs() < 1e-12);
        assert_eq!(after(1.0, 0.03, 0.38, 9.0), 1.0);
    }

    #[test]
    fn most_join_when_the_formula_says() {
        // The peak is ln(q/p)/(p + q) = 6.192619198 years after the start, at 0.110592105 a year.
        let f = |t: f64| after(0.0, 0.03, 0.38, t);
        let rate = |t: f64| (f(t + 5e-4) - f(t - 5e-4)) / 1e-3;
        let peak =
            (1..20_000).map(|at| f64::from(at) * 1e-3).max_by(|a, b| rate(*a).total_cmp(&rate(*b)));
        let peak = peak.unwrap();
        assert!((peak - 6.192_619_198).abs() < 5e-3, "{peak}");
        assert!((rate(6.192_619_198) - 0.110_592_105).abs() < 1e-7);
    }
}
