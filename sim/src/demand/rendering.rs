//! Rendering: frames, each done by one device alone.

use language::quantity::{Bytes, Operations, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Frames that devices render, each alone.
///
/// ## Equation
/// `frames = 86,400 s · duty · sustained · speed · utilisation / operations · (1 − lost)`, where
/// `lost = (operations / (speed · utilisation)) / 2 / session`
///
/// ## Why one would choose it
/// A frame needs no other device, and an interruption costs one frame at the most.
///
/// ## Source
/// A definition. Render and similar networks hand out frames or tiles of them.
///
/// ## Example
/// ```yaml
/// rendering: { operations: 5_000 TFLOP, memory: 12 GB }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rendering {
    /// Operations of a frame [FLOP]; above 0.
    #[schemars(extend("x-positive" = true))]
    pub operations: Operations,
    /// Share of its peak speed that a device reaches [1]; above 0 %.
    #[serde(default = "usual_utilisation")]
    #[schemars(extend("x-positive" = true))]
    pub utilisation: Share,
    /// Memory that a scene takes [bytes]; none by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<Bytes>,
}

fn usual_utilisation() -> Share {
    Share::of("20 %") // estimate: rays branch and wait for memory
}
