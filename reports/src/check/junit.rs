//! This file is about JUnit XML, which nearly every CI system reads.
//!
//! No one owns the format. What is written here is within the strictest schema that a system holds
//! files to, `junit-10.xsd` of Jenkins' xUnit plugin
//! (<https://github.com/jenkinsci/xunit-plugin>, commit 031e285; verified), and is read by those that
//! are less strict. It knows no properties of a case, so these are lines of its output, in the form
//! `[[PROPERTY|name=value]]` (<https://github.com/testmoapp/junitxml>; verified).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};
use studies::{Case, Checked, CheckedScenario};

use super::outcome::Outcome;
use super::place;
use crate::error::{Error, Result};

/// The findings as JUnit XML: a suite for each scenario, a case for each case. Of a claim of which the
/// replicates do not tell, for which JUnit has no word, it is told that it failed, with the type
/// `inconclusive`: the exit code is not zero either.
///
/// # Errors
/// [`Error::Rendering`] where the XML cannot be made, which is a fault of the program.
pub fn junit(checked: &Checked) -> Result<String> {
    let mut report = Report::new("aipin check");
    report.set_time(checked.scenarios.iter().map(time).sum());
    report.add_test_suites(checked.scenarios.iter().map(suite));
    let xml = report.to_string().map_err(Error::rendering)?;
    // The root has no such attribute in the schema, and Jenkins' xUnit plugin turns down files with
    // it. Within a name a quotation mark is escaped, so the first is the root's.
    let xml = xml.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1);
    // Two signs that are no characters, which the library lets through.
    Ok(xml.replace(['\u{fffe}', '\u{ffff}'], ""))
}

fn time(scenario: &CheckedScenario) -> Duration {
    Duration::try_from_secs_f64(scenario.seconds).unwrap_or_default()
}

fn suite(scenario: &CheckedScenario) -> TestSuite {
    let mut suite = TestSuite::new(&scenario.path);
    suite.set_time(time(scenario));
    suite.add_property(Property::new("seed", scenario.seed.to_string()));
    suite.add_property(Property::new("replicates", scenario.replicates.to_string()));
    let mut seen = BTreeMap::new();
    for case in &scenario.cases {
        let times = seen.entry(case.name.as_str()).and_modify(|times| *times += 1).or_insert(1);
        // Some systems keep one case of a name: no other may be lost.
        let name = if *times > 1 { format!("{} ({times})", case.name) } else { case.name.clone() };
        suite.add_test_case(test_case(name, scenario, case));
    }
    suite
}

fn test_case(name: String, scenario: &CheckedScenario, case: &Case) -> TestCase {
    let outcome = Outcome::of(case);
    let mut status = match outcome {
        Outcome::Passed | Outcome::Moved | Outcome::Warning => TestCaseStatus::success(),
        Outcome::Failed | Outcome::Inconclusive => {
            TestCaseStatus::non_success(NonSuccessKind::Failure)
        }
        Outcome::Wrong | Outcome::Broken => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    status
        .set_message(case.message.lines().next().unwrap_or_default())
        .set_type(outcome.word())
        .set_description(text(scenario, case));
    let mut test = TestCase::new(name, status);
    test.set_classname(&scenario.path).set_system_out(output(scenario, case, outcome));
    test
}

/// What is told of a case that is not as expected.
fn text(scenario: &CheckedScenario, case: &Case) -> String {
    let mut text = format!("{}\nat {}", case.message, place(scenario, case));
    if !case.because.is_empty() {
        let _ = write!(text, "\nbecause: {}", case.because);
    }
    if let Some(replay) = &case.replay {
        let _ = write!(text, "\nthe worst replicate again: {}", replay.command);
    }
    text
}

/// What is told of every case: of a warning also what is wrong, since it passes.
fn output(scenario: &CheckedScenario, case: &Case, outcome: Outcome) -> String {
    let mut lines = Vec::new();
    match outcome {
        Outcome::Warning => lines.push(format!("warning: {}", text(scenario, case))),
        _ => lines.push(format!("{}: {}", outcome.word(), case.message)),
    }
    let mut property = |name: &str, value: &str| lines.push(format!("[[PROPERTY|{name}={value}]]"));
    if let Some(figure) = &case.figure {
        let estimate = &figure.estimate;
        let numbers = [
            ("estimate", estimate.value),
            ("ci_low", estimate.low),
            ("ci_high", estimate.high),
            ("bound", figure.bound),
            ("margin", figure.margin),
        ];
        for (name, value) in numbers.iter().filter(|(_, value)| !value.is_nan()) {
            property(name, &value.to_string());
        }
        property("unit", &figure.unit);
        property("n", &estimate.n.to_string());
        property("method", estimate.method);
    }
    property("seed", &scenario.seed.to_string());
    if let Some(replay) = &case.replay {
        property("worst_replicate", &replay.replicate.to_string());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests;
