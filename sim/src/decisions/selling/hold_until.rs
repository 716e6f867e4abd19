//! Hold until: owners keep what they are paid until the price reaches a level.

use language::quantity::{SharePerTime, Usd};
use language::varied::Shape;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Policy, Selling};
use crate::decisions::in_a_step;

/// Owners keep what they are paid while the price is below a level; at it and above they sell a share
/// of all that they hold. So do those who left.
///
/// ## Equation
/// `sold = ⌊held · (1 − (1 − sells)^Δt)⌋` while the price of the morning is at least `price`, and 0
/// below it; before that, with `covers_costs`, `min(held, ⌈unpaid costs / price of the day⌉)`.
///
/// ## Why one would choose it
/// Holders wait for a price that they have in mind: no sale presses on a low one, and many meet the
/// price on its way up.
///
/// ## Source
/// The disposition to sell what has risen and to keep what has fallen: Shefrin and Statman (1985). That
/// all owners have the same level is assumed, and so is their share: no measured series was found.
///
/// ## Example
/// ```yaml
/// selling: { hold_until: { price: 2 USD, sells: 5 %/day, covers_costs: true } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldUntil {
    /// The price from which on they sell [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub price: Usd,
    /// Share of what they hold that they sell then [1/time]; at most 100 %/day.
    pub sells: SharePerTime,
    /// Whether they sell what pays their costs at any price.
    #[serde(default)]
    pub covers_costs: bool,
}

impl Selling for HoldUntil {
    fn policy(&self) -> Policy {
        Policy { covers_costs: self.covers_costs, share: Shape::Same(0.0) }
    }

    fn of_held(&self, price_usd: f64, days: f64) -> f64 {
        if price_usd >= self.price.value() { in_a_step(&self.sells, days) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let waits = HoldUntil {
            price: Usd::of("2 USD"),
            sells: SharePerTime::of("50 %/day"),
            covers_costs: false,
        };
        assert_eq!([1.99, 2.0, 9.0].map(|usd| waits.of_held(usd, 1.0)), [0.0, 0.5, 0.5]);
        assert_eq!(waits.of_held(2.0, 2.0), 0.75);
        assert_eq!(waits.policy(), Policy { covers_costs: false, share: Shape::Same(0.0) });
    }
}
