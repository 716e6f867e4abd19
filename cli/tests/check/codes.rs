//! The exit codes. No input of ours is known that brings about 70.

use crate::common::done;
use crate::{KEPT, MISSED, cases, check, command, folder, open, results, with};

/// The exit code of a scenario, and what is told of it.
fn code(text: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = folder(&[("a.yaml", text)]);
    let done = check(folder.path(), &[&["a.yaml"], arguments].concat());
    (done.code, done.stdout + &done.stderr)
}

#[test]
fn what_is_as_expected_gives_0_and_what_is_not_gives_1() {
    let (kept, told) = code(&with(KEPT), &[]);
    assert!(kept == Some(0) && told.starts_with("✓ a.yaml: 2 passed; 8 replicates, "), "{told}");
    let (missed, told) = code(&with(MISSED), &[]);
    assert!(missed == Some(1) && told.starts_with("✗ a.yaml: 1 passed, 1 failed; "), "{told}");
}

#[test]
fn a_scenario_or_a_usage_that_is_wrong_gives_2() {
    let (wrong, told) = code(&with(KEPT).replace("days: 40", "dayz: 40"), &[]);
    assert_eq!(wrong, Some(2));
    assert!(told.contains("a.yaml:3:") && told.contains("did you mean `days`?"), "{told}");
    for arguments in [
        &["--set", "run.days"][..],
        &["--out", "a.yaml"],
        &["--summary", "nowhere/summary.md"],
        &["--against", "there-is-none"],
        &["--fail-on-move"],
        &["nowhere.yaml"],
        &["--out", "/proc/nowhere"],
    ] {
        let (wrong, told) = code(&with(KEPT), arguments);
        assert_eq!(wrong, Some(2), "{arguments:?}: {told}");
        assert!(told.starts_with("error: "), "{arguments:?}: {told}");
    }
}

#[test]
fn where_the_replicates_do_not_tell_it_gives_4_or_what_was_asked_for() {
    let (unknown, told) = code(&open(), &[]);
    assert!(
        unknown == Some(4) && told.starts_with("? a.yaml: 1 passed, 1 inconclusive; "),
        "{told}"
    );
    assert_eq!(code(&open(), &["--on-inconclusive", "fail"]).0, Some(1));
    let (pass, told) = code(&open(), &["--on-inconclusive", "pass"]);
    assert!(pass == Some(0) && told.starts_with("! a.yaml: 1 passed, 1 told as a warning; "));
}

#[test]
fn more_replicates_decide_what_few_leave_open() {
    let text = open().replace("replicates: 3", "replicates: { min: 3, max: 96 }");
    let (open, told) = code(&text, &[]);
    assert!(open == Some(0) && told.starts_with("✓ a.yaml: 2 passed; "), "{told}");
    let (fixed, told) = code(&text, &["--replicates", "3"]);
    assert!(fixed == Some(4) && told.contains("; 3 replicates, "), "{told}");
}

#[test]
fn a_warning_fails_nothing() {
    let text = with(&MISSED.replace("mean:", "severity: warning, mean:"));
    let (code, told) = code(&text, &[]);
    assert!(
        code == Some(0) && told.starts_with("! a.yaml: 1 passed, 1 told as a warning"),
        "{told}"
    );
}

#[test]
fn a_scenario_that_expects_nothing_is_not_passed_in_silence() {
    let (code, told) = code(crate::SMALL, &[]);
    assert_eq!(code, Some(0));
    assert!(told.contains("neither `expect:` nor a baseline, so nothing was checked"), "{told}");
}

#[test]
fn a_claim_that_cannot_be_evaluated_fails() {
    // Nobody asks for anything, so that there is no share of it that is served.
    let expect = "expect: [{ that: demand.served_share, mean: { at_least: 0 } }]\n";
    let text = with(expect).replace("constant: 1e9 tokens/day", "constant: 0 tokens/day");
    let (failed, told) = code(&text, &[]);
    assert!(failed == Some(1), "{told}");
}

#[test]
fn one_wrong_scenario_keeps_no_other_from_being_checked() {
    let wrong = with(KEPT).replace("days: 40", "days: 0");
    let files = [("a.yaml", wrong.as_str()), ("b.yaml", &with(MISSED)), ("c.yaml", "run: {")];
    let folder = folder(&files);
    assert_eq!(check(folder.path(), &["."]).code, Some(2));
    let results = results(folder.path(), &["."]);
    assert_eq!(cases(&results, "a.yaml")[0]["status"], "wrong");
    assert_eq!(cases(&results, "b.yaml")[1]["status"], "failed");
    assert_eq!(cases(&results, "c.yaml")[0]["status"], "wrong");
}

#[test]
fn a_replicate_that_breaks_gives_3_with_the_command_that_plays_it_again() {
    let folder = folder(&[("a.yaml", &with(KEPT)), ("b.yaml", &with(KEPT))]);
    let mut command = command();
    command.env("AIPIN_BREAK", "1");
    let done = done(command, folder.path(), &["check", "a.yaml", "b.yaml"]);
    assert_eq!(done.code, Some(3), "{done:?}");
    assert!(done.stdout.contains("\n      replicate 1 panicked: "), "{}", done.stdout);
    assert!(done.stdout.contains(": aipin run b.yaml --seed 7 --replicate 1\n"), "{}", done.stdout);
}

#[test]
fn a_command_that_breaks_gives_70() {
    let folder = folder(&[("a.yaml", &with(KEPT))]);
    let mut command = command();
    command.env("AIPIN_BREAK", "command");
    let done = done(command, folder.path(), &["check", "a.yaml"]);
    assert_eq!(done.code, Some(70), "{done:?}");
    assert!(done.stderr.contains("This is a defect of aipin; please report it."), "{done:?}");
}

/// Words of a scenario that a service would take for a command of its own.
#[test]
fn no_line_is_a_command_for_the_service() {
    let because = "it is long enough that the words after it come to stand alone on a line of their own, as ::stop-commands::a and ##[error]b";
    let text = MISSED.replace("expect: [{ ", &format!("expect: [{{ because: \"{because}\", "));
    let folder = folder(&[("a.yaml", &with(&text))]);
    let mut command = command();
    command.env("GITHUB_ACTIONS", "true");
    let done = done(command, folder.path(), &["check", "a.yaml"]);
    assert_eq!(done.code, Some(1), "{done:?}");
    let commands = done.stdout.lines().filter(|line| line.trim_start().starts_with("::"));
    assert!(commands.clone().all(|line| line.starts_with("::error file=a.yaml")), "{done:?}");
    assert_eq!(commands.count(), 1);
    let others = done.stdout.lines().filter(|line| !line.starts_with("::"));
    assert!(others.into_iter().all(|line| !line.contains("##[")), "{done:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_nobody_can_take_gives_75() {
    let folder = folder(&[("a.yaml", &with(KEPT))]);
    let full = std::fs::File::create("/dev/full").expect("opened");
    let mut command = command();
    command.current_dir(folder.path()).args(["check", "a.yaml", "--json"]).stdout(full);
    let output = command.output().expect("it starts");
    assert_eq!(output.status.code(), Some(75));
}
