//! `aipin validate`: check a scenario without playing it.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::input;
use crate::stdout;

/// Check a scenario without playing it; all faults at once.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario file, or the name of a preset (`aipin emission --list`).
    scenario: PathBuf,
    /// Change a value before the check: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let loaded = input::scenario(&arguments.scenario, &arguments.sets)?;
    let game = &loaded.game;
    stdout::print(&format!(
        "{}: all right: {} devices of {} kinds, {} steps, {} replicates, {} amendments, {} variants",
        arguments.scenario.display(),
        game.devices_at_start(),
        game.groups.len(),
        game.calendar.steps(),
        loaded.written.run.replicates,
        loaded.written.amendments.len(),
        loaded.written.variants.len(),
    ))
}
