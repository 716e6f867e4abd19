//! Patience: owners bear losses for so many days in a row, and then leave.

use language::quantity::{Change, Ratio, UsdPerDay};
use language::varied::{Shape, Varied};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limit, Staying};

/// Owners leave after so many days of losses in a row; one better day and they count anew. Some
/// owners are more patient than others.
///
/// ## Equation
/// A day is a loss if `income + fees − costs < least`; the owner leaves on loss number
/// `days · exp(spread · z)`, with a normal number `z` drawn when the device joins, or on a number
/// drawn evenly between two. With `sunk_cost`, that number is times `1 + sunk_cost · unpaid`, where
/// `unpaid` is what the device has not earned back of its own price after costs, over the list price
/// of its kind, from 0 to 1: losses of running it add to that part. Operators of several devices do not
/// count it.
///
/// ## Why one would choose it
/// Hardware is bought, so owners wait; what they paid for it does not count any more, unless a
/// `sunk_cost` says that it does: those who have their money back go first.
///
/// ## Source
/// Assumed: no published series of owners' patience was found. Helium's hotspots kept being
/// rewarded at 43.5 % of those onboarded 17 months after the peak of the price. That sunk costs keep
/// people: Thaler (1980), *Toward a positive theory of consumer choice*; by how much is assumed.
///
/// ## Example
/// ```yaml
/// staying: { patience: { days: 45, least: 0.05 USD/day, spread: 30 %, sunk_cost: 50 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// Days of losses in a row that owners bear [days]; from 1 to 2700. One number is that of a
    /// middling owner; `{ from: 4, to: 20 }` is as many owners for each number between.
    #[schemars(range(min = 1.0, max = 2_700.0))]
    pub days: Varied<f64>,
    /// What a day must bring to be worth the trouble [USD/day]; at least 0.
    #[serde(default = "nothing")]
    pub least: UsdPerDay,
    /// How much owners differ where `days` is one number: a third of them are more than this away
    /// from it [1]; 30 % by default. Not beside a range, in which they differ already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Ratio>,
    /// By how much longer owners bear losses who have not earned back anything of their hardware [1];
    /// from -100 %, with which they leave on the first loss; none by default. Time beyond 2,730 days
    /// is for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sunk_cost: Option<Change>,
}

fn nothing() -> UsdPerDay {
    UsdPerDay::of("0 USD/day")
}

/// How much owners differ where nobody says.
const SPREAD: f64 = 0.3; // assumed: no published series of owners' patience was found

impl Staying for Patience {
    fn limit(&self) -> Limit {
        let spread = self.spread.as_ref().map_or(SPREAD, Ratio::value);
        let days = match self.days.shape() {
            Shape::Same(median) if spread > 0.0 => Shape::Around { median, spread },
            shape => shape,
        };
        let sunk_cost = self.sunk_cost.as_ref().map_or(0.0, Change::value);
        Limit { least_usd_per_day: self.least.value(), days, sunk_cost }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let patience = |days, spread: Option<&'static str>| Patience {
            days,
            least: nothing(),
            spread: spread.map(Ratio::of),
            sunk_cost: None,
        };
        let limit = |days, spread| patience(days, spread).limit().days;
        assert_eq!(limit(Varied::Same(45.0), None), Shape::Around { median: 45.0, spread: 0.3 });
        assert_eq!(limit(Varied::Same(45.0), Some("0 %")), Shape::Same(45.0));
        let between = Varied::Between { from: 4.0, to: 20.0 };
        assert_eq!(limit(between, None), Shape::Between { from: 4.0, to: 20.0 });
    }
}
