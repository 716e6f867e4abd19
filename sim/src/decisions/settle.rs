//! Settle: what each device is paid, costs and sells today, and whether its owner goes on.

use super::comeback::{come_back, is_anyone_idle, look_back};
use super::leave::{bear, endure, foresee, go};
use super::needs::lesser;
use super::operators::note;
use super::owners::Owners;
use super::terms::Terms;
use super::trade::{stake, trade, unload};
use crate::chance::{Chance, Purpose, threshold};
use crate::lanes::Kernel;
use crate::world::{Patience, Rows, Settled, Shown, Spread};

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
        let (mut willing, mut words, mut bears) = ([0; BLOCK], [0; BLOCK], [Patience(0); BLOCK]);
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
            if let Some(share) = terms.stakes {
                stake(terms, share, (&mut block, sold), &mut sum);
            }
            if let Some(share) = terms.sells_held {
                unload(share, (&mut block, sold), &mut sum);
            }
            earn(terms, &mut block, (costs, sold), per_day);
            if terms.sells_held.is_some() {
                leave_out(per_day, &block);
            }
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
            let mut counted = &*per_day;
            if terms.counts_expected {
                foresee(terms, &block, costs);
                counted = costs;
            }
            note(counted, &mut block);
            let mut patience = block.patience;
            if let Some(sunk) = terms.sunk {
                bear(sunk, &block, &mut bears[..size]);
                patience = &bears[..size];
            }
            endure(terms, &mut block, (counted, patience), &mut sum);
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

/// Leaves out what those who left earned by selling what they hold.
#[inline(always)]
fn leave_out(per_day: &mut [f32], rows: &Owners) {
    for (margin, active) in per_day.iter_mut().zip(&*rows.active) {
        *margin *= f32::from(active.is_here());
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

#[cfg(test)]
mod tests {
    use super::super::leave::Sunk;
    use super::super::needs::Needs;
    use super::super::returning::Comeback;
    use super::*;
    use crate::world::{Active, Balance, Electricity, Losing, Profit, Sells, Uptime, Weight};

    fn terms() -> Terms {
        Terms {
            rate: 2,
            shift: 0,
            grain_usd: 0.5,
            pay_usd: 1.0,
            fee_usd: 0.1,
            expected_pay_usd: 1.0,
            expected_fee_usd: 0.1,
            counts_expected: false,
            kwh_always: 0.0,
            kwh_up: 10.0,
            upkeep_usd: 1.0,
            per_day: 1.0,
            hours: 24,
            needs: Some(Needs::new(0.5, 4.0)),
            counts_what_is_kept: true,
            least_usd_per_day: 0.0,
            sunk: None,
            sells_held: None,
            stakes: None,
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
            noted: None,
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
    fn an_owner_comes_back_for_no_less_than_what_makes_him_stay() {
        // 11 USD less 4 USD are 7 USD, in a step of a day or of half a day.
        let come = |least_usd_per_day, per_day| {
            let comeback = Some(Comeback { times_cost: 1.0, look: 1.0 });
            let terms = Terms { comeback, least_usd_per_day, per_day, ..terms() };
            let mut device = (Active(0), Balance(0), Profit(0.0), Losing(0));
            settle_one(&terms, 0, &mut device).returned
        };
        assert_eq!([come(7.0, 1.0), come(7.1, 1.0)], [1, 0]);
        assert_eq!([come(14.0, 2.0), come(14.1, 2.0)], [1, 0]);
    }

    #[test]
    fn what_was_expected_counts_where_one_lucky_day_does_not() {
        // A weight of 10 that is always up would bring 11 USD at costs of 4 USD; what is expected of
        // it for a weight of one is 0.30 USD, so 3 USD, or 0.50 USD, so 5 USD.
        let counts = |expected_pay_usd, shown| {
            let terms =
                Terms { expected_pay_usd, expected_fee_usd: 0.0, counts_expected: true, ..terms() };
            let mut device = (Active(1), Balance(0), Profit(0.0), Losing(24));
            (settle(&terms, shown, 72, &mut device).losing, device.3.0)
        };
        assert_eq!([counts(0.3, 10), counts(0.3, 0)], [(1, 48), (0, 48)]);
        assert_eq!([counts(0.5, 10), counts(0.5, 0)], [(0, 0); 2]);
    }

    #[test]
    fn who_has_not_earned_back_his_hardware_bears_losses_longer() {
        // Hardware of 100 USD, patience of 48 hours, half of that more if nothing is earned back.
        let left = |profit, losing, share| {
            let terms = Terms { sunk: Some(Sunk { share, per_usd: 0.01 }), ..terms() };
            let mut device = (Active(1), Balance(0), Profit(profit), Losing(losing));
            settle_one(&terms, 0, &mut device).left
        };
        // The day costs a dollar: 200 USD below, half paid and paid.
        assert_eq!([left(-199.0, 47, 0.5), left(-199.0, 48, 0.5)], [0, 1]);
        assert_eq!([left(-49.0, 35, 0.5), left(-49.0, 36, 0.5)], [0, 1]);
        assert_eq!([left(9.0, 23, 0.5), left(9.0, 24, 0.5)], [0, 1]);
        // Where it makes them less patient, the first loss is enough, and no good day is.
        assert_eq!(left(-199.0, 0, -1.0), 1);
        let terms = Terms { sunk: Some(Sunk { share: -1.0, per_usd: 0.01 }), ..terms() };
        let mut device = (Active(1), Balance(0), Profit(-199.0), Losing(0));
        assert_eq!(settle_one(&terms, 10, &mut device).left, 0);
        // For ever stays for ever.
        let mut device = (Active(1), Balance(0), Profit(-199.0), Losing(u16::MAX - 1));
        assert_eq!(settle(&terms, 0, u16::MAX, &mut device).left, 0);
    }

    #[test]
    fn of_the_pay_that_is_kept_a_share_is_staked_and_of_what_is_held_a_share_is_sold() {
        // As by hand: of 20 grains 13 are sold, so 7 are kept, beside 93 that were held before.
        let stakes = Terms { stakes: Some(1 << 30), ..terms() };
        let mut device = (Active(1), Balance(93), Profit(0.0), Losing(0));
        let settled = settle_one(&stakes, 10, &mut device);
        assert_eq!((settled.sold, settled.staked, settled.held), (13, 3, 97));
        assert_eq!(device.1.0, 97);
        // A quarter of what is left then is sold; who left sells too, and has nothing to stake.
        let both = Terms { sells_held: Some(1 << 29), ..stakes };
        let mut device = (Active(1), Balance(93), Profit(0.0), Losing(0));
        let settled = settle_one(&both, 10, &mut device);
        assert_eq!((settled.sold, settled.staked, settled.held), (37, 3, 73));
        let mut device = (Active(0), Balance(93), Profit(0.0), Losing(0));
        let settled = settle_one(&both, 0, &mut device);
        assert_eq!((settled.sold, settled.staked, settled.held), (23, 0, 70));
        // What is sold of it is income where only that counts: 37 grains at 0.50 USD.
        let sold = Terms { counts_what_is_kept: false, ..both };
        let mut device = (Active(1), Balance(93), Profit(0.0), Losing(0));
        assert_eq!(settle_one(&sold, 10, &mut device).margins, 31 * USD / 2);
    }

    #[test]
    fn sums_are_exact() {
        assert_eq!(add_up(&[0.25; 37]), 37 * USD / 4);
        assert_eq!(grains((1 << 40) + (1 << 20)), (1_u64 << 40) as f32 + (1 << 20) as f32);
    }
}
