//! Settle: what each device earned and cost today, what its owner sells, and whether it goes on.

use language::units::DAY_SECONDS;

use super::selling::Policy;
use super::staying::Limit;
use crate::emission::pay;
use crate::world::{Active, Balance, Losing, Patience, Profit, Shown, Spread};

/// What holds for all devices of a cohort today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// Pay for a weight of one, as `rate / 2^shift` [grains].
    pub rate: u64,
    /// See `rate`.
    pub shift: u32,
    /// Value of a grain [USD].
    pub grain_usd: f64,
    /// What customers pay in money for a weight of one [USD].
    pub fee_usd: f64,
    /// Costs of a device that is up [USD].
    pub cost_up_usd: f64,
    /// Costs of every active device [USD].
    pub cost_always_usd: f64,
    /// Length of the step [days].
    pub days: f64,
    /// What owners sell.
    pub policy: Policy,
    /// When owners leave.
    pub limit: Limit,
}

/// What the devices of a lot did together.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Settled {
    /// Sold [grains].
    pub sold: u64,
    /// Devices that were up and made a loss.
    pub losing: u64,
    /// Devices that left.
    pub left: u64,
    /// What the owners of these devices hold afterwards, those who left included [grains].
    pub held: u64,
}

/// The columns that settling reads and writes.
pub(super) struct Rows<'a> {
    pub shown: &'a [Shown],
    pub active: &'a mut [Active],
    pub balance: &'a mut [Balance],
    pub profit: &'a mut [Profit],
    pub losing: &'a mut [Losing],
    pub patience: &'a [Patience],
}

/// Devices that are settled together: their scratch numbers stay in the first-level cache.
const BLOCK: usize = 256;

/// Settles the day for the devices of a lot.
///
/// Money, tokens and patience are three plain loops over a block, so that each can be vectorised.
pub(super) fn settle(terms: &Terms, rows: Rows, margins: &mut Spread) -> Settled {
    let mut sum = Settled::default();
    let needs = Needs::of(terms);
    let mut per_day = [0.0_f32; BLOCK];
    let mut at = 0;
    let Rows { shown, active, balance, profit, losing, patience } = rows;
    while at < shown.len() {
        let block = at..(at + BLOCK).min(shown.len());
        let shown = &shown[block.clone()];
        let per_day = &mut per_day[..block.len()];
        earn(terms, shown, &active[block.clone()], &mut profit[block.clone()], per_day);
        sell(terms, &needs, shown, &active[block.clone()], &mut balance[block.clone()], &mut sum);
        count(terms, shown, &active[block.clone()], per_day, margins);
        let owners =
            (&mut active[block.clone()], &mut losing[block.clone()], &patience[block.clone()]);
        endure(terms, per_day, owners, (shown, &mut sum));
        at = block.end;
    }
    sum
}

/// A weight as a float: weights have 18 bits, and signed numbers convert faster than others.
fn float(shown: Shown) -> f64 {
    f64::from(shown.0 as i32)
}

fn is_up(shown: Shown) -> f64 {
    f64::from(i32::from(shown.0 > 0))
}

/// What each device earned, less what it cost.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn earn(
    terms: &Terms,
    shown: &[Shown],
    active: &[Active],
    profit: &mut [Profit],
    per_day: &mut [f32],
) {
    let income_usd = terms.income_usd();
    let each_day = 1.0 / terms.days;
    for (((shown, active), profit), per_day) in shown.iter().zip(active).zip(profit).zip(per_day) {
        let cost_usd =
            terms.cost_up_usd * is_up(*shown) + terms.cost_always_usd * f64::from(active.0);
        let margin_usd = income_usd * float(*shown) - cost_usd;
        profit.0 += margin_usd;
        *per_day = (margin_usd * each_day) as f32;
    }
}

