//! `aipin check`: run what scenarios expect of themselves, and say with the exit code what came of it.

mod again;
mod base;
mod baseline;
mod cases;
mod failures;
mod find;
mod moved;
mod outputs;
mod play;
mod scenario;
mod told;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::ValueEnum;
use language::yaml;
use sim::scenario::Severity;
use studies::{Case, Checked, CheckedScenario, Status};

use self::base::Base;
use self::outputs::Outputs;
use self::play::Stage;
use self::scenario::Asked;
use crate::failure::Failure;
use crate::{playing, stdout};

/// Play scenarios and judge what they expect, for continuous integration.
///
/// Exit codes: 0 all as expected; 1 an expectation failed; 2 a scenario or the usage is wrong; 3 the
/// engine is at fault; 4 the replicates do not tell; 70 an internal failure; 75 worth another try. What
/// is worst decides; what is told as a warning does not. One scenario that is wrong does not keep the
/// others from being checked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Scenario files, and folders that are searched for them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = "out/check")]
    out: PathBuf,
    /// Where chance starts, in all scenarios; each one's own seed by default.
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// How often each is played, and no oftener; as it says by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Threads; all cores by default. The results do not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Change a value in all scenarios: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Write the baseline of each scenario anew, beside it: what its figures are held to from now on.
    #[arg(long, conflicts_with_all = ["sets", "seed", "replicates"])]
    bless: bool,
    /// Tell what moved against the same scenarios of a revision of the repository, or of a folder that holds
    /// the same paths or stands for PATH: both are played on the same chance.
    #[arg(long, value_name = "REV-OR-DIR")]
    against: Option<String>,
    /// Fail where a figure moved against that.
    #[arg(long, requires = "against")]
    fail_on_move: bool,
    /// What follows where the replicates do not tell.
    #[arg(long, value_enum, default_value_t = OnInconclusive::Code4)]
    on_inconclusive: OnInconclusive,
    /// Where the result is written in JUnit's format; DIR/junit.xml by default.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// The file to whose end a summary in Markdown is added; the one that `GITHUB_STEP_SUMMARY` names, if
    /// any, by default.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// How lines of the scenarios are annotated on stdout; as GitHub reads it where `GITHUB_ACTIONS` is
    /// `true`, by default.
    #[arg(long, value_enum)]
    annotations: Option<Annotations>,
    /// Print a machine-readable result on stdout.
    #[arg(long)]
    json: bool,
    /// Print nothing but scenarios that are not as expected: no progress and no warnings.
    #[arg(long)]
    quiet: bool,
}

/// What follows where the replicates do not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnInconclusive {
    /// It counts as failed: exit code 1.
    Fail,
    /// It is told as a warning: exit code 0.
    Pass,
    /// Exit code 4.
    Code4,
}

/// How lines of the scenarios are annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Annotations {
    /// As GitHub reads it.
    Github,
    /// Not at all.
    None,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    for set in &arguments.sets {
        yaml::assignment(set)?;
    }
    let outputs = outputs(arguments);
    outputs.prepare()?;
    let found = find::scenarios(&arguments.paths)?;
    let is_silent = arguments.quiet || arguments.json;
    if !is_silent {
        for (path, reason) in &found.skipped {
            stdout::print(&format!("- {}: skipped, {reason}", path.display()))?;
        }
    }
    let pool = playing::pool(arguments.threads)?;
    let all_sets = all_sets(arguments);
    let base = arguments.against.as_ref().map(|name| Base::open(name, &arguments.paths));
    let asked = Asked {
        stage: Stage { pool: &pool, is_silent },
        sets: &arguments.sets,
        all_sets: &all_sets,
        blesses: arguments.bless,
        base: base.transpose()?,
        moves: if arguments.fail_on_move { Severity::Error } else { Severity::Warning },
    };
    let (mut checked, mut failing) = (Checked::default(), Vec::new());
    for path in &found.scenarios {
        let (one, wrong) = asked.check(path)?;
        failing.extend(wrong);
        tell(one, arguments, &mut checked)?;
    }
    for path in asked.base.iter().flat_map(Base::gone) {
        tell(asked.gone(&path), arguments, &mut checked)?;
    }
    let results = outputs.write(&checked, &failing)?;
    if annotates(arguments) {
        annotate(&checked, arguments.json)?;
    }
    if arguments.json {
        stdout::print(results.trim_end())?;
    } else if !arguments.quiet {
        stdout::print(&told::all(&checked, started.elapsed().as_secs_f64()))?;
        stdout::print(&outputs.folder.display().to_string())?;
    }
    Ok(ExitCode::from(checked.exit_code()))
}

