//! Dated: a table of what was really burned.

use indexmap::IndexMap;
use language::tokens::TokenRate;
use language::when::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::emission::schedule::by_table;

/// Burns what a table of dates says, whatever customers pay; nothing before its first date.
///
/// ## Equation
/// `burned(t) = rate of the last date at or before t`
///
/// ## Why one would choose it
/// What a chain burned is known exactly; with it, everything that follows from burning can be held
/// against what followed.
///
/// ## Source
/// A definition; the table names its own, such as the weekly burns of a token on its chain.
///
/// ## Example
/// ```yaml
/// burn: { dated: { 2026-01-05: 9_000 LENS/week, 2026-01-12: 9_450.5 LENS/week } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-keys" = "Day"))]
pub struct DatedBurn(
    /// Amounts per time by the date from which they are burned, in order of time.
    pub IndexMap<Day, TokenRate>,
);

impl Burn for DatedBurn {
    fn burned(&self, network: &Network, _: &mut Memory) -> Burned {
        Burned { burned: by_table(&self.0, &network.period), ..Burned::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    #[test]
    fn by_hand() {
        let text = r#"{ "2026-01-03": "7.02 LENS/week", "2026-01-10": "0 LENS/week" }"#;
        let rule: DatedBurn = serde_json::from_str(text).unwrap();
        let on = |at| rule.burned(&day(at, 2), &mut Memory::default()).burned;
        // 702 base units in 7 days are 100 a day and 2 more, on the fourth and the last.
        assert_eq!([0, 1, 2, 4, 8, 9].map(on), [0, 0, 100, 100, 101, 0]);
        assert_eq!((0..20).map(on).sum::<u128>(), 702);
    }
}
