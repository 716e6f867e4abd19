//! This file is about efficiency: which part of its peak a class of devices reaches on language
//! models, as published measurements show it.
//!
//! One factor a class and runtime is fitted for bandwidth and one for computing: the median of what
//! the rows of `measurements/language.csv` imply. `fit` computes them, and a test holds this table
//! to it. What several classes share is not fitted, but stated here once.

use crate::class::Class;
use crate::runtime::Runtime;

/// A share of a peak: a median and how far single devices lie from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor {
    /// The median \[1\]; above 0.
    pub median: f64,
    /// Standard deviation of its logarithm between devices \[1\]; at least 0.
    pub spread: f64,
    /// Rows of measurements behind it; 0 for an estimate.
    pub rows: u32,
}

impl Factor {
    /// The factor at a number of standard deviations from its median: lognormal.
    #[must_use]
    pub fn at(&self, deviations: f64) -> f64 {
        self.median * libm::exp(deviations * self.spread)
    }
}

/// The factors of a class and runtime.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Efficiency {
    /// What the model runs on.
    pub runtime: Runtime,
    /// Share of the peak bandwidth while decoding (MBU), with the whole file of weights counted.
    pub bandwidth: Factor,
    /// Share of the peak computing speed while reading a prompt (MFU).
    pub compute: Factor,
    /// Part of the way from idle to active power that decoding one sequence takes \[1\]; from 0
    /// to 1.
    pub decode_power_share: f64,
    /// The least and the most that this part is known to be \[1\].
    pub decode_power_range: [f64; 2],
    /// Fixed time of a step, whatever the model \[s\]; at least 0.
    pub step_seconds: f64,
    /// Fixed time of a layer in a step \[s\]; at least 0.
    pub layer_seconds: f64,
}

/// Standard deviations between the median and either end of a range: nine in ten lie within.
pub const RANGE_DEVIATIONS: f64 = 1.645;
/// Standard deviation of ln(measured / estimated) for decoding, devices left out one by one.
pub const BANDWIDTH_SPREAD: f64 = 0.197; // derived: 1.4826 times the median absolute residual
/// The same for reading prompts.
pub const COMPUTE_SPREAD: f64 = 0.305; // derived: 1.4826 times the median absolute residual
/// The spread where nothing was measured.
const UNKNOWN_SPREAD: f64 = 0.6; // estimate: a factor of 2.7 either way

/// Below this many bits a weight is turned into a wider number before it is used.
const WHOLE_WEIGHT_BITS: f64 = 12.0; // by definition: between 8.5 (Q8_0) and 16
/// Share of the bandwidth that graphics processors keep while they turn quantised weights into
/// numbers: 4-bit models show 0.62–0.73 where 16-bit models show 0.80–0.87 on the same cards.
const DEQUANTISATION_SHARE: f64 = 0.9; // estimate: the rest of that gap is launching
/// Share of its INT8 speed at which a processor computes with 16-bit weights.
const PROCESSOR_WIDE_SHARE: f64 = 0.25; // derived: KleidiAI's INT8 products are 4 wide

// Ten kernels a layer: 0.3-1 ms for 16 to 40 layers on graphics cards, by the facts of llm-rows.
const GPU_LAYER_SECONDS: f64 = 25e-6; // estimate: 0.4 ms for 16 layers, 1 ms for 40
const METAL_LAYER_SECONDS: f64 = 100e-6; // estimate: command buffers; small models show it
const NPU_STEP_SECONDS: f64 = 3e-3; // estimate: 2-5 ms for switching a graph
const PHONE_STEP_SECONDS: f64 = 2e-3; // estimate: the least of 2-5 ms
// A card that waits for its memory draws half to four fifths of the way to its limit.
const GPU_DECODE_POWER_RANGE: [f64; 2] = [0.5, 0.8]; // estimate: half to four fifths
const GPU_DECODE_POWER_SHARE: f64 = 0.65; // estimate: the middle of 0.5-0.8
const JETSON_DECODE_POWER_SHARE: f64 = 0.8; // estimate: the top of it; idle and active are close
// Where the active power of a device is that of decoding itself.
const MEASURED_DECODING: f64 = 1.0; // by definition

/// Share of the peak compute for reading prompts where no row was published.
const UNKNOWN_COMPUTE: f64 = 0.3; // estimate: between 0.1 of phones and 0.7 of Apple chips

