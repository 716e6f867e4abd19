//! This file is about estimates: how fast a device runs a language model and what energy it takes.

use serde::Serialize;

use crate::ai_model::AiModel;
use crate::cannot_run::CannotRun;
use crate::device::Device;
use crate::efficiency::{self, Efficiency, RANGE_DEVIATIONS};
use crate::energy;
use crate::machine::Machine;
use crate::roofline::{self, Roof, Weights};
use crate::runtime::Runtime;

/// What is asked of a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Tokens of a prompt; at least 1.
    pub prompt_tokens: u32,
    /// Tokens of context that are in the cache on average while it decodes.
    pub context_tokens: u32,
    /// Sequences that are decoded at once; at least 1.
    pub batch: u32,
}

impl Default for Load {
    /// One sequence with a prompt and a context of 512 tokens, as most benchmarks measure.
    fn default() -> Self {
        Self { prompt_tokens: 512, context_tokens: 512, batch: 1 }
    }
}

/// A value with the range in which nine of ten devices of a class lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// At an efficiency below which one device in twenty is expected.
    pub low: f64,
    /// At the median efficiency.
    pub mid: f64,
    /// At an efficiency above which one device in twenty is expected.
    pub high: f64,
}

impl Interval {
    /// The least interval that holds both, around the median of this one.
    fn spanning(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high), ..self }
    }
}

/// Of the estimate for more than one sequence at once, which is the roofline with the factors of
/// single sequences, servers reached between these parts \[1\].
pub const BATCHED_RANGE: [f64; 2] = [0.5, 1.4]; // derived: 0.51 to 1.38 over batches.csv, A100 left out, whose batch is not known

/// How a device runs a model that fits it, at its peak; heat may take a part over hours, see
/// [`Device::sustained_share`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// Memory that weights and cache take \[bytes\].
    pub needed_bytes: f64,
    /// Tokens of a prompt that it reads in a second, if its computing speed is known.
    pub prefill_tokens_per_second: Option<Interval>,
    /// Tokens that it makes in a second, over all sequences of the batch.
    pub decode_tokens_per_second: Interval,
    /// Power at the wall while it does nothing \[W\], if its power is known.
    pub idle_watts: Option<f64>,
    /// Power at the wall while it decodes \[W\], if its power is known.
    pub decode_watts: Option<f64>,
    /// Energy at the wall of a token that it makes \[J\], if its power is known; from the least
    /// power at the highest speed to the most power at the lowest.
    pub joules_per_token: Option<Interval>,
    /// Energy at the wall of a token of a prompt that it reads \[J\], if its power and computing
    /// speed are known.
    pub prefill_joules_per_token: Option<f64>,
}

/// Estimates how a device of the catalogue runs a model of the catalogue.
///
/// # Errors
/// Why it cannot.
pub fn estimate(
    device: &Device,
    model: &AiModel,
    quantisation: &str,
    load: Load,
) -> Result<Estimate, CannotRun> {
    let weights = model.as_weights(quantisation)?;
    let tokens = load.prompt_tokens.max(load.context_tokens);
    let tokens_max = model.transformer().map_or(tokens, |shape| shape.context_tokens);
    if tokens > tokens_max {
        return Err(CannotRun::ContextTooLong { tokens, tokens_max });
    }
    on_machine(&device.machine(), &weights, load)
}

/// Estimates how any machine runs any weights.
///
/// # Errors
/// Why it cannot.
pub fn on_machine(machine: &Machine, weights: &Weights, load: Load) -> Result<Estimate, CannotRun> {
    let class = machine.class;
    let known = machine.known_runtime();
    let factors = efficiency::on(class, known).ok_or(CannotRun::NoFactors { class })?;
    machine.check_runtime(Runtime::runs_language)?;
    let estimate = by_factors(machine, weights, load, &factors)?;
    if known.is_some() {
        return Ok(estimate);
    }
    // It may run on any runtime of its class, so the ranges span those of all.
    let on =
        |runtime| by_factors(machine, weights, load, &efficiency::on(class, Some(runtime))?).ok();
    Ok(efficiency::measured_runtimes(class).filter_map(on).fold(estimate, Estimate::spanning))
}

impl Estimate {
    /// The same estimate with ranges that hold those of another.
    fn spanning(self, other: Self) -> Self {
        let both = |own: Option<Interval>, other: Option<Interval>| {
            own.map(|own| other.map_or(own, |other| own.spanning(other)))
        };
        Self {
            prefill_tokens_per_second: both(
                self.prefill_tokens_per_second,
                other.prefill_tokens_per_second,
            ),
            decode_tokens_per_second: self
                .decode_tokens_per_second
                .spanning(other.decode_tokens_per_second),
            joules_per_token: both(self.joules_per_token, other.joules_per_token),
            ..self
        }
    }
}

