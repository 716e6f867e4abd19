//! What can be looked at of a device at the end of a run.

use crate::record::tokens;
use crate::run::DeviceAtEnd;
use crate::world::GameParts;

/// Something that is known of every device at the end.
#[derive(Debug, Clone, Copy)]
pub struct DeviceQuantity {
    /// How a scenario names it.
    pub name: &'static str,
    /// Its unit; empty for a plain number.
    pub unit: &'static str,
    of: fn(&DeviceAtEnd, &GameParts) -> f64,
}

/// Each of them, once.
const ALL: [DeviceQuantity; 8] = [
    // All it earned less all it cost, hardware included.
    quantity("device.profit_usd", "USD", |device, _| device.profit_usd),
    // What its owner holds.
    quantity("device.balance_tokens", "tokens", |device, game| {
        tokens(device.balance, game.decimals)
    }),
    // Since it joined.
    quantity("device.age_days", "days", |device, game| {
        let end = game.calendar.clock(game.calendar.steps() - 1).end;
        (end - game.calendar.clock(device.born).begin) as f64 / 86_400.0
    }),
    // Among its kind.
    quantity("device.speed", "", |device, _| device.speed),
    // How often it is up.
    quantity("device.uptime", "share", |device, _| device.uptime),
    // What its owner pays for electricity.
    quantity("device.electricity_usd_per_kwh", "USD/kWh", |device, _| {
        device.electricity_usd_per_kwh
    }),
    // What its owner sells of the pay.
    quantity("device.sells", "share", |device, _| device.sells),
    // For how long its owner bears losses in a row; for ever is infinite.
    quantity("device.patience_days", "days", |device, _| device.patience_days),
];

const fn quantity(
    name: &'static str,
    unit: &'static str,
    of: fn(&DeviceAtEnd, &GameParts) -> f64,
) -> DeviceQuantity {
    DeviceQuantity { name, unit, of }
}

impl DeviceQuantity {
    /// The quantity of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|quantity| quantity.name == name)
    }

    /// The names of all.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|quantity| quantity.name)
    }

    /// What it is of a device of a game's run, in its unit.
    #[must_use]
    pub fn of(&self, device: &DeviceAtEnd, game: &GameParts) -> f64 {
        (self.of)(device, game)
    }
}