/// A median with the rows behind it.
pub type Median = (f64, u32);

/// A line of the table of fitted factors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// Whose it is.
    pub class: Class,
    /// On which runtime; none for all rows of the class together.
    pub runtime: Option<Runtime>,
    /// Share of the bandwidth.
    pub bandwidth: Option<Median>,
    /// Share of the computing speed.
    pub compute: Option<Median>,
}

const fn line(
    class: Class,
    runtime: Option<Runtime>,
    bandwidth: Option<Median>,
    compute: Option<Median>,
) -> Fitted {
    Fitted { class, runtime, bandwidth, compute }
}

/// Every fitted factor; derived: medians over llm-rows, by `fit::table`.
pub const FITTED: &[Fitted] = &[
    line(Class::Geforce, None, Some((0.854, 16)), Some((0.436, 8))),
    line(Class::ProGpu, None, Some((0.873, 3)), Some((0.280, 3))),
    line(Class::DcGpu, None, Some((0.519, 2)), Some((0.362, 2))),
    line(Class::AppleM, None, Some((0.836, 10)), Some((0.725, 7))),
    line(Class::MiniPc, None, Some((0.537, 4)), None),
    line(Class::MiniPc, Some(Runtime::Gpu), Some((0.865, 1)), None),
    line(Class::MiniPc, Some(Runtime::Cpu), Some((0.500, 3)), None),
    line(Class::Sbc, None, Some((0.633, 3)), Some((0.175, 1))),
    line(Class::Sbc, Some(Runtime::Cpu), Some((0.604, 2)), None),
    line(Class::Sbc, Some(Runtime::Npu), Some((0.829, 1)), Some((0.176, 1))),
    line(Class::Jetson, None, Some((0.807, 5)), Some((0.631, 1))),
    line(Class::Phone, None, Some((0.684, 7)), Some((0.105, 3))),
    line(Class::Phone, Some(Runtime::Vulkan), Some((0.381, 1)), Some((0.118, 1))),
    line(Class::Phone, Some(Runtime::Cpu), Some((0.684, 3)), Some((0.102, 2))),
    line(Class::Phone, Some(Runtime::Npu), Some((0.768, 3)), Some((0.169, 3))),
    line(Class::PcNpu, None, Some((0.316, 2)), Some((0.183, 2))),
];

/// What a device of a class runs language models on, if nobody says.
#[must_use]
pub fn usual_runtime(class: Class) -> Option<Runtime> {
    match class {
        Class::Geforce | Class::ProGpu | Class::DcGpu | Class::AppleM | Class::Jetson => {
            Some(Runtime::Gpu)
        }
        Class::MiniPc | Class::Sbc | Class::Phone => Some(Runtime::Cpu),
        Class::PcNpu => Some(Runtime::Npu),
        _ => None,
    }
}

/// The factors of all rows of a class; none where its devices run no language models.
#[must_use]
pub fn of(class: Class) -> Option<Efficiency> {
    on(class, None)
}

/// The factors of a class on a runtime; none where its devices run no language models.
///
/// Without a runtime they are those of all rows of the class. A runtime that was not measured has
/// those of the class too, but for computing on another peak, of which they say nothing.
#[must_use]
pub fn on(class: Class, runtime: Option<Runtime>) -> Option<Efficiency> {
    let usual = usual_runtime(class)?;
    let of_class = FITTED.iter().find(|line| line.class == class && line.runtime.is_none())?;
    let own = FITTED.iter().find(|line| line.class == class && line.runtime == runtime);
    let own = own.unwrap_or(of_class);
    let bandwidth = own.bandwidth.or(of_class.bandwidth)?;
    let runtime = runtime.unwrap_or(usual);
    let same_peak = runtime.counts_in_int8() == usual.counts_in_int8();
    let compute = own.compute.or(of_class.compute.filter(|_| same_peak));
    let (step_seconds, layer_seconds) = step(class, runtime);
    let (decode_power_share, decode_power_range) = decode_power(class);
    Some(Efficiency {
        runtime,
        bandwidth: factor(bandwidth, BANDWIDTH_SPREAD),
        compute: compute.map_or(
            Factor { median: UNKNOWN_COMPUTE, spread: UNKNOWN_SPREAD, rows: 0 },
            |compute| factor(compute, COMPUTE_SPREAD),
        ),
        decode_power_share,
        decode_power_range,
        step_seconds,
        layer_seconds,
    })
}

