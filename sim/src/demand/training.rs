//! Training: hours of devices that train a model together.

use hardware_models::training::checkpoint::STATE_BYTES;
use language::quantity::{Bytes, BytesPerSecond, Duration, OperationsPerSecond, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A model that nodes train together, counted in hours of devices that went into it.
///
/// ## Equation
/// `hours = 24 · duty · sustained · goodput · computing · (speed / counted)`, where
/// `goodput = T / (M·e^(R/M)·(e^((T+C)/M) − 1))` at the best interval `T` between checkpoints,
/// `M = session / nodes`, `C` and `R` are the checkpoint over the line up and down, and
/// `computing = compute / (compute + exchange)` with
/// `compute = 6 · parameters · tokens / (speed · utilisation)` and
/// `exchange = 2·(n−1)/n · 2 bytes · parameters / line / reduction`.
///
/// ## Why one would choose it
/// Training in step is stopped by the first node that is gone and waits for the slowest line;
/// inference loses one request. This says how much that is.
///
/// ## Source
/// Daly 2006, FGCS 22, 303-312; Patarasuk and Yuan 2009, JPDC 69/2, for the ring; Douillard et al.
/// 2023, arXiv 2311.08105, for little communication; INTELLECT-1, arXiv 2412.01152.
///
/// ## Example
/// ```yaml
/// training: { parameters: 10e9, nodes: 8, method: synchronous }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Parameters of the model [1]; above 0.
    #[schemars(extend("x-positive" = true))]
    pub parameters: f64,
    /// Nodes that work together [1]; from 1 to 1000000.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub nodes: u32,
    /// What a node is; one device by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<Node>,
    /// How often nodes exchange what they learned.
    pub method: MethodKind,
    /// What is kept of a parameter while it is trained [bytes]; above 0.
    #[serde(default = "usual_state")]
    #[schemars(extend("x-positive" = true))]
    pub state: Bytes,
    /// Tokens that a node computes in a step [1]; above 0.
    #[serde(default = "usual_tokens")]
    #[schemars(extend("x-positive" = true))]
    pub tokens_per_step: f64,
    /// Share of its peak speed that a device reaches while it computes [1]; above 0 %.
    #[serde(default = "usual_utilisation")]
    #[schemars(extend("x-positive" = true))]
    pub utilisation: Share,
    /// Who writes a checkpoint.
    #[serde(default)]
    pub checkpoint: Checkpoint,
    /// Time to notice an interruption and to start again, without fetching the state [days].
    #[serde(default = "usual_restart")]
    pub restart: Duration,
    /// Peak speed of the devices whose hours are counted [FLOP/s]: an hour of one with half of it
    /// is half an hour; each device's own by default; above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub counted_at: Option<OperationsPerSecond>,
}

/// Devices with fast lines among them, behind one link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Devices of a node [1]; from 1 to 1024.
    #[schemars(range(min = 1, max = 1_024))]
    pub devices: u32,
    /// Lines among them, each way [bytes/s]: 450 GB/s for NVLink 4, 25 GB/s for PCIe 4.0 ×16;
    /// above 0.
    #[schemars(extend("x-positive" = true))]
    pub inside: BytesPerSecond,
}

/// How often nodes exchange what they learned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MethodKind {
    /// Each step; each node holds a part of the state.
    Synchronous(Synchronous),
    /// Seldom, as DiLoCo does; each node holds all of the state.
    LowCommunication(LowCommunication),
}

/// Exchange in each step.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Synchronous {}

/// Exchange once in many steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LowCommunication {
    /// How many times less is exchanged than in each step [1]; at least 1.
    #[serde(default = "usual_reduction")]
    #[schemars(range(min = 1.0))]
    pub reduction: f64,
    /// Whether the others go on when a node is gone, so that it costs its own work alone.
    #[serde(default)]
    pub elastic: bool,
}

/// Who writes a checkpoint.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Checkpoint {
    /// One node writes all of it over its line.
    #[default]
    Whole,
    /// Each node writes its part.
    Parts,
}

fn usual_state() -> Bytes {
    const { assert!(STATE_BYTES == 14.0) };
    Bytes::of("14 B")
}

fn usual_tokens() -> f64 {
    1e6 // estimate: at this many, INTELLECT-1's nodes of eight H100 took about 20 s a step
}

fn usual_utilisation() -> Share {
    Share::of("40 %") // verified: INTELLECT-1, arXiv 2412.01152: 36.2-41.4 %
}

fn usual_restart() -> Duration {
    Duration::of("5 minutes") // estimate: beside the time to fetch the state
}

fn usual_reduction() -> f64 {
    400.0 // verified: INTELLECT-1, arXiv 2412.01152: 100 steps apart, in 8 bits
}
