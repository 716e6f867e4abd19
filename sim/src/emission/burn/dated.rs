//! Dated: what was burned is known, and written down by date.

use indexmap::IndexMap;
use language::tokens::TokenRate;
use language::when::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::emission::schedule::by_table;

/// Burns what a table of dates says, nothing before its first date; operators get all that customers
/// pay.
///
/// ## Equation
/// `burned(t) = rate of the last date at or before t`
///
/// ## Why one would choose it
/// A chain's burns are counted, while what caused them is not: fees of gas, penalties, auctions.
///
/// ## Source
/// The burned fees of Filecoin (Spacescope) and of Ethereum, which are published day by day.
///
/// ## Example
/// ```yaml
/// burn: { dated: { 2026-01-01: 5_000 LENS/day, 2026-04-01: 250_000 LENS/month } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-keys" = "Day"))]
pub struct DatedBurn(
    /// Amounts per time by the date from which they hold, in order of time.
    pub IndexMap<Day, TokenRate>,
);

impl Burn for DatedBurn {
    fn burned(&self, network: &Network, _: &mut Memory) -> Burned {
        Burned { burned: by_table(&self.0, &network.period), ..Burned::default() }
    }

    fn fee_usd(&self, _: &Network) -> f64 {
        0.0
    }

    fn paid_out(&self) -> f64 {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    #[test]
    fn by_hand() {
        let tree =
            language::yaml::parse("a.yaml", "{ 2026-01-02: 3 LENS/day, 2026-01-04: 1 LENS/day }");
        let burn: DatedBurn = language::read(&tree.unwrap(), None).unwrap();
        let burned = |at| burn.burned(&day(at, 0), &mut Memory::default()).burned;
        assert_eq!([0, 1, 2, 3, 90].map(burned), [0, 3, 3, 1, 1]);
    }
}
