//! Proves that a run writes what it promises: every file, whole, hashed, and the same bytes again.

mod common;
#[path = "common/small.rs"]
mod small;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use reports::files::sha256_hex;
use serde_json::Value;
use tempfile::TempDir;

use common::{Done, done};
use small::SMALL;

fn aipin(folder: &Path, arguments: &[&str]) -> Done {
    done(Command::new(env!("CARGO_BIN_EXE_aipin")), folder, arguments)
}

/// A folder in which the small scenario was run with everything switched on.
fn played() -> &'static Path {
    static PLAYED: OnceLock<TempDir> = OnceLock::new();
    let folder = PLAYED.get_or_init(|| {
        let folder = scenario();
        let done = run(folder.path(), &["--out", "full", "--devices", "--csv", "--threads", "1"]);
        assert!(done.stdout.contains("report.html"), "{done:?}");
        folder
    });
    folder.path()
}

fn scenario() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("scenario.yaml"), SMALL).expect("written");
    folder
}

/// Runs the scenario of a folder, which must go well and say nothing on stderr: no bar is drawn
/// where stderr is no terminal.
fn run(folder: &Path, arguments: &[&str]) -> Done {
    well(folder, &[&["run", "scenario.yaml"], arguments].concat())
}

fn well(folder: &Path, arguments: &[&str]) -> Done {
    let done = aipin(folder, arguments);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("is there")).expect("is JSON")
}

/// SHA-256 of each file of a folder but the manifest, by its path in it.
fn hashes(folder: &Path) -> BTreeMap<String, String> {
    let mut hashes = BTreeMap::new();
    for prefix in ["", "charts/"] {
        for entry in fs::read_dir(folder.join(prefix)).expect("a folder").flatten() {
            let name = format!("{prefix}{}", entry.file_name().display());
            if entry.path().is_file() && name != "manifest.json" {
                hashes.insert(name, sha256_hex(&fs::read(entry.path()).expect("readable")));
            }
        }
    }
    hashes
}

/// Hashes of the tables and charts: what does not name the command.
fn numbers(folder: &Path) -> BTreeMap<String, String> {
    let mut hashes = hashes(folder);
    hashes.retain(|name, _| !name.starts_with("report."));
    hashes
}

#[test]
fn every_file_of_the_promise_is_there_and_no_other() {
    let hashes = hashes(&played().join("full"));
    for name in [
        "scenario.resolved.yaml",
        "runs.parquet",
        "timeseries.parquet",
        "devices.parquet",
        "summary.parquet",
        "runs.csv",
        "timeseries.csv",
        "devices.csv",
        "summary.csv",
        "report.md",
        "report.html",
    ] {
        assert!(hashes.contains_key(name), "{name} is missing");
    }
    let charts: Vec<&String> = hashes.keys().filter(|name| name.starts_with("charts/")).collect();
    let of = |kind: &str| charts.iter().filter(|name| name.ends_with(kind)).count();
    assert!(of(".svg") >= 6, "six charts at least: {charts:?}");
    assert_eq!((of(".png"), of(".csv"), charts.len()), (of(".svg"), of(".svg"), 3 * of(".svg")));
    assert_eq!(hashes.len(), 11 + charts.len(), "nothing else: {:?}", hashes.keys());
}

#[test]
fn what_was_not_asked_for_is_not_written() {
    let folder = scenario();
    run(folder.path(), &["--replicates", "1"]);
    let hashes = hashes(&folder.path().join("out/scenario"));
    let tables = hashes.keys().filter(|name| !name.contains('/'));
    assert_eq!(
        tables.collect::<Vec<_>>(),
        [
            "report.html",
            "report.md",
            "runs.parquet",
            "scenario.resolved.yaml",
            "summary.csv",
            "summary.parquet",
            "timeseries.parquet",
        ]
    );
}

