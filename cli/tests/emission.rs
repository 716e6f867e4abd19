//! Proves that `aipin emission` prints what the engine mints and burns, to the base unit, and that every
//! preset is in the program.

mod common;
#[path = "common/small.rs"]
mod small;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use common::{Done, done};
use small::SMALL;

/// A token without devices, whose burns are minted again up to a cap.
const TOKEN: &str = "\
about: A token.
run: { start: 2026-01-15, days: 800, seed: 3 }
token: { symbol: LENS, decimals: 8, genesis: 20_000_000 LENS }
price: { gbm: { start: 0.40 USD, volatility: 90 %/year } }
emission:
  schedule: { halving: { initial: 1_000_000 LENS/year, every: 1 year } }
  remint: { cap: 200 LENS/day }
  split: { devices: 80 %, treasury: 20 % }
  burn: { burn_and_mint: { credit: 0.00001 USD, spent: 100 USD/day } }
amendments:
  - { from: 2026-07-01, proposal: 'LIP-1, \"more\"', set: { emission.burn.burn_and_mint.spent: 300 USD/day } }
  - { from: 2026-07-09, set: { emission.remint: { cap: 900 LENS/day } } }
variants:
  dear: { price: { constant: { usd: 4 USD } } }
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("token.yaml"), TOKEN).expect("written");
    fs::write(folder.path().join("small.yaml"), SMALL).expect("written");
    folder
}

fn aipin(folder: &Path, arguments: &[&str]) -> Done {
    done(Command::new(env!("CARGO_BIN_EXE_aipin")), folder, arguments)
}

fn told(folder: &Path, arguments: &[&str]) -> String {
    let done = aipin(folder, &[&["emission"], arguments].concat());
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done.stdout
}

fn rows(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let text = told(folder, &[arguments, &["--json"]].concat());
    let table: Value = serde_json::from_str(&text).expect("is JSON");
    table["rows"].as_array().expect("a list").clone()
}

/// An amount of a token with eight decimals, in base units.
fn units(text: &str) -> u128 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    assert!(!rest.ends_with('0') && (rest.is_empty() || rest.len() <= 8), "{text}");
    format!("{whole}{rest:0<8}").parse().expect("digits alone")
}

fn amount(row: &Value, key: &str) -> u128 {
    units(row[key].as_str().unwrap_or_else(|| panic!("{key} in {row}")))
}

const FLOWS: [&str; 4] = ["scheduled_tokens", "reminted_tokens", "minted_tokens", "burned_tokens"];

#[test]
fn columns_and_keys_are_those_that_programs_rely_on() {
    let folder = folder();
    let span = ["token.yaml", "--from", "2026-06-30", "--to", "2026-07-01"];
    let text = told(folder.path(), &[&span[..], &["--csv"]].concat());
    let lines: Vec<&str> = text.lines().collect();
    let head = "date,scheduled_tokens,reminted_tokens,minted_tokens,burned_tokens,supply_tokens";
    assert!(lines[0].starts_with(head) && lines[0].ends_with(",change"), "{text}");
    assert!(lines[1].starts_with("2026-06-30,2739.726027"), "{text}");
    assert!(lines[2].ends_with(",\"LIP-1, \"\"more\"\"\""), "{text}");
    assert_eq!(lines.len(), 3);

    let text = told(folder.path(), &[&span[..], &["--json"]].concat());
    let table: Value = serde_json::from_str(&text).expect("is JSON");
    let keys: Vec<&String> = table.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["preset", "scenario", "symbol", "decimals", "seed", "every", "rows"]);
    assert_eq!((&table["preset"], &table["scenario"]), (&Value::Null, &"token.yaml".into()));
    assert_eq!((&table["symbol"], &table["decimals"]), (&"LENS".into(), &8.into()));
    assert_eq!((&table["seed"], &table["every"]), (&3.into(), &"day".into()));
    let keys: Vec<&str> =
        table["rows"][0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys.join(","), lines[0]);
    assert_eq!(table["rows"][1]["change"], "LIP-1, \"more\"");
}

