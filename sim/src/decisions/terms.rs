//! Terms: what a device of a cohort is paid and costs today, before anybody asks which one it is.

use super::leave::Sunk;
use super::needs::Needs;
use super::returning::Comeback;
use crate::world::{Electricity, Sells, Uptime, Weight};

/// What holds for all devices of a cohort today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// Pay for a weight of one, as `rate / 2^shift` [grains].
    pub rate: u64,
    /// See `rate`.
    pub shift: u32,
    /// Value of a grain [USD].
    pub grain_usd: f32,
    /// Value of the pay for a weight of one [USD].
    pub pay_usd: f32,
    /// What customers pay in money for a weight of one [USD].
    pub fee_usd: f32,
    /// What owners expect of `pay_usd`; the same where they count what the day brings [USD].
    pub expected_pay_usd: f32,
    /// What they expect of `fee_usd` [USD].
    pub expected_fee_usd: f32,
    /// Whether a day is a loss by what was expected, and not by what it brought.
    pub counts_expected: bool,
    /// Energy of every active device [kWh].
    pub kwh_always: f32,
    /// Energy of a device that is up, beside that [kWh].
    pub kwh_up: f32,
    /// Costs of every active device beside electricity [USD].
    pub upkeep_usd: f32,
    /// One over the length of the step [1/day].
    pub per_day: f32,
    /// Length of the step [hours].
    pub hours: u16,
    /// What pays for costs, if owners sell for them.
    pub needs: Option<Needs>,
    /// Whether tokens that are kept count as income.
    pub counts_what_is_kept: bool,
    /// A margin below this is a loss [USD/day].
    pub least_usd_per_day: f32,
    /// How patience depends on what was paid for the hardware, if it does.
    pub sunk: Option<Sunk>,
    /// Share of what is held that is sold, in units of 2^-31, if any.
    pub sells_held: Option<u32>,
    /// Share of the pay that is kept which is staked, in units of 2^-31, if any.
    pub stakes: Option<u32>,
    /// When owners of idle devices come back.
    pub comeback: Option<Comeback>,
    /// Threshold of the probability with which an owner leaves whatever the day brought.
    pub hazard: Option<u32>,
    /// The part of that threshold below which owners go to a rival.
    pub poached: u32,
}

impl Terms {
    /// The same, where the day brings what owners expect.
    pub(super) fn as_expected(self) -> Self {
        Self { pay_usd: self.expected_pay_usd, fee_usd: self.expected_fee_usd, ..self }
    }

    /// What owners expect a device to bring and to cost in a step like this one, on average over being
    /// up and down [USD].
    #[inline(always)]
    pub(super) fn expects(
        &self,
        (weight, uptime, electricity, sells): (Weight, Uptime, Electricity, Sells),
    ) -> (f32, f32) {
        let uptime = share(uptime.0);
        // Who sells for costs as well values all of the pay.
        let values_all = self.counts_what_is_kept || self.needs.is_some();
        let counted = if values_all { 1.0 } else { share(sells.0) };
        let each_usd = self.expected_pay_usd * counted + self.expected_fee_usd;
        let income_usd = each_usd * (weight.0 as i32 as f32) * uptime;
        let kwh = self.kwh_always + self.kwh_up * uptime;
        (income_usd, kwh * electricity.0 + self.upkeep_usd)
    }
}

/// A threshold or share in units of 2^-31 as a float.
#[inline(always)]
fn share(units: u32) -> f32 {
    units as f32 * (1.0 / 2_147_483_648.0)
}
