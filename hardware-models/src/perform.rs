//! This file is about how fast a device does what makes no tokens: latency from operations, a share
//! of the peak and a fixed time, and what energy that takes.

use language::work::WorkUnit;
use serde::Serialize;

use crate::ai_model::AiModel;
use crate::cannot_run::CannotRun;
use crate::class::Class;
use crate::device::Device;
use crate::efficiency::RANGE_DEVIATIONS;
use crate::estimate::Interval;
use crate::machine::Machine;
use crate::runtime::Runtime;
use crate::task::Work;
use crate::task_efficiency::{self, LAUNCH_SECONDS};

/// Weights of fewer bits are computed in INT8.
const INT8_BELOW_BITS: f64 = 12.0; // by definition: between 8 and 16
/// Share of the INT8 peak at which neural processors and processors compute in FP16.
const HALF: f64 = 0.5; // estimate: twice the bits, half the speed

/// How a device does a task, one unit at a time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Performance {
    /// Time of a unit of work \[s\]; `low` is at the highest efficiency.
    pub seconds: Interval,
    /// Units of work that it does in a second.
    pub units_per_second: Interval,
    /// Energy at the wall of a unit at the device's active power \[J\], if its power is known.
    pub joules_per_unit: Option<f64>,
}

impl Machine {
    /// The peak that a task with weights of so many bits is held against \[OP/s\].
    #[must_use]
    pub fn task_peak(&self, runtime: Runtime, bits: f64) -> Option<f64> {
        let (wide, narrow) = (self.operations_per_second, self.int8_operations_per_second);
        let halved = narrow.map(|peak| peak * HALF);
        match runtime {
            _ if bits < INT8_BELOW_BITS => narrow.or(wide),
            Runtime::Gpu | Runtime::Vulkan => wide.or(halved),
            _ => halved.or(wide),
        }
    }
}

/// Time of a pass at a share of the peak \[s\].
#[must_use]
pub fn pass_seconds(class: Option<Class>, runtime: Runtime, work: &Work, speed: f64) -> f64 {
    work.operations / speed + fixed_seconds(class, runtime, work)
}

/// The part of a pass that no faster arithmetic shortens \[s\].
#[must_use]
pub fn fixed_seconds(class: Option<Class>, runtime: Runtime, work: &Work) -> f64 {
    let one_by_one = task_efficiency::launches_one_by_one(class) && runtime == Runtime::Gpu;
    let launching = if one_by_one { work.launches * LAUNCH_SECONDS } else { 0.0 };
    task_efficiency::pass_seconds(runtime) + launching
}

/// How a device of the catalogue does the task of a model.
///
/// # Errors
/// Why it cannot.
pub fn perform(
    device: &Device,
    model: &AiModel,
    quantisation: &str,
) -> Result<Performance, CannotRun> {
    on_machine(&device.machine(), model, quantisation)
}

/// How any machine does the task of a model.
///
/// # Errors
/// Why it cannot.
pub fn on_machine(
    machine: &Machine,
    model: &AiModel,
    quantisation: &str,
) -> Result<Performance, CannotRun> {
    let task = model.task.as_ref().ok_or(CannotRun::MakesTokens)?;
    let needed_bytes = model.known_bytes(quantisation)?;
    machine.check_runtime(|_| true)?;
    if let Some(memory_bytes) = machine.memory_bytes.filter(|&memory| needed_bytes > memory) {
        return Err(CannotRun::DoesNotFit { needed_bytes, memory_bytes });
    }
    let runtime = machine.runtime.unwrap_or(task_efficiency::usual_runtime(machine.class));
    let bits = 8.0 * needed_bytes / model.parameters.value;
    let peak = machine.task_peak(runtime, bits);
    let peak = peak.ok_or(CannotRun::NoCompute { missing: "computing speed" })?;
    let class = Some(machine.class);
    let seconds = |deviations: f64| -> f64 {
        let of_pass = |work: Work| {
            let share = task_efficiency::of(class, runtime, work.network).at(deviations).min(1.0);
            work.times * pass_seconds(class, runtime, &work, peak * share)
        };
        task.passes.values().map(|pass| of_pass(pass.work(bits))).sum()
    };
    let [low, mid, high] = [RANGE_DEVIATIONS, 0.0, -RANGE_DEVIATIONS].map(seconds);
    Ok(Performance {
        seconds: Interval { low, mid, high },
        units_per_second: Interval { low: 1.0 / high, mid: 1.0 / mid, high: 1.0 / low },
        joules_per_unit: machine.idle_and_active_watts.map(|[_, active]| active * mid),
    })
}

/// What a device does of a model's work in a second, whatever the model: tokens, frames, images.
///
/// A language model decodes one sequence at a time, with the context that benchmarks have.
///
/// # Errors
/// Why it cannot.
pub fn units_per_second(
    device: &Device,
    model: &AiModel,
    quantisation: &str,
) -> Result<(WorkUnit, Interval), CannotRun> {
    let rate = match model.task {
        Some(_) => perform(device, model, quantisation)?.units_per_second,
        None => {
            let load = crate::Load::default();
            crate::estimate(device, model, quantisation, load)?.decode_tokens_per_second
        }
    };
    Ok((model.work_unit(), rate))
}
