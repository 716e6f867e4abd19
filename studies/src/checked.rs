//! This file is about what a check found: every scenario, and every case of it, ready to be told.

use sim::scenario::Severity;

use crate::statistics::Estimate;

/// All that a check found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// The scenarios, in the order in which they were checked.
    pub scenarios: Vec<CheckedScenario>,
}

/// A scenario and what was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckedScenario {
    /// Its path, as it was named or found.
    pub path: String,
    /// Where chance started.
    pub seed: u64,
    /// How often it was played.
    pub replicates: usize,
    /// How long that took [s].
    pub seconds: f64,
    /// What was asked of it, in the order of the file: what it expects, then its baseline, then what
    /// moved against another version.
    pub cases: Vec<Case>,
}

/// One thing that was asked of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What is expected, in words that do not change from run to run: it names the test.
    pub name: String,
    /// What kind of thing was asked.
    pub kind: Kind,
    /// What came of it.
    pub status: Status,
    /// What follows if it is not met.
    pub severity: Severity,
    /// Where it stands in the file: line and column, from 1.
    pub at: (usize, usize),
    /// Why it matters, in the author's words; may be empty.
    pub because: String,
    /// What was found, in a sentence with estimate, bound, margin and n.
    pub message: String,
    /// The numbers, where it is about one.
    pub figure: Option<Finding>,
    /// How to see the worst replicate, where there is one.
    pub replay: Option<Replay>,
}

/// What kind of thing is asked of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
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
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was found.
    pub estimate: Estimate,
    /// The bound that it keeps, or what it was before.
    pub bound: f64,
    /// How far the estimate is on the right side of the bound; negative on the wrong one.
    pub margin: f64,
    /// The unit of the three.
    pub unit: String,
}

/// How to see a replicate again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// Where chance starts.
    pub seed: u64,
    /// Which replicate.
    pub replicate: u32,
    /// The command that plays it again.
    pub command: String,
}

impl Checked {
    /// The exit code: what is worst decides. A warning never does.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let is = |status| {
            let counts = |case: &Case| case.status == status && case.severity == Severity::Error;
            self.scenarios.iter().flat_map(|scenario| &scenario.cases).any(counts)
        };
        let codes = [(Status::Broken, 3), (Status::Wrong, 2), (Status::Failed, 1)];
        let worst = codes.into_iter().find(|(status, _)| is(*status)).map(|(_, code)| code);
        worst.unwrap_or(if is(Status::Inconclusive) { 4 } else { 0 })
    }
}
