//! What is wrong with a file as a whole.

use std::fs::{self, File};

use super::{SMALL, refuse};

/// What a file holds, and what is told of it.
fn refuse_bytes(name: &str, bytes: &[u8], told: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), bytes).expect("written");
    refuse(name, folder.path(), &[], told);
}

#[test]
fn a_file_with_nothing_in_it_is_refused() {
    refuse_bytes(
        "empty",
        b"",
        "\
error: the file is empty
--> scenario.yaml:1:1
 = help: `aipin schema` prints what a file may hold",
    );
    refuse_bytes(
        "comments",
        b"# nothing\n# at all\n",
        "\
error: the file holds no keys
 --> scenario.yaml:1:1
  |
1 | # nothing
  | ^
  |
  = help: `aipin schema` prints what a file may hold",
    );
}

#[test]
fn a_file_that_is_no_map_is_refused() {
    refuse_bytes("a list", b"- a\n- b\n", "\
error: keys and values are wanted here, not a list
 --> scenario.yaml:1:1
  |
1 | - a
  | ^
  |
  = help: known here: `about`, `run`, `token`, `fleet`, `maker`, `price`, `shocks`, `demand`, `flywheel`, `work`, `emission`, `decisions`, `market`, `flows`, `rivals`, `amendments`, and 3 more");
}

#[test]
fn a_file_that_is_not_utf_8_is_refused() {
    let text = SMALL.replace("tiny", "caf\u{e9}");
    let latin_1: Vec<u8> = text.chars().map(|c| c as u8).collect();
    refuse_bytes(
        "Latin-1",
        &latin_1,
        "\
error: this is not UTF-8 text
 --> scenario.yaml:2:13
  |
2 | about: A caf� network.
  |             ^
  |
  = help: save the file in the encoding UTF-8",
    );
    let utf_16: Vec<u8> = "\u{feff}run".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refuse_bytes(
        "UTF-16",
        &utf_16,
        "\
error: this is not UTF-8 text
 --> scenario.yaml:1:1
  |
1 | ��r␀u␀n␀
  | ^
  |
  = help: save the file in the encoding UTF-8",
    );
}

#[test]
fn a_file_of_fifty_megabytes_is_not_read_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = File::create(folder.path().join("scenario.yaml")).expect("made");
    file.set_len(50_000_000).expect("long");
    refuse(
        "50 MB",
        folder.path(),
        &[],
        "\
error: scenario.yaml: is larger than 1 MB; a scenario is a page of text; long series belong in a CSV file of their own",
    );
}

/// A file without an end: the memory that is taken does not depend on what is offered.
#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_not_read_through() {
    let folder = tempfile::tempdir().expect("a folder");
    super::refuse_command(
        "endless",
        folder.path(),
        &["run", "/dev/zero"],
        "\
error: /dev/zero: is larger than 1 MB; a scenario is a page of text; long series belong in a CSV file of their own",
    );
}

#[test]
fn a_folder_and_a_missing_file_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    refuse(
        "missing",
        folder.path(),
        &[],
        "\
error: scenario.yaml: there is no such file",
    );
    fs::write(folder.path().join("scenaro.yaml"), SMALL).expect("written");
    refuse(
        "misspelt",
        folder.path(),
        &[],
        "\
error: scenario.yaml: there is no such file; did you mean `scenaro.yaml`?",
    );
    fs::create_dir(folder.path().join("scenario.yaml")).expect("made");
    refuse(
        "a folder",
        folder.path(),
        &[],
        "\
error: scenario.yaml: is a folder; name a scenario file in it",
    );
}
