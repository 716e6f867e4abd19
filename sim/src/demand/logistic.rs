//! Logistic demand: growth along an S from one level to another.

use jiff::civil::Date;
use language::quantity::Duration;
use language::units::DAY_SECONDS;
use language::when::{Moment, Seconds};
use language::work::{WorkRate, WorkUnit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Volume;
use crate::maths;

/// Demand that grows along an S.
///
/// ## Equation
/// `volume(t) = from + (to − from) / (1 + exp(−(t − midpoint)/width))`
///
/// ## Why one would choose it
/// New services start slowly, spread, and fill their market.
///
/// ## Source
/// Verhulst (1838); Griliches (1957), *Hybrid corn*, for the spread of new technology.
///
/// ## Example
/// ```yaml
/// logistic: { from: 2e9 tokens/day, to: 60e9 tokens/day, midpoint: day 400, width: 100 days }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logistic {
    /// The level long before the midpoint [units/day]; at least 0.
    pub from: WorkRate,
    /// The level long after the midpoint [units/day]; at least 0.
    pub to: WorkRate,
    /// When half the way is gone.
    pub midpoint: Moment,
    /// How slowly it goes: 27 % to 73 % of the way take two widths [days]; more than 0.
    /// By default a quarter of the time from the start to the midpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub width: Option<Duration>,
}

impl Volume for Logistic {
    fn per_day(&self, start: Date, now: Seconds) -> f64 {
        let midpoint = self.midpoint.after(start) as f64 / DAY_SECONDS;
        let width = self.width.as_ref().map_or(midpoint.abs() / 4.0, Duration::value);
        logistic(self.from.per_day, self.to.per_day, now as f64 / DAY_SECONDS - midpoint, width)
    }

    fn units(&self) -> Vec<WorkUnit> {
        vec![self.from.unit, self.to.unit]
    }
}

fn logistic(from: f64, to: f64, days_after_midpoint: f64, width: f64) -> f64 {
    from + (to - from) / (1.0 + maths::exp(-days_after_midpoint / width.max(1e-9)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(logistic(2.0, 10.0, 0.0, 50.0), 6.0);
        // One width after the midpoint: 1/(1 + e^-1) = 0.731059.
        assert!((logistic(0.0, 1.0, 50.0, 50.0) - 0.731_058_578_6).abs() < 1e-10);
        assert!((logistic(2.0, 10.0, -5_000.0, 50.0) - 2.0).abs() < 1e-12);
    }
}
