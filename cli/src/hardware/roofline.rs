//! The roofline of a device as a chart: its roofs, and language models under load below them.

use hardware_models::cannot_run::CannotRun;
use hardware_models::efficiency::{self, Efficiency, Factor, RANGE_DEVIATIONS};
use hardware_models::estimate::on_machine;
use hardware_models::roofline::{Roof, Weights, decode_bounds, needed_bytes, prefill_operations};
use hardware_models::{Device, Load, Machine};
use reports::{Ceiling, LoadPoint, Roofline};

use super::fitting;

/// Batches that get a point each.
const BATCHES: [u32; 4] = [1, 8, 64, 512];
/// No server decodes more sequences at once.
const BATCH_MAX: u32 = 4_096;

/// A language model that fits a device.
struct Fitting {
    name: String,
    weights: Weights,
}

/// The chart.
///
/// # Errors
/// Why there is none, to a reader.
pub fn chart(stem: &str, device: &Device) -> Result<Roofline, CannotRun> {
    let machine = device.machine();
    let factors = efficiency::on(machine.class, machine.runtime)
        .ok_or(CannotRun::NoFactors { class: machine.class })?;
    let bytes_per_second =
        machine.bytes_per_second.ok_or(CannotRun::NoCompute { missing: "memory bandwidth" })?;
    let operations_per_second = machine.language_peak(factors.runtime).unwrap_or(f64::INFINITY);
    let peak = Ceiling { operations_per_second, bytes_per_second };
    let models = chosen(&machine);
    let loads = models.iter().flat_map(|model| points(&machine, model)).collect();
    let reached = [-RANGE_DEVIATIONS, 0.0, RANGE_DEVIATIONS].map(|d| reached(peak, &factors, d));
    let title = finding(device, models.first(), reached[1]);
    Ok(Roofline {
        name: format!("{stem}-roofline"),
        alt: format!("{title}. {CAPTION}"),
        title,
        caption: CAPTION.to_owned(),
        peak,
        reached,
        loads,
    })
}

const CAPTION: &str = "Whichever roof is lower binds: left of the bend reading memory does, \
    right of it computing. Full line: the median share of the peak that devices of the class reach, \
    fitted to published measurements; band: nine in ten devices. Points: estimates with 512 tokens \
    of context in the cache; a prompt has 512 tokens. Below the roof are weights of 4 bits on \
    graphics cards, which are widened first, and of 16 bits on processors.";

/// What a device of the class reaches, at so many standard deviations from the median.
fn reached(peak: Ceiling, factors: &Efficiency, deviations: f64) -> Ceiling {
    let share = |factor: Factor| factor.at(deviations).min(1.0);
    Ceiling {
        operations_per_second: peak.operations_per_second * share(factors.compute),
        bytes_per_second: peak.bytes_per_second * share(factors.bandwidth),
    }
}

/// The largest model that fits as it usually comes, and the largest in FP16, which reads most bytes
/// for what it computes.
fn chosen(machine: &Machine) -> Vec<Fitting> {
    let fitting = |wanted: fn(&str) -> bool| {
        let (_, model, quantisation) = fitting::largest(machine, wanted)?;
        let weights = model.as_weights(quantisation).ok()?;
        Some(Fitting { name: format!("{} {quantisation}", model.name), weights })
    };
    let usual = fitting(|_| true);
    let full = fitting(|quantisation| quantisation == "f16");
    [usual, full].into_iter().flatten().collect()
}

/// A point for each batch that fits, and one for a prompt.
fn points(machine: &Machine, model: &Fitting) -> Vec<LoadPoint> {
    let Fitting { name, weights } = model;
    let point = |load: &str, operations: f64, bytes: f64, seconds: f64| LoadPoint {
        model: name.clone(),
        load: load.to_owned(),
        operations_per_byte: operations / bytes,
        operations_per_second: operations / seconds,
    };
    let decoding = |batch: u32| {
        let load = Load { batch, ..Load::default() };
        let rate = on_machine(machine, weights, load).ok()?.decode_tokens_per_second.mid;
        let operations = 2.0 * weights.parameters * f64::from(batch);
        let bytes = needed_bytes(weights, f64::from(load.context_tokens), f64::from(batch));
        Some(point(&format!("batch {batch}"), operations, bytes, f64::from(batch) / rate))
    };
    let prompt = || {
        let load = Load::default();
        let tokens = f64::from(load.prompt_tokens);
        let rate = on_machine(machine, weights, load).ok()?.prefill_tokens_per_second?.mid;
        let operations = prefill_operations(weights, tokens);
        Some(point("prompt", operations, weights.bytes, tokens / rate))
    };
    BATCHES.into_iter().filter_map(decoding).chain(prompt()).collect()
}

/// Up to which batch memory binds the model.
fn finding(device: &Device, model: Option<&Fitting>, reached: Ceiling) -> String {
    let name = &device.name;
    let Some(Fitting { weights, .. }) = model else {
        return format!("{name}: no language model of the catalogue fits");
    };
    let bound_by_memory =
        format!("{name} is bound by memory when it decodes the largest model that fits");
    if reached.operations_per_second.is_infinite() {
        return format!("{bound_by_memory}; its computing speed is not known");
    }
    let memory_bytes = device.machine().memory_bytes.unwrap_or(f64::INFINITY);
    let context = f64::from(Load::default().context_tokens);
    let fits = |batch: &u32| needed_bytes(weights, context, f64::from(*batch)) <= memory_bytes;
    let roof = Roof {
        operations_per_second: reached.operations_per_second,
        bytes_per_second: reached.bytes_per_second,
        step_seconds: 0.0,
    };
    let by_memory = |batch: &u32| {
        let [memory, compute] = decode_bounds(weights, &roof, context, f64::from(*batch));
        memory >= compute
    };
    let fitting = (1..=BATCH_MAX).take_while(fits).count();
    match (1..=BATCH_MAX).take_while(fits).take_while(by_memory).count() {
        0 => format!("{name} is bound by computing whatever it decodes, even one sequence"),
        bound if bound == fitting => format!("{bound_by_memory}, in any batch that fits"),
        1 => format!("{bound_by_memory}, but only one sequence at a time"),
        bound => format!("{bound_by_memory}, up to a batch of {bound}"),
    }
}
