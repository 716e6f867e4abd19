//! The systems of the emission stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::Network;
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::world::{
    Clock, CohortDay, Fleet, Game, Memories, Minting, Orders, Quote, Rules, SHOWN_BITS, Sales,
    Seen, Service, Trades, WEIGHT_ONE,
};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (look_around, mint_tokens, vest_pay, unlock_tokens, unbond_stakes, burn_tokens, set_rates)
        .chain()
}

/// Looks at the network, once a step, for the rules that follow.
fn look_around(
    (clock, game): (Res<Clock>, Res<Game>),
    (orders, fleet, quote): (Res<Orders>, Res<Fleet>, Res<Quote>),
    (ledger, minting): (Res<Ledger>, Res<Minting>),
    mut seen: ResMut<Seen>,
) {
    seen.0 = Network {
        period: game.period(clock.step),
        supply: ledger.supply(),
        minted: ledger.minted(),
        burned_before: minting.burned,
        circulating: ledger.circulating(),
        staked: ledger.balance(Account::Stakers),
        devices: fleet.active.iter().sum(),
        joined: fleet.joined_now,
        spent_usd: orders.spent_usd(),
        price_usd: quote.open_usd,
    };
}

/// Mints what schedule and remint allow, and splits it.
fn mint_tokens(
    (game, rules, seen): (Res<Game>, Res<Rules>, Res<Seen>),
    mut memories: ResMut<Memories>,
    mut ledger: ResMut<Ledger>,
    mut minting: ResMut<Minting>,
) {
    let network = &seen.0;
    let (period, burned_before) = (&network.period, network.burned_before);
    let emission = &rules.emission;
    let missed: Units = emission.missed.iter().map(|missed| missed.units(period)).sum();
    let scheduled = emission.schedule.minted(network, &mut memories.schedule);
    let remint = emission.remint.as_ref().map_or(0, |remint| remint.minted(burned_before, period));
    let room = game.cap.map_or(Units::MAX, |cap| cap.saturating_sub(ledger.supply()));
    let fresh = scheduled.saturating_sub(missed).min(room);
    let again = remint.min(room - fresh);
    ledger.mint(Account::Carried, fresh, Reason::Emission);
    ledger.mint(Account::Carried, again, Reason::Remint);
    let [(_, to_devices), others @ ..] = emission.split.parts(fresh + again);
    for (account, units) in others {
        ledger.transfer(Account::Carried, account, units, Reason::Emission);
    }
    let unlocked = minting.unlocked;
    *minting = Minting {
        scheduled,
        reminted: again,
        minted: fresh + again,
        to_devices,
        burned_before,
        unlocked,
        vested: 0,
        burned: 0,
    };
}

/// Locks a part of the devices' pay, and frees what was locked long enough ago.
fn vest_pay(
    (rules, seen): (Res<Rules>, Res<Seen>),
    mut memories: ResMut<Memories>,
    mut ledger: ResMut<Ledger>,
    mut minting: ResMut<Minting>,
) {
    let period = &seen.0.period;
    if let Some(vesting) = &rules.emission.vesting {
        let locked = vesting.locked(minting.to_devices);
        memories.vesting.lock(locked, period, (vesting.every, vesting.linear));
        ledger.transfer(Account::Carried, Account::Vesting, locked, Reason::Vesting);
        minting.to_devices -= locked;
    }
    minting.vested = memories.vesting.free(period);
    ledger.transfer(Account::Vesting, Account::Carried, minting.vested, Reason::Unlock);
    minting.to_devices += minting.vested;
}

/// Opens locks; a part of what comes free is put on sale at once.
fn unlock_tokens(
    clock: Res<Clock>,
    game: Res<Game>,
    mut ledger: ResMut<Ledger>,
    mut minting: ResMut<Minting>,
    mut sales: ResMut<Sales>,
) {
    let mut free = 0;
    let mut sold = 0;
    for lock in &game.locks {
        let at = |moment| lock.allocation.free(lock.units, game.start, moment);
        // What came free before the first second, the first ledger has given out.
        let before = if clock.step == 0 { at(-1) } else { at(clock.begin) };
        let now = at(clock.end) - before;
        free += now;
        sold += lock.allocation.sold(now);
    }
    ledger.transfer(Account::Locked, Account::Insiders, free, Reason::Unlock);
    ledger.transfer(Account::Insiders, Account::Offered, sold, Reason::Sale);
    minting.unlocked += free;
    sales.insiders = sold;
}

