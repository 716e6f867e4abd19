//! Proves that a scenario without devices is checked, played and reported.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use common::{Done, done};

/// A schedule and a burn, and nobody who works.
const TOKEN: &str = "\
about: A token.
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, genesis: 20_000_000 LENS }
price: { constant: { usd: 0.40 USD } }
emission:
  schedule: { fixed: { rate: 3_000 LENS/day } }
  burn: { burn_and_mint: { credit: 0.00001 USD, spent: 100 USD/day } }
";

fn aipin(folder: &Path, arguments: &[&str]) -> Done {
    fs::write(folder.join("token.yaml"), TOKEN).expect("written");
    let done = done(Command::new(env!("CARGO_BIN_EXE_aipin")), folder, arguments);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done
}

#[test]
fn it_is_sound_and_its_report_is_about_the_token_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = aipin(folder.path(), &["validate", "token.yaml"]).stdout;
    assert!(said.starts_with("token.yaml: all right: 0 devices of 0 kinds, 60 steps"), "{said}");
    for (replicates, counted) in [("1", "1 replicate"), ("3", "3 replicates")] {
        let play = ["run", "token.yaml", "--replicates", replicates];
        let said = aipin(folder.path(), &play).stdout;
        assert!(said.contains(&format!("{counted} of 60 steps in ")), "{said}");
        let out = folder.path().join("out/token");
        let report = fs::read_to_string(out.join("report.md")).expect("readable");
        let prose = report.split("## The scenario").next().expect("a report");
        for word in ["NaN", "inf", "never", "operator", "work asked for", "device_"] {
            assert!(!prose.contains(word), "{word} in {prose}");
        }
        assert!(!prose.contains("| – | – |"), "{prose}");
        for word in [
            "no devices, LENS",
            "LENS ends at 0.400 USD, as on its first day",
            "8.33 % of what is minted",
        ] {
            assert!(prose.contains(word), "{word} in {prose}");
        }
        let mut charts: Vec<String> = fs::read_dir(out.join("charts"))
            .expect("a folder")
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".svg").map(str::to_owned))
            .collect();
        charts.sort();
        assert_eq!(charts, ["emission_and_burn", "price", "supply"]);
    }
}

#[test]
fn where_nothing_is_minted_the_report_says_what_is_burned() {
    let folder = tempfile::tempdir().expect("a folder");
    let stop = ["run", "token.yaml", "--set", "emission.schedule.fixed.rate=0 LENS/day"];
    let said = aipin(folder.path(), &stop).stdout;
    assert!(said.contains("are burned, and none are minted"), "{said}");
}

#[test]
fn its_results_are_numbers_for_programs_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = aipin(folder.path(), &["run", "token.yaml", "--json"]).stdout;
    let result: Value = serde_json::from_str(&said).expect("is JSON");
    assert_eq!(result["device_steps"], 0);
    let end = result["end"].as_array().expect("a list");
    let median = |metric: &str| {
        let found = end.iter().find(|f| f["metric"] == metric && f["statistic"] == "p50");
        found.unwrap_or_else(|| panic!("{metric}"))["value"].as_f64()
    };
    assert_eq!(median("ledger.supply"), Some(20_000_000.0 + 60.0 * 2_750.0));
    assert_eq!(median("ledger.burned"), Some(60.0 * 250.0));
    assert_eq!(median("operators.margin_usd_median"), None);
}
