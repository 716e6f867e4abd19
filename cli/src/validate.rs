//! `aipin validate`: check a scenario without playing it.

use std::path::PathBuf;

use serde_json::{Value, json};
use sim::scenario::Loaded;

use crate::failure::Failure;
use crate::input;
use crate::json;
use crate::stdout;
use crate::warnings;
use crate::words;

/// Check a scenario without playing it; all faults at once.
///
/// What is sound and may yet not mean what its author thinks is told as a warning.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario file, or the name of a preset (`aipin emission --list`).
    scenario: PathBuf,
    /// Change a value before the check: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Check a variant of the scenario instead; then come the `--set`, in order.
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Let a warning be a failure.
    #[arg(long)]
    strict: bool,
    /// Print a machine-readable result on stdout.
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let variant = arguments.variant.as_deref();
    let loaded = input::variant(&arguments.scenario, &arguments.sets, variant)?;
    let warned = loaded.warnings();
    if !arguments.json || arguments.strict {
        warnings::tell(&warned);
    }
    if arguments.strict && !warned.is_empty() {
        let message = match warned.len() {
            1 => "--strict: there is a warning".to_owned(),
            count => format!("--strict: there are {count} warnings"),
        };
        return Err(Failure::Usage(message));
    }
    let counted = counted(&loaded);
    if arguments.json {
        let warned: Vec<Value> = warned.iter().map(warnings::to_json).collect();
        let scenario = arguments.scenario.display().to_string();
        let mut told = json!({ "scenario": scenario, "variant": variant, "warnings": warned });
        counted.iter().for_each(|(name, count)| told[name] = (*count).into());
        return stdout::print(&json::pretty(&told)?);
    }
    // The names are plurals.
    let told = |(name, count): &(&str, u64)| words::counted(*count, name.trim_end_matches('s'));
    let [devices, kinds, others @ ..] = counted.each_ref().map(told);
    stdout::print(&format!(
        "{}: all right: {devices} of {kinds}, {}",
        arguments.scenario.display(),
        others.join(", ")
    ))
}

/// What a scenario has, and how much of it.
fn counted(loaded: &Loaded) -> [(&'static str, u64); 6] {
    let (game, written) = (&loaded.game, &loaded.written);
    [
        ("devices", game.devices_at_start()),
        ("kinds", game.groups.len() as u64),
        ("steps", game.calendar.steps().into()),
        ("replicates", written.run.replicates.most().into()),
        ("amendments", written.amendments.len() as u64),
        ("variants", written.variants.len() as u64),
    ]
}
