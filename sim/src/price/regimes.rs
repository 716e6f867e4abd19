//! Regimes: bull, flat and bear markets take turns.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::{Duration, Growth, Share, SharePerTime, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gbm::{no_drift, walk};
use super::{Memory, Morning, Opening, Price};
use crate::maths;

/// A walk whose drift and volatility change with the mood of the market.
///
/// ## Equation
/// In a regime the price walks as with `gbm`. A step ends it with the probability `Δt / lasts`, at
/// most 1; the next is drawn by `then`, or from all others alike. The share of time that the price
/// spends in a regime is in proportion to `lasts` times how often the others lead there.
///
/// ## Why one would choose it
/// Crypto markets have long winters; owners who bear a bad month do not bear a bad year.
///
/// ## Source
/// Hamilton (1989), *A new approach to the economic analysis of nonstationary time series*.
///
/// ## Example
/// ```yaml
/// regimes:
///   start: 0.40 USD
///   states:
///     bull: { lasts: 200 days, drift: 120 %/year, volatility: 80 %/year }
///     flat: { lasts: 150 days, volatility: 50 %/year, then: { bull: 60 %, bear: 40 % } }
///     bear: { lasts: 250 days, drift: -90 %/year, volatility: 100 %/year }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regimes {
    /// The price on the first morning [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub start: Usd,
    /// The regimes, by name; the first holds on the first morning.
    pub states: IndexMap<String, Regime>,
}

/// One mood of the market.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// How long it lasts on average [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub lasts: Duration,
    /// Growth of the mean `μ` [1/time]; any sign.
    #[serde(default = "no_drift")]
    pub drift: Growth,
    /// Standard deviation of the log return over the stated time `σ` [1/√time]; at least 0.
    pub volatility: SharePerTime,
    /// Which regime comes next, by name: shares that sum to 100 %; all others alike by default.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub then: IndexMap<String, Share>,
}

/// The place of the regime in force.
struct InForce(usize);

impl Price for Regimes {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.start.value()
    }

    fn open(&self, morning: &Morning, memory: &mut Memory) -> Opening {
        let [u, v, ends, next, _] = morning.news;
        let in_force = memory.own(|| InForce(0));
        let regime = &self.states[in_force.0];
        let drift = regime.drift.value() / 100.0;
        let volatility = regime.volatility.per_square_root_day() * morning.volatility;
        if ends < morning.days / regime.lasts.value() {
            in_force.0 = self.after(in_force.0, next);
        }
        Opening::TimesClose(maths::exp(walk(drift, volatility, morning.days, maths::normal(u, v))))
    }
}

impl Regimes {
    /// The regime that follows one, by a uniform number.
    fn after(&self, now: usize, uniform: f64) -> usize {
        let then = &self.states[now].then;
        let others = (self.states.len() - 1) as f64;
        let share = |(at, name): (usize, &String)| match then.get(name) {
            Some(share) => share.value(),
            None if then.is_empty() && at != now => 1.0 / others,
            None => 0.0,
        };
        let mut sum = 0.0;
        let mut found = now;
        for (at, share) in self.states.keys().enumerate().map(|state| (state.0, share(state))) {
            if share > 0.0 && sum < uniform {
                found = at;
            }
            sum += share;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regimes(text: &str) -> Regimes {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    #[test]
    fn by_hand() {
        let price = regimes(
            "start: 1 USD
states:
  bull: { lasts: 10 days, drift: 2 %/day, volatility: 0 %/day }
  flat: { lasts: 10 days, volatility: 0 %/day, then: { bull: 30 %, bear: 70 % } }
  bear: { lasts: 10 days, drift: -3 %/day, volatility: 0 %/day }",
        );
        // Half of those who leave a bull market land in each of the others.
        assert_eq!([0.1, 0.49, 0.51, 0.9].map(|u| price.after(0, u)), [1, 1, 2, 2]);
        assert_eq!([0.1, 0.29, 0.31, 0.99].map(|u| price.after(1, u)), [0, 0, 2, 2]);
        // Two days of 2 %, and the regime ends with the probability 2/10.
        let mut memory = Memory::default();
        let mut open = |ends| {
            let start = "2026-01-01".parse().unwrap();
            let news = [0.5, 0.5, ends, 0.9, 0.5];
            let morning = Morning { days: 2.0, news, ..Morning::quiet(start, 0) };
            match price.open(&morning, &mut memory) {
                Opening::TimesClose(times) => maths::ln(times),
                _ => panic!("a walk moves from the close"),
            }
        };
        let moves = [0.21, 0.19, 0.21].map(&mut open);
        for (moved, exact) in moves.into_iter().zip([0.04, 0.04, -0.06]) {
            assert!((moved - exact).abs() < 1e-12, "{moved}");
        }
    }
}
