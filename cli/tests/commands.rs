//! Proves that every command does what its help says, and that every scenario of ours is sound.

mod common;
#[path = "common/small.rs"]
mod small;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use common::{Done, done};
use small::SMALL;

fn aipin(folder: &Path, arguments: &[&str]) -> Done {
    done(Command::new(env!("CARGO_BIN_EXE_aipin")), folder, arguments)
}

/// The folder of the whole project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

fn well(arguments: &[&str]) -> Done {
    let done = aipin(&root(), arguments);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("is JSON")
}

/// Every YAML file among the scenarios of the project, by its path from the root.
fn scenarios() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("scenarios")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let path = path.strip_prefix(root()).expect("below the root");
                found.push(path.display().to_string());
            }
        }
    }
    found.sort();
    found
}

/// Whether a file is played: `scenarios/<folder>/<scenario>.yaml`, and neither its baseline, nor the list
/// of all keys above, nor a scenario's own device files below.
fn is_played(path: &str) -> bool {
    path.matches('/').count() == 2 && !path.ends_with(".baseline.yaml")
}

#[test]
fn every_scenario_is_sound() {
    let scenarios = scenarios();
    assert!(scenarios.iter().filter(|path| is_played(path)).count() >= 3, "{scenarios:?}");
    for path in scenarios.iter().filter(|path| is_played(path)) {
        let done = aipin(&root(), &["validate", path]);
        let all_right = format!("{path}: all right: ");
        assert!(done.code == Some(0) && done.stdout.starts_with(&all_right), "{path}: {done:?}");
        let warned = done.stderr.lines().filter_map(|line| line.strip_prefix("warning: "));
        let meant = MEANT.iter().filter(|(of, _)| of == path).map(|(_, warning)| *warning);
        assert_eq!(warned.collect::<Vec<_>>(), meant.collect::<Vec<_>>(), "{path}");
    }
}

/// Warnings of what is meant so.
const MEANT: &[(&str, &str)] = &[
    // Its price is the same every morning for all that is compared.
    (
        "scenarios/devices/training-or-inference.yaml",
        "what the market does to the price in a day is undone overnight",
    ),
    // That rings cannot is what it shows.
    ("scenarios/devices/wearables.yaml", "no device can do `word_on_rings`"),
    // Only the two months of the cut matter.
    ("scenarios/facts/pool-cut.yaml", "the series begins 166 days after the start of the run"),
    ("scenarios/facts/pool-cut.yaml", "the series ends on 2024-07-15, before the run does"),
    // They go on beyond the prices that are known.
    ("scenarios/replica/bittensor.yaml", "the series ends on 2025-12-15, before the run does"),
    ("scenarios/replica/helium.yaml", "the series ends on 2026-06-02, before the run does"),
    ("scenarios/replica/io-net.yaml", "the series ends on 2025-02-01, before the run does"),
];

#[test]
fn every_scenario_tells_editors_where_its_schema_is() {
    for path in scenarios().into_iter().filter(|path| is_played(path)) {
        let text = fs::read_to_string(root().join(&path)).expect("readable");
        let first = text.lines().next().unwrap_or_default();
        let schema = first.strip_prefix("# yaml-language-server: $schema=");
        let schema = schema.unwrap_or_else(|| panic!("{path} begins with `{first}`"));
        let folder = Path::new(&path).parent().expect("a folder");
        let named = folder.join(schema).components().fold(PathBuf::new(), |mut path, part| {
            if part.as_os_str() == ".." {
                path.pop();
            } else {
                path.push(part);
            }
            path
        });
        assert_eq!(named, Path::new("scenarios/schema.json"), "{path} names {schema}");
    }
}

#[test]
fn validate_says_what_it_found_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), SMALL).expect("written");
    let done = aipin(folder.path(), &["validate", "scenario.yaml", "--set", "run.days=12"]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        done.stdout,
        "scenario.yaml: all right: 20 devices of 1 kind, 12 steps, 3 replicates, 0 amendments, \
         1 variant\n"
    );
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn validate_warns_of_what_may_not_be_meant_and_strictly_refuses_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let late = "shocks: [{ name: crash, price: { to: 30 %, at: day 90 } }]\n";
    fs::write(folder.path().join("scenario.yaml"), format!("{SMALL}{late}")).expect("written");
    let warning = "\
warning: the shock `crash` comes after the end of the run
  --> scenario.yaml:26:10
   |
26 | shocks: [{ name: crash, price: { to: 30 %, at: day 90 } }]
   |          ^
   |
   = help: the run ends before 2026-02-10, so it does nothing
";
    let validate = ["validate", "scenario.yaml"];
    let done = aipin(folder.path(), &validate);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), warning));
    let done = aipin(folder.path(), &[&validate[..], &["--strict"]].concat());
    let strictly = format!("{warning}error: --strict: there is a warning\n");
    assert_eq!((done.code, done.stderr.as_str(), done.stdout.as_str()), (Some(2), &*strictly, ""));
    let done = aipin(folder.path(), &[&validate[..], &["--json"]].concat());
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    let told = json(&done.stdout);
    assert_eq!((&told["devices"], &told["steps"]), (&20.into(), &40.into()));
    let warned = &told["warnings"][0];
    assert_eq!((&warned["line"], &warned["column"]), (&26.into(), &10.into()));
    assert_eq!(warned["message"], "the shock `crash` comes after the end of the run");
    // A run tells it too, and is quiet where it is told to be.
    let run = ["run", "scenario.yaml", "--no-timeseries", "--replicates", "1"];
    let done = aipin(folder.path(), &run);
    assert!(done.code == Some(0) && done.stderr.starts_with(warning), "{done:?}");
    let report = folder.path().join("out/scenario/report.md");
    let report = fs::read_to_string(report).expect("there is a report");
    assert!(report.contains("may not be meant: the shock `crash` comes after the end"), "{report}");
    let done = aipin(folder.path(), &[&run[..], &["--quiet"]].concat());
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
}

