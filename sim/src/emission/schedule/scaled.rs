//! Scaled: a share of another schedule, which changes by date.

use language::fraction::Fraction;
use language::timeline::Timeline;
use language::when::{Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rest::Rest;
use super::{Epoch, Memory, Network, Period, Schedule, ScheduleKind};
use crate::ledger::Units;

/// Mints a share of what another schedule does; before the first date of its table, nothing.
///
/// ## Equation
/// `minted(t) = minted_other(t) · share(t)`; what rounding down leaves over counts in the next step
///
/// ## Why one would choose it
/// To ramp emission up while a network is young, or to let a schedule hold between two dates.
///
/// ## Source
/// Ocean Protocol's ramped exponential minting: 10 %, 25 % and 50 % of a decay, then all of the rest
/// (`tokenspice`, `MinterAgents.py`, `RampedExpFunc`).
///
/// ## Example
/// ```yaml
/// scaled:
///   share: { 2026-01-01: 10 %, 2026-07-02: 25 %, 2027-01-01: 0 % }
///   schedule: { decay: { initial: 30_000 LENS/day, half_life: 4 years } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scaled {
    /// The share that is minted, exactly [1]; from 0 to 1.
    pub share: Timeline<Fraction>,
    /// What it is a share of.
    pub schedule: Box<ScheduleKind>,
}

/// What rounding left over of the share.
#[derive(Default)]
struct Over(Rest);

impl Schedule for Scaled {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let mut seen = *network;
        let until = network.period.until;
        let mut sum: Units = 0;
        while seen.period.from < until {
            seen.period.until = self.next_date(&seen.period).min(until);
            let minted = self.schedule.minted(&seen, memory.part("schedule"));
            sum = sum.saturating_add(self.part_of(minted, &seen.period, memory));
            seen.supply = network.supply.saturating_add(sum);
            seen.burned_before = 0;
            seen.period.from = seen.period.until;
        }
        sum
    }

    fn most(&self, period: &Period) -> Units {
        self.schedule.most(period)
    }

    fn epoch(&self) -> Option<Epoch> {
        self.schedule.epoch()
    }

    fn is_known_ahead(&self) -> bool {
        self.schedule.is_known_ahead()
    }
}

impl Scaled {
    /// When the share changes next.
    fn next_date(&self, period: &Period) -> Seconds {
        let Timeline::Dated(table) = &self.share else { return Seconds::MAX };
        let dates = table.keys().map(|day| seconds_between(period.start, day.0));
        dates.filter(|date| *date > period.from).min().unwrap_or(Seconds::MAX)
    }

    /// The share of what was minted in a period in which it does not change.
    fn part_of(&self, minted: Units, period: &Period, memory: &mut Memory) -> Units {
        let Some(share) = self.share.at(period.start, period.from) else { return 0 };
        let Over(rest) = memory.own(Over::default);
        rest.share_of(minted, share.part(), share.whole())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::{assert_same_in_any_steps, days, read};

    #[test]
    fn by_hand() {
        let kind = read(
            "scaled: { share: { 2026-01-02: 1/4, 2026-01-06: 50 %, 2026-01-07: 0 % }, schedule: { fixed: { rate: 10 LENS/day } } }",
        );
        let mut memory = Memory::default();
        let minted = [0, 1, 2, 3, 4, 5, 6].map(|at| kind.minted(&day(at, 0), &mut memory));
        // A quarter of 10 is 2.5: the half that is left over is minted a day later.
        assert_eq!(minted, [0, 2, 3, 2, 3, 5, 0]);
        let all = Network::empty(days(0, 99, 0));
        assert_eq!(kind.minted(&all, &mut Memory::default()), 15);
        assert_eq!(kind.most(&all.period), 990);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "scaled: { share: { 2026-01-02: 1/7, 2026-05-06: 33.3 %, 2028-01-07: 0 % }, schedule: { pool: { holds: 1_234_567 LENS, share: 1 %, every: 1 week } } }",
        );
    }
}
