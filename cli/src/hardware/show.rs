//! `aipin hardware show`: one device, every number with its source, its speeds and its charts.

use std::path::PathBuf;

use hardware_models::sourced::{Fact, facts};
use hardware_models::{Device, catalogue};

use super::{charts, device};
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

/// What the device does with each AI model of the catalogue.
fn speeds(device: &Device) -> Vec<String> {
    let mut lines = vec![String::new(), "one request at a time, 4-bit weights:".to_owned()];
    for name in catalogue::model_names() {
        let Ok(model) = catalogue::model(name) else { continue };
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
