//! `aipin`: a simulator and tokenomics testbed for networks of AI devices.

mod attribute;
mod check;
mod compare;
mod emission;
mod explain;
mod failure;
mod hardware;
mod input;
mod json;
mod manifest;
mod output;
mod playing;
mod presets;
mod profile;
mod progress;
mod run;
mod schema;
mod stdout;
mod validate;
mod warnings;
mod words;

use clap::{Parser, Subcommand};
use failure::Failure;

/// A simulator and tokenomics testbed for networks of AI devices.
#[derive(Debug, Parser)]
#[command(name = "aipin", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play a scenario; write tables, charts and a report.
    Run(run::Arguments),
    /// Play scenarios and judge what they expect, for continuous integration.
    Check(check::Arguments),
    /// Compare a proposal with what it would replace, on the same chance; write tables, charts and a report.
    Compare(compare::Arguments),
    /// Check a scenario without playing it; all faults at once.
    Validate(validate::Arguments),
    /// Print what a network mints and burns, exactly: a row an epoch, day, month or year.
    Emission(emission::Arguments),
    /// Print what a mechanism of a scenario is: equation, parameters, reason, source, example.
    Explain(explain::Arguments),
    /// Print the JSON Schema of a scenario, for editors.
    Schema,
    /// Look at the catalogue of devices.
    #[command(subcommand)]
    Hardware(hardware::Arguments),
}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    // What broke has told so on stderr by then.
    let done = std::panic::catch_unwind(|| run(arguments));
    done.unwrap_or_else(|_| Failure::Internal("the command broke".to_owned()).report())
}

fn run(arguments: Arguments) -> std::process::ExitCode {
    #[cfg(debug_assertions)]
    playing::break_if_asked("command");
    let done = match arguments.command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Check(arguments) => {
            return check::run(&arguments).unwrap_or_else(|failure| failure.report());
        }
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Emission(arguments) => emission::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema => schema::run(),
        Command::Hardware(arguments) => hardware::run(&arguments),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
