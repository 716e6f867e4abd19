//! That a failing replicate can be seen again by the command that is told.

use std::fs;

use crate::{aipin, cases, check, folder, results, with};

/// The words of a command of ours, of which quoted ones hold no quotation marks.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

#[test]
fn the_command_gives_the_very_value() {
    let text = with("expect: [{ that: price.usd, p50: { at_least: 9 } }]\n");
    let folder = folder(&[("a b.yaml", text.as_str())]);
    let arguments = ["a b.yaml", "--seed", "11", "--set", "token.genesis=30_000_000 LENS"];
    let results = results(folder.path(), &arguments);
    let case = &cases(&results, "a b.yaml")[1];
    let command = case["replay"]["command"].as_str().expect("a command");
    let failures = fs::read_to_string(folder.path().join("out/check/failures.csv")).expect("there");
    let rows: Vec<Vec<&str>> =
        failures.lines().skip(1).map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 8, "{failures}");
    let worst = &rows[0];
    assert!(worst.last().expect("a command").contains("--replicate "), "{failures}");
    assert_eq!(worst[2], case["replay"]["replicate"].to_string());
    let words = words(command);
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(words.remove(0), "aipin");
    let again = aipin(folder.path(), &[&words[..], &["--json"]].concat());
    let again: serde_json::Value = serde_json::from_str(&again.stdout).expect("JSON");
    let end = again["end"].as_array().expect("a list");
    let price = end.iter().find(|figure| figure["metric"] == "price.usd").expect("there");
    let (again, told) = (price["value"].as_f64(), worst[4].parse::<f64>().ok());
    assert_eq!(again, told);
}

#[test]
fn what_is_compared_with_a_variant_is_replayed_with_it() {
    let claim = "that: ledger.supply, against: { variant: slower }, mean: { at_least: 9e9 }";
    let folder = folder(&[("a.yaml", &with(&format!("expect: [{{ {claim} }}]\n")))]);
    let done = check(folder.path(), &["a.yaml"]);
    assert_eq!(done.code, Some(1));
    let both = "aipin run a.yaml --variant slower --seed 7 --replicate ";
    assert!(done.stdout.contains(both), "{}", done.stdout);
}
