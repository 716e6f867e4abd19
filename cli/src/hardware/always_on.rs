//! What a model that works all the time takes of a battery, beside what the owner leaves.

use hardware_models::energy::mean_watts;
use serde::Serialize;

use super::asked::{Asked, Kind};
use super::numbers::{hours, plain};

/// A model that works all the time on a device.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AlwaysOn {
    /// Power of the best published chip that runs it \[W\].
    pub watts: f64,
    /// Power that the battery leaves beside the owner's own use, with the charges that the owner
    /// puts up with \[W\]; none for a device on mains.
    pub battery_left_watts: Option<f64>,
    /// How long a charge lasts without the model \[days\].
    pub days_of_a_charge_without: Option<f64>,
    /// How long a charge lasts with it \[days\].
    pub days_of_a_charge: Option<f64>,
}

impl AlwaysOn {
    /// Of what is asked; none for a model that works only when it is asked.
    pub fn of(asked: &Asked) -> Option<Self> {
        let Kind::Task(model) = asked.model.kind else { return None };
        let watts = model.always_on_watts()?;
        let battery = asked.device.battery.as_ref();
        Some(Self {
            watts,
            battery_left_watts: battery.map(|battery| mean_watts(battery.left_wh_per_day())),
            days_of_a_charge_without: battery.map(|battery| battery.days_of_a_charge(0.0)),
            days_of_a_charge: battery.map(|battery| battery.days_of_a_charge(watts)),
        })
    }

    /// What a person is told.
    pub fn told(&self) -> String {
        let power = format!("{} mW all day, in the device", plain(self.watts * 1e3));
        let days = self.days_of_a_charge_without.zip(self.days_of_a_charge);
        let Some((left, (without, with))) = self.battery_left_watts.zip(days) else {
            return power;
        };
        let [without, with] = [without, with].map(|days| hours(days * 24.0));
        // Less than a microwatt is nothing.
        let left = plain((left * 1e6).round() / 1e3);
        format!("{power}; its battery leaves {left} mW: a charge lasts {with} instead of {without}")
    }
}