/// Estimates how any machine runs any weights at given factors.
pub(crate) fn by_factors(
    machine: &Machine,
    weights: &Weights,
    load: Load,
    factors: &Efficiency,
) -> Result<Estimate, CannotRun> {
    let Some(bytes_per_second) = machine.bytes_per_second else {
        return Err(CannotRun::NoCompute { missing: "memory bandwidth" });
    };
    let operations_per_second = machine.language_peak(factors.runtime);
    if load.batch > 1 && operations_per_second.is_none() {
        return Err(CannotRun::NoCompute { missing: "computing speed, which bounds a batch," });
    }
    let [context, batch] = [f64::from(load.context_tokens), f64::from(load.batch)];
    let needed_bytes = roofline::needed_bytes(weights, context, batch);
    if let Some(memory_bytes) = machine.memory_bytes.filter(|&memory| needed_bytes > memory) {
        return Err(CannotRun::DoesNotFit { needed_bytes, memory_bytes });
    }
    let peaks = Peaks { bytes_per_second, operations_per_second };
    let prompt = f64::from(load.prompt_tokens);
    let over_range = |rate: &dyn Fn(&Roof) -> f64| {
        let [low, mid, high] = [-RANGE_DEVIATIONS, 0.0, RANGE_DEVIATIONS]
            .map(|deviations| rate(&roof(&peaks, weights, factors, deviations)));
        Interval { low, mid, high }
    };
    let prefill = |roof: &Roof| prompt / roofline::prefill_seconds(weights, roof, prompt);
    let decode = |roof: &Roof| batch / roofline::decode_seconds(weights, roof, context, batch);
    let decode_tokens_per_second = batched(over_range(&decode), load.batch);
    let prefill_tokens_per_second = operations_per_second.is_some().then(|| over_range(&prefill));
    let median = roof(&peaks, weights, factors, 0.0);
    let bounds = roofline::decode_bounds(weights, &median, context, batch);
    let watts_at = |share: f64| {
        let [idle, active] = machine.idle_and_active_watts?;
        Some(energy::power_watts(idle, active, utilisation(bounds, share)))
    };
    let decode_watts = watts_at(factors.decode_power_share);
    let joules_at = |share: f64, rate: f64| Some(energy::joules_per_token(watts_at(share)?, rate));
    let joules_per_token = || {
        let [least, most] = factors.decode_power_range;
        Some(Interval {
            low: joules_at(least, decode_tokens_per_second.high)?,
            mid: joules_at(factors.decode_power_share, decode_tokens_per_second.mid)?,
            high: joules_at(most, decode_tokens_per_second.low)?,
        })
    };
    // Reading a prompt keeps all arithmetic busy, so it draws the active power.
    let prefill_watts = machine.idle_and_active_watts.map(|[_, active]| active);
    let prefill_joules_per_token = prefill_watts
        .zip(prefill_tokens_per_second)
        .map(|(watts, rate)| energy::joules_per_token(watts, rate.mid));
    Ok(Estimate {
        needed_bytes,
        prefill_tokens_per_second,
        decode_tokens_per_second,
        idle_watts: machine.idle_and_active_watts.map(|[idle, _]| idle),
        decode_watts,
        joules_per_token: joules_per_token(),
        prefill_joules_per_token,
    })
}

/// The range of a speed, with more than one sequence at once at least as wide as servers show.
fn batched(speed: Interval, batch: u32) -> Interval {
    if batch == 1 {
        return speed;
    }
    let [low, high] = BATCHED_RANGE.map(|part| part * speed.mid);
    speed.spanning(Interval { low, high, ..speed })
}

/// What a machine could reach at most.
struct Peaks {
    bytes_per_second: f64,
    operations_per_second: Option<f64>,
}

/// What a machine reaches with a model, at so many standard deviations from the median efficiency.
fn roof(peaks: &Peaks, weights: &Weights, factors: &Efficiency, deviations: f64) -> Roof {
    let Efficiency { runtime, bandwidth, compute, step_seconds, layer_seconds, .. } = *factors;
    let bits = weights.bits();
    let read = bandwidth.at(deviations) * efficiency::dequantisation_share(runtime, bits);
    let computed = compute.at(deviations).min(1.0) * efficiency::wide_weights_share(runtime, bits);
    Roof {
        operations_per_second: peaks.operations_per_second.map_or(f64::INFINITY, |f| f * computed),
        bytes_per_second: peaks.bytes_per_second * read.min(1.0),
        step_seconds: step_seconds + weights.layers * layer_seconds,
    }
}

/// How far power is from idle to active: as for one sequence while reading binds, all where
/// computing does, and in proportion between.
fn utilisation([memory, compute]: [f64; 2], share_of_one_sequence: f64) -> f64 {
    share_of_one_sequence + (1.0 - share_of_one_sequence) * (compute / memory).min(1.0)
}