/// Tells of a scenario as soon as it is checked, and keeps it.
fn tell(
    mut one: CheckedScenario,
    arguments: &Arguments,
    checked: &mut Checked,
) -> Result<(), Failure> {
    one.cases.iter_mut().for_each(|case| decide(case, arguments.on_inconclusive));
    if !arguments.json && (!arguments.quiet || told::is_bad(&one)) {
        stdout::print(&told::scenario(&one))?;
    }
    checked.scenarios.push(one);
    Ok(())
}

/// What follows for a case of which the replicates do not tell.
fn decide(case: &mut Case, on_inconclusive: OnInconclusive) {
    match (case.status, on_inconclusive) {
        (Status::Inconclusive, OnInconclusive::Fail) => {
            case.status = Status::Failed;
            case.message += "; inconclusive, which counts as failed here";
        }
        (Status::Inconclusive, OnInconclusive::Pass) => case.severity = Severity::Warning,
        _ => {}
    }
}

fn outputs(arguments: &Arguments) -> Outputs {
    let folder = arguments.out.clone();
    let junit = arguments.junit.clone().unwrap_or_else(|| folder.join("junit.xml"));
    let named = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|name| !name.is_empty());
    let summary = arguments.summary.clone().or_else(|| named.map(PathBuf::from));
    Outputs { folder, junit, summary }
}

/// Whether lines of the scenarios are annotated.
fn annotates(arguments: &Arguments) -> bool {
    let on_github = || std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
    match arguments.annotations {
        Some(annotations) => annotations == Annotations::Github,
        None => on_github(),
    }
}

/// Annotates on stdout, or on stderr where stdout is for programs: GitHub reads both.
fn annotate(checked: &Checked, is_for_programs: bool) -> Result<(), Failure> {
    let text = reports::check::annotations(checked);
    if is_for_programs {
        // A reader who closed stderr has no use for them.
        let _ = write!(std::io::stderr(), "{text}");
        return Ok(());
    }
    stdout::stream(|out| write!(out, "{text}"))
}

/// What the command line assigns in every scenario.
fn all_sets(arguments: &Arguments) -> Vec<String> {
    let mut sets = arguments.sets.clone();
    sets.extend(arguments.seed.map(|seed| format!("run.seed={seed}")));
    sets.extend(arguments.replicates.map(|count| format!("run.replicates={count}")));
    sets
}

#[cfg(test)]
mod tests {
    use sim::ensemble::{Broken, Cause};

    use super::*;

    fn code(cases: &[Case], on_inconclusive: OnInconclusive) -> u8 {
        let mut cases = cases.to_vec();
        cases.iter_mut().for_each(|case| decide(case, on_inconclusive));
        let scenario = CheckedScenario { cases, ..CheckedScenario::default() };
        Checked { scenarios: vec![scenario] }.exit_code()
    }

    #[test]
    fn what_is_worst_decides_and_a_defect_of_the_engine_gives_3() {
        let cause = Cause::Panic("no day".to_owned());
        let again = again::Again { scenario: "a.yaml".as_ref(), sets: &[], seed: 7 };
        let broken = Broken { replicate: 4, cause };
        let broken = cases::broken(2, &broken, again.replay(None, 4));
        assert!(broken.message.starts_with("2 replicates broke; replicate 4 panicked: no day; "));
        let with = |status| Case { status, ..cases::playable() };
        let worse = [Status::Passed, Status::Inconclusive, Status::Failed, Status::Wrong].map(with);
        let all = [&worse[..], &[broken]].concat();
        for (count, expected) in [(1, 0), (2, 4), (3, 1), (4, 2), (5, 3)] {
            assert_eq!(code(&all[..count], OnInconclusive::Code4), expected);
        }
        assert_eq!(code(&all[..2], OnInconclusive::Fail), 1);
        assert_eq!(code(&all[..2], OnInconclusive::Pass), 0);
        assert_eq!(code(&[cases::nothing_expected()], OnInconclusive::Code4), 0);
    }
}
