//! `aipin emission`: what a network mints and burns, row by row, exact to the base unit.

mod amount;
mod play;
mod print;
mod span;

use std::path::PathBuf;

use jiff::civil::Date;
use sim::scenario::Loaded;

use crate::failure::Failure;
use crate::{input, presets, stdout};
use play::{Table, play};
use span::{Every, Span};

/// Print what a network mints and burns, exactly: a row an epoch, day, month or year.
///
/// The scenario is played once (replicate 0 at its seed), in steps of a day at the most, so that what
/// follows from devices, customers and prices is in the rows too. Amounts are exact, in tokens;
/// `supply_tokens` is what exists at the end of a row, all others are what moved in it. A column
/// `change` names the proposals that come into force in a row.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The name of a preset, or the path of a scenario.
    #[arg(value_name = "PRESET|SCENARIO")]
    scenario: Option<PathBuf>,
    /// List the presets.
    #[arg(long)]
    list: bool,
    /// The first day of the first row; the scenario's first day by default.
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Date>,
    /// The last day, which may lie after the scenario's end; its last day by default.
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Date>,
    /// How long a row is, months and years counted from the first day; a month by default, and a day
    /// where there are three months or less. An epoch is that of the chain, where the schedule has one,
    /// and else a day.
    #[arg(long, value_enum)]
    every: Option<Every>,
    /// Print CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print JSON, its amounts as texts.
    #[arg(long)]
    json: bool,
    /// Change a value: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Play a variant of the scenario instead; then come the `--set`, in order.
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_: jiff::Error| "write year-month-day, such as 2026-01-01".to_owned())
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.list {
        return stdout::print(&presets::list());
    }
    let Some(scenario) = &arguments.scenario else {
        let list = presets::list();
        return Err(Failure::Usage(format!("name a scenario, or one of the presets:\n{list}")));
    };
    let load = |extra: Vec<String>| {
        let sets = [&arguments.sets[..], &extra].concat();
        input::variant(scenario, &sets, arguments.variant.as_deref())
    };
    let written = load(Vec::new())?;
    let span = Span::of(&written, arguments)?;
    let loaded = match span.sets(&written) {
        sets if sets.is_empty() => written,
        sets => load(sets)?,
    };
    let table = play(&loaded, &span.edges(&loaded.game)?)?;
    let name = scenario.display().to_string();
    let answer = Answer { name, is_preset: presets::text(scenario).is_some(), loaded, span, table };
    stdout::stream(|out| match (arguments.csv, arguments.json) {
        (true, _) => print::csv(&answer, out),
        (_, true) => print::json(&answer, out),
        _ => print::text(&answer, out),
    })
}

/// What is printed.
struct Answer {
    /// The preset or the path, as it was named.
    name: String,
    is_preset: bool,
    loaded: Loaded,
    span: Span,
    table: Table,
}
