//! What several tests ask of devices.

use hardware_models::training::{Checkpoints, Job, Method};

/// 10 billion parameters on eight nodes of one device, exchanging each step.
#[must_use]
pub fn job() -> Job {
    Job {
        parameters: 10e9,
        state_bytes: 14.0,
        tokens: 1e6,
        utilisation: 0.4,
        nodes: 8.0,
        devices_per_node: 1.0,
        inside_bytes_per_second: 450e9,
        method: Method::Synchronous,
        checkpoints: Checkpoints::Whole,
        restart_seconds: 300.0,
    }
}
