//! Proves what `aipin compare` promises: a null reform is told as one, a variant differs where it should,
//! what cannot be compared is refused, and programs can read the result.

mod common;
#[path = "common/small.rs"]
mod small;

use std::collections::BTreeSet;
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

/// A folder with the small scenario, which has a variant that changes nothing too.
fn scenario() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = SMALL.to_owned() + "  same: { emission.schedule.halving.every: 20 days }\n";
    fs::write(folder.path().join("small.yaml"), text).expect("written");
    folder
}

/// Compares, which must go well and say nothing on stderr.
fn well(folder: &Path, arguments: &[&str]) -> Done {
    let done = aipin(folder, &[&["compare"], arguments].concat());
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done
}

/// A folder in which the variant was compared, with everything switched on, in `out`.
fn compared() -> &'static Path {
    static COMPARED: OnceLock<TempDir> = OnceLock::new();
    let folder = COMPARED.get_or_init(|| {
        let folder = scenario();
        well(folder.path(), &["small.yaml", "--variant", "slower", "--out", "out", "--csv"]);
        folder
    });
    folder.path()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("is JSON")
}

/// The fields of a line, some of them in quotation marks.
fn fields(line: &str) -> Vec<&str> {
    let mut is_inside = false;
    let ends = |letter: char| {
        is_inside ^= letter == '"';
        letter == ',' && !is_inside
    };
    line.split(ends).collect()
}

/// The rows of a table by the names of its columns.
fn column<'a>(csv: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = csv.lines();
    let names = lines.next().unwrap_or_default().split(',');
    let at = names.into_iter().position(|known| known == name).expect("has the column");
    lines.map(|line| fields(line)[at]).collect()
}

