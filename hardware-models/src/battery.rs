//! This file is about batteries: what one holds, what its owner takes of it, and how it wears.

use language::quantity::{Share, WattHours, Watts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, above_zero, positive};

/// What a device runs on away from mains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Battery {
    /// Energy that it holds when it is full and new \[Wh\]; above 0.
    #[schemars(transform = positive)]
    pub energy: Sourced<WattHours>,
    /// Power that the owner's own use takes of it, on average over day and night \[W\]; at least 0.
    pub own_use: Sourced<Watts>,
    /// Charges a day that the owner puts up with \[1/day\]; above 0.
    #[schemars(transform = above_zero)]
    pub charges_per_day: Sourced<f64>,
    /// Full charges until it holds 80 % of what it did \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub cycles: Sourced<f64>,
    /// Share of what its charger takes from the wall that reaches it \[1\]; from 0 % to 100 %.
    pub charger: Sourced<Share>,
}

/// Hours of a day.
const DAY_HOURS: f64 = 24.0;
/// Share of its capacity that a battery has lost when it counts as worn, as `cycles` is stated.
const WORN: f64 = 0.2;

impl Battery {
    /// Energy that it holds when it is full and new \[Wh\].
    #[must_use]
    pub fn energy_wh(&self) -> f64 {
        self.energy.value.value()
    }

    /// Power of the owner's own use, on average over day and night \[W\].
    #[must_use]
    pub fn own_use_watts(&self) -> f64 {
        self.own_use.value.value()
    }

    /// Energy that a network may take in a day: charges · energy − own use · 24 h, and never less
    /// than nothing \[Wh/day\]. Own use comes first: what the owner puts up with is charging, not a
    /// device that is empty. Numbers are written with three digits, so what is left of a thousandth
    /// of the charges is their rounding.
    #[must_use]
    pub fn left_wh_per_day(&self) -> f64 {
        const ROUNDING: f64 = 1e-3; // by definition of three digits
        let accepted = self.charges_per_day.value * self.energy_wh();
        let left = accepted - self.own_use_watts() * DAY_HOURS;
        if left > accepted * ROUNDING { left } else { 0.0 }
    }

    /// How long a full charge lasts with a load beside the owner's own use: energy / (own use +
    /// load) \[days\]; infinite where neither takes anything.
    #[must_use]
    pub fn days_of_a_charge(&self, load_watts: f64) -> f64 {
        self.energy_wh() / ((self.own_use_watts() + load_watts) * DAY_HOURS)
    }

    /// Full charges a day that a mean power takes: power · 24 h / energy \[1/day\].
    #[must_use]
    pub fn cycles_per_day(&self, mean_watts: f64) -> f64 {
        mean_watts * DAY_HOURS / self.energy_wh()
    }

    /// Share of what it held when it was new, after so many full charges: 1 − 0.2 · n / cycles
    /// \[1\]. A straight line through the one point that is stated; cells lose more at first and at
    /// the end.
    #[must_use]
    pub fn capacity_share(&self, full_charges: f64) -> f64 {
        (1.0 - WORN * full_charges / self.cycles.value).max(0.0)
    }

    /// Time until it holds 80 % of what it did: cycles / cycles a day \[days\]; infinite where it is
    /// never used.
    #[must_use]
    pub fn days_until_worn(&self, cycles_per_day: f64) -> f64 {
        self.cycles.value / cycles_per_day
    }

    /// Energy or power at the wall for as much of it in the device: what the charger loses comes on
    /// top; the same unit as was given.
    #[must_use]
    pub fn at_wall(&self, in_device: f64) -> f64 {
        in_device / self.charger.value.value()
    }

    /// Energy or power in the device of as much of it at the wall; the same unit as was given.
    #[must_use]
    pub fn in_device(&self, at_wall: f64) -> f64 {
        at_wall * self.charger.value.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sourced::by_hand;

    fn battery(energy: &'static str, own_use: &'static str, charges_per_day: f64) -> Battery {
        Battery {
            energy: by_hand(WattHours::of(energy)),
            own_use: by_hand(Watts::of(own_use)),
            charges_per_day: by_hand(charges_per_day),
            cycles: by_hand(500.0),
            charger: by_hand(Share::of("80 %")),
        }
    }

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    #[test]
    fn own_use_comes_first() {
        near(battery("15 Wh", "0.5 W", 1.0).left_wh_per_day(), 3.0);
        near(battery("1 Wh", "0.03 W", 2.0).left_wh_per_day(), 1.28);
        near(battery("10 Wh", "0.5 W", 1.0).left_wh_per_day(), 0.0);
        // A seventh of 0.077 Wh is 0.458333 mW: written as 0.458 it leaves nothing either.
        near(battery("0.077 Wh", "0.458 mW", 1.0 / 7.0).left_wh_per_day(), 0.0);
    }

    #[test]
    fn a_load_shortens_the_days_of_a_charge() {
        near(battery("12 Wh", "0.5 W", 1.0).days_of_a_charge(0.0), 1.0);
        near(battery("12 Wh", "0.5 W", 1.0).days_of_a_charge(0.5), 0.5);
        near(battery("2.4 Wh", "0.01 W", 1.0).days_of_a_charge(0.0), 10.0);
    }

    #[test]
    fn cycles_and_wear() {
        let phone = battery("12 Wh", "0.5 W", 1.0);
        near(phone.cycles_per_day(0.5), 1.0);
        near(phone.cycles_per_day(0.25), 0.5);
        near(phone.cycles_per_day(0.0), 0.0);
        near(phone.capacity_share(0.0), 1.0);
        near(phone.capacity_share(500.0), 0.8);
        near(phone.capacity_share(10_000.0), 0.0);
        near(phone.days_until_worn(1.0), 500.0);
        near(phone.days_until_worn(2.0), 250.0);
        assert_eq!(phone.days_until_worn(0.0), f64::INFINITY);
    }

    #[test]
    fn the_charger_takes_its_part() {
        let phone = battery("12 Wh", "0.5 W", 1.0);
        near(phone.at_wall(8.0), 10.0);
        near(phone.in_device(10.0), 8.0);
        near(phone.at_wall(0.0), 0.0);
    }
}
