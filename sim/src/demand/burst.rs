//! Burst demand: a rush that comes on a day and fades.

use jiff::civil::Date;
use language::quantity::Duration;
use language::units::DAY_SECONDS;
use language::when::{Interval, Moment, Seconds};
use language::work::{WorkRate, WorkUnit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Volume;
use crate::maths;

/// Demand that leaps to a peak, stays there for a while and fades to where it was.
///
/// ## Equation
/// `volume(t) = base` before `at`; `peak` for the time `lasts`; then
/// `base + (peak − base)·2^(−(t − at − lasts)/half_life)`.
///
/// ## Why one would choose it
/// A model goes viral, a customer trains once, a campaign is paid for: growth that does not stay, and
/// owners who joined for it.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// burst: { base: 5 TB/day, peak: 60 TB/day, at: day 120, lasts: 30 days, half_life: 20 days }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Burst {
    /// What is asked for before and long after [units/day]; at least 0.
    pub base: WorkRate,
    /// What is asked for at the peak [units/day]; at least 0.
    pub peak: WorkRate,
    /// When it comes.
    pub at: Moment,
    /// How long the peak lasts.
    pub lasts: Interval,
    /// Time in which half of the rush is gone after that [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub half_life: Duration,
}

impl Volume for Burst {
    fn per_day(&self, start: Date, now: Seconds) -> f64 {
        let at = self.at.after(start);
        let (base, peak) = (self.base.per_day, self.peak.per_day);
        let over = now - at - self.lasts.times_after(start, 1);
        match now < at {
            true => base,
            false => {
                let days = over.max(0) as f64 / DAY_SECONDS;
                base + (peak - base) * maths::power(2.0, -days / self.half_life.value())
            }
        }
    }

    fn units(&self) -> Vec<WorkUnit> {
        vec![self.base.unit, self.peak.unit]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let rate = |text: &str| serde_json::from_value(text.into()).unwrap();
        let burst = Burst {
            base: rate("20 images/day"),
            peak: rate("100 images/day"),
            at: Moment::AfterDays(5),
            lasts: Interval::days(3),
            half_life: Duration::of("2 days"),
        };
        let on_day = |day: i64| burst.per_day(start, day * 86_400);
        assert_eq!([4, 5, 8, 10, 12].map(on_day), [20.0, 100.0, 100.0, 60.0, 40.0]);
    }
}