#[test]
fn the_manifest_counts_the_rows_and_hashes_every_file() {
    let folder = played().join("full");
    let manifest = json(&folder.join("manifest.json"));
    let files: BTreeMap<String, String> =
        serde_json::from_value(manifest["files"].clone()).expect("names and hashes");
    assert_eq!(files, hashes(&folder));
    let lines = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).expect("readable");
        text.lines().count() - 1
    };
    for table in ["runs", "timeseries", "devices", "summary"] {
        assert_eq!(manifest["rows"][table], lines(&format!("{table}.csv")), "rows of {table}");
    }
    assert_eq!(manifest["rows"]["runs"], 3);
    assert_eq!(manifest["rows"]["timeseries"], 3 * 40);
    assert_eq!(manifest["scenario_sha256"], files["scenario.resolved.yaml"].as_str());
    assert_eq!((&manifest["seed"], &manifest["replicates"]), (&7.into(), &3.into()));
    assert_eq!(manifest["threads"], 1);
    for key in ["version", "commit", "platform", "device_steps", "run_seconds", "wall_seconds"] {
        assert!(!manifest[key].is_null(), "{key}");
    }
    // A later file cannot be older: the manifest speaks for files that are there.
    let time = |name: &str| fs::metadata(folder.join(name)).and_then(|about| about.modified());
    let written = time("manifest.json").expect("a time");
    assert!(files.keys().all(|name| time(name).expect("a time") <= written));
}

#[test]
fn a_run_that_fails_leaves_no_manifest_of_an_older_one() {
    let folder = scenario();
    run(folder.path(), &["--out", "out", "--replicates", "1"]);
    let manifest = folder.path().join("out/manifest.json");
    assert!(manifest.exists());
    // A folder where a table should be: the second run starts, and cannot end.
    let table = folder.path().join("out/runs.parquet");
    fs::remove_file(&table).and_then(|()| fs::create_dir(&table)).expect("made");
    let done = aipin(folder.path(), &["run", "scenario.yaml", "--out", "out"]);
    assert_ne!(done.code, Some(0), "{done:?}");
    assert!(!manifest.exists(), "the old manifest speaks for files that have changed");
    assert!(hashes(&folder.path().join("out")).keys().all(|name| !name.ends_with(".partial")));
}

#[test]
fn the_bytes_do_not_depend_on_threads_and_do_on_the_seed() {
    let folder = played();
    run(folder, &["--out", "threads", "--devices", "--csv", "--threads", "2"]);
    assert_eq!(hashes(&folder.join("threads")), hashes(&folder.join("full")));
    run(folder, &["--out", "seed", "--devices", "--seed", "8"]);
    let (one, other) = (numbers(&folder.join("full")), numbers(&folder.join("seed")));
    for table in ["runs.parquet", "timeseries.parquet", "summary.parquet", "devices.parquet"] {
        assert_ne!(one[table], other[table], "{table}");
    }
}

#[test]
fn the_resolved_scenario_gives_the_same_bytes() {
    let folder = played();
    let arguments = ["run", "full/scenario.resolved.yaml", "--out", "again", "--devices", "--csv"];
    well(folder, &arguments);
    assert_eq!(numbers(&folder.join("again")), numbers(&folder.join("full")));
}

#[test]
fn what_the_command_line_changes_is_written_out() {
    let folder = scenario();
    let set = ["--set", "run.days=12", "--set", "emission.schedule.halving.every=6 days"];
    run(folder.path(), &[&set[..], &["--seed", "9", "--replicates", "2"]].concat());
    let out = folder.path().join("out/scenario");
    let resolved = fs::read_to_string(out.join("scenario.resolved.yaml")).expect("is there");
    for line in ["days: 12", "every: 6 days", "seed: 9", "replicates: 2"] {
        assert!(resolved.contains(&format!("  {line}\n")), "{line} in:\n{resolved}");
    }
    let manifest = json(&out.join("manifest.json"));
    assert_eq!((&manifest["rows"]["timeseries"], &manifest["seed"]), (&24.into(), &9.into()));
}

#[test]
fn a_variant_is_another_run() {
    let folder = played();
    run(folder, &["--out", "slower", "--variant", "slower"]);
    let resolved = fs::read_to_string(folder.join("slower/scenario.resolved.yaml")).expect("there");
    assert!(resolved.contains("every: 40 days"), "{resolved}");
    assert_ne!(
        hashes(&folder.join("slower"))["runs.parquet"],
        numbers(&folder.join("full"))["runs.parquet"]
    );
}

/// A variant once came after what the command line assigned, and undid it, while the report said that
/// both had been done.
#[test]
fn what_is_set_holds_in_a_variant() {
    let folder = played();
    let set = "emission.schedule.halving.every=70 days";
    run(folder, &["--out", "set", "--variant", "slower", "--set", set]);
    let resolved = fs::read_to_string(folder.join("set/scenario.resolved.yaml")).expect("there");
    assert!(resolved.contains("every: 70 days"), "{resolved}");
}

