//! Proves that bad input is refused with exit code 2, at once, with nothing written, and in words
//! that say where it is wrong and what would be right. The words are part of the product: each
//! stands here in full.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/small.rs"]
mod small;

mod arguments;
mod changes;
mod contents;
mod ends;
mod files;
mod kinds;
mod owners;
mod syntax;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use common::done;
use small::SMALL;

/// A small scenario with something wrong in it, and what is told of it.
struct Edit {
    /// What is wrong, for whoever reads a failed test.
    name: &'static str,
    /// What of the small scenario is replaced, and by what.
    edits: &'static [(&'static str, &'static str)],
    /// The whole text on stderr.
    told: &'static str,
}

/// Runs each edit in a folder of its own.
fn refused(edits: &[Edit]) {
    for Edit { name, edits, told } in edits {
        let mut text = SMALL.to_owned();
        for (from, to) in *edits {
            assert_eq!(text.matches(from).count(), 1, "{name}: `{from}` stands there once");
            text = text.replace(from, to);
        }
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("scenario.yaml"), text).expect("written");
        refuse(name, folder.path(), &[], told);
    }
}

/// Runs `scenario.yaml` of a folder, which must be refused with these words.
fn refuse(name: &str, folder: &Path, arguments: &[&str], told: &str) {
    refuse_command(name, folder, &[&["run", "scenario.yaml"], arguments].concat(), told);
}

/// Gives a command that must be refused with these words.
fn refuse_command(name: &str, folder: &Path, arguments: &[&str], told: &str) {
    let before = names(folder);
    let started = Instant::now();
    let done = done(aipin(), folder, arguments);
    assert_eq!(done.stderr.trim_end(), told, "{name}: these words");
    assert_eq!(done.code, Some(2), "{name}: exit code");
    assert_eq!(done.stdout, "", "{name}: nothing on stdout");
    assert_eq!(names(folder), before, "{name}: nothing is written");
    let took = started.elapsed();
    assert!(took < Duration::from_secs(2), "{name}: took {took:?}");
}

/// The real binary, with half a gigabyte of memory where the system can hold it to that.
fn aipin() -> Command {
    let binary = env!("CARGO_BIN_EXE_aipin");
    if !cfg!(target_os = "linux") {
        return Command::new(binary);
    }
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 500000 && exec \"$0\" \"$@\"", binary]);
    command
}

/// What is in a folder, and in the folder of results if it is there.
fn names(folder: &Path) -> Vec<String> {
    let list = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path().display().to_string()).collect::<Vec<_>>()
    };
    let mut names = list(folder);
    names.extend(list(&folder.join("out")));
    names.sort();
    names
}