#[test]
fn validate_checks_a_variant() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), SMALL).expect("written");
    let validate = |more: &[&str]| {
        aipin(folder.path(), &[&["validate", "scenario.yaml", "--variant"], more].concat())
    };
    let done = validate(&["slower", "--json"]);
    assert_eq!((done.code, &json(&done.stdout)["variant"]), (Some(0), &"slower".into()));
    let done = validate(&["slower", "--set", "emission.schedule={ fixed: { rate: 9 LENS/day } }"]);
    let first = "error: in the variant `slower`: `fixed` and `halving` are two kinds at once";
    assert!(done.code == Some(2) && done.stderr.starts_with(first), "{}", done.stderr);
    let done = validate(&["none"]);
    assert!(done.stderr.starts_with("error: there is no variant `none`\n"), "{}", done.stderr);
}

#[test]
fn the_schema_is_json_schema_and_the_one_that_is_kept() {
    let schema = well(&["schema"]).stdout;
    let tree = json(&schema);
    assert_eq!(tree["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for key in ["run", "token", "price", "emission"] {
        assert!(tree["properties"][key].is_object(), "{key}");
        assert!(tree["required"].as_array().expect("a list").contains(&key.into()), "{key}");
    }
    if let Ok(kept) = fs::read_to_string(root().join("scenarios/schema.json")) {
        // Not assert_eq: nobody reads two schemas in a message.
        assert!(json(&kept) == tree, "`aipin schema > scenarios/schema.json` brings it in step");
    }
}

#[test]
fn the_catalogue_lists_every_device_and_shows_each() {
    let list = well(&["hardware", "list"]).stdout;
    let names = json(&well(&["hardware", "list", "--json"]).stdout);
    let names = names["devices"].as_array().expect("a list");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let devices = lines.skip(1).filter(|line| line.starts_with("  ")).count();
    assert_eq!(devices, names.len(), "one line a device, and a head for each family");
    assert!(list.contains("llama-3.1-8b"), "and the AI models");
    for name in names.iter().filter_map(|device| device["name"].as_str()) {
        assert!(list.contains(name), "{name}");
        let shown = well(&["hardware", "show", name]).stdout;
        assert!(shown.contains("one request at a time"), "{name} does something");
        let marks = ["verified", "secondary", "recalled", "estimate"];
        assert!(marks.iter().any(|mark| shown.contains(mark)), "{name} says how sure it is");
        let device = json(&well(&["hardware", "show", name, "--json"]).stdout);
        assert!(device["name"].is_string() && device["class"].is_string(), "{device}");
    }
}

#[test]
fn every_command_explains_itself() {
    let help = well(&["--help"]).stdout;
    for command in ["run", "validate", "emission", "explain", "schema", "hardware"] {
        assert!(help.contains(&format!("  {command} ")), "{command} in {help}");
    }
    let commands =
        [&["run"][..], &["validate"], &["emission"], &["explain"], &["schema"], &["hardware"]];
    for command in commands {
        let said = well(&[command, &["--help"]].concat()).stdout;
        assert!(said.contains(&format!("Usage: aipin {}", command.join(" "))), "{said}");
    }
    for command in [["hardware", "list"], ["hardware", "show"], ["hardware", "estimate"]] {
        let said = well(&[&command[..], &["--help"]].concat()).stdout;
        assert!(said.contains(&format!("Usage: aipin {}", command.join(" "))), "{said}");
    }
    let run = well(&["run", "--help"]).stdout;
    for flag in ["out", "seed", "replicates", "threads", "set", "variant", "json", "quiet"] {
        assert!(run.contains(&format!("--{flag}")), "--{flag} in {run}");
    }
}

#[test]
fn a_reader_who_stops_early_is_no_failure() {
    for arguments in [
        &["schema"][..],
        &["explain"],
        &["emission", "--list"],
        &["hardware", "list"],
        &["hardware", "show", "gpu/rtx-4090"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aipin"));
        let command = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("aipin starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*said), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn exit_codes_tell_what_kind_of_end_it_was() {
    for (arguments, code) in [
        (&["--version"][..], 0),
        (&["schema"], 0),
        (&[], 2),
        (&["run"], 2),
        (&["run", "scenarios/none.yaml"], 2),
        (&["validate", "scenarios"], 2),
        (&["hardware", "show", "nothing"], 2),
        (&["emission", "--list"], 0),
        (&["emission"], 2),
        (&["explain", "halving"], 0),
        (&["explain", "halvin"], 2),
        (&["schema", "--none"], 2),
    ] {
        let done = aipin(&root(), arguments);
        assert_eq!(done.code, Some(code), "{arguments:?}: {done:?}");
        assert_eq!(done.stderr.is_empty(), code == 0, "{arguments:?}: {done:?}");
        assert_eq!(done.stdout.is_empty(), code != 0, "{arguments:?}: {done:?}");
    }
}
