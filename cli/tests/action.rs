//! Proves that the ready-made steps for GitHub and GitLab do what `docs/ci.md` says: every step that
//! needs no network is run by the shell of the service, with its variables and against the real binary.

mod common;
#[path = "common/small.rs"]
mod small;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use language::{Node, yaml};
use serde_json::Value;
use tempfile::TempDir;

use common::{Done, done};
use small::SMALL;

/// A claim that the small scenario keeps, and one that it does not.
const KEPT: &str = "expect: [{ that: ledger.supply, always: { at_least: 20_000_000 } }]\n";
const MISSED: &str = "expect: [{ that: ledger.supply, always: { at_most: 20_000_000 } }]\n";

/// The folder of the whole project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

fn parsed(path: &str) -> Node {
    let text = fs::read_to_string(root().join(path)).expect(path);
    yaml::parse(path, &text).unwrap_or_else(|faults| panic!("{path}: {faults:?}"))
}

/// The text at a path of a tree.
fn text(tree: &Node, path: &str) -> String {
    let node = tree.at(path).unwrap_or_else(|| panic!("no {path}"));
    node.scalar().unwrap_or_else(|| panic!("{path} is no text")).to_owned()
}

fn keys(tree: &Node, path: &str) -> Vec<String> {
    let entries = tree.at(path).unwrap_or_else(|| panic!("no {path}")).entries();
    entries.iter().map(|(key, _)| key.name.clone()).collect()
}

/// The steps of the action, in order.
fn steps(action: &Node) -> impl Iterator<Item = &Node> {
    (0..).map_while(|number| action.at(&format!("runs.steps.{number}")))
}

/// A folder with scenarios in it, as a service checks it out.
fn checkout(scenarios: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, expect) in scenarios {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, format!("{SMALL}{expect}")).expect("written");
    }
    folder
}

/// What a step left behind.
struct Left {
    done: Done,
    outputs: String,
    summary: String,
}

/// Runs a step of the action with some inputs, and the defaults of the others, in a folder.
fn step(id: &str, folder: &Path, inputs: &[(&str, &str)]) -> Left {
    let action = parsed("action.yml");
    let is_it = |step: &&Node| step.get("id").and_then(Node::scalar) == Some(id);
    let step = steps(&action).find(is_it).expect(id);
    assert_eq!(text(step, "shell"), "bash");
    let mut all: BTreeMap<String, String> = keys(&action, "inputs")
        .into_iter()
        .map(|name| {
            let default = text(&action, &format!("inputs.{name}.default"));
            (name, default)
        })
        .collect();
    for (name, value) in inputs {
        all.insert((*name).to_owned(), (*value).to_owned()).expect("an input of the action");
    }
    let own = tempfile::tempdir().expect("a folder");
    let [script, outputs, summary] =
        ["script.sh", "output", "summary.md"].map(|name| own.path().join(name));
    fs::write(&script, text(step, "run")).expect("written");
    let mut command = Command::new("bash");
    for key in keys(step, "env") {
        command.env(&key, value(&text(step, &format!("env.{key}")), &all));
    }
    command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", &summary);
    // As GitHub calls it for `shell: bash`.
    command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script);
    let done = done(command, folder, &[]);
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    Left { done, outputs: read(outputs), summary: read(summary) }
}

/// What GitHub makes of an expression in the action.
fn value(expression: &str, inputs: &BTreeMap<String, String>) -> String {
    let inside = expression.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}"));
    let inside = inside.unwrap_or_else(|| panic!("{expression} is no expression"));
    match inside {
        "github.action_path" => root().display().to_string(),
        "inputs.binary || format('{0}/aipin/bin/aipin', runner.temp)" => inputs["binary"].clone(),
        _ => {
            let name = inside.strip_prefix("inputs.").unwrap_or_else(|| panic!("{expression}?"));
            inputs[name].clone()
        }
    }
}

const BINARY: (&str, &str) = ("binary", env!("CARGO_BIN_EXE_aipin"));

fn results(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("out/check/results.json")).expect("written");
    serde_json::from_str(&text).expect("is JSON")
}

