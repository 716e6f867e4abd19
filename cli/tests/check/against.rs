//! What moved against another version of the scenarios.

use std::path::Path;
use std::process::Command;

use crate::{KEPT, cases, check, folder, results, with, write};

/// The scenario with a tenth more emission.
fn more(text: &str) -> String {
    text.replace("initial: 3_000 LENS/day", "initial: 3_300 LENS/day")
}

/// The cases that tell of another version, by name and status.
fn moved(results: &serde_json::Value, path: &str) -> Vec<(String, String)> {
    let cases = cases(results, path).iter().filter(|case| case["kind"] == "against");
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    cases.map(|case| (word(&case["name"]), word(&case["status"]))).collect()
}

#[test]
fn a_folder_that_stands_for_the_path() {
    let kept = with(KEPT);
    let folder = folder(&[
        ("s/same.yaml", &kept),
        ("s/words.yaml", &kept.replace("A tiny network.", "The same.")),
        ("s/more.yaml", &more(&kept)),
        ("s/new.yaml", &kept),
        ("old/same.yaml", &kept),
        ("old/words.yaml", &kept),
        ("old/more.yaml", &kept),
        ("old/gone.yaml", &kept),
    ]);
    let results = results(folder.path(), &["s", "--against", "old"]);
    let as_before = "against old: the scenario".to_owned();
    for same in ["s/same.yaml", "s/words.yaml"] {
        assert_eq!(moved(&results, same), [(as_before.clone(), "passed".to_owned())]);
    }
    for other in ["s/new.yaml", "s/gone.yaml"] {
        assert_eq!(moved(&results, other), [(as_before.clone(), "failed".to_owned())]);
    }
    let told = moved(&results, "s/more.yaml");
    let minted = ("against old: emission.minted_tokens".to_owned(), "failed".to_owned());
    assert!(told[0] == (as_before, "failed".to_owned()) && told.contains(&minted), "{told:?}");
    assert_eq!(results["exit_code"], 0, "what moved is told, and fails nothing");
    let strict = check(folder.path(), &["s", "--against", "old", "--fail-on-move"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.stdout.contains("emission.schedule.halving.initial: "), "{}", strict.stdout);
    assert!(strict.stdout.contains("(+10.0 %)"), "{}", strict.stdout);
}

/// Of a network whose unlocks take ten days more both ends are alike, and twenty days between are not.
/// It was once told that nothing had moved.
#[test]
fn what_moved_on_days_between_is_told_too() {
    let base = with(KEPT).replace("linear: 90 days", "linear: 10 days");
    let later = base.replace("linear: 10 days", "linear: 20 days");
    let folder = folder(&[("s/a.yaml", &later), ("old/a.yaml", &base)]);
    let strict = check(folder.path(), &["s", "--against", "old", "--fail-on-move"]);
    assert_eq!(strict.code, Some(1), "{}", strict.stdout);
    let told = "against old: every day of every metric";
    assert!(strict.stdout.contains(told), "{}", strict.stdout);
    let arguments = ["compare", "old/a.yaml", "s/a.yaml", "--json"];
    let compared = crate::aipin(folder.path(), &arguments).stdout;
    let compared: serde_json::Value = serde_json::from_str(&compared).expect("is JSON");
    assert_eq!(compared["is_null"], false, "{compared}");
}

/// Whoever loosens a claim or takes a baseline away does so in the open.
#[test]
fn a_gate_that_is_opened_is_told() {
    let kept = with(KEPT);
    let loose = kept.replace("at_least: 20_000_000", "at_least: 10_000_000");
    let folder = folder(&[("s/a.yaml", &loose), ("old/a.yaml", &kept)]);
    assert_eq!(check(folder.path(), &["old", "--bless"]).code, Some(0));
    let told = check(folder.path(), &["s", "--against", "old", "--fail-on-move"]);
    assert_eq!(told.code, Some(1), "{}", told.stdout);
    for told_of in [
        "! against old: what it expects",
        "of 1 expectations there 1 are not here as they were",
        "✗ against old: the baseline",
    ] {
        assert!(told.stdout.contains(told_of), "{told_of}: {}", told.stdout);
    }
}

/// A gate that a change of the run's length switches off is none.
#[test]
fn what_cannot_be_compared_has_moved() {
    let kept = with(KEPT);
    let folder = folder(&[
        ("s/longer.yaml", &kept.replace("days: 40", "days: 41")),
        ("old/longer.yaml", &kept),
        ("old/gone.yaml", &kept),
    ]);
    assert_eq!(check(folder.path(), &["s", "--against", "old"]).code, Some(0));
    let strict = check(folder.path(), &["s", "--against", "old", "--fail-on-move"]);
    assert_eq!(strict.code, Some(1));
    for told in ["cannot be compared: ", "there is one in old and none here"] {
        assert!(strict.stdout.contains(told), "{told}: {}", strict.stdout);
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.args(["-c", "user.name=Test", "-c", "user.email=test@example.org"]);
    let output = command.current_dir(folder).args(arguments).output().expect("git is there");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

#[test]
fn a_revision_of_the_repository_with_the_device_files_of_then() {
    let device = "gpu/rtx-4090";
    let own = with(KEPT).replace(device, "devices/own.yaml");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
    let file = root.join(format!("hardware-models/{device}.yaml"));
    let file = std::fs::read_to_string(file).expect("in the catalogue");
    let folder =
        folder(&[("s/a.yaml", &with(KEPT)), ("s/own.yaml", &own), ("s/devices/own.yaml", &file)]);
    let path = folder.path();
    git(path, &["init", "--quiet"]);
    git(path, &["add", "."]);
    git(path, &["commit", "--quiet", "--message", "first"]);
    write(path, "s/a.yaml", &more(&with(KEPT)));
    write(
        path,
        "s/devices/own.yaml",
        &file.replacen("lead_time: { value: ", "lead_time: { value: 1", 1),
    );
    let results = results(path, &["s", "--against", "HEAD"]);
    assert!(moved(&results, "s/a.yaml").len() > 1);
    let told = moved(&results, "s/own.yaml");
    assert_eq!(told[0], ("against HEAD: the scenario".to_owned(), "failed".to_owned()));
    // Neither the files nor the index were touched.
    let status = Command::new("git").current_dir(path).args(["status", "--short"]).output();
    let status = String::from_utf8(status.expect("git is there").stdout).expect("UTF-8");
    assert_eq!(status, " M s/a.yaml\n M s/devices/own.yaml\n?? out/\n");
}

#[test]
fn what_is_neither_a_folder_nor_a_revision_is_refused() {
    let folder = folder(&[("a.yaml", &with(KEPT))]);
    let outside = check(folder.path(), &["a.yaml", "--against", "main"]);
    assert_eq!(outside.code, Some(2));
    assert!(outside.stderr.contains("in no repository of git"), "{}", outside.stderr);
    git(folder.path(), &["init", "--quiet"]);
    let unknown = check(folder.path(), &["a.yaml", "--against", "main"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("neither a folder nor a revision"), "{}", unknown.stderr);
}
