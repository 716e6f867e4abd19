//! This file is about a day of a device, hour by hour: when it works for the network, how fast, what
//! it draws and what its battery holds.

use serde::Serialize;

use crate::battery::Battery;
use crate::body::{Limits, limits};
use crate::class::Class;
use crate::device::{Device, Window};

/// Hours of a day.
const HOURS: u32 = 24;

/// An hour of a device.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hour {
    /// The hour that begins it, from 0 to 23.
    pub hour: u32,
    /// Share of the hour that its owner leaves to the network \[1\].
    pub open_share: f64,
    /// Share of the hour in which it computes for the network \[1\].
    pub busy_share: f64,
    /// Mean share of its peak speed while it computes; 1 where it does not \[1\].
    pub speed_share: f64,
    /// Mean power in the device of the owner's own use \[W\].
    pub own_watts: f64,
    /// Mean power in the device of work for the network \[W\].
    pub network_watts: f64,
    /// What its battery holds at the end of the hour \[Wh\]; none without a battery.
    pub battery_wh: Option<f64>,
}

impl Hour {
    /// Mean power in the device \[W\].
    #[must_use]
    pub fn watts(&self) -> f64 {
        self.own_watts + self.network_watts
    }
}

/// A day of a device under a load, which is the power that it adds in the device \[W\].
///
/// Work is spread evenly over the time of the duty, and own use evenly over the day. What window
/// feeds it charges it evenly until it is full at its end; what drives charges at night, and a
/// bicycle, whose panel needs the sun, by day. Any other device begins the day full, and its owner
/// charges it when it is empty, as often as the day allows.
#[must_use]
pub fn day(device: &Device, load_watts: f64) -> Vec<Hour> {
    let limits = limits(device, load_watts);
    let open = Stretch::of_duty(device.window, limits.duty_share);
    let mut hours: Vec<Hour> =
        (0..HOURS).map(|hour| working(device, &limits, open, (hour, load_watts))).collect();
    if let Some(battery) = &device.battery {
        let levels = match device.window.feeds() {
            true => fed(battery, Stretch::of_charging(device, open)),
            false => drained(battery, &hours),
        };
        for (hour, level) in hours.iter_mut().zip(levels) {
            hour.battery_wh = Some(level);
        }
    }
    hours
}

/// One stretch of the day, which may run past midnight.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// The hour of the day that begins it.
    from: u32,
    /// How long it is [hours].
    hours: f64,
}

impl Stretch {
    /// The time that an owner leaves to the network.
    fn of_duty(window: Window, duty_share: f64) -> Self {
        let from = match window {
            Window::Charging => 0,                 // estimate: nights
            Window::Always | Window::Unused => 18, // estimate: evenings and nights
            Window::Worn | Window::Driving => 8,   // estimate: days
        };
        Self { from, hours: duty_share * f64::from(HOURS) }
    }

    /// The time in which something feeds the battery: the time that it is open to the network, but
    /// for what has to stand still to be charged.
    fn of_charging(device: &Device, open: Self) -> Self {
        match (device.window, device.class) {
            (Window::Driving, Class::Bicycle) => Self { from: 9, hours: 8.0 }, // estimate: daylight on a panel
            (Window::Driving, _) => Self { from: 0, hours: 6.0 }, // estimate: nights at a charger
            _ => open,
        }
    }

    /// How long it has lasted as an hour begins and as it ends [hours].
    fn during(self, hour: u32) -> (f64, f64) {
        let since = f64::from((hour + HOURS - self.from) % HOURS);
        (since.min(self.hours), (since + 1.0).min(self.hours))
    }
}

fn working(
    device: &Device,
    limits: &Limits,
    open: Stretch,
    (hour, load_watts): (u32, f64),
) -> Hour {
    let (begin, end) = open.during(hour);
    let of_duty = if limits.duty_share > 0.0 { limits.day_share / limits.duty_share } else { 0.0 };
    let busy_share = (end - begin) * of_duty;
    // Work at the peak that the heat of the stretch so far leaves, in hours.
    let done = |hours: f64| {
        let share = |heat: &crate::heat::Heat| heat.share_of_peak(hours / 24.0, of_duty);
        hours * of_duty * device.heat.as_ref().map_or(1.0, share)
    };
    let speed_share = if busy_share > 0.0 { (done(end) - done(begin)) / busy_share } else { 1.0 };
    Hour {
        hour,
        open_share: end - begin,
        busy_share,
        speed_share,
        own_watts: device.own_watts(),
        network_watts: load_watts * busy_share * speed_share,
        battery_wh: None,
    }
}

/// Levels of a battery that is full when what feeds it ends \[Wh\].
fn fed(battery: &Battery, charging: Stretch) -> Vec<f64> {
    let (full, day) = (battery.energy_wh(), f64::from(HOURS));
    let fed_hours = charging.hours;
    let left = |hours: f64| (full - battery.own_use_watts() * hours).max(0.0);
    let lowest = left(day - fed_hours);
    let at = |hour: u32| {
        let since = (f64::from(hour + 1) - f64::from(charging.from) - fed_hours).rem_euclid(day);
        match since - (day - fed_hours) {
            charged if charged > 0.0 => lowest + (full - lowest) * charged / fed_hours,
            _ => left(since),
        }
    };
    (0..HOURS).map(at).collect()
}

/// Levels of a battery that begins the day full and is charged when it is empty \[Wh\].
fn drained(battery: &Battery, hours: &[Hour]) -> Vec<f64> {
    let full = battery.energy_wh();
    let mut level = full;
    let mut charges_left = (battery.charges_per_day.value - 1.0).max(0.0);
    let mut after = |hour: &Hour| {
        level -= hour.watts();
        if level < 0.0 {
            let charge = charges_left.min(1.0);
            charges_left -= charge;
            level = (level + charge * full).max(0.0);
        }
        level
    };
    hours.iter().map(&mut after).collect()
}
