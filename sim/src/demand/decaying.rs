//! Decaying demand: interest that fades.

use jiff::civil::Date;
use language::quantity::Duration;
use language::units::DAY_SECONDS;
use language::when::{Moment, Seconds};
use language::work::{WorkRate, WorkUnit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Volume;
use crate::maths;

/// Demand that falls by the same proportion in any equal time, to a floor.
///
/// ## Equation
/// `volume(t) = to + (from − to)·2^(−(t − since)/half_life)`, and `from` before `since`.
///
/// ## Why one would choose it
/// A service that loses its customers to a better one; what is left of the network when nobody comes.
///
/// ## Source
/// A definition: exponential decay.
///
/// ## Example
/// ```yaml
/// decaying: { from: 40 TB/day, to: 2 TB/day, half_life: 200 days }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decaying {
    /// What is asked for at first [units/day]; at least 0.
    pub from: WorkRate,
    /// What it falls to [units/day]; at least 0.
    pub to: WorkRate,
    /// Time in which half of the way is gone [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub half_life: Duration,
    /// When it begins to fall; on the first day by default.
    #[serde(default = "at_once")]
    pub since: Moment,
}

fn at_once() -> Moment {
    Moment::AfterDays(0)
}

impl Volume for Decaying {
    fn per_day(&self, start: Date, now: Seconds) -> f64 {
        let days = (now - self.since.after(start)).max(0) as f64 / DAY_SECONDS;
        let left = maths::power(2.0, -days / self.half_life.value());
        self.to.per_day + (self.from.per_day - self.to.per_day) * left
    }

    fn units(&self) -> Vec<WorkUnit> {
        vec![self.from.unit, self.to.unit]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let rate = |text: &str| serde_json::from_value(text.into()).unwrap();
        let decaying = Decaying {
            from: rate("100 images/day"),
            to: rate("20 images/day"),
            half_life: Duration::of("10 days"),
            since: Moment::AfterDays(5),
        };
        let on_day = |day: i64| decaying.per_day(start, day * 86_400);
        assert_eq!([0, 5, 15, 25].map(on_day), [100.0, 100.0, 60.0, 40.0]);
    }
}
