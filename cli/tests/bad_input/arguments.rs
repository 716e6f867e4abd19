//! What is wrong with a command.

use std::fs;

use tempfile::TempDir;

use super::{SMALL, refuse, refuse_command};

/// A folder with the small scenario.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), SMALL).expect("written");
    folder
}

/// Arguments after `aipin run scenario.yaml`, and what is told of them.
const ARGUMENTS: &[(&[&str], &str)] = &[
    (
        &["--variant", "slow"],
        "\
error: there is no variant `slow`
  --> scenario.yaml:24:1
   |
24 | variants:
   | ^^^^^^^^
   |
   = help: did you mean `slower`? known here: `slower`",
    ),
    (
        &["--set", "run.days"],
        "\
error: there is no `=` here
 --> --set:1:1
  |
1 | run.days
  | ^^^^^^^^
  |
  = help: write path=value, such as run.days=365",
    ),
    (
        &["--set", "=365"],
        "\
error: there is no path before the `=`
 --> --set:1:1
  |
1 | =365
  | ^^^^
  |
  = help: write path=value, such as run.days=365",
    ),
    (
        &["--set", "run.days="],
        "\
error: there is no value after the `=`
 --> --set:1:1
  |
1 | run.days=
  | ^^^^^^^^^
  |
  = help: write path=value, such as run.days=365",
    ),
    (
        &["--set", "run.dys=365"],
        "\
error: there is no key `dys` here
 --> --set:1:1
  |
1 | run.dys=365
  | ^^^^^^^
  |
  = help: did you mean `days`? known here: `start`, `days`, `step`, `replicates`, `seed`, `chance`",
    ),
    (
        &["--set", "price.gbm.start=3"],
        "\
error: `3` has no unit
 --> --set:1:17
  |
1 | price.gbm.start=3
  |                 ^
  |
  = help: an amount of money is wanted, such as `149 USD`",
    ),
    (
        &["--set", "run.days.of=3"],
        "\
error: `run.days.of` leads nowhere
 --> --set:1:1
  |
1 | run.days.of=3
  | ^^^^^^^^^^^
  |
  = help: `run.days` is `40`, which holds no `of`",
    ),
    (
        &["--set", "run={ days: 3"],
        "\
error: this bracket is never closed
 --> --set:1:5
  |
1 | run={ days: 3
  |     ^",
    ),
    (
        &["--set", "fleet.gpus.hardware=gpu/rtx-4900"],
        "\
error: there is no device `gpu/rtx-4900`
 --> --set:1:21
  |
1 | fleet.gpus.hardware=gpu/rtx-4900
  |                     ^^^^^^^^^^^^
  |
  = help: did you mean `gpu/rtx-4090`?",
    ),
    (
        &["--replicates", "0"],
        "\
error: invalid value '0' for '--replicates <N>': 0 is not in 1..=1000000

For more information, try '--help'.",
    ),
    (
        &["--threads", "0"],
        "\
error: invalid value '0' for '--threads <N>': 0 is not in 1..=1024

For more information, try '--help'.",
    ),
];

#[test]
fn wrong_arguments_are_refused() {
    for (arguments, told) in ARGUMENTS {
        refuse(&arguments.join(" "), folder().path(), arguments, told);
    }
}

#[test]
fn several_wrong_assignments_are_told_at_once() {
    let arguments = ["--set", "run.days=0", "--set", "token.genesis=5"];
    refuse(
        "two assignments",
        folder().path(),
        &arguments,
        "\
error: 0 is too small: at least 1
 --> --set:1:10
  |
1 | run.days=0
  |          ^
  |
  = help: How many days [days]; from 1 to 36525, a century.

error: `5` has no unit
 --> --set:1:15
  |
1 | token.genesis=5
  |               ^
  |
  = help: an amount of the token is wanted, such as `500_000 LENS`",
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_before_anything_is_played() {
    let folder = folder();
    fs::write(folder.path().join("file"), "mine").expect("written");
    refuse(
        "a file",
        folder.path(),
        &["--out", "file"],
        "\
error: --out file: file is a file and no folder; name another folder",
    );
    refuse(
        "a file above",
        folder.path(),
        &["--out", "file/in"],
        "\
error: --out file/in: file is a file and no folder; name another folder",
    );
    assert_eq!(fs::read_to_string(folder.path().join("file")).expect("still there"), "mine");
}

#[test]
fn a_command_that_is_misspelt_or_incomplete_is_refused() {
    let folder = folder();
    refuse_command(
        "misspelt",
        folder.path(),
        &["runn", "scenario.yaml"],
        "\
error: unrecognized subcommand 'runn'

  tip: a similar subcommand exists: 'run'

Usage: aipin <COMMAND>

For more information, try '--help'.",
    );
    refuse_command(
        "incomplete",
        folder.path(),
        &["run"],
        "\
error: the following required arguments were not provided:
  <SCENARIO>

Usage: aipin run <SCENARIO>

For more information, try '--help'.",
    );
    refuse_command(
        "unknown device",
        folder.path(),
        &["hardware", "show", "gpu/rtx-4900"],
        "\
error: there is no device `gpu/rtx-4900`; did you mean `gpu/rtx-4090`?",
    );
}

#[test]
fn validate_refuses_what_run_refuses() {
    let arguments = ["validate", "scenario.yaml", "--set", "run.dys=3"];
    let told = ARGUMENTS.iter().find(|(arguments, _)| arguments[1] == "run.dys=365");
    let told = told.expect("listed above").1.replace("run.dys=365", "run.dys=3");
    refuse_command("validate", folder().path(), &arguments, &told);
}
