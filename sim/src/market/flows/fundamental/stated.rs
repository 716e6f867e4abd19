//! Stated: a value of the token that the scenario says.

use language::quantity::Usd;
use language::timeline::Timeline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fundamental, Seen};
use crate::memory::Memory;

/// A token is worth what the scenario says, always or by date.
///
/// ## Equation
/// `fundamental(t) = the stated value of the last date at or before t`; before the first date nobody
/// has a view.
///
/// ## Why one would choose it
/// To see what it takes to hold a price, or to let somebody believe in one.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// value: { fundamental: { stated: { usd: { 2026-01-01: 0.40 USD, 2026-06-01: 0.20 USD } } }, speed: 0.2 %/day, dollars: 500_000 USD, tokens: 0 LENS }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// What a token is worth [USD]; nobody has a view before the first date.
    pub usd: Timeline<Usd>,
}

impl Fundamental for Stated {
    fn usd(&self, seen: &Seen, _: &mut Memory) -> Option<f64> {
        self.usd.at(seen.start, seen.now).map(|usd| usd.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let of = |text: &str, day: i64| {
            let stated: Stated = serde_json::from_str(text).unwrap();
            let (now, days) = (day * 86_400, 1.0);
            let seen = Seen { start, now, days, burned_usd: 0.0, circulating: 0.0 };
            stated.usd(&seen, &mut Memory::default())
        };
        let dated = r#"{ "usd": { "2026-01-02": "3 USD", "2026-01-04": "1 USD" } }"#;
        assert_eq!([0, 1, 2, 3].map(|day| of(dated, day)), [None, Some(3.0), Some(3.0), Some(1.0)]);
        assert_eq!(of(r#"{ "usd": "2 USD" }"#, 9), Some(2.0));
    }
}
