//! Sum: several things that cut devices off, each at times of its own.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Outages, OutagesKind, Pattern};

/// Several things that cut devices off, independently of each other.
///
/// ## Equation
/// `P(up) = uptime · Π (1 − share_part · f_part)`
///
/// ## Why one would choose it
/// Power fails in a region, a cloud fails in several, and a firmware update breaks one kind of device:
/// they are different series with different lengths.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// outages:
///   sum:
///     power: { regional: { per_year: 2, lasts: 4 hours } }
///     cloud: { common_cause: { per_year: 1, lasts: 8 hours, share: 60 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sum(
    /// The parts, by name.
    pub IndexMap<String, OutagesKind>,
);

impl Outages for Sum {
    fn each(&self, visit: &mut dyn FnMut(&Pattern)) {
        self.0.values().for_each(|part| part.each(visit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_are_seen_in_their_order() {
        let text = "a: { regional: { per_year: 36.5, lasts: 1 day } }\nb: none\nc: { common_cause: { per_year: 73, lasts: 1 day } }";
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        let sum: Sum = language::read(&tree, None).unwrap_or_else(|faults| panic!("{faults}"));
        let mut rates = Vec::new();
        sum.each(&mut |pattern| rates.push(pattern.per_day));
        assert_eq!(rates, [0.1, 0.2]);
    }
}
