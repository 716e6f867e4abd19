//! What is written.

use std::fs;

use crate::common::done;
use crate::{KEPT, MISSED, check, command, folder, with};

#[test]
fn all_is_written_where_it_was_asked_for() {
    let folder = folder(&[("a.yaml", &with(MISSED)), ("summary.md", "Before.\n")]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect(name);
    let places = ["--out", "o", "--junit", "ci/j.xml", "--summary", "summary.md"];
    let done = check(folder.path(), &[&["a.yaml"], &places[..]].concat());
    assert_eq!(done.code, Some(1));
    assert!(read("ci/j.xml").contains("<testsuite name=\"a.yaml\""));
    assert!(read("summary.md").starts_with("Before.\n") && read("summary.md").contains("a.yaml"));
    assert!(read("o/summary.md").contains("a.yaml") && read("o/results.json").contains("a.yaml"));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn on_github_lines_are_annotated_and_the_summary_goes_where_it_is_read() {
    let folder = folder(&[("a.yaml", &with(MISSED))]);
    let mut command = command();
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", "step.md");
    let done = done(command, folder.path(), &["check", "a.yaml"]);
    assert!(done.stdout.contains("\n::error file=a.yaml,line=26,"), "{}", done.stdout);
    let summary = fs::read_to_string(folder.path().join("step.md")).expect("written");
    assert!(summary.contains("a.yaml"));
    let done = check(folder.path(), &["a.yaml"]);
    assert!(!done.stdout.contains("::error"), "{}", done.stdout);
}

#[test]
fn the_same_check_writes_the_same_findings() {
    let folder = folder(&[("a.yaml", &with(KEPT)), ("b.yaml", &with(MISSED))]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect(name);
    check(folder.path(), &["a.yaml", "b.yaml", "--out", "one", "--threads", "1"]);
    check(folder.path(), &["a.yaml", "b.yaml", "--out", "two", "--threads", "3"]);
    assert_eq!(read("one/failures.csv"), read("two/failures.csv"));
    let findings = |text: String| {
        let lines = text.lines().filter(|line| !line.contains("seconds"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(findings(read("one/results.json")), findings(read("two/results.json")));
}
