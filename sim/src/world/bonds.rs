//! Bonds: what devices put down, lose and get back in a step.

use super::{Bonds, Clock, CohortDay, Fleet, GameParts, Minting, Sales, Service};
use crate::emission::Collateral;
use crate::emission::locks::{Bond, Flow, Turn, most_of_pool};
use crate::ledger::{Account, Ledger, Units};
use crate::work::Work;

impl Bonds {
    /// What the devices of the first day have put down.
    pub(crate) fn first(game: &GameParts) -> Self {
        let known = game.cohorts.iter().map(|cohort| cohort.devices.into()).collect();
        let cohorts = game.cohorts.iter().map(|cohort| game.first_bond(cohort)).collect();
        Self { cohorts, known, ..Self::default() }
    }

    /// Turns a step over, in which traders can sell so much, at a price.
    pub(crate) fn turn(
        &mut self,
        collateral: Option<&Collateral>,
        game: &GameParts,
        (clock, fleet, service): (&Clock, &Fleet, &Service),
        (most, price_usd): (Units, f64),
    ) -> Turn {
        let mut all = Turn::default();
        for (at, bond) in self.cohorts.iter_mut().enumerate() {
            let terms = collateral.map_or_else(Default::default, |collateral| {
                let group = &game.groups[game.cohorts[at].group].name;
                collateral.terms(group, game.decimals, (game.start, clock.days))
            });
            let arrived = fleet.joined[at] - self.known[at];
            let flow = flow(bond, arrived, &service.cohorts[at], clock);
            self.known[at] = fleet.joined[at];
            let devices = (bond.devices + flow.joined) as f64;
            let affordable_usd = collateral.map_or(0.0, |c| c.affordable_usd(clock.days)) * devices;
            let affordable = (affordable_usd / price_usd * game.base_units()) as Units;
            all = all + bond.turn(&terms, &flow, affordable.min(most - all.bought));
        }
        let wait = collateral.map_or(0, |c| c.unbonding.times_after(game.date(clock.end), 1));
        self.leaving.push(clock.end.saturating_add(wait), all.returned);
        all.freed = self.leaving.free(clock.end);
        self.turn = all;
        let is_kept = collateral.is_some_and(Collateral::fills_treasury);
        self.burned = if is_kept { 0 } else { all.forfeited };
        all
    }
}

/// What became of a cohort's devices: who is in repair keeps what it has put down, and who is thrown
/// away or lies in a drawer gets it back.
fn flow(bond: &Bond, arrived: u64, day: &CohortDay, clock: &Clock) -> Flow {
    let thrown_away = day.ended.broken() - day.repairs;
    Flow {
        joined: arrived + day.settled.returned,
        left: day.settled.left + day.ended.tired + thrown_away,
        caught: day.caught,
        down: (bond.devices + arrived).saturating_sub(day.up + day.caught),
        seconds: clock.end - clock.begin,
    }
}

/// What traders can sell in so many days to those who put it down [base units]: who would buy much of the
/// pool waits.
pub(crate) fn most_bought(held: Units, pool: Units, days: f64) -> Units {
    if pool == 0 { held } else { held.min(most_of_pool(pool, days)) }
}

/// What was burned in a step without being paid for: where the rules have such.
pub(crate) fn slashed(game: &GameParts, service: &Service, bonds: &Bonds) -> Option<Units> {
    let slashes = |work: &Work| work.checking.slash() > 0.0 || work.penalty.is_some();
    let is_there = game.ever_works(slashes) || game.ever(|emission| emission.collateral.is_some());
    is_there.then(|| service.slashed() * game.grain + bonds.burned)
}

/// What is bound by other locks than those of the first day, by metric: only where the rules have
/// such.
pub(crate) fn bound(
    game: &GameParts,
    ledger: &Ledger,
    (minting, bonds, sales): (&Minting, &Bonds, &Sales),
) -> impl Iterator<Item = (&'static str, Units)> {
    let vests = game.ever(|emission| emission.vesting.is_some());
    let has_collateral = game.ever(|emission| emission.collateral.is_some());
    let unbinds = has_collateral || game.ever(|emission| emission.unbonding.is_some());
    let amounts = [
        (vests, "emission.vested_tokens", minting.vested),
        (vests, "ledger.vesting", ledger.balance(Account::Vesting)),
        (has_collateral, "emission.collateral_tokens", bonds.turn.bought),
        (has_collateral, "emission.forfeited_tokens", bonds.turn.forfeited),
        (has_collateral, "ledger.collateral", ledger.balance(Account::Collateral)),
        (unbinds, "ledger.unbonding", ledger.balance(Account::Unbonding)),
        (unbinds, "market.unbound_sold_tokens", sales.unbound),
    ];
    amounts.into_iter().filter(|(is_there, ..)| *is_there).map(|(_, name, units)| (name, units))
}
