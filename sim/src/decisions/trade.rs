//! Trade: what devices are paid, and what of it and of what is held is sold or staked.

use super::needs::above;
use super::owners::Owners;
use super::terms::Terms;
use crate::emission::pay;
use crate::world::{Settled, Shown};

/// Pays each device; its owner sells what pays for costs, and a share of the rest of the pay.
#[inline(always)]
pub(super) fn trade(
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

/// An amount below 2^63 times a share in units of 2^-31, rounded down: in halves, so that 64 bits
/// hold it.
#[inline(always)]
pub(super) fn part(amount: u64, share: u32) -> u64 {
    let share = u64::from(share);
    // The halves have 32 and 31 bits: told so, the compiler takes the short multiplication.
    let (high, low) = ((amount >> 31) as u32, amount & 0x7fff_ffff);
    u64::from(high) * share + ((low * share) >> 31)
}

/// Of the pay that was not sold each owner stakes a share.
#[inline(always)]
pub(super) fn stake(
    terms: &Terms,
    share: u32,
    (rows, sold): (&mut Owners, &[u64]),
    sum: &mut Settled,
) {
    let Terms { rate, shift, .. } = *terms;
    let mut all_staked = 0;
    for ((shown, sold), balance) in rows.shown.iter().zip(sold).zip(&mut *rows.balance) {
        let staked = part(above(pay(shown.0, rate, shift), *sold), share);
        balance.0 -= staked;
        all_staked += staked;
    }
    sum.staked += all_staked;
    sum.held -= all_staked;
}

/// Each owner, those who left included, sells a share of what he holds.
#[inline(always)]
pub(super) fn unload(share: u32, (rows, sold): (&mut Owners, &mut [u64]), sum: &mut Settled) {
    let mut all_sold = 0;
    for (sold, balance) in sold.iter_mut().zip(&mut *rows.balance) {
        let more = part(balance.0, share);
        balance.0 -= more;
        *sold += more;
        all_sold += more;
    }
    sum.sold += all_sold;
    sum.held -= all_sold;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_exact() {
        assert_eq!(part(u64::MAX >> 2, 1 << 31), u64::MAX >> 2);
        assert_eq!(part(101, 1 << 30), 50);
        // All tokens that there may be can come to one owner.
        assert_eq!(part(u64::MAX >> 1, 1 << 31), u64::MAX >> 1);
    }
}
