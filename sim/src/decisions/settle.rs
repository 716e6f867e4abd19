//! Settle: what each device is paid, costs and sells today, and whether its owner goes on.

use super::needs::{above, lesser};
use super::owners::Owners;
use super::terms::Terms;
use crate::chance::{Chance, Purpose, says_yes, threshold};
use crate::emission::pay;
use crate::lanes::Kernel;
use crate::world::{Active, Rows, Settled, Shown, Spread};

/// Settles the day for some neighbouring devices of a cohort: plain loops over a block of so many,
/// one after the other, so that each can be vectorised.
pub(super) struct Settle<'a, const BLOCK: usize> {
    pub terms: &'a Terms,
    pub chance: &'a Chance,
    /// The number by which chance knows the cohort.
    pub code: u16,
    pub step: u32,
    pub rows: Owners<'a>,
    pub margins: &'a mut Spread,
}

/// A block of few devices: all their numbers stay in the first-level cache.
pub(super) const SHORT: usize = 256;
/// A block for rows that come from memory: long enough for the processor to fetch ahead.
pub(super) const LONG: usize = 4_096;

impl<const BLOCK: usize> Kernel for Settle<'_, BLOCK> {
    type Output = Settled;

    #[inline(always)]
    fn call(self) -> Settled {
        let Self { terms, chance, code, step, mut rows, margins } = self;
        let mut sum = Settled::default();
        let (mut costs, mut sold, mut per_day) = ([0.0; BLOCK], [0; BLOCK], [0.0; BLOCK]);
        let (mut willing, mut words) = ([0; BLOCK], [0; BLOCK]);
        while rows.len() > 0 {
            let size = rows.len().min(BLOCK);
            let (mut block, after) = rows.split_at(size);
            rows = after;
            let costs = &mut costs[..size];
            let sold = &mut sold[..size];
            let per_day = &mut per_day[..size];
            let willing = &mut willing[..size];
            add_up_costs(terms, &block, costs);
            match &terms.needs {
                Some(needs) => {
                    let for_costs = |usd, shown, held| {
                        lesser(needs.grains(usd - terms.fee_usd * float(shown)), held)
                    };
                    trade(terms, &mut block, (costs, sold), for_costs, &mut sum);
                }
                None => trade(terms, &mut block, (costs, sold), |_, _, _| 0, &mut sum),
            }
            earn(terms, &mut block, (costs, sold), per_day);
            margins.count_active(per_day, block.active);
            // In parts of one size: a sum of floats must not show in what blocks rows were cut.
            sum.margins += per_day.chunks(SHORT).map(add_up).sum::<i128>();
            let mut look = None;
            if let Some(comeback) = terms.comeback
                && is_anyone_idle(block.active)
                && look_back(terms, comeback.times_cost, &block, willing)
            {
                look = Some(comeback.look);
            }
            endure(terms, &mut block, per_day, &mut sum);
            if let Some(hazard) = terms.hazard {
                let words = &mut words[..size];
                chance.draws(Purpose::Leaving, code, step, block.first, 1).fill(words);
                go(words, (hazard, terms.poached), &mut block, &mut sum);
            }
            if let Some(look) = look {
                let words = &mut words[..size];
                chance.draws(Purpose::Return, code, step, block.first, 1).fill(words);
                come_back(willing, words, threshold(look), &mut block, &mut sum);
            }
        }
        sum
    }
}

/// What a device shows as a float: 23 bits, so exactly; signed numbers convert faster than others.
#[inline(always)]
fn float(shown: Shown) -> f32 {
    shown.0 as i32 as f32
}

#[inline(always)]
fn is_up(shown: Shown) -> f32 {
    i32::from(shown.0 > 0) as f32
}

/// What each device costs [USD].
#[inline(always)]
fn add_up_costs(terms: &Terms, rows: &Owners, costs: &mut [f32]) {
    let devices = rows.shown.iter().zip(&*rows.active).zip(rows.electricity);
    for (cost, ((shown, active), electricity)) in costs.iter_mut().zip(devices) {
        let is_here = f32::from(active.is_here());
        let kwh = terms.kwh_always * is_here + terms.kwh_up * is_up(*shown);
        *cost = kwh * electricity.0 + terms.upkeep_usd * is_here;
    }
}

