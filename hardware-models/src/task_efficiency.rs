//! This file is about which part of its peak a device reaches on models that see, hear or paint.
//!
//! One factor a runtime and sort of network is fitted, the median of what the rows of
//! `measurements/vision.csv` imply; graphics processors have theirs by class, since their software
//! differs. The other runtimes share theirs over all classes: a phone's neural processor and that
//! of a single-board computer reach the same part of their peak on the same network.

use crate::class::Class;
use crate::efficiency::{Factor, Median};
use crate::runtime::Runtime;
use crate::task::Network;

/// A line of the table of fitted factors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// Whose graphics processor; none for all other runtimes.
    pub class: Option<Class>,
    /// On which runtime.
    pub runtime: Runtime,
    /// On which sort of network.
    pub network: Network,
    /// Share of the peak.
    pub share: Median,
}

const fn line(class: Option<Class>, runtime: Runtime, network: Network, share: Median) -> Fitted {
    Fitted { class, runtime, network, share }
}

/// Every fitted factor; derived: medians over the rows, by `fit::task_table`.
pub const FITTED: &[Fitted] = &[
    line(None, Runtime::Cpu, Network::Convolution, (0.235, 1)),
    line(None, Runtime::Npu, Network::Convolution, (0.232, 5)),
    line(None, Runtime::Npu, Network::Depthwise, (0.365, 2)),
    line(None, Runtime::Npu, Network::Transformer, (0.184, 6)),
    line(None, Runtime::Npu, Network::Decoder, (0.00145, 1)),
    line(None, Runtime::Npu, Network::Diffusion, (0.39, 3)),
    line(None, Runtime::Microcontroller, Network::Convolution, (0.695, 2)),
    line(None, Runtime::Microcontroller, Network::Depthwise, (0.667, 2)),
    line(None, Runtime::Microcontroller, Network::Sound, (0.47, 4)),
    line(None, Runtime::Microcontroller, Network::Dense, (0.503, 2)),
    line(None, Runtime::WakeChip, Network::Convolution, (0.815, 3)),
    line(None, Runtime::WakeChip, Network::Depthwise, (0.49, 2)),
    line(None, Runtime::WakeChip, Network::Sound, (0.451, 2)),
    line(Some(Class::DcGpu), Runtime::Gpu, Network::Diffusion, (0.317, 4)),
    line(Some(Class::AppleM), Runtime::Gpu, Network::Transformer, (0.43, 2)),
    line(Some(Class::Jetson), Runtime::Gpu, Network::Convolution, (0.181, 2)),
    line(Some(Class::Jetson), Runtime::Gpu, Network::Depthwise, (0.0939, 1)),
    line(Some(Class::Jetson), Runtime::Gpu, Network::Transformer, (0.552, 2)),
    line(Some(Class::Jetson), Runtime::Gpu, Network::Recurrent, (0.0106, 1)),
];

/// Standard deviation of ln(measured / estimated), devices left out one by one.
pub const SPREAD: f64 = 0.238; // derived: 1.4826 times the median absolute residual
/// The same where the network was not measured on the runtime.
const UNKNOWN_SPREAD: f64 = 0.7; // estimate: a factor of 3 either way
/// Share of the peak where the network was not measured on the runtime.
const UNKNOWN_SHARE: f64 = 0.2; // estimate: what convolutions and transformers reach on most

const GPU_PASS_SECONDS: f64 = 100e-6; // estimate: the least latencies of Jetson boards
const NPU_PASS_SECONDS: f64 = 80e-6; // estimate: the least latency of a phone, 0.085 ms
/// Time of a kernel that a framework launches by itself.
pub const LAUNCH_SECONDS: f64 = 25e-6; // estimate: PyTorch without a compiled graph

/// What a device of a class runs such models on, if nobody says.
#[must_use]
pub fn usual_runtime(class: Class) -> Runtime {
    match class {
        Class::Geforce | Class::ProGpu | Class::DcGpu | Class::AppleM | Class::Jetson => {
            Runtime::Gpu
        }
        Class::MiniPc => Runtime::Cpu,
        Class::Phone
        | Class::PcNpu
        | Class::Sbc
        | Class::Pin
        | Class::Glasses
        | Class::Headset
        | Class::Handheld
        | Class::Robot
        | Class::Car
        | Class::Dashcam => Runtime::Npu,
        Class::Ring
        | Class::Band
        | Class::Watch
        | Class::Pendant
        | Class::Toy
        | Class::Bicycle
        | Class::Hotspot
        | Class::WeatherStation
        | Class::RtkStation => Runtime::Microcontroller,
    }
}

/// Whose factors a class has on a runtime: those of graphics processors differ by class.
#[must_use]
pub fn group(class: Option<Class>, runtime: Runtime) -> Option<Class> {
    class.filter(|_| runtime == Runtime::Gpu)
}

/// The share of its peak that a runtime reaches on a network.
#[must_use]
pub fn of(class: Option<Class>, runtime: Runtime, network: Network) -> Factor {
    let same = |line: &&Fitted| line.runtime == runtime && line.network == network;
    let own = FITTED.iter().filter(same).find(|line| line.class == group(class, runtime));
    // A card that nobody measured is most like another graphics processor with the same network,
    // and networks whose steps wait for each other are slow on everything.
    let waits = matches!(network, Network::Decoder | Network::Recurrent);
    let slow = || FITTED.iter().find(|line| waits && line.network == network);
    match own.or_else(|| FITTED.iter().find(same)).or_else(slow) {
        Some(line) => Factor {
            median: line.share.0,
            spread: if own.is_some() { SPREAD } else { UNKNOWN_SPREAD },
            rows: if own.is_some() { line.share.1 } else { 0 },
        },
        None => Factor { median: UNKNOWN_SHARE, spread: UNKNOWN_SPREAD, rows: 0 },
    }
}

/// Fixed time of a pass \[s\].
#[must_use]
pub fn pass_seconds(runtime: Runtime) -> f64 {
    match runtime {
        Runtime::Gpu | Runtime::Vulkan => GPU_PASS_SECONDS,
        Runtime::Npu => NPU_PASS_SECONDS,
        Runtime::Cpu | Runtime::Microcontroller | Runtime::WakeChip => 0.0,
    }
}

/// Whether frameworks on a class launch kernels one by one: Nvidia's cards under PyTorch.
#[must_use]
pub fn launches_one_by_one(class: Option<Class>) -> bool {
    matches!(class, Some(Class::Geforce | Class::ProGpu | Class::DcGpu))
}
