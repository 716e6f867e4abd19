//! Proves that the pages of `docs/` whose commands a reader types do what they say: in the order of the page,
//! in an empty folder, with the real binary and a shell.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::done;

/// The blocks of a page in some language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let after = page.split(fence.as_str()).skip(1);
    after.map(|rest| rest.split("```").next().unwrap_or_default()).collect()
}

/// A command of a page, and the exit code that the page tells of it.
fn command(line: &str) -> (&str, i32) {
    let (command, told) = line.split_once("# exit code ").unwrap_or_else(|| panic!("{line}?"));
    let digits: String = told.chars().take_while(char::is_ascii_digit).collect();
    (command.trim(), digits.parse().expect("an exit code"))
}

#[test]
fn ten_minutes_of_ci() {
    let page = include_str!("../../docs/ci.md");
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("scenarios")).expect("made");
    let scenarios = blocks(page, "yaml");
    assert_eq!(scenarios.len(), 1);
    fs::write(folder.path().join("scenarios/lens.yaml"), scenarios[0]).expect("written");
    let binary = Path::new(env!("CARGO_BIN_EXE_aipin")).parent().expect("a folder");
    let others = std::env::var("PATH").expect("a path");
    let commands: Vec<(&str, i32)> =
        blocks(page, "sh").into_iter().flat_map(str::lines).map(command).collect();
    assert_eq!(commands.len(), 7, "{commands:?}");
    for (command, code) in commands {
        let mut shell = Command::new("bash");
        shell.env("PATH", format!("{}:{others}", binary.display()));
        let done = done(shell, folder.path(), &["-c", command]);
        assert_eq!(done.code, Some(code), "{command}: {done:?}");
        let told = done.stdout + &done.stderr;
        assert!(!told.is_empty() && !told.contains("panicked"), "{command}: {told}");
    }
    let baseline = fs::read_to_string(folder.path().join("scenarios/lens.baseline.yaml"));
    assert!(baseline.expect("it was blessed").contains("\nseed: 7\n"));
}
