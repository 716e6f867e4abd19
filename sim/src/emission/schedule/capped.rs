//! Capped: another schedule, until a total is reached.

use language::tokens::Tokens;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Epoch, Memory, Network, Period, Schedule, ScheduleKind};
use crate::ledger::Units;

/// Mints what another schedule does until that comes to a total, and then nothing.
///
/// ## Equation
/// `minted(t) = min(minted_other(t), total − already − Σ minted before)`. What the token's cap or
/// `missed` take from it afterwards counts as minted here: it is not minted later.
///
/// ## Why one would choose it
/// An allocation that is set aside for operators ends when it is spent, however fast that was.
///
/// ## Source
/// io.net's 300 million IO for block rewards; Geodnet's 35 % of its supply for miners.
///
/// ## Example
/// ```yaml
/// capped: { total: 52_000_000 LENS, schedule: { fixed: { rate: 14_246 LENS/day } } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capped {
    /// The most that is ever minted [tokens].
    pub total: Tokens,
    /// What of the total was minted before the run [tokens]; 0 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub already: Option<Tokens>,
    /// What is minted until then.
    pub schedule: Box<ScheduleKind>,
}

/// What the schedule came to so far [base units].
#[derive(Default)]
struct SoFar(Units);

impl Schedule for Capped {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let wanted = self.schedule.minted(network, memory.part("schedule"));
        let SoFar(so_far) = memory.own(SoFar::default);
        let minted = wanted.min(self.room(network.period.decimals).saturating_sub(*so_far));
        *so_far += minted;
        minted
    }

    fn most(&self, period: &Period) -> Units {
        self.schedule.most(period).min(self.room(period.decimals))
    }

    fn epoch(&self) -> Option<Epoch> {
        self.schedule.epoch()
    }

    fn is_known_ahead(&self) -> bool {
        self.schedule.is_known_ahead()
    }
}

impl Capped {
    /// What may be minted in a run, in base units.
    fn room(&self, decimals: u32) -> Units {
        let already = self.already.as_ref().and_then(|tokens| tokens.base_units(decimals));
        let total = self.total.base_units(decimals).unwrap_or(0);
        total.saturating_sub(already.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::{assert_same_in_any_steps, read};

    #[test]
    fn by_hand() {
        let kind = read(
            "capped: { total: 100 LENS, already: 65 LENS, schedule: { fixed: { rate: 10 LENS/day } } }",
        );
        let mut memory = Memory::default();
        let minted = [0, 1, 2, 3, 4].map(|at| kind.minted(&day(at, 0), &mut memory));
        assert_eq!(minted, [10, 10, 10, 5, 0]);
        assert_eq!(kind.most(&Period { until: 86_400 * 900, ..day(0, 0).period }), 35);
        assert_eq!(kind.most(&day(0, 0).period), 10);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "capped: { total: 1_234 LENS, schedule: { fixed: { rate: 11 LENS/day } } }",
        );
    }
}
