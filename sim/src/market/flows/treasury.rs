//! Treasury: the network's treasury pays costs in dollars, for which it sells tokens.

use jiff::civil::Date;
use language::quantity::UsdPerDay;
use language::timeline::Timeline;
use language::when::Seconds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::Units;

/// The treasury sells tokens for its running costs, as far as it has any.
///
/// ## Equation
/// `sold(t) = min(⌊spends · Δt / open(t)⌋, treasury(t))`; what its tokens are not worth stays unpaid
/// and is not made up later. It counts with the morning's price, as everyone does: where the sale moves
/// the price against it, it gets less.
///
/// ## Why one would choose it
/// Teams are paid in dollars. A fixed bill sells more tokens the lower the price is, which pulls it
/// further down, until the treasury is empty.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// treasury: { spends: 20_000 USD/month }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Treasury {
    /// What it pays [USD/day]; nothing before the first date.
    pub spends: Timeline<UsdPerDay>,
}

impl Treasury {
    /// What it pays in a step that begins so many seconds after the start [USD].
    #[must_use]
    pub fn costs_usd(&self, start: Date, now: Seconds, days: f64) -> f64 {
        self.spends.at(start, now).map_or(0.0, |spends| spends.value() * days)
    }

    /// What it sells for costs at a price, of what it holds [base units], and what of them stays unpaid
    /// [USD].
    #[must_use]
    pub fn sale(costs_usd: f64, (price_usd, base_units): (f64, f64), held: Units) -> (Units, f64) {
        let wanted = (costs_usd / price_usd * base_units) as Units;
        if wanted <= held {
            return (wanted, 0.0);
        }
        (held, (costs_usd - held as f64 / base_units * price_usd).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let text = r#"{ "spends": { "2026-01-02": "300 USD/day", "2026-01-03": "100 USD/day" } }"#;
        let treasury: Treasury = serde_json::from_str(text).unwrap();
        let costs = |day: i64, days| treasury.costs_usd(start, day * 86_400, days);
        assert_eq!(
            [costs(0, 1.0), costs(1, 1.0), costs(1, 0.5), costs(9, 2.0)],
            [0.0, 300.0, 150.0, 200.0]
        );
        // At 2.50 USD for ten units 300 USD are 1,200; where 1,000 are there, 50 USD stay unpaid.
        let sale = |held| Treasury::sale(300.0, (2.5, 10.0), held);
        assert_eq!(
            [sale(5_000), sale(1_200), sale(1_000)],
            [(1_200, 0.0), (1_200, 0.0), (1_000, 50.0)]
        );
        assert_eq!(sale(0), (0, 300.0));
    }
}
