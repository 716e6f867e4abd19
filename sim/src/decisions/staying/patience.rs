//! Patience: owners bear losses for so many days in a row, and then leave.

use language::quantity::{Ratio, UsdPerDay};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limit, Staying};

/// Owners leave after so many days of losses in a row; one better day and they count anew. Some
/// owners are more patient than others.
///
/// ## Equation
/// A day is a loss if `reward + fees − costs < least`; the owner leaves on loss number
/// `days · exp(spread · z)`, with a normal number `z` drawn when the device joins.
///
/// ## Why one would choose it
/// Hardware is bought, so owners wait; what they paid for it does not count any more.
///
/// ## Source
/// Assumed: no published series of owners' patience was found. Helium's hotspots kept being
/// rewarded at 43.5 % of those onboarded 17 months after the peak of the price.
///
/// ## Example
/// ```yaml
/// staying: { patience: { days: 45, least: 0.05 USD/day, spread: 30 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// Days of losses in a row that a middling owner bears [days]; from 1 to 20000.
    #[schemars(range(min = 1.0, max = 20_000.0))]
    pub days: f64,
    /// What a day must bring to be worth the trouble [USD/day]; at least 0.
    #[serde(default = "nothing")]
    pub least: UsdPerDay,
    /// How much owners differ: a third of them are more than this away from the middle [1].
    #[serde(default = "some_spread")]
    pub spread: Ratio,
}

fn some_spread() -> Ratio {
    Ratio::of("30 %")
}

fn nothing() -> UsdPerDay {
    UsdPerDay::of("0 USD/day")
}

impl Staying for Patience {
    fn limit(&self) -> Limit {
        Limit {
            least_usd_per_day: self.least.value(),
            days: self.days,
            spread: self.spread.value(),
        }
    }
}
