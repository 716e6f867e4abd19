//! Exogenous: trades do not move the price.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Close, Market, Trading};

/// Trades do not move the price; it closes where it opened.
///
/// ## Equation
/// `close(t) = open(t)`
///
/// ## Why one would choose it
/// A replayed price already holds what trades did to it; a small network in a large market.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// market: exogenous
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exogenous {}

impl Market for Exogenous {
    fn close(&self, trading: &Trading) -> Close {
        trading.close_at(trading.open_usd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let close = |sold, bought| {
            let at = Trading { sold, bought, ..Trading::quiet(0.4, 1.0, 1e8) };
            Exogenous {}.close(&at).usd
        };
        let trades = [(0, 0), (7_000, 0), (0, 7_000)].map(|(sold, bought)| close(sold, bought));
        assert_eq!(trades, [0.4; 3]);
    }
}
