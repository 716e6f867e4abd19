//! This file is about a job: a model that nodes train together, and what a device keeps of its time
//! in it.
//!
//! A **node** is one device or several with fast lines among them; its link is that of the device's
//! file. With a method that exchanges each step, nodes hold a part of the state each; with one that
//! exchanges seldom, each node holds all of it.

use language::units::DAY_SECONDS;

use super::cannot_train::CannotTrain;
use super::checkpoint::{state_bytes, transfer_seconds};
use super::goodput::{gang_mtbf_seconds, goodput_share};
use super::interval::exact_seconds;
use super::{all_reduce, step};
use crate::device::Device;

/// Sessions outside of these bounds are taken as the bound \[s\]: floats hold what follows from them,
/// and the one never gets to work where the other never ends.
const SESSION_SECONDS: [f64; 2] = [1e-3, 1e15]; // by definition

/// What is trained, by whom and how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Job {
    /// Parameters of the model \[1\]; above 0.
    pub parameters: f64,
    /// State of a parameter: weight, gradient, optimiser \[bytes\]; above 0.
    pub state_bytes: f64,
    /// Tokens that a node computes in a step \[1\]; above 0.
    pub tokens: f64,
    /// Share of its peak that a device reaches \[1\]; above 0, at most 1.
    pub utilisation: f64,
    /// Nodes that work together \[1\]; at least 1.
    pub nodes: f64,
    /// Devices of a node \[1\]; at least 1.
    pub devices_per_node: f64,
    /// Lines among the devices of a node, each way \[bytes/s\]; above 0.
    pub inside_bytes_per_second: f64,
    /// How often nodes exchange.
    pub method: Method,
    /// Who writes a checkpoint.
    pub checkpoints: Checkpoints,
    /// Time to notice an interruption, to find a node and to start, without reading the state \[s\];
    /// at least 0.
    pub restart_seconds: f64,
}

/// How often nodes exchange their gradients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// Each step.
    Synchronous,
    /// Seldom.
    LowCommunication {
        /// How many times less they exchange \[1\]; at least 1.
        reduction: f64,
        /// Whether the others go on when one is interrupted.
        elastic: bool,
    },
}

/// Who writes a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checkpoints {
    /// One node writes all of it over its line, and reads all of it.
    Whole,
    /// Each node writes and reads its own part.
    Parts,
}

/// What a device keeps of its time in a job, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    /// Mean time between interruptions that cost the device its work \[s\].
    pub mtbf_seconds: f64,
    /// Time that a checkpoint takes \[s\].
    pub checkpoint_seconds: f64,
    /// Time from an interruption until it works again \[s\].
    pub restart_seconds: f64,
    /// Work between checkpoints, the best one \[s\].
    pub interval_seconds: f64,
    /// Share of its time that interruptions and checkpoints leave \[1\].
    pub goodput: f64,
    /// Time to compute a step \[s\].
    pub compute_seconds: f64,
    /// Time to exchange, for each step \[s\].
    pub exchange_seconds: f64,
    /// Share of a step that is computing \[1\].
    pub computing: f64,
}

impl Kept {
    /// Share of its time that goes into training \[1\]: goodput times the share that is computing.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.goodput * self.computing
    }
}

impl Job {
    /// State of the model \[bytes\].
    #[must_use]
    pub fn state(&self) -> f64 {
        state_bytes(self.parameters, self.state_bytes)
    }

    /// Part of the state that a device holds \[bytes\].
    #[must_use]
    pub fn part_of_a_device(&self) -> f64 {
        let replicas = match self.method {
            Method::Synchronous => 1.0,
            Method::LowCommunication { .. } => self.nodes,
        };
        self.state() * replicas / (self.nodes * self.devices_per_node)
    }

    /// Bytes that a node sends for a checkpoint.
    fn checkpoint_bytes(&self) -> f64 {
        match self.checkpoints {
            Checkpoints::Whole => self.state(),
            Checkpoints::Parts => self.state() / self.nodes,
        }
    }

    /// Nodes whose interruption stops a node.
    fn stopped_by(&self) -> f64 {
        match self.method {
            Method::LowCommunication { elastic: true, .. } => 1.0,
            _ => self.nodes,
        }
    }

    /// Exchange for each step: among the devices of a node each time, and among nodes as the method
    /// has it \[s\].
    fn exchange_seconds(&self, up: f64, down: f64) -> f64 {
        let bytes = self.parameters * all_reduce::GRADIENT_BYTES;
        let line = self.inside_bytes_per_second;
        let inside = all_reduce::ring_seconds(bytes, self.devices_per_node, line, line);
        let outside = all_reduce::ring_seconds(bytes, self.nodes, up, down);
        let reduction = match self.method {
            Method::Synchronous => 1.0,
            Method::LowCommunication { reduction, .. } => reduction,
        };
        inside + step::amortised_seconds(outside, reduction)
    }
}

/// What a device keeps of its time in a job.
///
/// # Errors
/// Why it cannot take part.
pub fn kept(device: &Device, job: &Job) -> Result<Kept, CannotTrain> {
    let machine = device.machine();
    let unknown = |missing| CannotTrain::Unknown { missing };
    let speed = machine.operations_per_second.ok_or(unknown("computing speed"))?;
    let memory_bytes = machine.memory_bytes.ok_or(unknown("memory"))?;
    let link = device.link.as_ref().ok_or(unknown("link"))?;
    let needed_bytes = job.part_of_a_device();
    if needed_bytes > memory_bytes {
        return Err(CannotTrain::DoesNotFit { needed_bytes, memory_bytes });
    }
    let (up, down) = (link.up.value.value(), link.down.value.value());
    let [shortest, longest] = SESSION_SECONDS;
    let session_seconds = (link.session.value.value() * DAY_SECONDS).clamp(shortest, longest);
    let mtbf_seconds = gang_mtbf_seconds(session_seconds, job.stopped_by());
    let checkpoint_seconds = transfer_seconds(job.checkpoint_bytes(), up);
    let restart_seconds = job.restart_seconds + transfer_seconds(job.checkpoint_bytes(), down);
    let interval_seconds = exact_seconds(checkpoint_seconds, mtbf_seconds);
    let goodput =
        goodput_share(interval_seconds, checkpoint_seconds, restart_seconds, mtbf_seconds);
    let peak = speed * job.devices_per_node;
    let compute_seconds = step::compute_seconds(job.parameters, job.tokens, peak, job.utilisation);
    let exchange_seconds = job.exchange_seconds(up, down);
    Ok(Kept {
        mtbf_seconds,
        checkpoint_seconds,
        restart_seconds,
        interval_seconds,
        goodput,
        compute_seconds,
        exchange_seconds,
        computing: step::computing_share(compute_seconds, exchange_seconds),
    })
}
