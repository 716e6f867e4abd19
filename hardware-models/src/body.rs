//! This file is about the limits of a body: for how long in a day a device may compute for a
//! network, and what heat leaves of its speed. Own use comes first; the network gets the rest.

use serde::Serialize;

use crate::battery::Battery;
use crate::device::{Device, Window};
use crate::energy;

/// What ends a device's day of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The time that its owner leaves to the network.
    Duty,
    /// The charges that its owner puts up with.
    Battery,
    /// The warmth that skin bears.
    Skin,
}

/// For how long in a day a device may compute, and how fast.
///
/// Times are shares of the day, each as if nothing else bound.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Limits {
    /// Time that its owner leaves to the network \[1\].
    pub duty_share: f64,
    /// Time that its battery bears the load; all of the day where the battery does not bind \[1\].
    pub battery_share: f64,
    /// Time of the duty in which skin bears the load; all of the duty where nobody wears it \[1\].
    pub skin_share: f64,
    /// Time in which it may compute: the least of the three \[1\].
    pub day_share: f64,
    /// Which of the three it is.
    pub binds: Bound,
    /// Mean share of its peak speed that heat leaves over that time, and of the load's power with
    /// it \[1\].
    pub heat_share: f64,
    /// What this does to its battery, if it has one.
    pub cycles: Option<Cycles>,
}

/// How often a battery is charged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cycles {
    /// Full charges a day for the owner's own use \[1/day\].
    pub own_per_day: f64,
    /// Full charges a day for the network, if it computes whenever it may; none where it is fed
    /// meanwhile \[1/day\].
    pub network_per_day: f64,
    /// Time until both have worn it to 80 % \[days\].
    pub days_until_worn: f64,
}

impl Limits {
    /// Time of a day in which it may compute \[s\].
    #[must_use]
    pub fn seconds_per_day(&self) -> f64 {
        self.day_share * language::units::DAY_SECONDS
    }
}

impl Window {
    /// Whether something feeds the device meanwhile, so that its battery neither binds nor wears.
    #[must_use]
    pub fn feeds(self) -> bool {
        matches!(self, Self::Charging | Self::Driving)
    }

    /// Whether the device may be on somebody's skin meanwhile.
    #[must_use]
    pub fn touches_skin(self) -> bool {
        matches!(self, Self::Always | Self::Worn)
    }
}

impl Device {
    /// Power that work at its limit adds in the device, behind its charger \[W\].
    #[must_use]
    pub fn load_watts(&self) -> f64 {
        let at_wall = self.active_watts() - self.idle_watts();
        self.battery.as_ref().map_or(at_wall, |battery| battery.in_device(at_wall))
    }

    /// Power in the device of the owner's own use; of a device without a battery, its idle power
    /// \[W\].
    #[must_use]
    pub fn own_watts(&self) -> f64 {
        self.battery.as_ref().map_or(self.idle_watts(), Battery::own_use_watts)
    }
}

/// The limits of a device under a load, which is the power that it adds in the device \[W\]; see
/// [`Device::load_watts`].
///
/// The battery and skin are asked to bear the load at its peak; heat, which lowers it, comes after.
#[must_use]
pub fn limits(device: &Device, load_watts: f64) -> Limits {
    let duty_share = device.duty_share();
    let battery_share = battery_share(device, load_watts);
    let skin_share = duty_share * skin_share(device, load_watts);
    let bounds =
        [(duty_share, Bound::Duty), (battery_share, Bound::Battery), (skin_share, Bound::Skin)];
    let less =
        |least: (f64, Bound), next: (f64, Bound)| if next.0 < least.0 { next } else { least };
    let (day_share, binds) = bounds.into_iter().fold(bounds[0], less);
    let busy_share = if duty_share > 0.0 { day_share / duty_share } else { 0.0 };
    let heat = device.heat.as_ref();
    let heat_share = heat.map_or(1.0, |heat| heat.share_of_peak(duty_share, busy_share));
    let of_network = load_watts * day_share * heat_share;
    let cycles = device.battery.as_ref().map(|battery| cycles(battery, device.window, of_network));
    Limits { duty_share, battery_share, skin_share, day_share, binds, heat_share, cycles }
}

/// Share of the day for which the battery bears a load: what is left of it, evenly over the day,
/// over the load.
fn battery_share(device: &Device, load_watts: f64) -> f64 {
    let battery = device.battery.as_ref().filter(|_| !device.window.feeds());
    battery.map_or(1.0, |battery| part(energy::mean_watts(battery.left_wh_per_day()), load_watts))
}

/// Share of the time for which skin bears a load: own use + share · load ≤ limit.
///
/// Source: what skin bears is a temperature over minutes and longer (ergonomics of warm surfaces,
/// recalled), so that the mean power counts.
fn skin_share(device: &Device, load_watts: f64) -> f64 {
    let limit = device.skin_limit.as_ref().filter(|_| device.window.touches_skin());
    limit.map_or(1.0, |limit| part(limit.value.value() - device.own_watts(), load_watts))
}

/// The part of a load for which a power is enough, from 0 to 1.
fn part(watts: f64, load_watts: f64) -> f64 {
    if load_watts > 0.0 { (watts / load_watts).clamp(0.0, 1.0) } else { 1.0 }
}

fn cycles(battery: &Battery, window: Window, network_watts: f64) -> Cycles {
    let own_per_day = battery.cycles_per_day(battery.own_use_watts());
    let drained = if window.feeds() { 0.0 } else { network_watts };
    let network_per_day = battery.cycles_per_day(drained);
    let days_until_worn = battery.days_until_worn(own_per_day + network_per_day);
    Cycles { own_per_day, network_per_day, days_until_worn }
}
