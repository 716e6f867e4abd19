//! The null reform: what means the same makes no difference, in no bit of any metric or device.

mod common;

use common::{compare, load, play};
use sim::scenario::{Loaded, same_chance};
use studies::Compared;

/// The first scenario of the README, long enough for its crash.
const GLASSES: &str = include_str!("../../scenarios/first-steps/glasses.yaml");

/// As many mechanisms as one scenario of the project has: a maker, customers, operators and others.
const HANDHELD: &str = include_str!("../../scenarios/devices/ai-handheld.yaml");

const AMENDED: &str = "amendments=[{ from: 2026-02-01, proposal: nothing new, set: { \
    emission.schedule.halving.every: 1 year, emission.split: { devices: 75 %, stakers: 10 %, \
    treasury: 15 % }, decisions.staying.patience.days: 45, work.matching: cheapest_first } }]";

/// A variant of a scenario.
fn variant(loaded: &Loaded, name: &str) -> Loaded {
    loaded.variant(name).unwrap_or_else(|faults| panic!("{faults}"))
}

/// No table has a row, no metric and no device another bit, and every interval ends at zero.
fn assert_nothing_differs(what: &str, base: &Loaded, proposal: &Loaded) {
    assert_eq!(same_chance(base, proposal), Ok(()), "{what}");
    let compared = compare((base, &play(base)), (proposal, &play(proposal)));
    let Compared { changes, metrics, only_base, only_proposal, classes, .. } = &compared;
    assert_eq!((changes, only_base, only_proposal), (&vec![], &vec![], &vec![]), "{what}");
    assert!(metrics.len() > 50 && classes.len() > 5, "{what}: it compares something");
    for metric in metrics {
        assert!(metric.is_identical && !metric.is_different, "{what}: {metric:?}");
        let found = &metric.difference;
        let is_zero = [found.value, found.low, found.high].iter().all(|&value| value == 0.0);
        assert!(is_zero || found.n < 2, "{what}: {metric:?}");
        assert!(metric.equivalence.is_equivalent || found.n < 2, "{what}: {metric:?}");
    }
    assert_eq!(compared.moved, [""; 0], "{what}");
    assert!(compared.devices_identical, "{what}");
    for class in classes {
        assert_eq!((class.only_base, class.only_proposal), (0.0, 0.0), "{what}");
        let zeros =
            [&class.median_usd, &class.mean_usd, &class.better, &class.worse, &class.active];
        assert!(zeros.iter().all(|zero| zero.value == 0.0 || zero.n == 0), "{what}: {class:?}");
    }
    println!("{what}: {} figures, {} classes, all zero", metrics.len(), classes.len());
}

#[test]
fn glasses_are_glasses_however_they_are_written() {
    let sets = ["run.days=300", "run.replicates=3", "variants.none={}"];
    let base = load(GLASSES, &sets);
    assert_nothing_differs("every default written out", &base, &load(&base.resolved_yaml(), &[]));
    assert_nothing_differs("a variant that changes nothing", &base, &variant(&base, "none"));
    let amended = load(GLASSES, &[&sets[..], &[AMENDED]].concat());
    assert_nothing_differs("an amendment that sets what holds", &base, &amended);
    let other_words = GLASSES
        .replace("30_000 LENS/day", "30000 LENS/day")
        .replace("fee: 0.3 %", "fee: 0.30 %")
        .replace("0.40 USD", "0.4 USD")
        .replace("AI glasses", "glasses");
    assert_nothing_differs("other words", &base, &load(&other_words, &sets));
}

#[test]
fn a_network_of_many_mechanisms_is_itself() {
    let base = load(HANDHELD, &["run.days=60", "run.replicates=2", "variants.none={}"]);
    assert_nothing_differs("every default written out", &base, &load(&base.resolved_yaml(), &[]));
    assert_nothing_differs("a variant that changes nothing", &base, &variant(&base, "none"));
}

/// What does make a difference is seen: the test above does not pass because nothing is looked at.
#[test]
fn a_reform_is_no_null_reform() {
    // Sixteen replicates that agree are more than chance among all that is compared, and three are not.
    let smaller = ["fleet.glasses.devices=500", "fleet.home_gpus.devices=40"];
    let base = load(GLASSES, &[&smaller[..], &["run.days=400", "run.replicates=16"]].concat());
    let slower = variant(&base, "slower");
    let compared = compare((&base, &play(&base)), (&slower, &play(&slower)));
    let paths: Vec<&str> = compared.changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["emission.schedule.halving.every"]);
    assert!(!compared.devices_identical);
    let minted = |metric: &&studies::compare::MetricDifference| {
        metric.metric == "emission.scheduled_tokens" && metric.at == "end"
    };
    let minted = compared.metrics.iter().find(minted).unwrap();
    // After a year one mints half, the other as much as before, in every replicate.
    assert!(minted.is_different && minted.higher.value == 1.0, "{minted:?}");
    assert!((minted.relative.value - 1.0).abs() < 1e-9, "{minted:?}");
}