/// Pays each device; its owner sells what pays for costs, and a share of the rest of the pay.
#[inline(always)]
fn trade(
    terms: &Terms,
    rows: &mut Owners,
    (costs, sold): (&[f32], &mut [u64]),
    for_costs: impl Fn(f32, Shown, u64) -> u64,
    sum: &mut Settled,
) {
    let Terms { rate, shift, .. } = *terms;
    // Counted apart: a sum behind a reference keeps a loop from being vectorised.
    let (mut all_paid, mut all_sold, mut all_held) = (0, 0, 0);
    let devices = rows.shown.iter().zip(costs).zip(rows.sells).zip(&mut *rows.balance);
    for (sold, (((shown, cost), sells), balance)) in sold.iter_mut().zip(devices) {
        let pay = pay(shown.0, rate, shift);
        let held = balance.0 + pay;
        let for_costs = for_costs(*cost, *shown, held);
        *sold = for_costs + part(above(pay, for_costs), sells.0);
        balance.0 = held - *sold;
        all_paid += pay;
        all_sold += *sold;
        all_held += balance.0;
    }
    sum.paid += all_paid;
    sum.sold += all_sold;
    sum.held += all_held;
}

/// An amount below 2^62 times a share in units of 2^-31, rounded down: in halves, so that 64 bits
/// hold it.
#[inline(always)]
fn part(amount: u64, share: u32) -> u64 {
    let share = u64::from(share);
    // Both halves have 31 bits: told so, the compiler takes the short multiplication.
    let (high, low) = ((amount >> 31) as u32, amount & 0x7fff_ffff);
    u64::from(high) * share + ((low * share) >> 31)
}

/// What each device earned, less what it cost.
#[inline(always)]
fn earn(terms: &Terms, rows: &mut Owners, (costs, sold): (&[f32], &[u64]), per_day: &mut [f32]) {
    if terms.counts_what_is_kept {
        let shown = rows.shown.iter().zip(costs);
        for (margin, (shown, cost)) in per_day.iter_mut().zip(shown) {
            *margin = (terms.pay_usd + terms.fee_usd) * float(*shown) - cost;
        }
    } else {
        let shown = rows.shown.iter().zip(costs).zip(sold);
        for (margin, ((shown, cost), sold)) in per_day.iter_mut().zip(shown) {
            *margin = terms.grain_usd * grains(*sold) + terms.fee_usd * float(*shown) - cost;
        }
    }
    for (margin, profit) in per_day.iter_mut().zip(&mut *rows.profit) {
        profit.0 += *margin;
        *margin *= terms.per_day;
    }
}

/// An amount below 2^62 as a float, from two halves: signed numbers of 32 bits convert fastest.
#[inline(always)]
fn grains(amount: u64) -> f32 {
    let (high, low) = ((amount >> 31) as i32, (amount & 0x7fff_ffff) as i32);
    high as f32 * 2_147_483_648.0 + low as f32
}

/// The sum of some numbers in units of 2^-20, at most 2^63 of them: always added in the same order,
/// however many lanes there are.
#[inline(always)]
fn add_up(numbers: &[f32]) -> i128 {
    let mut lanes = [0.0_f32; 16];
    let (whole, rest) = numbers.as_chunks::<16>();
    for sixteen in whole {
        lanes.iter_mut().zip(sixteen).for_each(|(lane, number)| *lane += number);
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, number)| *lane += number);
    ((lanes.iter().copied().map(f64::from).sum::<f64>() * 1_048_576.0) as i64).into()
}

/// Counts losses in a row; who has borne enough of them leaves.
#[inline(always)]
fn endure(terms: &Terms, rows: &mut Owners, per_day: &[f32], sum: &mut Settled) {
    let Terms { least_usd_per_day, hours, .. } = *terms;
    let (mut losses, mut leavers) = (0_u32, 0_u32);
    let owners = rows.active.iter_mut().zip(&mut *rows.losing).zip(rows.patience);
    for ((per_day, shown), ((active, losing), patience)) in
        per_day.iter().zip(rows.shown).zip(owners)
    {
        let is_loss = u8::from(*per_day < least_usd_per_day) & active.0;
        losing.0 = losing.0.saturating_add(hours).min(LONGEST) & u16::from(is_loss).wrapping_neg();
        let gives_up = u8::from(losing.0 >= patience.0) & active.0;
        losses += u32::from(is_loss & u8::from(shown.0 > 0));
        leavers += u32::from(gives_up);
        active.0 ^= gives_up;
    }
    sum.losing += u64::from(losses);
    sum.left += u64::from(leavers);
}