/// What each owner sells of today's pay, and for costs of what was held before.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn sell(
    terms: &Terms,
    needs: &Needs,
    shown: &[Shown],
    active: &[Active],
    balance: &mut [Balance],
    sum: &mut Settled,
) {
    let Terms { rate, shift, .. } = *terms;
    let needs = *needs;
    let then = (terms.policy.share * 4_294_967_296.0).round() as u64;
    for ((shown, active), balance) in shown.iter().zip(active).zip(balance) {
        // Whether a device is up is chance: a jump on it would be mispredicted, so there is none.
        let for_costs = lesser(needs.grains(shown.0, active.0), balance.0);
        let pay = pay(shown.0, rate, shift);
        let rest = pay - lesser(pay, for_costs);
        let sold = for_costs + part(rest, then);
        balance.0 -= sold;
        sum.sold += sold;
        sum.held += balance.0;
    }
}

/// An amount times a share in units of 2^-32, rounded down: in halves, so that 64 bits hold it.
fn part(amount: u64, share: u64) -> u64 {
    (amount >> 32) * share + (((amount & 0xffff_ffff) * share) >> 32)
}

/// The lesser of two amounts below 2^63, without a jump: written as a comparison it would be one.
fn lesser(a: u64, b: u64) -> u64 {
    let over = (a as i64).wrapping_sub(b as i64);
    b.wrapping_add((over & (over >> 63)) as u64)
}

/// What pays the costs that fees do not cover, as whole numbers over a power of two [grains].
#[derive(Clone, Copy)]
struct Needs {
    up: i64,
    always: i64,
    fee: i64,
    shift: u32,
}

impl Needs {
    /// Bits of the costs: with 18 bits of weight the fee's product has as many at the most.
    const BITS: f64 = 1.15e18; // 2^60

    fn of(terms: &Terms) -> Self {
        let grains_per_usd = if terms.policy.covers_costs { 1.0 / terms.grain_usd } else { 0.0 };
        let largest = terms.cost_up_usd.max(terms.cost_always_usd).max(terms.fee_usd * 262_144.0);
        // As many fractional bits as fit; a price of zero leaves none, and the largest number.
        let fits = |shift: &u32| largest * grains_per_usd * (1_u64 << shift) as f64 <= Self::BITS;
        let shift = (0..=32).rev().find(fits).unwrap_or(0);
        let scaled = |usd: f64| {
            if usd == 0.0 {
                0
            } else {
                (usd * grains_per_usd * (1_u64 << shift) as f64).min(Self::BITS) as i64
            }
        };
        Self {
            up: scaled(terms.cost_up_usd),
            always: scaled(terms.cost_always_usd),
            fee: scaled(terms.fee_usd),
            shift,
        }
    }

    /// Grains that pay for what is left of a device's costs, rounded up; none for a surplus.
    fn grains(&self, shown: u32, active: u8) -> u64 {
        let if_up = -i64::from(shown > 0);
        let if_here = -i64::from(active);
        let costs = (self.up & if_up) + (self.always & if_here);
        let unpaid = costs - self.fee * i64::from(shown);
        // The sign, spread over all bits, clears what is below zero.
        let unpaid = (unpaid & !(unpaid >> 63)).unsigned_abs();
        (unpaid + (1 << self.shift) - 1) >> self.shift
    }
}

/// Counts the margins: one by one for devices that are up, and all the others, which are alike, at
/// once.
fn count(terms: &Terms, shown: &[Shown], active: &[Active], per_day: &[f32], margins: &mut Spread) {
    let up: u32 = shown.iter().map(|shown| u32::from(shown.0 > 0)).sum();
    let mut flags = [0_u32; BLOCK];
    flags.iter_mut().zip(shown).for_each(|(flag, shown)| *flag = shown.0);
    margins.count_flagged(per_day, &flags[..shown.len()]);
    let here: u32 = active.iter().map(|active| u32::from(active.0)).sum();
    margins.count((-terms.cost_always_usd / terms.days) as f32, here - up);
}

