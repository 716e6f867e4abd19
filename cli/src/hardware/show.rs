//! `aipin hardware show`: one device, every number with its source, its speeds and its charts.

use std::path::PathBuf;

use hardware_models::sourced::{Fact, facts};
use hardware_models::{
    AiModel, CannotRun, Device, Load, estimate, limits, perform, units_per_second,
};
use language::work::WorkUnit;

use super::numbers::plain;
use super::{charts, device, fitting};
use crate::failure::Failure;
use crate::{json, stdout};

/// Which device, and how.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Its name, as `list` has it, or the path of your own device file, which ends in .yaml.
    device: String,
    /// Draw its roofline and its day into this folder, with the figures behind them.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let device = device(&arguments.device)?;
    if arguments.json {
        return stdout::print(&json::pretty(&*device)?);
    }
    let mut lines = vec![device.name.clone(), device.about.trim().to_owned(), String::new()];
    lines.extend(told_facts(&device));
    lines.extend(speeds(&device));
    if let Some(folder) = &arguments.out {
        lines.push(String::new());
        lines.extend(charts::write(&arguments.device, &device, folder)?);
    }
    stdout::print(&lines.join("\n"))
}

/// Every number with how sure it is and who says so.
fn told_facts(device: &Device) -> Vec<String> {
    let facts = facts(device);
    let width = |of: fn(&Fact) -> usize| facts.iter().map(of).max().unwrap_or(0);
    let (path, value, mark) = (
        width(|f| f.path.len()),
        width(|f| f.value.chars().count()),
        width(|f| f.mark.to_string().len()),
    );
    let told = |fact: &Fact| {
        let padding = value.saturating_sub(fact.value.chars().count());
        format!(
            "{:<path$}  {}{:padding$}  {:<mark$}  {}",
            fact.path,
            fact.value,
            "",
            fact.mark.to_string(),
            fact.source
        )
    };
    facts.iter().map(told).collect()
}

/// What the device does with each AI model that it runs, in the quantisation that
/// [`fitting::quantisation`] takes.
fn speeds(device: &Device) -> Vec<String> {
    let heat_share = limits(device, device.load_watts()).heat_share;
    let (mut runs, mut cannot) = (Vec::new(), Vec::new());
    for (name, model) in fitting::models() {
        let quantisation = fitting::quantisation(device, model);
        let told = quantisation.and_then(|known| speed(device, model, known, heat_share).ok());
        match told {
            Some(told) => runs.push(format!("  {name:<22} {told}")),
            None => cannot.push(name),
        }
    }
    let mut lines = vec![String::new(), "one request at a time, at its peak:".to_owned()];
    lines.extend(runs);
    if !cannot.is_empty() {
        lines.push(format!("  too large or not for it: {}", cannot.join(", ")));
    }
    lines
}

/// A model's work in a second, with the range over its class, and the energy of a unit.
fn speed(
    device: &Device,
    model: &AiModel,
    quantisation: &str,
    heat_share: f64,
) -> Result<String, CannotRun> {
    let (unit, rate) = units_per_second(device, model, quantisation)?;
    let joules = match model.task {
        Some(_) => perform(device, model, quantisation)?.joules_per_unit,
        None => estimate(device, model, quantisation, Load::default())?
            .joules_per_token
            .map(|joules| joules.mid),
    };
    let unit = if unit == WorkUnit::Tokens { "token" } else { unit.shown().0 };
    let joules = joules.map_or(String::new(), |joules| format!(", {} J/{unit}", plain(joules)));
    let sustained = match heat_share {
        share if share < 1.0 => format!(", {} over hours", plain(rate.mid * share)),
        _ => String::new(),
    };
    let [mid, low, high] = [rate.mid, rate.low, rate.high].map(plain);
    Ok(format!("{quantisation:<7} {mid} {unit}s/s (from {low} to {high}){sustained}{joules}"))
}
