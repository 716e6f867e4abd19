//! `aipin hardware`: look at the catalogue of devices.

use hardware_models::sourced::{Fact, facts};
use hardware_models::{Device, catalogue};

use crate::failure::Failure;
use crate::json;
use crate::stdout;

/// Look at the catalogue of devices.
#[derive(Debug, clap::Subcommand)]
pub enum Arguments {
    /// All devices and AI models, one a line.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// One device: every number with its source and how sure it is.
    Show {
        /// Its name, as `list` has it.
        device: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match arguments {
        Arguments::List { json } => list(*json),
        Arguments::Show { device, json } => show(device, *json),
    }
}

fn known(name: &str) -> Result<&'static Device, Failure> {
    catalogue::device(name).map_err(|unknown| Failure::Usage(unknown.to_string()))
}

fn list(as_json: bool) -> Result<(), Failure> {
    if as_json {
        let names: Vec<&str> = catalogue::device_names().collect();
        return stdout::print(&json::pretty(&names)?);
    }
    let mut lines = vec![format!(
        "{:<30} {:<12} {:>9} {:>9} {:>9}  name",
        "device", "class", "USD", "idle W", "active W"
    )];
    for name in catalogue::device_names() {
        let device = known(name)?;
        lines.push(format!(
            "{name:<30} {:<12} {:>9.0} {:>9.3} {:>9.3}  {}",
            device.class.word(),
            device.price_usd(),
            device.idle_watts(),
            device.active_watts(),
            device.name
        ));
    }
    lines.push(String::new());
    lines.push(format!("{:<30} {:>12}  quantisations", "AI model", "parameters"));
    for name in catalogue::model_names() {
        let Ok(model) = catalogue::model(name) else { continue };
        let quantisations: Vec<&str> = model.quantisations().collect();
        let billions = format!("{:.2} billion", model.parameters.value / 1e9);
        lines.push(format!("{name:<30} {billions:>12}  {}", quantisations.join(", ")));
    }
    stdout::print(&lines.join("\n"))
}

fn show(name: &str, as_json: bool) -> Result<(), Failure> {
    let device = known(name)?;
    if as_json {
        return stdout::print(&json::pretty(device)?);
    }
    let mut lines = vec![device.name.clone(), device.about.trim().to_owned(), String::new()];
    let facts = facts(device);
    let width = |of: fn(&Fact) -> usize| facts.iter().map(of).max().unwrap_or(0);
    let (path, value, mark) = (
        width(|f| f.path.len()),
        width(|f| f.value.chars().count()),
        width(|f| f.mark.to_string().len()),
    );
    for fact in &facts {
        let padding = value.saturating_sub(fact.value.chars().count());
        lines.push(format!(
            "{:<path$}  {}{:padding$}  {:<mark$}  {}",
            fact.path,
            fact.value,
            "",
            fact.mark.to_string(),
            fact.source
        ));
    }
    lines.extend(speeds(device));
    stdout::print(&lines.join("\n"))
}

/// What the device does with each AI model of the catalogue.
fn speeds(device: &Device) -> Vec<String> {
    let mut lines = vec![String::new(), "one request at a time, 4-bit weights:".to_owned()];
    for name in catalogue::model_names() {
        let Ok(model) = catalogue::model(name) else { continue };
        if model.task.is_some() {
            continue;
        }
        let quantisation = model.quantisations().next().unwrap_or("q4_k_m");
        match hardware_models::estimate(
            device,
            model,
            quantisation,
            hardware_models::Load::default(),
        ) {
            Ok(estimate) => {
                let speed = estimate.decode_tokens_per_second;
                let joules = estimate
                    .joules_per_token
                    .map_or(String::new(), |j| format!(", {j:.2} J/token"));
                lines.push(format!(
                    "  {name:<14} {:.1} tokens/s (from {:.1} to {:.1}){joules}",
                    speed.mid, speed.low, speed.high
                ));
            }
            Err(reason) => lines.push(format!("  {name:<14} {reason}")),
        }
    }
    lines
}