#[test]
fn every_file_of_the_promise_is_there_whole_and_no_other() {
    let out = compared().join("out");
    let manifest = json(&text(&out.join("manifest.json")));
    let files = manifest["files"].as_object().expect("a map");
    for (name, hash) in files {
        let bytes = fs::read(out.join(name)).expect("is there");
        assert_eq!(hash.as_str(), Some(sha256_hex(&bytes).as_str()), "{name}");
    }
    let charts = ["headlines", "difference_over_time", "distributions", "winners_and_losers"];
    let mut expected: BTreeSet<String> = charts
        .iter()
        .flat_map(|name| ["csv", "png", "svg"].map(|ending| format!("charts/{name}.{ending}")))
        .collect();
    for table in ["changes", "differences", "winners"] {
        expected.extend(["csv", "parquet"].map(|ending| format!("{table}.{ending}")));
    }
    expected.extend(["base", "proposal"].map(|side| format!("{side}/scenario.resolved.yaml")));
    expected.extend(["report.md", "report.html"].map(str::to_owned));
    assert_eq!(files.keys().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(manifest["proposal"]["scenario"], "small.yaml, variant slower");
}

/// Its scenario expects a difference from the variant, which the variant itself does not have.
#[test]
fn what_was_played_can_be_played_again() {
    let folder = scenario();
    let text = fs::read_to_string(folder.path().join("small.yaml")).expect("it is there");
    let expect =
        "expect: [{ that: price.usd, against: { variant: slower }, mean: { at_most: 9 } }]\n";
    fs::write(folder.path().join("small.yaml"), text + expect).expect("written");
    well(folder.path(), &["small.yaml", "--variant", "slower", "--out", "out"]);
    for side in ["base", "proposal"] {
        let resolved = format!("out/{side}/scenario.resolved.yaml");
        let done = aipin(folder.path(), &["validate", &resolved]);
        assert_eq!(done.code, Some(0), "{done:?}");
    }
}

#[test]
fn a_variant_differs_where_it_should_and_nowhere_else() {
    let out = compared().join("out");
    let changes = text(&out.join("changes.csv"));
    assert_eq!(column(&changes, "path"), ["emission.schedule.halving.every"]);
    assert_eq!(
        (column(&changes, "from"), column(&changes, "to")),
        (vec!["20 days"], vec!["40 days"])
    );
    let differences = text(&out.join("differences.csv"));
    let row = |metric: &str| {
        let metrics = column(&differences, "metric");
        metrics.iter().position(|name| *name == metric).expect("is there")
    };
    let of = |metric: &str, name: &str| column(&differences, name)[row(metric)].to_owned();
    // The schedule is known: half a reward more in the second half of the time.
    assert_eq!(of("emission.scheduled_tokens", "base"), "1500.0");
    assert_eq!(of("emission.scheduled_tokens", "proposal"), "3000.0");
    assert_eq!(of("emission.scheduled_tokens", "difference"), "1500.0");
    assert_eq!(of("emission.scheduled_tokens", "relative"), "1.0");
    assert_eq!(of("emission.scheduled_tokens", "verdict"), "higher");
    // What customers ask for does not hang on it.
    assert_eq!(of("demand.requested_tokens", "verdict"), "the same to the bit");
    assert_eq!(of("demand.requested_tokens", "difference"), "0.0");
    let report = text(&out.join("report.md"));
    assert!(report.contains("| `emission.schedule.halving.every` |"), "{report}");
    assert!(report.contains("aipin compare small.yaml --variant slower"));
    for forbidden in ["forecast", "guarantee", " will "] {
        assert!(!report.split("## How to do it again").next().unwrap().contains(forbidden));
    }
}

#[test]
fn a_reform_that_changes_nothing_is_told_to_change_nothing() {
    let folder = scenario();
    let folder = folder.path();
    fs::copy(folder.join("small.yaml"), folder.join("copy.yaml")).expect("copied");
    for proposal in [&["--variant", "same"][..], &["copy.yaml"]] {
        let arguments = [&["small.yaml", "--out", "null", "--json"], proposal].concat();
        let result = json(&well(folder, &arguments).stdout);
        assert_eq!(result["is_null"], true);
        assert_eq!(result["changes"], json("[]"));
        for metric in result["end"].as_array().expect("a list") {
            assert_eq!(metric["is_identical"], true, "{metric}");
            let difference = &metric["difference"];
            assert!(difference.is_null() || *difference == 0.0, "{metric}");
        }
        let report = text(&folder.join("null/report.md"));
        assert!(report.contains("Every difference is zero, to the bit"), "{report}");
        assert!(report.contains("changes nothing"));
        assert!(!folder.join("null/charts/headlines.svg").exists());
    }
}

#[test]
fn the_result_for_programs_has_its_shape() {
    let folder = scenario();
    let arguments = ["small.yaml", "--variant", "slower", "--json", "--margin", "2 %"];
    let result = json(&well(folder.path(), &arguments).stdout);
    let is_there = folder.path().join("out/compare-small-slower/report.html").is_file();
    assert!(is_there && result["out"] == "out/compare-small-slower");
    let one = |key: &str, value: Value| assert_eq!(result[key], value, "{key}");
    one("base", "small.yaml".into());
    one("proposal", "small.yaml, variant slower".into());
    one("seed", 7.into());
    one("replicates", 3.into());
    one("broken", 0.into());
    one("is_null", false.into());
    assert_eq!(result["changes"][0]["path"], "emission.schedule.halving.every");
    let end = result["end"].as_array().expect("a list");
    let price = end.iter().find(|metric| metric["metric"] == "price.usd").expect("is there");
    let keys: BTreeSet<&str> =
        price.as_object().expect("a map").keys().map(String::as_str).collect();
    let expected = [
        "metric",
        "unit",
        "base",
        "proposal",
        "difference",
        "ci_low",
        "ci_high",
        "ci_method",
        "relative",
        "n",
        "missing",
        "p_holm",
        "margin",
        "is_equivalent",
        "is_identical",
        "verdict",
    ];
    assert_eq!(keys, expected.into_iter().collect());
    assert_eq!((&price["n"], &price["missing"]), (&3.into(), &0.into()));
    let base = price["base"].as_f64().expect("a number");
    assert!((price["margin"].as_f64().expect("a number") - 0.02 * base).abs() < 1e-12);
    let winners = result["winners"].as_array().expect("a list");
    let by = |by: &str| winners.iter().filter(|class| class["by"] == by).count();
    // Two regions have two prices of electricity, and what costs the same is in the same fifth.
    assert_eq!((by("all"), by("region"), by("cost_fifth")), (1, 2, 2));
}

#[test]
fn the_seed_and_the_number_of_runs_are_the_bases() {
    let folder = scenario();
    let other = SMALL.replace("replicates: 3, seed: 7", "replicates: 9, seed: 8");
    fs::write(folder.path().join("other.yaml"), other).expect("written");
    let result = json(&well(folder.path(), &["small.yaml", "other.yaml", "--json"]).stdout);
    assert_eq!((&result["replicates"], &result["seed"]), (&3.into(), &7.into()));
    assert_eq!(result["is_null"], true);
    let arguments = ["small.yaml", "other.yaml", "--json", "--seed", "5", "--replicates", "2"];
    let result = json(&well(folder.path(), &arguments).stdout);
    assert_eq!((&result["replicates"], &result["seed"]), (&2.into(), &5.into()));
}

#[test]
fn tables_do_not_depend_on_threads() {
    let folder = scenario();
    for (out, threads) in [("one", "1"), ("three", "3")] {
        let arguments = ["small.yaml", "--variant", "slower", "--out", out, "--threads", threads];
        well(folder.path(), &[&arguments[..], &["--replicates", "5", "--quiet"]].concat());
    }
    for name in ["differences.csv", "winners.csv", "report.html", "charts/distributions.svg"] {
        let of = |out: &str| text(&folder.path().join(out).join(name));
        assert_eq!(of("one"), of("three"), "{name}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_would_be_right() {
    let folder = scenario();
    let later = SMALL.replace("2026-01-01", "2026-02-01");
    fs::write(folder.path().join("later.yaml"), later).expect("written");
    fs::write(folder.path().join("longer.yaml"), SMALL.replace("days: 40", "days: 50"))
        .expect("written");
    let refused = |arguments: &[&str], words: &[&str]| {
        let done = aipin(folder.path(), &[&["compare"], arguments].concat());
        assert_eq!(done.code, Some(2), "{done:?}");
        for word in words {
            assert!(done.stderr.contains(word), "`{word}` is missing in {}", done.stderr);
        }
        assert!(!folder.path().join("out").exists(), "{arguments:?} wrote something");
    };
    refused(&["small.yaml"], &["compared with itself", "slower, same"]);
    refused(&["small.yaml", "small.yaml"], &["compared with itself", "--variant"]);
    refused(&["small.yaml", "--variant", "slowr"], &["no variant `slowr`", "slower"]);
    refused(&["small.yaml", "later.yaml"], &["run.start", "2026-01-01"]);
    refused(&["small.yaml", "longer.yaml"], &["run.days", "40"]);
    refused(&["small.yaml", "nowhere.yaml"], &["no such file"]);
    refused(&["small.yaml", "--variant", "slower", "--margin", "5"], &["share", "%"]);
    let twice = ["small.yaml", "--base-variant", "slower", "--variant", "slower"];
    refused(&twice, &["compared with itself"]);
}