/// Counts losses in a row; who has borne enough of them leaves.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn endure(
    terms: &Terms,
    per_day: &[f32],
    (active, losing, patience): (&mut [Active], &mut [Losing], &[Patience]),
    (shown, sum): (&[Shown], &mut Settled),
) {
    let least = terms.limit.least_usd_per_day as f32;
    let step = (terms.days * DAY_SECONDS) as u32;
    let limit = (terms.limit.days * DAY_SECONDS) as f32;
    // Counted in a block's own narrow numbers: a sum behind a reference keeps the loop from being
    // vectorised.
    let (mut losses, mut leavers) = (0_u32, 0_u32);
    let owners = active.iter_mut().zip(losing).zip(patience);
    for ((per_day, shown), ((active, losing), patience)) in per_day.iter().zip(shown).zip(owners) {
        let is_loss = u32::from(*per_day < least);
        losing.0 = losing.0.saturating_add(step).min(i32::MAX as u32) & is_loss.wrapping_neg();
        let gives_up = u32::from(losing.0 as i32 as f32 >= limit * patience.0);
        losses += is_loss & u32::from(shown.0 > 0);
        leavers += gives_up & u32::from(active.0);
        active.0 &= gives_up as u8 ^ 1;
    }
    sum.losing += u64::from(losses);
    sum.left += u64::from(leavers);
}

impl Terms {
    /// What a weight of one brings, in tokens and in money [USD].
    fn income_usd(&self) -> f64 {
        // The rate is below 2^45, so a float holds it exactly; so it does the power of two.
        let grains = self.rate as f64 / (1_u64 << self.shift) as f64;
        grains * self.grain_usd + self.fee_usd
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            rate: 2,
            shift: 0,
            grain_usd: 0.5,
            fee_usd: 0.1,
            cost_up_usd: 3.0,
            cost_always_usd: 1.0,
            days: 1.0,
            policy: Policy { covers_costs: true, share: 0.5 },
            limit: Limit { least_usd_per_day: 0.0, days: 2.0, spread: 0.0 },
        }
    }

    fn settle_one(
        terms: &Terms,
        shown: u32,
        device: &mut (Active, Balance, Profit, Losing),
    ) -> Settled {
        let rows = Rows {
            shown: &[Shown(shown)],
            active: std::slice::from_mut(&mut device.0),
            balance: std::slice::from_mut(&mut device.1),
            profit: std::slice::from_mut(&mut device.2),
            losing: std::slice::from_mut(&mut device.3),
            patience: &[Patience(1.0)],
        };
        settle(terms, rows, &mut Spread::default())
    }

    #[test]
    fn by_hand() {
        // Shows 10: pay 20 grains = 10 USD, fees 1 USD, costs 4 USD: margin 7 USD.
        // Unpaid costs 3 USD = 6 grains, then half of the other 14: 13 sold of 20.
        let mut device = (Active(1), Balance(20), Profit(-100.0), Losing(86_400));
        let settled = settle_one(&terms(), 10, &mut device);
        assert_eq!(settled, Settled { sold: 13, losing: 0, left: 0, held: 7 });
        assert_eq!((device.1.0, device.2.0, device.3.0), (7, -93.0, 0));
    }

    #[test]
    fn an_owner_leaves_on_the_last_day_of_patience() {
        let mut device = (Active(1), Balance(1), Profit(0.0), Losing(0));
        // Down: costs 1 USD = 2 grains, of which it holds 1.
        assert_eq!(
            settle_one(&terms(), 0, &mut device),
            Settled { sold: 1, losing: 0, left: 0, held: 0 }
        );
        assert_eq!((device.0.0, device.2.0), (1, -1.0));
        assert_eq!(
            settle_one(&terms(), 0, &mut device),
            Settled { sold: 0, losing: 0, left: 1, held: 0 }
        );
        assert_eq!(device.0.0, 0);
        // Gone: no costs, no losses, nothing happens any more.
        assert_eq!(settle_one(&terms(), 0, &mut device), Settled::default());
        assert_eq!(device.2.0, -2.0);
    }
}
