//! Remint: burned tokens are minted again, up to a cap.

use language::tokens::TokenRate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schedule::Period;
use crate::ledger::Units;

/// Mints again what was burned in the last step, up to a cap; called net emissions.
///
/// ## Equation
/// `reminted(t) = min(burned(t − 1), cap)`
///
/// ## Why one would choose it
/// A fixed supply with a budget for ever: usage pays operators after the schedule has run out.
///
/// ## Source
/// Helium HIP-20: the cap is 34.24 HNT an epoch of 30 minutes, 1,643.83561643 HNT a day, not halved.
///
/// ## Example
/// ```yaml
/// remint: { cap: 1_643.83561643 HNT/day }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remint {
    /// The most that is minted again per time [tokens/time]; at least 0.
    pub cap: TokenRate,
}

impl Remint {
    /// What is minted again in a period, in base units.
    #[must_use]
    pub fn minted(&self, burned_before: Units, period: &Period) -> Units {
        burned_before.min(period.minted(&self.cap, 0, period.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let remint =
            Remint { cap: serde_json::from_value("1643.83561643 HNT/day".into()).unwrap() };
        let start = "2026-01-01".parse().unwrap();
        let day = Period { start, from: 0, until: 86_400, decimals: 8 };
        assert_eq!(remint.minted(0, &day), 0);
        assert_eq!(remint.minted(5, &day), 5);
        assert_eq!(remint.minted(Units::MAX, &day), 164_383_561_643);
    }
}
