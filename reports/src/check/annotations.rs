//! This file is about annotations: lines on stdout from which GitHub makes remarks beside the lines of
//! a scenario.
//!
//! Their form is GitHub's: `::error file=…,line=…,col=…,title=…::message`, one a line. It shows ten of
//! each kind for a step and drops the others without a word
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>; secondary), so
//! no more are written; the summary names all.

use studies::{Case, Checked, CheckedScenario, Status};

use super::outcome::Outcome;

/// The most of each kind that GitHub shows for a step.
pub(super) const MOST: usize = 10;

/// What GitHub calls an error, a warning and a notice.
const LEVELS: [&str; 3] = ["error", "warning", "notice"];

/// The annotations of what is not as expected, the errors first; empty where all is.
#[must_use]
pub fn annotations(checked: &Checked) -> String {
    LEVELS.iter().flat_map(|level| of_level(checked, level).take(MOST)).collect()
}

/// How many are not written because GitHub would not show them.
pub(super) fn left_out(checked: &Checked) -> usize {
    LEVELS.iter().map(|level| of_level(checked, level).count().saturating_sub(MOST)).sum()
}

fn of_level(checked: &Checked, level: &'static str) -> impl Iterator<Item = String> {
    let cases = checked
        .scenarios
        .iter()
        .flat_map(|scenario| scenario.cases.iter().map(move |case| (scenario, case)));
    cases
        .filter(move |(_, case)| self::level(case) == Some(level))
        .map(move |(scenario, case)| line(scenario, case, level))
}

/// What makes the check fail is an error; of what does not, a claim that is missed is a warning, and
/// one that is open a notice, as that a scenario is not as in another version. Figures that moved with
/// it would drown the others: they are in the summary.
fn level(case: &Case) -> Option<&'static str> {
    match Outcome::of(case) {
        Outcome::Broken | Outcome::Wrong | Outcome::Failed | Outcome::Inconclusive => Some("error"),
        Outcome::Warning if case.status == Status::Inconclusive => Some("notice"),
        Outcome::Warning => Some("warning"),
        Outcome::Moved if case.figure.is_none() => Some("notice"),
        Outcome::Moved | Outcome::Passed => None,
    }
}

fn line(scenario: &CheckedScenario, case: &Case, level: &str) -> String {
    let (line, column) = case.at;
    // GitHub knows files from the root of the repository.
    let file = property(scenario.path.strip_prefix("./").unwrap_or(&scenario.path));
    let place = if line == 0 { String::new() } else { format!(",line={line},col={column}") };
    let title = property(&format!("{}: {}", Outcome::of(case).word(), case.name));
    let replay = case.replay.as_ref().map_or_else(String::new, |replay| {
        format!("\nThe worst replicate again: {}", replay.command)
    });
    let because =
        if case.because.is_empty() { String::new() } else { format!("\n{}", case.because) };
    // A table below the first paragraph is for the summary.
    let found = case.message.split("\n\n").next().unwrap_or_default();
    let message = data(&format!("{found}{because}{replay}"));
    format!("::{level} file={file}{place},title={title}::{message}\n")
}

/// A message: GitHub reads `%0A` as a new line, and a new line as the end of the annotation.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property also ends at a comma, and its name at a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use sim::scenario::Severity;
    use studies::Kind;

    use super::super::example;
    use super::*;

    #[test]
    fn errors_come_first_and_what_passed_is_not_told() {
        let text = annotations(&example::checked());
        let levels: Vec<&str> = text.lines().map(|line| &line[..line.find(' ').unwrap()]).collect();
        assert_eq!(
            levels,
            ["::error", "::error", "::error", "::error", "::error", "::warning", "::notice"]
        );
        assert_eq!(
            text.lines().next().unwrap(),
            "::error file=scenarios/a/crash.yaml,line=41,col=5,title=failed%3A mean of devices.active \
             at the end >= 1000::812 [790, 834] of n = 200 is below 1000%0AThe fleet must survive.%0A\
             The worst replicate again: aipin run scenarios/a/crash.yaml --seed 7 --replicates 14"
        );
    }

    #[test]
    fn of_a_version_that_is_another_one_line_is_told() {
        let mut checked = example::checked();
        checked.scenarios.truncate(1);
        checked.scenarios[0].cases.retain(|case| case.kind == Kind::Against);
        assert_eq!(annotations(&checked), "");
        checked.scenarios[0].cases[0].figure = None;
        assert!(annotations(&checked).starts_with("::notice file=scenarios/a/crash.yaml,line=3,"));
    }

    #[test]
    fn no_name_and_no_message_can_break_out() {
        let mut checked = example::checked();
        let scenario = &mut checked.scenarios[0];
        scenario.path = "./a,b:c%.yaml\n::error::x".into();
        scenario.cases.truncate(1);
        let case = &mut scenario.cases[0];
        (case.status, case.severity) = (Status::Failed, Severity::Error);
        (case.name, case.message) = ("x,y::z\r\n::set-env".into(), "100 %\n::warning::w%0A".into());
        (case.because, case.replay) = (String::new(), None);
        checked.scenarios.truncate(1);
        assert_eq!(
            annotations(&checked),
            "::error file=a%2Cb%3Ac%25.yaml%0A%3A%3Aerror%3A%3Ax,line=41,col=5,title=failed%3A \
             x%2Cy%3A%3Az%0D%0A%3A%3Aset-env::100 %25%0A::warning::w%250A\n"
        );
    }

    #[test]
    fn what_stands_nowhere_has_no_line() {
        let mut checked = example::checked();
        checked.scenarios[0].cases[0].at = (0, 0);
        assert!(annotations(&checked).starts_with("::error file=scenarios/a/crash.yaml,title="));
    }

    #[test]
    fn no_more_than_ten_of_a_kind_are_written_and_the_rest_is_counted() {
        let mut checked = example::checked();
        let cases = &mut checked.scenarios[0].cases;
        let failed = cases[0].clone();
        cases.extend(std::iter::repeat_n(failed, 20));
        let text = annotations(&checked);
        let count = |level| text.lines().filter(|line| line.starts_with(level)).count();
        assert_eq!([count("::error"), count("::warning"), count("::notice")], [10, 1, 1]);
        assert_eq!(left_out(&checked), 15);
    }
}
