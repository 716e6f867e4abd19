//! Exit: many owners leave on one day, whatever it brought.

use jiff::civil::Date;
use language::quantity::Share;
use language::when::{Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Takes a share of the devices out of the network on one day, whatever that day paid: owners who are
/// part of one scheme give up together, a state forbids them, or a maker switches them off.
///
/// ## Equation
/// In the step in which `at` lies each active device of the regions and groups that the shock names
/// leaves with the probability `share`, independently of the others and of all else that makes owners
/// leave; in groups with `operators` each of them leaves with all that he has there. It comes back by `returning` only.
///
/// ## Why one would choose it
/// Networks of few large operators lose them in one piece (an operational risk that averages of many
/// small owners hide): what is left must do the work at once, and the tokens that those sold are gone
/// from the market's flow.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// shocks: [{ name: the largest operator leaves, exit: { share: 30 %, at: day 5 }, regions: [world] }]
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Probability with which each of the devices leaves [1].
    pub share: Share,
    /// When.
    pub at: Moment,
}

impl Exit {
    /// The probability with which a device leaves in a step [1], from its first second to one past
    /// its last.
    #[must_use]
    pub fn hazard(&self, start: Date, (begin, end): (Seconds, Seconds)) -> f64 {
        match (begin..end).contains(&self.at.after(start)) {
            true => self.share.value(),
            false => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let exit = Exit { share: Share::of("30 %"), at: Moment::AfterDays(10) };
        let days = |from: i64, to: i64| {
            exit.hazard("2026-01-01".parse().unwrap(), (from * 86_400, to * 86_400))
        };
        assert_eq!([(9, 10), (10, 11), (11, 12)].map(|(from, to)| days(from, to)), [0.0, 0.3, 0.0]);
        assert_eq!([(7, 14), (0, 31), (14, 21)].map(|(from, to)| days(from, to)), [0.3, 0.3, 0.0]);
    }
}
