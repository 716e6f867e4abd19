//! Sum: several schedules at once.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Epoch, Memory, Network, Period, Schedule, ScheduleKind};
use crate::ledger::Units;

/// Mints what several schedules do together.
///
/// ## Equation
/// `minted(t) = Σ minted_part(t)`
///
/// ## Why one would choose it
/// Networks mint for several reasons at once, and add a supplement by vote; each keeps its own rule.
///
/// ## Source
/// Filecoin mints a simple and a baseline part; Helium's HIP-149 adds a supplement to its halvings.
///
/// ## Example
/// ```yaml
/// sum:
///   usual: { halving: { initial: 30_000 LENS/day, every: 2 years } }
///   tail: { fixed: { rate: 1_000 LENS/day } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sum(
    /// The schedules, by name.
    pub IndexMap<String, ScheduleKind>,
);

impl Schedule for Sum {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let parts = self.0.iter().map(|(name, part)| part.minted(network, memory.part(name)));
        parts.fold(0, Units::saturating_add)
    }

    fn most(&self, period: &Period) -> Units {
        self.0.values().map(|part| part.most(period)).fold(0, Units::saturating_add)
    }

    fn is_known_ahead(&self) -> bool {
        self.0.values().all(|part| part.is_known_ahead())
    }

    fn epoch(&self) -> Option<Epoch> {
        Epoch::shortest(self.0.values().filter_map(|part| part.epoch()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::read;

    #[test]
    fn by_hand() {
        let sum = read(
            "sum: { a: { fixed: { rate: 3 LENS/day } }, b: { dated: { 2026-01-03: 4 LENS/day } } }",
        );
        let mut memory = Memory::default();
        let minted = [0, 2].map(|at| sum.minted(&day(at, 0), &mut memory));
        assert_eq!(minted, [3, 7]);
        assert_eq!(sum.most(&Period { until: 4 * 86_400, ..day(0, 0).period }), 3 * 4 + 4 * 2);
    }
}
