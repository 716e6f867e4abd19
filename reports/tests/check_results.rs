//! Keeps `reports/schemas/check-results.schema.json` in step with what `results.json` is made of, and
//! holds such a file to it. After a change: `BLESS=1 cargo test -p reports --test check_results`.

use std::fs;

use language::{check, yaml};
use reports::check::{Tool, results, schema};
use serde_json::{Value, json};
use sim::scenario::Severity;
use studies::{Case, Checked, CheckedScenario, Estimate, Finding, Kind, Replay, Status};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/check-results.schema.json");
const REFRESH: &str = "BLESS=1 cargo test -p reports --test check_results";
const TOOL: Tool = Tool { version: "0.1.0", commit: "98f2c5d" };

const KINDS: [Kind; 5] =
    [Kind::Scenario, Kind::Invariant, Kind::Claim, Kind::Baseline, Kind::Against];
const STATUSES: [Status; 5] =
    [Status::Passed, Status::Failed, Status::Inconclusive, Status::Wrong, Status::Broken];

/// A case of every kind, status and severity, with numbers and without.
fn checked() -> Checked {
    let mut cases = Vec::new();
    for (number, (kind, status)) in
        KINDS.iter().flat_map(|kind| STATUSES.map(|status| (*kind, status))).enumerate()
    {
        let has_numbers = number % 2 == 0;
        cases.push(Case {
            name: format!("\"mean\" of devices.active ≥ {number}\n"),
            kind,
            status,
            severity: if number % 3 == 0 { Severity::Warning } else { Severity::Error },
            at: if has_numbers { (41, 5) } else { (0, 0) },
            because: "It matters.".into(),
            message: "812 [–]".into(),
            figure: has_numbers.then(finding),
            replay: has_numbers.then(|| Replay {
                seed: 7,
                replicate: 13,
                command: "aipin run a.yaml --seed 7".into(),
            }),
        });
    }
    let path = "scenarios/a/crash.yaml".into();
    let scenario = CheckedScenario { path, seed: 7, replicates: 200, seconds: 1.5, cases };
    Checked { scenarios: vec![scenario] }
}

fn finding() -> Finding {
    let (low, high) = (f64::NAN, f64::INFINITY);
    let estimate = Estimate { value: 812.0, low, high, method: "Student t", n: 200 };
    Finding { estimate, bound: 1000.0, margin: -188.0, unit: "devices".into() }
}

#[test]
fn the_schema_is_that_of_the_code() {
    let wanted = serde_json::to_string_pretty(&schema()).expect("is JSON") + "\n";
    if std::env::var("BLESS").is_ok_and(|bless| bless == "1") {
        fs::write(SCHEMA, &wanted).unwrap_or_else(|error| panic!("{SCHEMA}: {error}"));
    }
    let committed = fs::read_to_string(SCHEMA).unwrap_or_default();
    assert!(committed == wanted, "{SCHEMA} is out of step with the code; refresh it: {REFRESH}");
}

#[test]
fn what_is_written_is_within_the_schema() {
    let schema = serde_json::to_value(schema()).expect("is JSON");
    for checked in [checked(), Checked::default()] {
        let text = results(&checked, TOOL).expect("is JSON");
        let tree = yaml::parse("results.json", &text).expect("JSON is YAML");
        check::check(&tree, &schema, None).unwrap_or_else(|faults| panic!("{faults:?}"));
    }
    for (right, wrong) in [("\"passed\"", "\"passt\""), ("\"path\"", "\"paths\"")] {
        let text = results(&checked(), TOOL).expect("is JSON").replacen(right, wrong, 1);
        let tree = yaml::parse("results.json", &text).expect("JSON is YAML");
        assert!(check::check(&tree, &schema, None).is_err(), "{wrong} is not found");
    }
}

#[test]
fn a_number_that_json_does_not_know_is_null() {
    let text = results(&checked(), TOOL).expect("is JSON");
    let results: Value = serde_json::from_str(&text).expect("is JSON");
    let case = &results["scenarios"][0]["cases"][0];
    assert_eq!(
        case["figure"],
        json!({
            "estimate": 812.0, "low": null, "high": null, "method": "Student t", "n": 200,
            "bound": 1000.0, "margin": -188.0, "unit": "devices"
        })
    );
    assert_eq!((&case["kind"], &case["status"]), (&json!("scenario"), &json!("passed")));
    let bare = &results["scenarios"][0]["cases"][1];
    for key in ["figure", "replay", "line", "column"] {
        assert_eq!(bare[key], Value::Null, "{key}");
    }
}

#[test]
fn it_says_what_the_exit_code_is_and_counts_every_case_once() {
    let text = results(&checked(), TOOL).expect("is JSON");
    let results: Value = serde_json::from_str(&text).expect("is JSON");
    assert_eq!(results["exit_code"], json!(3));
    assert_eq!(results["schema_version"], json!(1));
    assert_eq!(results["aipin"], json!({ "version": "0.1.0", "commit": "98f2c5d" }));
    let counts = results["cases"].as_object().expect("counts");
    let sum: u64 = counts.values().filter_map(Value::as_u64).sum();
    assert_eq!(sum, 25);
}