/// Part of the way from idle to active power that decoding one sequence takes, and its range \[1\].
fn decode_power(class: Class) -> (f64, [f64; 2]) {
    match class {
        Class::Geforce | Class::ProGpu | Class::DcGpu => {
            (GPU_DECODE_POWER_SHARE, GPU_DECODE_POWER_RANGE)
        }
        Class::Jetson => (JETSON_DECODE_POWER_SHARE, [JETSON_DECODE_POWER_SHARE; 2]),
        _ => (MEASURED_DECODING, [MEASURED_DECODING; 2]),
    }
}

/// The runtimes of a class that were measured one by one; none where it was measured on one alone.
pub fn measured_runtimes(class: Class) -> impl Iterator<Item = Runtime> {
    FITTED.iter().filter(move |line| line.class == class).filter_map(|line| line.runtime)
}

fn factor((median, rows): Median, spread: f64) -> Factor {
    Factor { median, spread, rows }
}

/// Fixed time of a step, and of each layer in it \[s\].
#[must_use]
pub fn step(class: Class, runtime: Runtime) -> (f64, f64) {
    match (runtime, class) {
        (Runtime::Npu, _) => (NPU_STEP_SECONDS, 0.0),
        (_, Class::Phone) => (PHONE_STEP_SECONDS, 0.0),
        (Runtime::Gpu, Class::AppleM) => (0.0, METAL_LAYER_SECONDS),
        (Runtime::Gpu | Runtime::Vulkan, _) => (0.0, GPU_LAYER_SECONDS),
        (Runtime::Cpu | Runtime::Microcontroller | Runtime::WakeChip, _) => (0.0, 0.0),
    }
}

/// Share of the bandwidth that is left for weights of so many bits \[1\].
#[must_use]
pub fn dequantisation_share(runtime: Runtime, bits: f64) -> f64 {
    if runtime == Runtime::Gpu && bits < WHOLE_WEIGHT_BITS { DEQUANTISATION_SHARE } else { 1.0 }
}

/// Share of the computing speed that is left for weights of so many bits \[1\].
#[must_use]
pub fn wide_weights_share(runtime: Runtime, bits: f64) -> f64 {
    if runtime == Runtime::Cpu && bits >= WHOLE_WEIGHT_BITS { PROCESSOR_WIDE_SHARE } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_shares() {
        for line in FITTED {
            let factors = on(line.class, line.runtime).expect("the class runs language models");
            for factor in [factors.bandwidth, factors.compute] {
                assert!(0.0 < factor.median && factor.median <= 1.0, "{line:?}");
                assert!(factor.at(-1.0) < factor.median && factor.median < factor.at(1.0));
            }
            let [least, most] = factors.decode_power_range;
            assert!((least..=most).contains(&factors.decode_power_share));
            assert!(0.0 <= least && most <= 1.0, "{line:?}");
        }
    }

    #[test]
    fn what_only_senses_has_none() {
        assert!(of(Class::Geforce).is_some());
        assert!(of(Class::Glasses).is_none());
        assert!(on(Class::Hotspot, Some(Runtime::Npu)).is_none());
    }

    #[test]
    fn a_runtime_that_was_not_measured_has_the_factors_of_its_class() {
        let [usual, vulkan] =
            [None, Some(Runtime::Vulkan)].map(|runtime| on(Class::Geforce, runtime));
        assert_eq!(usual.map(|of| of.bandwidth), vulkan.map(|of| of.bandwidth));
        // But a factor for one peak says nothing of another.
        let npu = on(Class::MiniPc, Some(Runtime::Npu)).expect("it runs language models");
        assert_eq!(npu.compute.rows, 0);
    }

    #[test]
    fn narrow_weights_cost_bandwidth_on_graphics_processors_alone() {
        assert_eq!(dequantisation_share(Runtime::Gpu, 4.9), 0.9);
        assert_eq!(dequantisation_share(Runtime::Gpu, 16.0), 1.0);
        assert_eq!(dequantisation_share(Runtime::Cpu, 4.9), 1.0);
        assert_eq!(wide_weights_share(Runtime::Cpu, 16.0), 0.25);
        assert_eq!(wide_weights_share(Runtime::Npu, 16.0), 1.0);
    }
}
