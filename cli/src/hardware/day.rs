//! The day of a device as a chart: duty, heat, power and battery.

use hardware_models::device::Window;
use hardware_models::{Bound, Device, Hour, Limits, day, limits};
use reports::DeviceDay;

use super::numbers::{hours, percent, plain};

/// The chart of a day on which the device works at its limit whenever it may.
pub fn chart(stem: &str, device: &Device) -> DeviceDay {
    let load_watts = device.load_watts();
    let limits = limits(device, load_watts);
    let day = day(device, load_watts);
    let title = finding(device, &limits);
    let caption = caption(device, load_watts, &limits);
    let column = |of: fn(&Hour) -> f64| day.iter().map(of).collect();
    let full = device.battery.as_ref().map(|battery| battery.energy.value.value());
    let level = |hour: &Hour| Some(hour.battery_wh? / full?);
    // The day begins as the last hour of the one before it ends, but for a battery that is charged
    // overnight.
    let begins = if device.window.feeds() { day.last().and_then(level) } else { Some(1.0) };
    let levels: Option<Vec<f64>> = [begins].into_iter().chain(day.iter().map(level)).collect();
    DeviceDay {
        name: format!("{stem}-day"),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        open_share: column(|hour| hour.open_share),
        busy_share: column(|hour| hour.busy_share),
        speed_share: column(|hour| hour.speed_share),
        own_watts: column(|hour| hour.own_watts),
        network_watts: column(|hour| hour.network_watts),
        battery_share: levels.filter(|_| full.is_some()),
    }
}

/// For how long it works, and what ends that.
fn finding(device: &Device, limits: &Limits) -> String {
    let name = &device.name;
    let time = hours(limits.seconds_per_day() / 3_600.0);
    let limit = match limits.binds {
        Bound::Duty => "its owner leaves no more",
        Bound::Battery => "its battery bears no more",
        Bound::Skin => "skin bears no more warmth",
    };
    let heat = match limits.heat_share {
        share if share < 0.995 => format!(", at {} of its speed", percent(share)),
        _ => String::new(),
    };
    format!("{name} may work {time} a day for a network{heat}: {limit}")
}

fn caption(device: &Device, load_watts: f64, limits: &Limits) -> String {
    let window = match device.window {
        Window::Always => "at any time",
        Window::Charging => "while it charges",
        Window::Worn => "while it is worn",
        Window::Driving => "while it is driven or at work",
        Window::Unused => "while its owner does not use it",
    };
    let wear = limits.cycles.map_or(String::new(), |cycles| {
        format!(
            " Full charges a day: {} for the owner, {} for the network; worn to 80 % after {}.",
            plain(cycles.own_per_day),
            plain(cycles.network_per_day),
            hours(cycles.days_until_worn * 24.0)
        )
    });
    format!(
        "A day on which it works at its limit whenever it may, {window}; own use comes first. Work for the network \
         adds {} W in the device. The hours of the window are assumed.{wear}",
        plain(load_watts)
    )
}