/// Some leave whatever the day brought, the first of them to a rival.
#[inline(always)]
fn go(words: &[u32], (hazard, poached): (u32, u32), rows: &mut Owners, sum: &mut Settled) {
    let (mut leavers, mut lost) = (0_u32, 0_u32);
    for (word, active) in words.iter().zip(&mut *rows.active) {
        let goes = u8::from(says_yes(*word, hazard)) & active.is_here();
        active.0 ^= goes;
        leavers += u32::from(goes);
        lost += u32::from(goes & u8::from(says_yes(*word, poached)));
    }
    sum.left += u64::from(leavers);
    sum.poached += u64::from(lost);
}

/// Losses in a row are counted no further than this [hours], one below what nobody ever bears.
const LONGEST: u16 = u16::MAX - 1;

#[inline(always)]
fn is_anyone_idle(active: &[Active]) -> bool {
    active.iter().fold(1, |all, active| all & active.0) == 0
}

/// Marks whose idle device would pay well enough to switch it on again; returns whether there is
/// any.
#[inline(always)]
fn look_back(terms: &Terms, times_cost: f64, rows: &Owners, willing: &mut [u8]) -> bool {
    let mut any = 0;
    let times_cost = times_cost as f32;
    let devices = rows.weight.iter().zip(rows.uptime).zip(rows.electricity).zip(rows.sells);
    for (willing, ((((weight, uptime), electricity), sells), active)) in
        willing.iter_mut().zip(devices.zip(&*rows.active))
    {
        let (income_usd, cost_usd) = terms.expects((*weight, *uptime, *electricity, *sells));
        *willing =
            u8::from(income_usd > times_cost * cost_usd) & u8::from(*active == Active::GAVE_UP);
        any |= *willing;
    }
    any > 0
}

/// Some of those who are willing look, and come back.
#[inline(always)]
fn come_back(willing: &[u8], words: &[u32], look: u32, rows: &mut Owners, sum: &mut Settled) {
    let mut returned = 0_u32;
    for ((willing, word), active) in willing.iter().zip(words).zip(&mut *rows.active) {
        let comes = willing & u8::from(says_yes(*word, look));
        active.0 |= comes;
        returned += u32::from(comes);
    }
    sum.returned += u64::from(returned);
}

#[cfg(test)]
mod tests {
    use super::super::needs::Needs;
    use super::super::returning::Comeback;
    use super::*;
    use crate::world::{Balance, Electricity, Losing, Patience, Profit, Sells, Uptime, Weight};

    fn terms() -> Terms {
        Terms {
            rate: 2,
            shift: 0,
            grain_usd: 0.5,
            pay_usd: 1.0,
            fee_usd: 0.1,
            kwh_always: 0.0,
            kwh_up: 10.0,
            upkeep_usd: 1.0,
            per_day: 1.0,
            hours: 24,
            needs: Some(Needs::new(0.5, 4.0)),
            counts_what_is_kept: true,
            least_usd_per_day: 0.0,
            comeback: None,
            hazard: None,
            poached: 0,
        }
    }

    type Device = (Active, Balance, Profit, Losing);

    /// Settles for a device whose owner pays 0.30 USD/kWh, sells half and bears so many hours.
    fn settle(terms: &Terms, shown: u32, patience: u16, device: &mut Device) -> Settled {
        let rows = Owners {
            first: 0,
            shown: &[Shown(shown)],
            weight: &[Weight(10)],
            uptime: &[Uptime(1 << 31)],
            electricity: &[Electricity(0.3)],
            sells: &[Sells(1 << 30)],
            patience: &[Patience(patience)],
            active: std::slice::from_mut(&mut device.0),
            balance: std::slice::from_mut(&mut device.1),
            profit: std::slice::from_mut(&mut device.2),
            losing: std::slice::from_mut(&mut device.3),
        };
        let chance = &Chance::new(1, 0);
        let margins = &mut Spread::default();
        Settle::<SHORT> { terms, chance, code: 0, step: 0, rows, margins }.call()
    }

    /// The same for an owner who bears two days.
    fn settle_one(terms: &Terms, shown: u32, device: &mut Device) -> Settled {
        settle(terms, shown, 48, device)
    }

    const USD: i128 = 1 << 20;