#[test]
fn a_check_that_passes_leaves_all_that_a_job_needs() {
    let folder = checkout(&[("scenarios/a.yaml", KEPT)]);
    let left = step("check", folder.path(), &[BINARY]);
    assert_eq!(left.done.code, Some(0), "{:?}", left.done);
    assert_eq!(left.outputs, "exit-code=0\nresults=out/check/results.json\n");
    assert!(left.summary.starts_with("## aipin check: as expected, 1 of 1"), "{}", left.summary);
    assert!(!left.done.stdout.contains("::error"), "{}", left.done.stdout);
    for file in ["junit.xml", "summary.md", "failures.csv"] {
        assert!(folder.path().join("out/check").join(file).exists(), "{file}");
    }
    assert_eq!(results(folder.path())["exit_code"], 0);
}

#[test]
fn a_check_that_fails_is_red_and_marks_the_line() {
    let folder = checkout(&[("scenarios/a.yaml", KEPT), ("scenarios/b.yaml", MISSED)]);
    let left = step("check", folder.path(), &[BINARY]);
    assert_eq!(left.done.code, Some(1), "{:?}", left.done);
    assert!(left.outputs.starts_with("exit-code=1\n"), "{}", left.outputs);
    assert!(
        left.summary.starts_with("## aipin check: not as expected, 1 of 2"),
        "{}",
        left.summary
    );
    let annotation = "\n::error file=scenarios/b.yaml,line=26,";
    assert!(left.done.stdout.contains(annotation), "{}", left.done.stdout);
}

#[test]
fn every_input_reaches_the_command() {
    let folder =
        checkout(&[("my scenarios/a.yaml", KEPT), ("more.yaml", KEPT), ("old/more.yaml", KEPT)]);
    fs::create_dir(folder.path().join("old/my scenarios")).expect("made");
    let more = folder.path().join("old/more.yaml");
    fs::write(&more, SMALL.replace("3_000 LENS/day", "3_300 LENS/day")).expect("written");
    let inputs = [
        BINARY,
        ("paths", "my scenarios\n\nmore.yaml\n"),
        ("against", "old"),
        ("seed", "9"),
        ("replicates", "2"),
        ("arguments", "--fail-on-move\n--set=run.days=20"),
        ("out", "elsewhere"),
    ];
    let left = step("check", folder.path(), &inputs);
    assert_eq!(left.done.code, Some(1), "what moved fails: {:?}", left.done);
    assert_eq!(left.outputs, "exit-code=1\nresults=elsewhere/results.json\n");
    let text = fs::read_to_string(folder.path().join("elsewhere/results.json")).expect("written");
    let results: Value = serde_json::from_str(&text).expect("is JSON");
    let scenarios = results["scenarios"].as_array().expect("scenarios");
    let played: Vec<_> =
        scenarios.iter().map(|one| (&one["path"], &one["seed"], &one["replicates"])).collect();
    let (nine, two) = (Value::from(9), Value::from(2));
    let paths = ["my scenarios/a.yaml", "more.yaml"].map(Value::from);
    assert_eq!(played, [(&paths[0], &nine, &two), (&paths[1], &nine, &two)]);
}

/// A page of a run that is blank, and results of the run before, would be worse than a failure.
#[test]
fn where_nothing_was_checked_the_page_says_so() {
    let folder = checkout(&[("scenarios/a.yaml", KEPT)]);
    assert_eq!(step("check", folder.path(), &[BINARY]).done.code, Some(0));
    let left = step("check", folder.path(), &[BINARY, ("paths", "scenarois")]);
    assert_eq!(left.done.code, Some(2), "{:?}", left.done);
    assert_eq!(left.outputs, "exit-code=2\n");
    assert!(left.summary.contains("nothing was checked, exit code 2"), "{}", left.summary);
}

#[test]
fn no_input_is_read_as_a_command_or_as_an_option() {
    let folder = checkout(&[("scenarios/a.yaml", KEPT)]);
    for paths in ["$(touch pwned)", "`touch pwned`", "; touch pwned", "--help"] {
        let left = step("check", folder.path(), &[BINARY, ("paths", paths)]);
        assert_eq!(left.done.code, Some(2), "{paths}: {:?}", left.done);
        assert!(left.outputs.starts_with("exit-code=2\n"), "{}", left.outputs);
    }
    assert!(!folder.path().join("pwned").exists());
}