#[test]
fn days_sum_to_months_and_months_to_years() {
    let folder = folder();
    let of = |every: &str| rows(folder.path(), &["token.yaml", "--every", every]);
    let [days, months, years] = ["day", "month", "year"].map(of);
    assert_eq!([days.len(), months.len(), years.len()], [800, 27, 3]);
    let genesis = units("20000000");
    for rows in [&days, &months, &years] {
        let mut supply = genesis;
        for row in rows {
            supply = supply + amount(row, "minted_tokens") - amount(row, "burned_tokens");
            assert_eq!(amount(row, "supply_tokens"), supply, "{row}");
        }
        assert_eq!(supply, amount(&days[799], "supply_tokens"));
    }
    for key in FLOWS {
        let sum = |rows: &[Value]| rows.iter().map(|row| amount(row, key)).sum::<u128>();
        assert!(sum(&days) > 0, "{key}");
        assert_eq!((sum(&months), sum(&years)), (sum(&days), sum(&days)), "{key}");
        // A month from the fifteenth on, for the scenario begins there.
        assert_eq!(sum(&days[..31]), sum(&months[..1]), "{key}");
        assert_eq!(sum(&days[..365]), sum(&years[..1]), "{key}");
    }
    // The schedule mints its amount exactly in a year, and half of it in the next.
    assert_eq!(years[0]["scheduled_tokens"], "1000000");
    assert_eq!(years[1]["scheduled_tokens"], "500000");
    assert_eq!(months[1]["date"], "2026-02-15");
}

#[test]
fn amounts_are_those_of_a_run() {
    let folder = folder();
    for (scenario, replicates) in [("token.yaml", "1"), ("small.yaml", "2")] {
        let play =
            ["run", scenario, "--csv", "--quiet", "--replicates", replicates, "--out", "out"];
        assert_eq!(aipin(folder.path(), &play).code, Some(0));
        let text = fs::read_to_string(folder.path().join("out/timeseries.csv")).expect("readable");
        let mut lines = text.lines();
        let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
        let series: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
        let rows = rows(folder.path(), &[scenario, "--every", "day"]);
        let column = |metric: &str| head.iter().position(|name| *name == metric);
        let mut compared = 0;
        for (key, value) in rows[0].as_object().expect("an object") {
            let Some(name) = key.strip_suffix("_tokens") else { continue };
            let metrics = ["emission", "emission.to"].map(|stage| match stage {
                "emission" => format!("emission.{name}_tokens"),
                _ => format!("emission.to_{name}_tokens"),
            });
            let found = metrics.iter().find_map(|metric| column(metric));
            let at = found.or_else(|| column(&format!("ledger.{name}")));
            let at = at.unwrap_or_else(|| panic!("{key}: {value} is no metric of a run"));
            for (row, series) in rows.iter().zip(&series) {
                assert_eq!((series[0], series[2]), ("0", row["date"].as_str().expect("a date")));
                let exact = series[at].trim_end_matches('0').trim_end_matches('.');
                assert_eq!(amount(row, key), units(exact), "{key} of {row}");
            }
            compared += 1;
        }
        assert!(compared >= 5, "{compared}");
        // Whoever gets anything has a column.
        for (at, name) in head.iter().enumerate() {
            let Some(name) = name.strip_prefix("emission.to_") else { continue };
            let gets = series
                .iter()
                .filter(|row| row[0] == "0")
                .any(|row| row[at].contains(|c| ('1'..='9').contains(&c)));
            assert_eq!(rows[0].get(name).is_some(), gets, "{name}");
        }
    }
}

#[test]
fn amendments_stand_in_the_row_in_which_they_come_into_force() {
    let folder = folder();
    let changes = |every: &str| -> Vec<(String, String)> {
        let rows = rows(folder.path(), &["token.yaml", "--every", every]);
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let all = rows.iter().map(|row| (text(&row["date"]), text(&row["change"])));
        all.filter(|(_, change)| !change.is_empty()).collect()
    };
    let row = |date: &str, change: &str| (date.to_owned(), change.to_owned());
    let (first, second) = ("LIP-1, \"more\"", "emission.remint");
    assert_eq!(changes("day"), [row("2026-07-01", first), row("2026-07-09", second)]);
    let both = format!("{first}; {second}");
    assert_eq!(changes("month"), [row("2026-06-15", &both)]);
    assert_eq!(changes("year"), [row("2026-01-15", &both)]);
    let text = told(folder.path(), &["token.yaml"]);
    let row = text.lines().find(|line| line.starts_with("2026-06-15")).expect("a row");
    assert!(row.ends_with(&format!("  {both}")), "{text}");
}

