//! The day of a device as a chart: duty, heat, power and battery.

use hardware_models::device::Window;
use hardware_models::{Bound, Class, Device, Hour, Limits, day, limits};
use reports::DeviceDay;

use super::numbers::{hours, plain};

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
    let hours = limits.seconds_per_day() / 3_600.0;
    if is_dust(limits.day_share) {
        let nothing = match limits.binds {
            Bound::Duty => "leaves no time to a network",
            Bound::Battery => "has no power left for a network",
            Bound::Skin => "is as warm as skin bears without a network",
        };
        return format!("{name} {nothing}");
    }
    let heat = match limits.heat_share {
        share if share < 0.995 => format!(", at {:.0} % of its speed", share * 100.0),
        _ => String::new(),
    };
    let time = time(hours);
    match limits.binds {
        Bound::Duty if hours > 23.95 => {
            format!("{name} may work for a network around the clock{heat}")
        }
        Bound::Duty => {
            format!("{name} may work {time} a day for a network{heat}: {}", open(device))
        }
        Bound::Battery if hours * 60.0 < 1.0 => {
            format!("{name} has hardly any power left for a network: enough for {time} a day")
        }
        Bound::Battery => {
            format!("{name} may work {time} a day for a network{heat}: its battery bears no more")
        }
        Bound::Skin => {
            format!("{name} may work {time} a day for a network{heat}: skin bears no more warmth")
        }
    }
}

/// Whether a share of the day is less than a second, as is what rounding leaves of nothing.
fn is_dust(day_share: f64) -> bool {
    day_share * 86_400.0 < 1.0
}

/// A time of the day as exact as its estimate is: `27 seconds`, `45 minutes`, `1 hour`, `14.4 hours`.
fn time(hours: f64) -> String {
    let one = |number: f64, unit: &str| {
        let plural = if number == 1.0 { "" } else { "s" };
        format!("{} {unit}{plural}", plain(number))
    };
    match hours {
        h if h * 60.0 < 1.0 => one((h * 3_600.0).round(), "second"),
        h if h < 0.95 => one((h * 60.0).round(), "minute"),
        h => one((h * 10.0).round() / 10.0, "hour"),
    }
}

/// When the device is open to the network.
fn open(device: &Device) -> &'static str {
    match (device.window, device.class) {
        (Window::Always, _) => "as long as its owner lets it",
        (Window::Charging, _) => "while it charges",
        (Window::Worn, _) => "while it is worn",
        (Window::Driving, Class::Bicycle) => "while it is ridden",
        (Window::Driving, Class::Robot) => "while it is at work",
        (Window::Driving, _) => "while it is driven",
        (Window::Unused, _) => "while its owner does not use it",
    }
}

fn caption(device: &Device, load_watts: f64, limits: &Limits) -> String {
    let wear = limits.cycles.map_or(String::new(), |cycles| {
        format!(
            " Full charges a day: {} for the owner, {} for the network; worn to 80 % after {}.",
            plain(cycles.own_per_day),
            plain(if is_dust(limits.day_share) { 0.0 } else { cycles.network_per_day }),
            hours(cycles.days_until_worn * 24.0)
        )
    });
    format!(
        "A day on which it works at its limit whenever it may, {}; own use comes first, and is \
         spread evenly over the day. Work for the network adds {} in the device. The hours of the \
         window{} are assumed.{wear}",
        open(device),
        power(load_watts),
        if device.battery.is_some() && device.window.feeds() { " and of charging" } else { "" },
    )
}

/// A power in the unit that suits it: `507 µW`, `5.52 W`.
fn power(watts: f64) -> String {
    let (unit, name) = match watts {
        w if w >= 1e3 => (1e3, "kW"),
        w if w >= 1.0 || w == 0.0 => (1.0, "W"),
        w if w >= 1e-3 => (1e-3, "mW"),
        _ => (1e-6, "µW"),
    };
    format!("{} {name}", plain(watts / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_powers_have_the_unit_that_suits_them() {
        let times = [
            (0.0075, "27 seconds"),
            (1.0 / 60.0, "1 minute"),
            (0.75, "45 minutes"),
            (1.008, "1 hour"),
            (14.4, "14.4 hours"),
        ];
        for (hours, text) in times {
            assert_eq!(time(hours), text);
        }
        let powers = [(0.0, "0 W"), (5e-4, "500 µW"), (5.17e-3, "5.17 mW"), (1.5, "1.5 W")];
        for (watts, text) in powers {
            assert_eq!(power(watts), text);
        }
    }
}
