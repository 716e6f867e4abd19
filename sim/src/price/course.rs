//! Course: a scripted fall or rise, and its recovery.

use jiff::civil::Date;
use language::quantity::Ratio;
use language::when::{Interval, Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

/// Moves something to a share of what it would be, at once or over a time, and lets it recover.
///
/// ## Equation
/// The price, or what else the shock is of, is multiplied by `f(t)`: 1 before `at`; then to `f = to` over the time `over`; then
/// back to 1 over the time `recovers_in`, both in equal proportions a day. Without `recovers_in`
/// it stays at `to`.
///
/// ## Why one would choose it
/// A crash is what a network's rules are tested by; a scripted one hits every rule set alike.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// shocks:
///   - { name: crash, price: { to: 30 %, at: day 270, over: 2 days, recovers_in: 180 days } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// What is left of it [1]; more than 0 %, and above 100 % where it rises.
    #[schemars(extend("x-positive" = true))]
    pub to: Ratio,
    /// When it starts.
    pub at: Moment,
    /// How long it takes to get there; at once by default.
    #[serde(default = "at_once")]
    pub over: Interval,
    /// How long it takes to recover; never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovers_in: Option<Interval>,
}

fn at_once() -> Interval {
    Interval::days(0)
}

impl Course {
    /// What it is multiplied by, so many seconds after the start of the run.
    #[must_use]
    pub fn factor(&self, start: Date, now: Seconds) -> f64 {
        let at = self.at.after(start);
        let lowest = at + self.over.times_after(start, 1);
        let share = if now < at {
            0.0
        } else if now < lowest {
            (now - at) as f64 / (lowest - at) as f64
        } else {
            self.recovers_in.map_or(1.0, |time| {
                let length = time.times_after(start, 1).max(1);
                (1.0 - (now - lowest) as f64 / length as f64).max(0.0)
            })
        };
        maths::power(self.to.value(), share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let shock = Course {
            to: Ratio::of("25 %"),
            at: Moment::AfterDays(10),
            over: Interval::days(2),
            recovers_in: Some(Interval::days(4)),
        };
        let on_day = |day: i64| shock.factor(start, day * 86_400);
        // 1 · (1/4)^½ = 0.5 half way down and half way up.
        assert_eq!([9, 10, 11, 12, 14, 16, 99].map(on_day), [1.0, 1.0, 0.5, 0.25, 0.5, 1.0, 1.0]);
        let lasting = Course { recovers_in: None, over: Interval::days(0), ..shock };
        assert_eq!([9, 10, 99].map(|day| lasting.factor(start, day * 86_400)), [1.0, 0.25, 0.25]);
    }

    #[test]
    fn a_shock_of_nothing_is_no_shock() {
        let start = "2026-01-01".parse().unwrap();
        let shock = Course {
            to: Ratio::of("100 %"),
            at: Moment::AfterDays(3),
            over: Interval::days(2),
            recovers_in: None,
        };
        assert!((0..9).all(|day| shock.factor(start, day * 86_400) == 1.0));
    }
}
