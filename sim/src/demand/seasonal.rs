//! Seasonal demand: it swings around a mean.

use jiff::civil::Date;
use language::quantity::{Duration, Share};
use language::units::DAY_SECONDS;
use language::when::{Moment, Seconds};
use language::work::{WorkRate, WorkUnit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Volume;
use crate::maths;

/// Demand that rises and falls with the season, the week or the day.
///
/// ## Equation
/// `volume(t) = mean · (1 + swing · cos(2π·(t − peak)/period))`, at the beginning of each step. A step
/// that is longer than a tenth of the period misses the swing.
///
/// ## Why one would choose it
/// Toys sell in December and offices sleep on Sundays; capacity that is built for the peak waits.
///
/// ## Source
/// A definition: the first harmonic of a season.
///
/// ## Example
/// ```yaml
/// seasonal: { mean: 40 TB/day, swing: 30 %, period: 365 days, peak: day 350 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seasonal {
    /// What is asked for on average [units/day]; at least 0.
    pub mean: WorkRate,
    /// How far it swings from there [1].
    pub swing: Share,
    /// Time from peak to peak [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub period: Duration,
    /// When it is at a peak.
    pub peak: Moment,
}

impl Volume for Seasonal {
    fn per_day(&self, start: Date, now: Seconds) -> f64 {
        let days = (now - self.peak.after(start)) as f64 / DAY_SECONDS;
        let swung = self.swing.value() * maths::cos_of_turns(days / self.period.value());
        self.mean.per_day * (1.0 + swung)
    }

    fn units(&self) -> Vec<WorkUnit> {
        vec![self.mean.unit]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let seasonal = Seasonal {
            mean: serde_json::from_value("100 images/day".into()).unwrap(),
            swing: Share::of("30 %"),
            period: Duration::of("8 days"),
            peak: Moment::AfterDays(2),
        };
        let on_day = |day: i64| seasonal.per_day(start, day * 86_400);
        // At the peak, a quarter and a half of a period later, and an eighth: cos 45° = 0.70711.
        for (day, exact) in [(2, 130.0), (4, 100.0), (6, 70.0), (3, 121.213_203_436)] {
            assert!((on_day(day) - exact).abs() < 1e-9, "{day}: {}", on_day(day));
        }
    }
}