#[test]
fn time_after_the_end_is_played_and_longer_steps_are_cut_into_days() {
    let folder = folder();
    let longer = told(folder.path(), &["token.yaml", "--csv", "--to", "2030-12-31"]);
    let set = ["--set", "run.days=1812"];
    assert_eq!(longer, told(folder.path(), &[&["token.yaml", "--csv"], &set[..]].concat()));
    let days = told(folder.path(), &["token.yaml", "--csv"]);
    assert!(longer.starts_with(days.split_at(days.rfind("2028-03-15").expect("its last row")).0));
    for step in ["run.step=month", "run.step=week"] {
        assert_eq!(told(folder.path(), &["token.yaml", "--csv", "--set", step]), days);
    }
    let tail = rows(folder.path(), &["token.yaml", "--from", "2126-01-15", "--to", "2126-01-15"]);
    assert_eq!((tail.len(), &tail[0]["date"]), (1, &"2126-01-15".into()));
}

#[test]
fn what_is_asked_for_holds() {
    let folder = folder();
    let count =
        |arguments: &[&str]| rows(folder.path(), &[&["token.yaml"], arguments].concat()).len();
    assert_eq!(count(&["--to", "2026-04-16"]), 92);
    assert_eq!(count(&["--to", "2026-04-17"]), 4);
    assert_eq!(count(&["--every", "epoch", "--to", "2026-01-20"]), 6);
    let text = told(folder.path(), &["token.yaml", "--every", "epoch", "--to", "2026-01-20"]);
    assert!(text.contains("a row a day, since its schedule has no epochs"), "{text}");
    let price = |arguments: &[&str]| {
        let span = ["token.yaml", "--from", "2026-01-20", "--to", "2026-01-20"];
        rows(folder.path(), &[&span[..], arguments].concat())[0]["burned_tokens"].clone()
    };
    // 100 USD at 4 and at 8 USD a token.
    assert_eq!(price(&["--variant", "dear"]), "25");
    let set = ["--variant", "dear", "--set", "price={ constant: { usd: 8 USD } }"];
    assert_eq!(price(&set), "12.5");
}

#[test]
fn one_answer_in_full() {
    let folder = folder();
    let flat = ["token.yaml", "--variant", "dear", "--set", "amendments=[]"];
    let text =
        told(folder.path(), &[&flat[..], &["--every", "year", "--to", "2028-01-14"]].concat());
    assert_eq!(
        text,
        "\
token.yaml: LENS from 2026-01-15 to 2028-01-14, a row a year

date        scheduled  reminted     minted  burned      supply          devices         treasury
2026-01-15  1,000,000     9,100  1,009,100   9,125  20,999,975  807,280.0000008  201,819.9999992
2027-01-15    500,000     9,125    509,125   9,125  21,499,975  407,300.0000004  101,824.9999996
"
    );
    let again = told(folder.path(), &["token.yaml"]);
    assert_eq!(again, told(folder.path(), &["token.yaml"]));
    assert!(again.contains("One run, at seed 3: "), "{again}");
}

/// What is asked, and what is told of it.
const WRONG: &[(&[&str], &str)] = &[
    (&["tokn.yaml"], "tokn.yaml: there is no such file; did you mean `token.yaml`?"),
    (&["tokens"], "tokens: there is no such preset or file"),
    (
        &["token.yaml", "--from", "2025-12-31"],
        "--from 2025-12-31: the scenario begins on 2026-01-15",
    ),
    (
        &["token.yaml", "--from", "2029-01-01"],
        "--from 2029-01-01: the scenario ends on 2028-03-24; say --to when to end",
    ),
    (
        &["token.yaml", "--from", "2026-03-02", "--to", "2026-03-01"],
        "--from 2026-03-02 is after --to 2026-03-01",
    ),
    (
        &["token.yaml", "--to", "2126-01-16"],
        "--to 2126-01-16: a run lasts a century at the most, here to 2126-01-15",
    ),
    (&["token.yaml", "--to", "2026-02-30"], "write year-month-day, such as 2026-01-01"),
    (&["token.yaml", "--every", "week"], "[possible values: epoch, day, month, year]"),
    (&["token.yaml", "--csv", "--json"], "cannot be used with"),
    (&["token.yaml", "--variant", "cheap"], "there is no variant `cheap`"),
    (&["token.yaml", "--set", "emission.schedul=1"], "there is no key `schedul` here"),
    (&["small.yaml", "--set", "fleet={}"], "there are no devices for this work"),
    (&[], "name a scenario, or one of the presets:"),
];

