//! What a scenario says of how its devices reach others.

use hardware_models::link::Link;
use hardware_models::{Device, Mark, Sourced};
use language::quantity::{BytesPerSecond, Duration};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FleetGroup;
use super::resolve::Faulty;

/// How devices reach others, where they do it in another way than the hardware model has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupLink {
    /// What each sends at the most [bytes/s]; the hardware model's by default; above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub up: Option<BytesPerSecond>,
    /// What each receives at the most [bytes/s]; the hardware model's by default; above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub down: Option<BytesPerSecond>,
    /// Mean time between interruptions [days]; the hardware model's by default; above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub session: Option<Duration>,
}

/// Writes what the scenario says over what the hardware model says.
pub(super) fn overwrite(name: &str, group: &FleetGroup, device: &mut Device, faults: &mut Faulty) {
    let Some(link) = &group.link else { return };
    let old = device.link.take();
    let up = written(&link.up).or_else(|| old.as_ref().map(|old| old.up.clone()));
    let down = written(&link.down).or_else(|| old.as_ref().map(|old| old.down.clone()));
    let session = written(&link.session).or_else(|| old.as_ref().map(|old| old.session.clone()));
    match (up, down, session) {
        (Some(up), Some(down), Some(session)) => device.link = Some(Link { up, down, session }),
        _ => {
            let message = format!("`{}` has no link of its own", group.hardware);
            let help = "write up, down and session";
            faults.add(&format!("fleet.{name}.link"), message, help);
        }
    }
}

fn written<T: Clone>(value: &Option<T>) -> Option<Sourced<T>> {
    let source = "the scenario".to_owned();
    value.clone().map(|value| Sourced { value, mark: Mark::Estimate, source })
}