#[test]
fn the_cache_is_named_by_what_the_program_is_made_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, two] = [(); 2].map(|()| step("version", folder.path(), &[]));
    assert_eq!((one.done.code, one.done.stderr.as_str()), (Some(0), ""));
    let hash = one.outputs.strip_prefix("hash=").expect("a hash").trim_end();
    assert!(hash.len() == 16 && hash.chars().all(|sign| sign.is_ascii_hexdigit()), "{hash}");
    assert_eq!(one.outputs, two.outputs);
}

#[test]
fn each_step_is_run_here_or_is_known_to_need_the_network() {
    let action = parsed("action.yml");
    let told = |step: &Node| {
        let get = |key| step.get(key).and_then(Node::scalar);
        get("uses").or(get("id")).or(get("name")).unwrap_or_default().to_owned()
    };
    let steps: Vec<String> = steps(&action).map(told).collect();
    let network = ["actions/cache@v4", "Build the program", "actions/upload-artifact@v4"];
    assert_eq!(steps, ["version", network[0], network[1], "check", network[2]]);
}

#[test]
fn every_input_is_used_and_none_is_missing() {
    let action = fs::read_to_string(root().join("action.yml")).expect("action.yml");
    let tree = parsed("action.yml");
    let inputs = keys(&tree, "inputs");
    for name in &inputs {
        assert!(action.contains(&format!("inputs.{name}")), "{name} is not used");
    }
    let ends = |rest: &str| rest.find(|sign: char| !sign.is_alphanumeric() && sign != '-');
    for rest in action.split("inputs.").skip(1) {
        let name = &rest[..ends(rest).unwrap_or(rest.len())];
        assert!(inputs.iter().any(|input| input == name), "{name} is no input");
    }
    let example = parsed("docs/ci/github.yml");
    for name in keys(&example, "jobs.check.steps.1.with") {
        assert!(inputs.contains(&name), "{name} is no input");
    }
}

/// Runs git in a folder, for somebody.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@localhost"]);
    let done = done(command, folder, arguments);
    assert_eq!(done.code, Some(0), "{arguments:?}: {done:?}");
}

#[test]
fn the_job_for_gitlab_runs_as_it_stands() {
    let job = parsed("docs/ci/gitlab-ci.yml");
    let folder = checkout(&[("scenarios/a.yaml", KEPT)]);
    let path = folder.path();
    git(path, &["init", "--quiet", "--initial-branch", "main"]);
    git(path, &["add", "."]);
    git(path, &["commit", "--quiet", "--message", "Before."]);
    git(path, &["remote", "add", "origin", "."]);
    let changed = format!("{SMALL}{KEPT}").replace("3_000 LENS/day", "3_300 LENS/day");
    fs::write(path.join("scenarios/a.yaml"), changed).expect("written");
    fs::create_dir_all(path.join(".aipin/bin")).expect("made");
    fs::copy(BINARY.1, path.join(".aipin/bin/aipin")).expect("copied");

    let lines = |key: &str| -> Vec<&str> {
        let lines = (0..).map_while(|n| job.at(&format!("tokenomics.{key}.{n}")));
        lines.map(|line| line.scalar().expect("a line")).collect()
    };
    let script = [lines("before_script"), lines("script")].concat();
    let mut command = Command::new("bash");
    command.env("CI_DEFAULT_BRANCH", "main").env_remove("GITHUB_ACTIONS");
    let done = done(command, path, &["-eo", "pipefail", "-c", &script.join("\n")]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let junit = text(&job, "tokenomics.artifacts.reports.junit");
    let junit = fs::read_to_string(path.join(junit)).expect("written");
    assert!(junit.contains("<testsuite name=\"scenarios/a.yaml\""), "{junit}");
    let cases = &results(path)["scenarios"][0]["cases"];
    let moved = cases.as_array().expect("cases").iter().filter(|case| case["kind"] == "against");
    assert!(moved.count() > 1, "the emission moved: {cases}");
}