#[test]
fn json_is_for_machines_and_quiet_is_quiet() {
    let folder = played();
    let done = run(folder, &["--out", "json", "--json"]);
    let result: Value = serde_json::from_str(&done.stdout).expect("is JSON");
    let keys: Vec<&String> = result.as_object().expect("a map").keys().collect();
    let promised = [
        "scenario",
        "out",
        "seed",
        "replicates",
        "device_steps",
        "run_seconds",
        "end",
        "expectations",
    ];
    assert!(promised.iter().all(|key| keys.iter().any(|k| k == key)), "{keys:?}");
    let end = result["end"].as_array().expect("a list");
    let price = end.iter().find(|figure| figure["metric"] == "price.usd").expect("the price");
    for key in ["statistic", "value", "ci_low", "ci_high", "ci_method", "n", "unit"] {
        assert!(price.get(key).is_some(), "{key} in {price}");
    }
    assert_eq!(price["n"], 3);
    assert_eq!(run(folder, &["--out", "quiet", "--quiet"]).stdout, "");
}

#[test]
fn the_report_says_how_sure_it_is_and_shows_charts_that_are_there() {
    let folder = played().join("full");
    let report = fs::read_to_string(folder.join("report.md")).expect("is there");
    for word in ["3 runs", "95 %", "| n |", "aipin run scenario.yaml", "A tiny network."] {
        assert!(report.contains(word), "`{word}` in:\n{report}");
    }
    let links = report.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let (web, files): (Vec<&str>, Vec<&str>) = links.partition(|link| link.contains("://"));
    assert!(files.len() >= 6, "six charts at least: {files:?}, {web:?}");
    for link in files {
        assert!(folder.join(link).is_file(), "{link} is not there");
    }
    let page = fs::read_to_string(folder.join("report.html")).expect("is there");
    for outside in ["src=\"http", "href=\"http://", "<link", "src=\"charts"] {
        assert!(!page.contains(outside), "the page stands alone, without {outside}");
    }
}

#[test]
fn the_report_says_why_devices_are_gone_where_they_can_be() {
    let folder = scenario();
    let worn = [
        "--set",
        "work.ageing={ hardware: { times: 200 } }",
        "--set",
        "work.wearing={ weibull: { scale: 30 days, shape: 1 } }",
        "--set",
        "work.outages={ regional: { per_year: 90, lasts: 9 hours } }",
    ];
    run(folder.path(), &[&["--out", "worn", "--devices"], &worn[..]].concat());
    let report = fs::read_to_string(folder.path().join("worn/report.md")).expect("is there");
    for word in ["gone at the end", "tired their owners", "are broken", "the outages of one run"] {
        assert!(report.contains(word), "`{word}` in:\n{report}");
    }
    assert!(folder.path().join("worn/charts/why_gone.svg").is_file());
    // Where nothing ends the life of a device, nothing is said of it.
    assert!(!played().join("full/charts/why_gone.svg").exists());
}

#[test]
fn a_device_of_ones_own_goes_with_the_resolved_scenario() {
    let folder = scenario();
    let device = include_str!("../../hardware-models/gpu/rtx-4090.yaml");
    fs::create_dir(folder.path().join("mine")).expect("made");
    let cheap = device.replace("2_500 USD", "1_250 USD");
    assert_ne!(cheap, device, "the price of the catalogue's device has changed");
    fs::write(folder.path().join("mine/gpu.yaml"), cheap).expect("written");
    let own = ["--set", "fleet.gpus.hardware=mine/gpu.yaml"];
    run(folder.path(), &[&["--out", "first"], &own[..]].concat());
    well(folder.path(), &["run", "first/scenario.resolved.yaml", "--out", "again"]);
    assert_eq!(numbers(&folder.path().join("first")), numbers(&folder.path().join("again")));
    let catalogue = run(folder.path(), &["--out", "catalogue"]);
    assert_eq!(catalogue.code, Some(0));
    let runs = |name: &str| numbers(&folder.path().join(name))["runs.parquet"].clone();
    assert_ne!(runs("first"), runs("catalogue"));
}

#[test]
fn a_run_takes_away_what_an_earlier_one_left() {
    let folder = scenario();
    run(folder.path(), &["--out", "out", "--devices", "--csv", "--replicates", "1"]);
    run(folder.path(), &["--out", "out", "--replicates", "1"]);
    let manifest = json(&folder.path().join("out/manifest.json"));
    let listed: Vec<&String> = manifest["files"].as_object().expect("names").keys().collect();
    assert_eq!(listed, hashes(&folder.path().join("out")).keys().collect::<Vec<_>>());
    assert!(!folder.path().join("out/devices.csv").exists());
}
