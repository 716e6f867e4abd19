//! The systems of the emission stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::sharing::Whole;
use super::{Memory, Network, Receiver, Split, subnets};
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::record::tokens;
use crate::world::{
    Clock, CohortDay, Firsts, Fleet, Game, Memories, Minting, Orders, Quote, Rules, SHOWN_BITS,
    Sales, Seen, Service, SubnetTokens, Trades, WEIGHT_ONE,
};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    let mint = (look_around, mint_tokens, divide_among_subnets, vest_pay).chain();
    (mint, unlock_tokens, unbond_stakes, pay_nobody, burn_tokens, set_rates).chain()
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
        burned_before: minting.burned - minting.in_vault,
        circulating: ledger.circulating(),
        staked: ledger.balance(Account::Stakers),
        held: ledger.balance(Account::Traders),
        devices: fleet.active.iter().sum(),
        joined: fleet.joined_now,
        room: game.most().saturating_sub(ledger.supply()),
        spent_usd: orders.spent_usd(),
        price_usd: quote.seen_usd,
    };
}

/// Mints what schedule, remint and backstop allow, and splits it.
fn mint_tokens(
    (clock, game, rules, seen): (Res<Clock>, Res<Game>, Res<Rules>, Res<Seen>),
    mut memories: ResMut<Memories>,
    mut ledger: ResMut<Ledger>,
    (mut minting, mut firsts): (ResMut<Minting>, ResMut<Firsts>),
) {
    let (network, emission) = (&seen.0, &rules.emission);
    let mut room = Room::of(&game, &ledger);
    let known = game.scheduled(clock.step);
    let scheduled =
        known.unwrap_or_else(|| emission.schedule.minted(network, &mut memories.schedule));
    let missed = emission.missed.iter().map(|missed| missed.units(&network.period));
    let missed = missed.fold(0, Units::saturating_add);
    let fresh = room.take(memories.missed.leave(scheduled, missed));
    let again = emission.remint.as_ref();
    let again = again.map(|remint| remint.minted(network, &mut memories.remint));
    let again = again.unwrap_or_default();
    let reminted = room.take(again.units);
    let asked = (network, &mut memories.split);
    let (mut to, left) =
        pay_first(fresh + reminted, &emission.split, asked, (&game, &mut firsts.0));
    let support = emission.backstop.as_ref().map(|backstop| {
        let budget = (again.beyond, again.epochs);
        backstop.support(left, budget, network, &mut memories.backstop)
    });
    let support = support.unwrap_or_default();
    let top_up = room.take(support.top_up);
    share_out(&mut to, emission.split.parts(left + top_up), support.overflow);
    let reminted = reminted + top_up;
    hand_out(&mut ledger, (fresh, reminted), to);
    let (minted, unlocked) = (fresh + reminted, minting.unlocked);
    *minting = Minting { scheduled, reminted, minted, to, unlocked, ..Minting::default() };
}

/// What may be minted in a step, of which one rule after the other takes [base units].
struct Room(Units);

impl Room {
    /// Up to the most that there may be.
    fn of(game: &Game, ledger: &Ledger) -> Self {
        let room = game.most().saturating_sub(ledger.supply());
        Self(room.min(Units::MAX - ledger.minted()))
    }

    /// What a rule gets of what it wants.
    fn take(&mut self, wanted: Units) -> Units {
        let units = wanted.min(self.0);
        self.0 -= units;
        units
    }
}

/// Pays the parts of a split that come first: what each receiver gets, and what is left.
fn pay_first(
    minted: Units,
    split: &Split,
    asked: (&Network, &mut Memory),
    (game, firsts): (&Game, &mut [Units]),
) -> ([Units; 4], Units) {
    let mut to = [0; 4];
    firsts.fill(0);
    let left = split.pay_first(minted, asked, |name, receiver, units| {
        to[receiver as usize] += units;
        if let Some(at) = game.firsts.iter().position(|first| first == name) {
            firsts[at] = units;
        }
    });
    (to, left)
}

/// Adds the parts by the shares; what devices would get above their most goes to stakers.
fn share_out(to: &mut [Units; 4], parts: [Units; 4], overflow: Units) {
    for (to, part) in to.iter_mut().zip(parts) {
        *to += part;
    }
    let overflow = overflow.min(to[Receiver::Devices as usize]);
    to[Receiver::Devices as usize] -= overflow;
    to[Receiver::Stakers as usize] += overflow;
}

/// Mints, and hands each receiver what it gets; the devices' part stays where it is minted.
fn hand_out(ledger: &mut Ledger, (fresh, reminted): (Units, Units), to: [Units; 4]) {
    ledger.mint(Account::Carried, fresh, Reason::Emission);
    ledger.mint(Account::Carried, reminted, Reason::Remint);
    for (receiver, units) in Receiver::ALL.into_iter().zip(to).skip(1) {
        ledger.transfer(Account::Carried, receiver.account(), units, Reason::Emission);
    }
}

