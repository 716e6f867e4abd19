//! What a check tells on the terminal: a line a scenario, and all that is known of what is not met.

use sim::scenario::Severity;
use studies::{Case, Checked, CheckedScenario, Status};

use super::cases::BLESSED;
use crate::words::{counted, wrapped};

/// What is told of a scenario: a line, and below it each case that is not as expected.
pub fn scenario(checked: &CheckedScenario) -> String {
    let mut lines = vec![format!(
        "{} {}: {}; {}, {:.1} s",
        mark(worst(&checked.cases)),
        checked.path,
        counts(&checked.cases),
        counted(checked.replicates as u64, "replicate"),
        checked.seconds,
    )];
    let told =
        checked.cases.iter().filter(|case| case.status != Status::Passed || case.name == BLESSED);
    told.for_each(|case| lines.extend(in_full(&checked.path, case)));
    lines.iter().map(|line| harmless(line)).collect::<Vec<_>>().join("\n")
}

/// A line that no service takes for a command of its own, whatever a scenario says in it: GitHub's runner
/// looks for `::` at the beginning and, as older ones did, for `##[` anywhere (recalled).
fn harmless(line: &str) -> String {
    let line = line.replace("##[", "# #[");
    match line.trim_start().starts_with("::") {
        true => format!("| {}", line.trim_start()),
        false => line,
    }
}

/// What is told of all of them.
pub fn all(checked: &Checked, seconds: f64) -> String {
    let cases: Vec<Case> = checked.scenarios.iter().flat_map(|one| one.cases.clone()).collect();
    let scenarios = counted(checked.scenarios.len() as u64, "scenario");
    format!("{scenarios}: {} in {seconds:.1} s", counts(&cases))
}

/// Whether something of a scenario decides about the exit code.
pub fn is_bad(checked: &CheckedScenario) -> bool {
    !matches!(worst(&checked.cases), Told::Passed | Told::Warned)
}

/// How a case is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Passed,
    Warned,
    Inconclusive,
    Failed,
    Wrong,
    Broken,
}

const ALL: [(Told, &str, &str); 6] = [
    (Told::Passed, "✓", "passed"),
    (Told::Failed, "✗", "failed"),
    (Told::Inconclusive, "?", "inconclusive"),
    (Told::Wrong, "✗", "wrong"),
    (Told::Broken, "✗", "broken"),
    (Told::Warned, "!", "told as a warning"),
];

fn told(case: &Case) -> Told {
    match (case.status, case.severity) {
        (Status::Passed, _) => Told::Passed,
        (_, Severity::Warning) => Told::Warned,
        (Status::Failed, _) => Told::Failed,
        (Status::Inconclusive, _) => Told::Inconclusive,
        (Status::Wrong, _) => Told::Wrong,
        (Status::Broken, _) => Told::Broken,
    }
}

fn worst(cases: &[Case]) -> Told {
    cases.iter().map(told).max().unwrap_or(Told::Passed)
}

fn mark(what: Told) -> &'static str {
    ALL.iter().find(|(kind, ..)| *kind == what).map_or("", |(_, mark, _)| mark)
}

/// How many cases came out how; what there is none of is left out.
fn counts(cases: &[Case]) -> String {
    let count = |kind: Told| cases.iter().filter(|case| told(case) == kind).count();
    let some = ALL.iter().filter_map(|(kind, _, words)| match count(*kind) {
        0 => None,
        count => Some(format!("{count} {words}")),
    });
    some.collect::<Vec<_>>().join(", ")
}

/// All that is known of a case.
fn in_full(path: &str, case: &Case) -> Vec<String> {
    let mut lines = vec![format!("  {} {}", mark(told(case)), case.name)];
    if let (line @ 1.., column) = case.at {
        lines.push(format!("      at {path}:{line}:{column}"));
    }
    lines.extend(case.message.lines().map(|line| format!("      {line}")));
    if !case.because.is_empty() {
        let because = wrapped(&format!("because: {}", case.because), 6);
        lines.extend(because.into_iter().map(|line| format!("      {line}")));
    }
    let replay = case.replay.as_ref();
    lines.extend(
        replay
            .map(|replay| format!("      see replicate {}: {}", replay.replicate, replay.command)),
    );
    lines
}
