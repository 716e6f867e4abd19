//! Bonding: each round mints a share of the supply that a controller sets by how much is bonded.

use language::quantity::Share;
use language::timeline::Timeline;
use language::tokens::Tokens;
use language::when::{Day, Interval, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Network, Period, Schedule};
use crate::emission::controllers::InflationKind;
use crate::emission::controllers::decimal::{of_share, part, share};
use crate::emission::controllers::inflation::Round;
use crate::ledger::Units;

/// Mints a share of the supply in every round; a controller moves the share toward a goal for what is
/// bonded.
///
/// ## Equation
/// In each round that begins in the step, in integers: `inflation = controller(inflation, bonded)`, `minted
/// = min(most, ⌊supply · inflation / rounds⌋)`, `supply += minted`
///
/// ## Why one would choose it
/// Security is bought at the price that it takes: whoever does not bond is diluted until enough do.
///
/// ## Source
/// Livepeer's `Minter` (livepeer/protocol), rounds of 5,760 blocks; cosmos-sdk, `x/mint`, every block.
///
/// ## Example
/// ```yaml
/// bonding:
///   initial: 0.02185 %
///   every: 76_032 seconds
///   most: 1_000_000 LENS
///   bonded: { 2026-01-01: 45 %, 2026-01-05: 51 % }
///   controller: { step: { target: 50 %, change: 0.00005 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bonding {
    /// Inflation before the first round, in billionths at the finest [1]. Of a round or of a year, as
    /// the controller has it; an amendment does not bring it back.
    pub initial: Share,
    /// Time between rounds; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub every: Interval,
    /// The most that a round mints [tokens]. Chains have no such bound; it says here how large amounts
    /// can become, so that the pay of a device fits 64 bits.
    pub most: Tokens,
    /// Share of the supply that is bonded [1]; what the stakers hold on the morning by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonded: Option<Timeline<Share>>,
    /// What sets inflation.
    pub controller: InflationKind,
    /// The day on which the first round begins; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// The inflation that a round left behind [10⁻¹⁸].
struct Inflated(u128);

impl Schedule for Bonding {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let period = &network.period;
        let anchor = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, anchor);
        let most = self.most.base_units(period.decimals).unwrap_or(0);
        let mut inflation = memory.own(|| Inflated(of_share(self.initial.value()))).0;
        let mut supply = network.supply;
        for round in period.epochs(anchor, self.every) {
            let age = self.every.times_after(anchor, round);
            let bonded = self.bonded(network, supply, shift + age);
            let controllers = memory.part("controller");
            inflation = self.controller.next(inflation, &Round { bonded, age }, controllers);
            let fresh = part(supply, inflation, self.controller.rounds()).min(most);
            supply = supply.saturating_add(fresh);
        }
        memory.own(|| Inflated(0)).0 = inflation;
        supply - network.supply
    }

    fn most(&self, period: &Period) -> Units {
        let anchor = self.from.map_or(period.start, |day| day.0);
        let rounds = period.epochs(anchor, self.every);
        let most = self.most.base_units(period.decimals).unwrap_or(0);
        most.saturating_mul((rounds.end - rounds.start).max(0).unsigned_abs().into())
    }
}

impl Bonding {
    /// Share of the supply that is bonded at a moment [10⁻¹⁸].
    fn bonded(&self, network: &Network, supply: Units, now: Seconds) -> u128 {
        match &self.bonded {
            Some(table) => of_share(table.nearest(network.period.start, now).value()),
            None => share(network.staked, supply),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::ScheduleKind;
    use crate::emission::network::tests::day;

    fn read(text: &str) -> ScheduleKind {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read::<ScheduleKind>(&tree, None).unwrap()
    }

    const STEP: &str = "controller: { step: { target: 50 %, change: 0.00005 % } }";

    #[test]
    fn by_hand() {
        let bonding = read(&format!(
            "bonding: {{ initial: 0.02185 %, every: 12 hours, most: 1e6 LENS, bonded: 51 %, {STEP} }}"
        ));
        let mut memory = Memory::default();
        // Two rounds: 1e9 · 218,000/1e9, then 1,000,218,000 · 217,500/1e9 = 217,547.4.
        let network = Network { supply: 1_000_000_000, ..day(0, 0) };
        assert_eq!(bonding.minted(&network, &mut memory), 218_000 + 217_547);
        // On the next day inflation goes on from there: 217,000 and 216,500.
        let network = Network { supply: 1_000_000_000, ..day(1, 0) };
        assert_eq!(bonding.minted(&network, &mut memory), 217_000 + 216_546);
        assert_eq!(bonding.most(&network.period), 2_000_000);
    }

    #[test]
    fn without_a_table_it_is_what_stakers_hold() {
        let bonding =
            read(&format!("bonding: {{ initial: 0.01 %, every: 1 day, most: 1e6 LENS, {STEP} }}"));
        let minted = |staked| {
            let network = Network { supply: 1_000_000_000, staked, ..day(0, 0) };
            bonding.minted(&network, &mut Memory::default())
        };
        let minted = [499_999_999, 500_000_000, 500_000_001].map(minted);
        assert_eq!(minted, [100_500, 100_000, 99_500]);
    }

    #[test]
    fn a_year_is_spread_over_its_rounds_and_no_round_mints_more_than_the_most() {
        let bonding = |most| {
            read(&format!(
                "bonding: {{ initial: 10 %, every: 1 day, most: {most} LENS, bonded: 67 %, controller: {{ \
                 proportional: {{ goal: 67 %, change: 0 %, blocks_per_year: 365 }} }} }}"
            ))
        };
        let network = Network { supply: 365_000, ..day(3, 0) };
        assert_eq!(bonding(1_000).minted(&network, &mut Memory::default()), 100);
        assert_eq!(bonding(7).minted(&network, &mut Memory::default()), 7);
    }

    #[test]
    fn hours_days_and_months_mint_the_same() {
        let bonding = read(&format!(
            "bonding: {{ initial: 0.02 %, every: 76_032 seconds, most: 1e6 LENS, \
             bonded: {{ 2026-01-01: 49 %, 2026-03-01: 51 % }}, {STEP} }}"
        ));
        let run = |seconds: Seconds| {
            let mut memory = Memory::default();
            let mut supply = 25_000_000_000_000_000_000_000_000;
            for step in 0..120 * 86_400 / seconds {
                let (from, until) = (step * seconds, (step + 1) * seconds);
                let period = Period { from, until, ..day(0, 18).period };
                supply += bonding.minted(&Network { supply, period, ..day(0, 18) }, &mut memory);
            }
            supply
        };
        assert_eq!(run(3_600), run(86_400));
        assert_eq!(run(86_400), run(30 * 86_400));
    }

    #[test]
    fn the_largest_amounts_there_are_do_not_break_it() {
        let bonding = read(
            "bonding: { initial: 100 %, every: 1 second, most: 1e28 LENS, bonded: 0 %, \
             controller: { step: { target: 100 %, change: 100 % } } }",
        );
        let network = Network { supply: Units::MAX / 2, ..day(0, 9) };
        assert!(bonding.minted(&network, &mut Memory::default()) > 0);
        assert!(bonding.most(&network.period) > 0);
    }
}
