//! Constant demand: the same amount each day.

use jiff::civil::Date;
use language::when::Seconds;

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
pub struct Constant {
    /// Work a day [units/day]; at least 0.
    pub per_day: f64,
}

impl Volume for Constant {
    fn per_day(&self, _: Date, _: Seconds) -> f64 {
        self.per_day
    }
}