/// Divides what was minted among the subnets, if there are any.
fn divide_among_subnets(
    (game, rules, seen): (Res<Game>, Res<Rules>, Res<Seen>),
    minting: Res<Minting>,
    mut memories: ResMut<Memories>,
    mut tokens: ResMut<SubnetTokens>,
) {
    tokens.0.fill(0);
    let Some(rule) = &rules.emission.subnets else { return };
    let weights = rule.weights(&seen.0.period, &mut memories.subnets);
    let parts = subnets::parts(minting.minted, &weights);
    for (name, units) in rule.names().into_iter().zip(parts) {
        let at = game.subnets.iter().position(|known| known == name);
        tokens.0[at.expect("the game knows every subnet of its rules")] = units;
    }
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
        let locked = vesting.locked(minting.to[Receiver::Devices as usize]);
        memories.vesting.lock(locked, period, (vesting.every, vesting.linear));
        ledger.transfer(Account::Carried, Account::Vesting, locked, Reason::Vesting);
        minting.locked = locked;
    }
    minting.vested = memories.vesting.free(period);
    ledger.transfer(Account::Vesting, Account::Carried, minting.vested, Reason::Unlock);
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

/// Where there are no devices, what they would be paid is with traders at once: a network of which only
/// the rules are of interest has nobody else who could sell what is burned.
fn pay_nobody(game: Res<Game>, mut ledger: ResMut<Ledger>) {
    if game.cohorts.is_empty() {
        let paid = ledger.balance(Account::Carried);
        ledger.transfer(Account::Carried, Account::Traders, paid, Reason::Reward);
    }
}

/// Burns what customers and new owners pay, with tokens that traders hand over at today's price, and
/// mints what devices are paid for it.
fn burn_tokens(
    (game, rules, seen): (Res<Game>, Res<Rules>, Res<Seen>),
    mut memories: ResMut<Memories>,
    mut ledger: ResMut<Ledger>,
    mut minting: ResMut<Minting>,
    mut trades: ResMut<Trades>,
) {
    let room = game.most().saturating_sub(ledger.supply());
    let network = Network { room, ..seen.0 };
    let wanted = rules.emission.burn.burned(&network, &mut memories.burn);
    let bought = wanted.at_most(ledger.balance(Account::Traders));
    ledger.burn(Account::Traders, bought.burned, Reason::Burn);
    ledger.transfer(Account::Traders, Account::Treasury, bought.to_treasury, Reason::Fee);
    ledger.transfer(Account::Traders, Account::Carried, bought.to_devices, Reason::Fee);
    let room = game.most().saturating_sub(ledger.supply());
    let again = bought.reminted.min(room);
    let fresh = bought.minted.min(room - again);
    ledger.mint(Account::Carried, again, Reason::Remint);
    ledger.mint(Account::Carried, fresh, Reason::Fee);
    minting.burned = bought.burned;
    minting.in_vault = bought.in_vault;
    minting.reminted += again;
    minting.minted += again + fresh;
    minting.to[Receiver::Devices as usize] += bought.to_devices + again + fresh;
    trades.bought = bought.bought();
}

/// Works out the pay for a weight of one in each cohort: each device gets the floor of its part, and
/// what rounding leaves over waits for tomorrow.
fn set_rates(
    (game, rules, seen): (Res<Game>, Res<Rules>, Res<Seen>),
    ledger: Res<Ledger>,
    mut service: ResMut<Service>,
) {
    let sharing = &rules.emission.sharing;
    let carried = ledger.balance(Account::Carried);
    let whole = whole(&service, tokens(carried, game.decimals) * seen.0.price_usd);
    let score = |day: &CohortDay| {
        if day.weight == 0 { 0.0 } else { sharing.score(day.work_usd, up(day), &whole) }
    };
    let total: f64 = service.cohorts.iter().map(score).sum();
    let pool = u64::try_from(carried / game.grain).unwrap_or(u64::MAX);
    let mut left = pool;
    for day in &mut service.cohorts {
        // Where nobody is up, the rate is what a first device would get.
        let (score, total, weight) = match day.weight {
            0 => {
                let one = sharing.score(day.work_of_one_usd, 1.0, &whole);
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

/// What all cohorts with a device that is up did, and the worth of what they share.
fn whole(service: &Service, part_usd: f64) -> Whole {
    let mut whole = Whole { part_usd, ..Whole::default() };
    for day in service.cohorts.iter().filter(|day| day.weight > 0) {
        whole.work_usd += day.work_usd;
        whole.up += up(day);
    }
    whole
}

/// How much of a cohort is up [devices of middle speed].
fn up(day: &CohortDay) -> f64 {
    day.weight as f64 / f64::from(WEIGHT_ONE)
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