    #[test]
    fn by_hand() {
        // Shows 10: pay 20 grains = 10 USD, fees 1 USD, costs 4 USD: margin 7 USD.
        // Unpaid costs 3 USD = 6 grains, then half of the other 14: 13 sold of 20.
        let mut device = (Active(1), Balance(0), Profit(-100.0), Losing(24));
        let settled = settle_one(&terms(), 10, &mut device);
        let expected =
            Settled { paid: 20, sold: 13, held: 7, margins: 7 * USD, ..Settled::default() };
        assert_eq!(settled, expected);
        assert_eq!((device.1.0, device.2.0, device.3.0), (7, -93.0, 0));
    }

    #[test]
    fn income_may_be_what_was_sold_alone() {
        // 13 grains sold are 6.50 USD, with fees of 1 USD and costs of 4 USD.
        let terms = Terms { counts_what_is_kept: false, ..terms() };
        let mut device = (Active(1), Balance(0), Profit(0.0), Losing(0));
        assert_eq!(settle_one(&terms, 10, &mut device).margins, 7 * USD / 2);
        // Without selling for costs, half of 20 is sold: 5 USD.
        let terms = Terms { needs: None, ..terms };
        let mut device = (Active(1), Balance(0), Profit(0.0), Losing(0));
        assert_eq!(settle_one(&terms, 10, &mut device).margins, 2 * USD);
        assert_eq!(device.1.0, 10);
    }

    #[test]
    fn an_owner_leaves_on_the_last_day_of_patience() {
        let mut device = (Active(1), Balance(1), Profit(0.0), Losing(0));
        // Down: costs 1 USD = 2 grains, of which it holds 1.
        let loss = Settled { sold: 1, margins: -USD, ..Settled::default() };
        assert_eq!(settle_one(&terms(), 0, &mut device), loss);
        assert_eq!((device.0.0, device.2.0), (1, -1.0));
        let last = Settled { left: 1, margins: -USD, ..Settled::default() };
        assert_eq!(settle_one(&terms(), 0, &mut device), last);
        assert_eq!(device.0.0, 0);
        // Gone: no costs, no losses, nothing happens any more.
        assert_eq!(settle_one(&terms(), 0, &mut device), Settled::default());
        assert_eq!((device.2.0, device.3.0), (-2.0, 0));
    }

    #[test]
    fn who_bears_all_losses_never_leaves() {
        // Seven years of losses in a row are as many as can be counted.
        let mut device = (Active(1), Balance(0), Profit(0.0), Losing(u16::MAX - 1));
        assert_eq!(settle(&terms(), 0, u16::MAX, &mut device).left, 0);
        assert_eq!((device.0.0, device.3.0), (1, u16::MAX - 1));
    }

    #[test]
    fn an_owner_comes_back_when_it_pays() {
        // A weight of 10 would bring 11 USD at costs of 4 USD.
        let come = |times_cost, look| {
            let terms = Terms { comeback: Some(Comeback { times_cost, look }), ..terms() };
            let mut device = (Active(0), Balance(0), Profit(0.0), Losing(0));
            (settle_one(&terms, 0, &mut device).returned, device.0.0)
        };
        assert_eq!(come(2.74, 1.0), (1, 1));
        assert_eq!(come(2.76, 1.0), (0, 0));
        assert_eq!(come(2.74, 0.0), (0, 0));
    }

    #[test]
    fn some_leave_whatever_the_day_brought() {
        let left = |hazard, active| {
            let terms = Terms { hazard: Some(threshold(hazard)), ..terms() };
            let mut device = (Active(active), Balance(0), Profit(0.0), Losing(0));
            (settle_one(&terms, 10, &mut device).left, device.0)
        };
        assert_eq!(left(1.0, 1), (1, Active::GAVE_UP));
        assert_eq!(left(0.0, 1), (0, Active::HERE));
        assert_eq!(left(1.0, 2), (0, Active::BROKEN));
    }

    #[test]
    fn sums_and_parts_are_exact() {
        assert_eq!(add_up(&[0.25; 37]), 37 * USD / 4);
        assert_eq!(part(u64::MAX >> 2, 1 << 31), u64::MAX >> 2);
        assert_eq!(part(101, 1 << 30), 50);
        assert_eq!(grains((1 << 40) + (1 << 20)), (1_u64 << 40) as f32 + (1 << 20) as f32);
    }
}