/// Stakers share their pay and take out a part of what they hold; of what is free at last a part is
/// put on sale, and traders get the rest.
fn unbond_stakes(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    mut memories: ResMut<Memories>,
    mut ledger: ResMut<Ledger>,
    mut sales: ResMut<Sales>,
) {
    let Memories { unbonding: queue, stakes, .. } = &mut *memories;
    let unbonding = rules.emission.unbonding.as_ref();
    let mut follow = |ledger: &Ledger| {
        if let Some(escrow) = &rules.emission.voting_escrow {
            let account = ledger.balance(Account::Stakers);
            escrow.follow(stakes, account, (game.start, clock.begin), game.decimals);
        }
    };
    follow(&ledger);
    if let Some(unbonding) = unbonding {
        let begins = unbonding.begins(ledger.balance(Account::Stakers), clock.days);
        let wait = unbonding.takes.times_after(game.date(clock.end), 1);
        ledger.transfer(Account::Stakers, Account::Unbonding, begins, Reason::Unbonding);
        queue.push(clock.end.saturating_add(wait), begins);
    }
    follow(&ledger);
    let free = queue.free(clock.end);
    let sold = unbonding.map_or(0, |unbonding| unbonding.sold(free));
    ledger.transfer(Account::Unbonding, Account::Offered, sold, Reason::Sale);
    ledger.transfer(Account::Unbonding, Account::Traders, free - sold, Reason::Unlock);
    sales.unbound = sold;
}

/// Burns what customers and new owners pay, with tokens that traders hand over at today's price.
fn burn_tokens(
    (rules, seen): (Res<Rules>, Res<Seen>),
    mut memories: ResMut<Memories>,
    mut ledger: ResMut<Ledger>,
    mut minting: ResMut<Minting>,
    mut trades: ResMut<Trades>,
) {
    let network = &seen.0;
    let wanted = rules.emission.burn.burned(network, &mut memories.burn);
    let held = ledger.balance(Account::Traders);
    let burned = wanted.burned.min(held);
    let to_treasury = wanted.to_treasury.min(held - burned);
    ledger.burn(Account::Traders, burned, Reason::Burn);
    ledger.transfer(Account::Traders, Account::Treasury, to_treasury, Reason::Fee);
    minting.burned = burned;
    trades.bought = burned + to_treasury;
}

/// Works out the pay for a weight of one in each cohort: each device gets the floor of its part, and
/// what rounding leaves over waits for tomorrow.
fn set_rates(
    game: Res<Game>,
    rules: Res<Rules>,
    ledger: Res<Ledger>,
    mut service: ResMut<Service>,
) {
    let sharing = &rules.emission.sharing;
    let score = |day: &CohortDay| {
        let up = day.weight as f64 / f64::from(WEIGHT_ONE);
        if day.weight == 0 { 0.0 } else { sharing.score(day.work_usd, up) }
    };
    let total: f64 = service.cohorts.iter().map(score).sum();
    let pool = u64::try_from(ledger.balance(Account::Carried) / game.grain).unwrap_or(u64::MAX);
    let mut left = pool;
    for day in &mut service.cohorts {
        // Where nobody is up, the rate is what a first device would get.
        let (score, total, weight) = match day.weight {
            0 => {
                let one = sharing.score(day.work_of_one_usd, 1.0);
                (one, total + one, u64::from(WEIGHT_ONE))
            }
            weight => (score(day), total, weight),
        };
        let share = if total > 0.0 { score / total } else { 0.0 };
        let mut part = (pool as f64 * share) as u64;
        if day.weight > 0 {
            part = part.min(left);
            left -= part;
        }
        (day.rate, day.shift) = rate(part, weight);
    }
}

/// The pay for a weight of one as `rate / 2^shift`, rounded down, so that what a device shows times
/// the rate fits 64 bits and the sum over the devices is never above the part.
fn rate(part: u64, weight: u64) -> (u64, u32) {
    const BITS: u32 = 63 - SHOWN_BITS;
    if part == 0 || weight == 0 {
        return (0, 0);
    }
    let magnitude = i64::from(part.ilog2()) - i64::from(weight.ilog2());
    let shift = (i64::from(BITS) - 2 - magnitude).clamp(0, 63) as u32;
    let rate = (u128::from(part) << shift) / u128::from(weight);
    (rate.min((1 << BITS) - 1) as u64, shift)
}

/// The pay of a device that shows a weight [grains].
#[inline(always)]
pub(crate) fn pay(shown: u32, rate: u64, shift: u32) -> u64 {
    (u64::from(shown) * rate) >> shift
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_devices_get_the_floor_of_their_parts_and_never_more_than_there_is() {
        let weights = [65_536_u64, 32_768, 1, 200_000];
        let sum: u64 = weights.iter().sum();
        for part in [0, 1, 3, 1_000, 123_456_789, 1 << 52] {
            let (rate, shift) = rate(part, sum);
            let paid = weights.map(|weight| pay(weight as u32, rate, shift));
            assert!(paid.iter().sum::<u64>() <= part);
            for (paid, weight) in paid.iter().zip(weights) {
                let exact = u128::from(part) * u128::from(weight) / u128::from(sum);
                let short = exact - u128::from(*paid);
                assert!(short <= 1 + (exact >> 38), "{short} of {exact}");
            }
        }
    }

    #[test]
    fn the_largest_part_for_the_smallest_weight_does_not_overflow() {
        let (rate, shift) = rate(u64::MAX, 1);
        assert_eq!((rate, shift), ((1 << 40) - 1, 0));
        assert!(pay((1 << SHOWN_BITS) - 1, rate, shift) < u64::MAX);
        assert_eq!(super::rate(5, 0), (0, 0));
    }
}
