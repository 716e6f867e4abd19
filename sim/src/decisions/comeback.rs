//! Comeback: whose idle device would pay well enough again, and who of them looks.

use super::owners::Owners;
use super::terms::Terms;
use crate::chance::says_yes;
use crate::world::{Active, Settled};

/// Whether any of these devices is not in the network.
#[inline(always)]
pub(super) fn is_anyone_idle(active: &[Active]) -> bool {
    active.iter().fold(1, |all, active| all & active.0) == 0
}

/// Marks whose idle device would pay well enough to switch it on again; returns whether there is
/// any.
#[inline(always)]
pub(super) fn look_back(terms: &Terms, times_cost: f64, rows: &Owners, willing: &mut [u8]) -> bool {
    let mut any = 0;
    let times_cost = times_cost as f32;
    let least_usd = terms.least_usd_per_day / terms.per_day;
    let devices = rows.weight.iter().zip(rows.uptime).zip(rows.electricity).zip(rows.sells);
    for (willing, ((((weight, uptime), electricity), sells), active)) in
        willing.iter_mut().zip(devices.zip(&*rows.active))
    {
        let (income_usd, cost_usd) = terms.expects((*weight, *uptime, *electricity, *sells));
        *willing = u8::from(income_usd > times_cost * cost_usd)
            & u8::from(income_usd - cost_usd >= least_usd)
            & u8::from(*active == Active::GAVE_UP);
        any |= *willing;
    }
    any > 0
}

/// Some of those who are willing look, and come back.
#[inline(always)]
pub(super) fn come_back(
    willing: &[u8],
    words: &[u32],
    look: u32,
    rows: &mut Owners,
    sum: &mut Settled,
) {
    let mut returned = 0_u32;
    for ((willing, word), active) in willing.iter().zip(words).zip(&mut *rows.active) {
        let comes = willing & u8::from(says_yes(*word, look));
        active.0 |= comes;
        returned += u32::from(comes);
    }
    sum.returned += u64::from(returned);
}
