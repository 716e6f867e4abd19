//! This file is about `results.json`: all that a check found, for programs.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use sim::scenario::Severity;
use studies::{Case, Checked, CheckedScenario, Finding, Kind, Replay, Status};

use super::outcome::Outcome;
use crate::error::{Error, Result};

/// The version of the form: it rises when a program that reads the last one could misread this one.
const SCHEMA_VERSION: u32 = 1;

/// What made the check.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tool<'a> {
    /// The version of `aipin`.
    pub version: &'a str,
    /// The commit it was built from; may be empty.
    pub commit: &'a str,
}

/// What `aipin check` found. A number is null where there is none: too few replicates, or never.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Results of aipin check", deny_unknown_fields)]
struct Results<'a> {
    /// The version of this form.
    schema_version: u32,
    /// What made the check.
    aipin: Tool<'a>,
    /// The exit code: 0 all as expected, 1 failed, 2 the input is wrong, 3 the engine is at fault, 4
    /// inconclusive.
    exit_code: u8,
    /// How many cases came to what.
    cases: Counts,
    /// The scenarios, in the order in which they were checked.
    scenarios: Vec<Scenario<'a>>,
}

/// How many cases came to what. One that only warns counts as a warning, or as moved, and as nothing else.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Counts {
    /// They are as expected.
    passed: usize,
    /// They are not.
    failed: usize,
    /// The replicates do not tell.
    inconclusive: usize,
    /// The input is wrong.
    wrong: usize,
    /// The engine is at fault.
    broken: usize,
    /// They are not as expected, or not surely so, and the check does not fail for it.
    warnings: usize,
    /// They are not as in another version, and the check does not fail for it.
    moved: usize,
}

/// A scenario and what was found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Scenario", deny_unknown_fields)]
struct Scenario<'a> {
    /// Its path, as it was named or found.
    path: &'a str,
    /// Where chance started.
    seed: u64,
    /// How often it was played.
    replicates: usize,
    /// How long that took [s].
    seconds: f64,
    /// What was asked of it.
    cases: Vec<CaseOf<'a>>,
}

/// One thing that was asked of a scenario.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Case", deny_unknown_fields)]
struct CaseOf<'a> {
    /// What is expected; the same from run to run.
    name: &'a str,
    /// What kind of thing was asked.
    kind: KindOf,
    /// What came of it.
    status: StatusOf,
    /// What follows if it is not met.
    severity: Severity,
    /// The line in the file, from 1; null where it stands nowhere.
    line: Option<usize>,
    /// The column in the file, from 1; null where it stands nowhere.
    column: Option<usize>,
    /// Why it matters, in the author's words; may be empty.
    because: &'a str,
    /// What was found, in words.
    message: &'a str,
    /// The numbers, where it is about one.
    figure: Option<Figure<'a>>,
    /// How to see the worst replicate, where there is one.
    replay: Option<ReplayOf<'a>>,
}

/// What kind of thing is asked of a scenario.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Kind")]
#[serde(rename_all = "snake_case")]
enum KindOf {
    /// That it can be read, and played.
    Scenario,
    /// What holds in every run.
    Invariant,
    /// A claim over the replicates.
    Claim,
    /// That its figures are those of its baseline.
    Baseline,
    /// That its figures are those of another version.
    Against,
}

/// What came of a case.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Status")]
#[serde(rename_all = "snake_case")]
enum StatusOf {
    /// It is as expected.
    Passed,
    /// It is not.
    Failed,
    /// The replicates do not tell.
    Inconclusive,
    /// It could not be asked: the input is wrong.
    Wrong,
    /// It could not be asked: the engine is at fault.
    Broken,
}

/// The numbers of a case.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Figure<'a> {
    /// What was found.
    estimate: Option<f64>,
    /// Lower end of its 95 % interval.
    low: Option<f64>,
    /// Upper end of its 95 % interval.
    high: Option<f64>,
    /// How the interval was made.
    method: &'a str,
    /// Size of the sample.
    n: usize,
    /// The bound that it keeps, or what it was before.
    bound: Option<f64>,
    /// How far the estimate is on the right side of the bound; negative on the wrong one.
    margin: Option<f64>,
    /// The unit of all but `n`.
    unit: &'a str,
}

/// How to see a replicate again.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Replay", deny_unknown_fields)]
struct ReplayOf<'a> {
    /// Where chance starts.
    seed: u64,
    /// Which replicate, from 0.
    replicate: u32,
    /// The command that plays it again.
    command: &'a str,
}

/// The findings as indented JSON, in the form of [`schema`].
///
/// # Errors
/// [`Error::Rendering`] where the JSON cannot be made, which is a fault of the program.
pub fn results(checked: &Checked, tool: Tool) -> Result<String> {
    let results = Results {
        schema_version: SCHEMA_VERSION,
        aipin: tool,
        exit_code: checked.exit_code(),
        cases: counts(checked),
        scenarios: checked.scenarios.iter().map(scenario).collect(),
    };
    let text = serde_json::to_string_pretty(&results).map_err(Error::rendering)?;
    Ok(text + "\n")
}

/// The JSON Schema of [`results`]; `reports/schemas/check-results.schema.json` is this one.
#[must_use]
pub fn schema() -> Schema {
    SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Results<'_>>()
}

fn counts(checked: &Checked) -> Counts {
    Counts {
        passed: Outcome::Passed.count(checked),
        failed: Outcome::Failed.count(checked),
        inconclusive: Outcome::Inconclusive.count(checked),
        wrong: Outcome::Wrong.count(checked),
        broken: Outcome::Broken.count(checked),
        warnings: Outcome::Warning.count(checked),
        moved: Outcome::Moved.count(checked),
    }
}

fn scenario(scenario: &CheckedScenario) -> Scenario<'_> {
    Scenario {
        path: &scenario.path,
        seed: scenario.seed,
        replicates: scenario.replicates,
        seconds: scenario.seconds,
        cases: scenario.cases.iter().map(case).collect(),
    }
}

fn case(case: &Case) -> CaseOf<'_> {
    let place = (case.at.0 > 0).then_some(case.at);
    CaseOf {
        name: &case.name,
        kind: case.kind.into(),
        status: case.status.into(),
        severity: case.severity,
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        because: &case.because,
        message: &case.message,
        figure: case.figure.as_ref().map(figure),
        replay: case.replay.as_ref().map(replay),
    }
}

fn figure(finding: &Finding) -> Figure<'_> {
    // JSON knows neither NaN nor infinity.
    let number = |value: f64| value.is_finite().then_some(value);
    let estimate = &finding.estimate;
    Figure {
        estimate: number(estimate.value),
        low: number(estimate.low),
        high: number(estimate.high),
        method: estimate.method,
        n: estimate.n,
        bound: number(finding.bound),
        margin: number(finding.margin),
        unit: &finding.unit,
    }
}

fn replay(replay: &Replay) -> ReplayOf<'_> {
    let Replay { seed, replicate, command } = replay;
    ReplayOf { seed: *seed, replicate: *replicate, command }
}

impl From<Kind> for KindOf {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Scenario => Self::Scenario,
            Kind::Invariant => Self::Invariant,
            Kind::Claim => Self::Claim,
            Kind::Baseline => Self::Baseline,
            Kind::Against => Self::Against,
        }
    }
}

impl From<Status> for StatusOf {
    fn from(status: Status) -> Self {
        match status {
            Status::Passed => Self::Passed,
            Status::Failed => Self::Failed,
            Status::Inconclusive => Self::Inconclusive,
            Status::Wrong => Self::Wrong,
            Status::Broken => Self::Broken,
        }
    }
}
