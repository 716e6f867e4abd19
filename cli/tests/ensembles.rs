//! Proves what the command does with an ensemble: it stops when enough is known, whatever the threads; what
//! breaks keeps its place and its status and ends no other; and one replicate can be played alone.

mod common;
#[path = "common/small.rs"]
mod small;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use common::{Done, done};
use small::SMALL;

/// Enough is known of the price when the half-width of its mean is 10 % of it.
const UNTIL: &str =
    "run.replicates={ min: 20, max: 500, until: { that: price.usd, half_width: 10 % } }";

fn scenario() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), SMALL).expect("written");
    folder
}

/// Runs the scenario of a folder, with the replicates broken that a list names.
fn run_broken(folder: &Path, broken: &str, arguments: &[&str]) -> Done {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aipin"));
    command.env("AIPIN_BREAK", broken);
    done(command, folder, &[&["run", "scenario.yaml"], arguments].concat())
}

fn run(folder: &Path, arguments: &[&str]) -> Done {
    let done = run_broken(folder, "", arguments);
    assert_eq!(done.code, Some(0), "{done:?}");
    done
}

fn text(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).expect("is there")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("is JSON")
}

/// A column of a table without commas in its cells.
fn column(folder: &Path, file: &str, name: &str) -> Vec<String> {
    let text = text(folder, file);
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let at = lines.next().and_then(|names| names.iter().position(|other| other == name));
    let at = at.unwrap_or_else(|| panic!("{file} has no {name}"));
    lines.map(|cells| cells[at].clone()).collect()
}

#[test]
fn it_stops_when_enough_is_known_whatever_the_threads() {
    let folder = scenario();
    let one = run(folder.path(), &["--set", UNTIL, "--out", "one", "--threads", "1"]);
    let two = run(folder.path(), &["--set", UNTIL, "--out", "two", "--threads", "2", "--json"]);
    for file in ["runs.parquet", "timeseries.parquet", "summary.csv", "charts/convergence.csv"] {
        let read = |out: &str| fs::read(folder.path().join(out).join(file)).expect("is there");
        assert!(read("one") == read("two"), "{file} differs");
    }
    let result = json(&two.stdout);
    let (n, stopped) = (result["replicates"].as_u64().expect("a number"), &result["stopped"]);
    assert!((25..500).contains(&n), "{n}");
    assert_eq!((&stopped["n"], &stopped["reached"]), (&n.into(), &true.into()));
    assert!(stopped["half_width"].as_f64().is_some_and(|half| half <= 0.1), "{stopped}");
    let told = format!("Stopped after {n} replicates: the half-width of the mean of price.usd is");
    assert!(one.stdout.contains(&told), "{}", one.stdout);
    assert!(text(folder.path(), "one/report.md").contains(&told));
    // On one fewer the rule does not stop, so that the others were needed.
    let fewer = UNTIL.replace("500", &(n - 1).to_string());
    let fewer = run(folder.path(), &["--set", &fewer, "--json", "--out", "fewer"]);
    assert_eq!(json(&fewer.stdout)["replicates"], n - 1);
}

#[test]
fn what_is_not_known_after_the_most_is_said() {
    let folder = scenario();
    let until = UNTIL.replace("500", "21").replace("10 %", "1 %");
    let done = run(folder.path(), &["--set", &until]);
    assert!(done.stdout.contains("Not reached after 21 replicates"), "{}", done.stdout);
    assert!(text(folder.path(), "out/scenario/report.md").contains("Not reached after 21"));
    let number = run(folder.path(), &["--set", &until, "--replicates", "4", "--json"]);
    let result = json(&number.stdout);
    assert_eq!((&result["replicates"], &result["stopped"]), (&4.into(), &Value::Null));
}

#[test]
fn what_breaks_keeps_its_place_and_its_status() {
    let folder = scenario();
    let arguments = ["--replicates", "6", "--csv", "--json", "--out", "broken"];
    let done = run_broken(folder.path(), "1,4", &arguments);
    assert_eq!(done.code, Some(3), "{done:?}");
    let told = "2 replicates broke, which is a defect of aipin: replicate 1 panicked: AIPIN_BREAK";
    assert!(done.stderr.contains(told), "{}", done.stderr);
    assert!(done.stderr.contains("aipin run scenario.yaml --replicate 1\n"), "{}", done.stderr);
    let result = json(&done.stdout);
    assert_eq!((&result["replicates"], &result["broken"][1]["replicate"]), (&6.into(), &4.into()));
    let out = folder.path().join("broken");
    assert_eq!(column(&out, "runs.csv", "replicate"), ["0", "1", "2", "3", "4", "5"]);
    let broke = "panicked: AIPIN_BREAK asked for it";
    assert_eq!(column(&out, "runs.csv", "status"), ["ok", broke, "ok", "ok", broke, "ok"]);
    for metric in ["price.usd", "ledger.supply"] {
        let empty: Vec<bool> =
            column(&out, "runs.csv", metric).iter().map(String::is_empty).collect();
        assert_eq!(empty, [false, true, false, false, true, false], "{metric}");
    }
    let mut there = column(&out, "timeseries.csv", "replicate");
    there.dedup();
    assert_eq!(there, ["0", "2", "3", "5"]);
    assert!(column(&out, "summary.csv", "n").iter().all(|n| n == "4"));
    let manifest = json(&text(&out, "manifest.json"));
    assert_eq!((&manifest["replicates"], &manifest["broken"]), (&6.into(), &2.into()));
    assert!(text(&out, "report.md").contains("2 of 6 replicates broke"));
}

#[test]
fn effects_of_links_are_of_the_runs_that_are_whole_with_and_without_each() {
    let folder = scenario();
    let done = run_broken(folder.path(), "1", &["--replicates", "4", "--attribute", "--json"]);
    assert_eq!(done.code, Some(3), "{done:?}");
    let links = json(&done.stdout)["links"].as_array().expect("links").clone();
    assert!(!links.is_empty() && links.iter().all(|link| link["n"] == 3), "{links:?}");
}

#[test]
fn where_all_break_nothing_is_left_to_tell() {
    let folder = scenario();
    let done = run_broken(folder.path(), "0,1", &["--replicates", "2"]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(3), ""), "{done:?}");
    assert!(done.stderr.contains("replicate 0 panicked"), "{}", done.stderr);
    assert!(!folder.path().join("out/scenario/manifest.json").exists());
}

#[test]
fn one_replicate_is_played_as_among_the_others() {
    let folder = scenario();
    run(folder.path(), &["--csv"]);
    run(folder.path(), &["--csv", "--replicate", "2"]);
    let of_two = |out: &str, file: &str| -> Vec<String> {
        let text = text(&folder.path().join(out), file);
        let mine = |line: &&str| line.starts_with("2,") || line.starts_with("0,2,");
        text.lines().filter(mine).map(str::to_owned).collect()
    };
    for (file, rows) in [("timeseries.csv", 40), ("runs.csv", 1)] {
        let alone = of_two("out/scenario-replicate-2", file);
        assert_eq!(alone.len(), rows);
        assert_eq!(alone, of_two("out/scenario", file));
    }
    let report = text(folder.path(), "out/scenario-replicate-2/report.md");
    assert!(report.contains("1 (number 2, from 0)"), "{report}");
    assert!(report.contains("aipin run scenario.yaml --replicate 2"), "{report}");
    let both = run_broken(folder.path(), "", &["--replicate", "2", "--replicates", "3"]);
    assert_eq!(both.code, Some(2), "{both:?}");
}
