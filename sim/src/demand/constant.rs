//! Constant demand: the same amount each day.

use jiff::civil::Date;
use language::when::Seconds;
use language::work::{WorkRate, WorkUnit};

use super::Volume;

/// The same amount of work each day.
///
/// ## Equation
/// `volume(t) = constant`
///
/// ## Why one would choose it
/// A service with long contracts; or to hold demand still while something else moves.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// constant: 40 TB/day
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Constant(
    /// Work a day [units/day]; at least 0.
    pub WorkRate,
);

impl Volume for Constant {
    fn per_day(&self, _: Date, _: Seconds) -> f64 {
        self.0.per_day
    }

    fn units(&self) -> Vec<WorkUnit> {
        vec![self.0.unit]
    }
}
