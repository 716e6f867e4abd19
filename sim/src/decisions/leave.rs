//! Leave: whose patience ends, and who goes whatever the day brought.

use super::owners::Owners;
use super::terms::Terms;
use crate::chance::says_yes;
use crate::world::{Patience, Settled};

/// How patience depends on what was paid for the hardware.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sunk {
    /// By how much longer owners bear losses who have not earned back anything, as a share [1].
    pub share: f32,
    /// One over the price of the hardware [1/USD].
    pub per_usd: f32,
}

/// How long each owner bears losses, with what he has not earned back of his hardware: a loss at the
/// least.
#[inline(always)]
pub(super) fn bear(sunk: Sunk, rows: &Owners, bears: &mut [Patience]) {
    let owners = rows.patience.iter().zip(&*rows.profit);
    for (bears, (patience, profit)) in bears.iter_mut().zip(owners) {
        let unpaid = (-profit.0 * sunk.per_usd).clamp(0.0, 1.0);
        let hours = f32::from(patience.0) * (1.0 + sunk.share * unpaid);
        let is_for_ever = u16::from(patience.0 == u16::MAX).wrapping_neg();
        bears.0 = whole(hours.clamp(1.0, f32::from(u16::MAX))) | is_for_ever;
    }
}

/// The whole number nearest to one from 0 to 65,535: a conversion would look for numbers that do not fit.
#[inline(always)]
fn whole(number: f32) -> u16 {
    /// Added to a smaller number it leaves the nearest whole one in the last bits.
    const WHOLE: f32 = 8_388_608.0; // 2^23
    (number + WHOLE).to_bits() as u16
}

/// What each device would bring on average in days as owners expect them, less what it costs.
#[inline(always)]
pub(super) fn foresee(terms: &Terms, rows: &Owners, per_day: &mut [f32]) {
    let devices = rows.weight.iter().zip(rows.uptime).zip(rows.electricity).zip(rows.sells);
    for (margin, (((weight, uptime), electricity), sells)) in per_day.iter_mut().zip(devices) {
        let (income_usd, cost_usd) = terms.expects((*weight, *uptime, *electricity, *sells));
        *margin = (income_usd - cost_usd) * terms.per_day;
    }
}

/// Counts losses in a row, by what a day counts as; who has borne as many as he bears leaves.
#[inline(always)]
pub(super) fn endure(
    terms: &Terms,
    rows: &mut Owners,
    (per_day, bears): (&[f32], &[Patience]),
    sum: &mut Settled,
) {
    let Terms { least_usd_per_day, hours, .. } = *terms;
    let (mut losses, mut leavers) = (0_u32, 0_u32);
    let owners = rows.active.iter_mut().zip(&mut *rows.losing).zip(bears);
    for ((per_day, shown), ((active, losing), bears)) in per_day.iter().zip(rows.shown).zip(owners)
    {
        let is_loss = u8::from(*per_day < least_usd_per_day) & active.0;
        losing.0 = losing.0.saturating_add(hours).min(LONGEST) & u16::from(is_loss).wrapping_neg();
        let gives_up = u8::from(losing.0 >= bears.0) & active.0;
        losses += u32::from(is_loss & u8::from(shown.0 > 0));
        leavers += u32::from(gives_up);
        active.0 ^= gives_up;
    }
    sum.losing += u64::from(losses);
    sum.left += u64::from(leavers);
}

/// Some leave whatever the day brought, the first of them to a rival.
#[inline(always)]
pub(super) fn go(
    words: &[u32],
    (hazard, poached): (u32, u32),
    rows: &mut Owners,
    sum: &mut Settled,
) {
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
