//! What a scenario says of who owns devices.

use language::quantity::Share;
use language::varied::{Shape, Varied};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FleetGroup;
use super::resolve::Faulty;
use crate::world::Owning;

/// Who owns the devices of a kind: operators of several, each in one region, who pay one price for
/// electricity, sell alike, and leave and come back with all of their devices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupOperators {
    /// Devices that an operator comes to own [devices]; a whole number from 1 to 65535. Between two
    /// ends there are as many operators of each number; around a median it is the nearest whole
    /// number.
    #[schemars(range(min = 1.0, max = 65_535.0), extend("examples" = [3]))]
    pub devices: Varied<f64>,
    /// What each doubling of these takes off the price of electricity [1]; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Share>,
}

impl GroupOperators {
    pub(super) fn meant(&self) -> Owning {
        let discount = self.discount.as_ref().map_or(0.0, Share::value);
        Owning { devices: self.devices.shape(), discount }
    }
}

/// Nobody owns half a device.
pub(super) fn check(name: &str, group: &FleetGroup, faults: &mut Faulty) {
    let Some(operators) = &group.operators else { return };
    let ends = match operators.devices.shape() {
        Shape::Same(devices) => vec![("", devices)],
        Shape::Between { from, to } => vec![(".from", from), (".to", to)],
        Shape::Around { .. } => Vec::new(),
    };
    for (key, devices) in ends.into_iter().filter(|(_, devices)| devices.fract() != 0.0) {
        let path = format!("fleet.{name}.operators.devices{key}");
        let help = "write a whole number, or { median: 2.5, spread: 60 % }";
        faults.add(&path, format!("{devices} devices: operators own whole ones"), help);
    }
}
