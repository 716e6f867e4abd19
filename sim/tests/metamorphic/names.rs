//! Names, and the order in which things are written, mean nothing.

use crate::ALIKE;
use crate::common::{self, amounts, assert_same, numbers, record};
use sim::record::{Record, Values};

/// The same columns under other names, bit for bit.
fn assert_renamed(usual: &Record, renamed: &Record, names: &[(&str, &str)]) {
    for (usual, renamed) in usual.metrics.iter().zip(&renamed.metrics) {
        let is_of = |old: &&(&str, &str)| usual.name.ends_with(&format!(".{}", old.0));
        let expected = match names.iter().find(is_of) {
            Some((old, new)) => format!("{}{new}", usual.name.trim_end_matches(old)),
            None => usual.name.clone(),
        };
        assert_eq!(renamed.name, expected);
    }
    let metrics = usual.metrics.clone();
    assert_same(usual, &Record { metrics, columns: renamed.columns.clone() }, "under other names");
}

#[test]
fn groups_and_workloads_by_other_names_are_the_same() {
    let names = [
        ("glasses", "spectacles"),
        ("gpus", "cards"),
        ("minis", "boxes"),
        ("chat", "talk"),
        ("video", "film"),
    ];
    for text in [common::BUSY, common::VARIED] {
        let key = |text: String, (old, new): &(&str, &str)| {
            text.replace(&format!("  {old}:"), &format!("  {new}:"))
                .replace(&format!(".{old}."), &format!(".{new}."))
                .replace("LENS", "GLASS")
        };
        let renamed = names.iter().fold(text.to_owned(), key);
        assert_renamed(&record(text, &[]), &record(&renamed, &[]), &names);
    }
}

/// Regions differ in the price of electricity and in chance: without both they are the same.
#[test]
fn regions_by_other_names_are_the_same() {
    let fleet = |one: &str, other: &str| {
        format!(
            "fleet={{ one: {{ hardware: hotspot/lorawan, devices: 200, price: 50 USD, lead_time: 5 days, spread: 0 %, electricity: 0.2 USD/kWh, \
             regions: {{ {one}: 30 %, {other}: 70 % }} }} }}"
        )
    };
    let usual = record(ALIKE, &[&fleet("asia", "europe"), JOINING]);
    let others = record(ALIKE, &[&fleet("north_america", "world"), JOINING]);
    assert!(numbers(&usual, "devices.joined").iter().any(|&joined| joined > 0.0));
    assert_same(&usual, &others, "other regions");
}

const JOINING: &str = "decisions={ joining: { payback: { within: 300 days, interest: 5 %/day } }, \
                       staying: { patience: { days: 3, spread: 0 % } } }";

/// Where no device has chance of its own, the order of groups, regions and workloads in the file changes
/// no more than what rounding leaves over.
#[test]
fn the_order_in_the_file_changes_nothing_but_the_rounding() {
    let one = "one: { hardware: hotspot/lorawan, devices: 200, lead_time: 9 days, spread: 0 %";
    let other = "other: { hardware: hotspot/lorawan, devices: 90, lead_time: 5 days, upkeep: 0.3 USD/day, spread: 0 %";
    let (east, west) =
        ("regions: { asia: 30 %, europe: 70 % }", "regions: { europe: 70 %, asia: 30 % }");
    let packets = "packets: { data: lorawan_packets, constant: 1 GB/day, price: 2 USD/GB }";
    let rest = "rest: { data: lorawan_packets, constant: 3 GB/day, price: 1 USD/GB }";
    let play = |fleet: String, demand: String| {
        record(
            ALIKE,
            &[&format!("fleet={{ {fleet} }}"), &format!("demand={{ {demand} }}"), JOINING],
        )
    };
    let usual = play(format!("{one}, {east} }}, {other}, {east} }}"), format!("{packets}, {rest}"));
    let turned =
        play(format!("{other}, {west} }}, {one}, {west} }}"), format!("{rest}, {packets}"));
    for metric in &usual.metrics {
        let name = metric.name.as_str();
        match &usual.columns[usual.column(name).expect("it is there")] {
            Values::Tokens(units) => {
                for (one, other) in units.iter().zip(amounts(&turned, name)) {
                    // A base unit for each device and day.
                    assert!(one.abs_diff(*other) <= 400 * 50, "{name}: {one} and {other}");
                }
            }
            Values::Numbers(values) => {
                for (one, other) in values.iter().zip(numbers(&turned, name)) {
                    let is_same = (one - other).abs() <= 1e-6 * one.abs() || one.is_nan();
                    assert!(is_same || one == other, "{name}: {one} and {other}");
                }
            }
        }
    }
}