#[test]
fn a_wrong_question_is_told_and_nothing_is_printed() {
    let folder = folder();
    for (arguments, told) in WRONG {
        let done = aipin(folder.path(), &[&["emission"], *arguments].concat());
        assert_eq!((done.code, done.stdout.is_empty()), (Some(2), true), "{arguments:?}");
        assert!(done.stderr.contains(told), "{arguments:?}: {}", done.stderr);
    }
}

/// The names of the replicas, and their texts.
fn replicas() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned();
    let entries = fs::read_dir(root.join("scenarios/replica")).expect("a folder").flatten();
    let paths = entries.map(|entry| entry.path());
    let is_scenario = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "yaml");
    let replica = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("readable"))
    };
    let mut replicas: Vec<_> = paths.filter(is_scenario).map(replica).collect();
    replicas.sort();
    replicas
}

#[test]
fn every_replica_is_a_preset_that_is_listed_and_plays_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = told(folder.path(), &["--list"]);
    let told_alone = aipin(folder.path(), &["emission"]).stderr;
    assert!(told_alone.contains(list.trim_end()), "{told_alone}");
    let names: Vec<&str> = list
        .lines()
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let replicas = replicas();
    assert_eq!(names, replicas.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    for name in names {
        let text = told(
            folder.path(),
            &[
                name,
                "--json",
                "--set",
                "run.days=30",
                "--every",
                "epoch",
                "--to",
                &first_day(name, &replicas),
            ],
        );
        let table: Value = serde_json::from_str(&text).expect("is JSON");
        assert_eq!(table["preset"], name);
        assert!(!table["rows"].as_array().expect("a list").is_empty(), "{name}");
        let rows = rows(folder.path(), &[name, "--every", "day", "--set", "run.days=30"]);
        assert_eq!(rows.len(), 30, "{name}");
        let done = aipin(folder.path(), &["validate", name]);
        let is_warned_at_most = done.stderr.is_empty() || done.stderr.starts_with("warning: ");
        assert!(done.code == Some(0) && is_warned_at_most, "{name}: {done:?}");
        assert!(done.stdout.starts_with(&format!("{name}: all right: ")), "{}", done.stdout);
    }
}

/// The first day of a replica.
fn first_day(name: &str, replicas: &[(String, String)]) -> String {
    let (_, text) = replicas.iter().find(|(known, _)| known == name).expect("it is there");
    let start = text.split("start: ").nth(1).expect("a scenario starts");
    start[..10].to_owned()
}

#[test]
fn a_path_goes_before_a_preset_and_a_preset_before_a_bare_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let (name, text) = replicas().swap_remove(0);
    fs::write(folder.path().join(&name), TOKEN).expect("written");
    fs::write(folder.path().join("token"), TOKEN).expect("written");
    fs::write(folder.path().join(format!("{name}.yaml")), text).expect("written");
    let symbol = |asked: &str| {
        let text = told(folder.path(), &[asked, "--json", "--set", "run.days=2", "--every", "day"]);
        let table: Value = serde_json::from_str(&text).expect("is JSON");
        (table["symbol"].clone(), table["preset"].clone())
    };
    let (preset, _) = symbol(&name);
    assert_eq!(symbol(&name), (preset.clone(), name.as_str().into()));
    assert_eq!(symbol(&format!("./{name}")), ("LENS".into(), Value::Null));
    assert_eq!(symbol(&format!("{name}.yaml")), (preset, Value::Null));
    assert_eq!(symbol("token"), ("LENS".into(), Value::Null));
}
