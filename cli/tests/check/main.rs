//! Proves that `aipin check` says with its exit code what came of what scenarios expect, that nothing is
//! passed over in silence, and that what it tells can be seen again.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/small.rs"]
mod small;

mod against;
mod baseline;
mod codes;
mod folders;
mod outputs;
mod replay;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use common::{Done, done};
use small::SMALL;

/// A claim that the small scenario keeps.
const KEPT: &str = "expect: [{ that: ledger.supply, mean: { at_least: 20_000_000 } }]\n";

/// One that it does not keep.
const MISSED: &str = "expect: [{ that: ledger.supply, mean: { at_most: 20_000_000 } }]\n";

/// One of which three replicates do not tell.
const OPEN: &str = "expect: [{ that: price.usd, mean: { at_least: 0.30 } }]\n";

/// A folder with some files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// The small scenario with something added, as often as it takes to be sure of what never differs.
fn with(text: &str) -> String {
    format!("{SMALL}{text}").replace("replicates: 3", "replicates: 8")
}

/// The small scenario with a claim of which its three replicates do not tell.
fn open() -> String {
    format!("{SMALL}{OPEN}")
}

/// The command, as if on no service of continuous integration.
fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aipin"));
    command.env_remove("GITHUB_ACTIONS").env_remove("GITHUB_STEP_SUMMARY");
    command
}

fn aipin(folder: &Path, arguments: &[&str]) -> Done {
    done(command(), folder, arguments)
}

fn check(folder: &Path, arguments: &[&str]) -> Done {
    aipin(folder, &[&["check"], arguments].concat())
}

/// What `--json` tells of a check.
fn results(folder: &Path, arguments: &[&str]) -> Value {
    let done = check(folder, &[arguments, &["--json"]].concat());
    serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{error}: {done:?}"))
}

/// The cases of a scenario of some results.
fn cases<'a>(results: &'a Value, path: &str) -> &'a [Value] {
    let scenarios = results["scenarios"].as_array().expect("a list");
    let scenario = scenarios.iter().find(|scenario| scenario["path"] == path);
    scenario.expect("it was checked")["cases"].as_array().expect("a list")
}
