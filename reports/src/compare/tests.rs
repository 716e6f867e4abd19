//! This file is about what the report of a comparison owes its reader, from invented figures.

use sim::scenario::{Change, Loaded, OwnDevices, load};
use studies::compare::{
    Class, ClassDifference, Compared, Distribution, Equivalence, Grouping, Limits, MetricDifference,
};
use studies::{Estimate, Fan};

use super::{Pair, page, pictures};
use crate::Picture;

fn estimate(value: f64, reach: f64) -> Estimate {
    let (low, high) = (value - reach, value + reach);
    Estimate { value, low, high, method: "Student t", n: 200 }
}

/// A metric at the end that is so much in the base, and so much more in the proposal.
pub(super) fn metric(name: &str, base: f64, value: f64, reach: f64) -> MetricDifference {
    let difference = estimate(value, reach);
    let is_identical = value == 0.0 && reach == 0.0;
    let margin = 0.01 * base.abs();
    let is_equivalent = value.abs() + reach < margin;
    MetricDifference {
        metric: name.to_owned(),
        unit: "USD",
        at: "end".to_owned(),
        base: estimate(base, 1.0),
        proposal: estimate(base + value, 1.0),
        relative: estimate(value / base, reach / base),
        higher: estimate(0.5, 0.1),
        lower: estimate(0.5, 0.1),
        is_identical,
        missing: 0,
        p_value: 0.01,
        p_holm: 0.02,
        is_different: value.abs() > reach,
        equivalence: Equivalence {
            margin,
            low: difference.low,
            high: difference.high,
            p_value: 0.5,
            is_equivalent,
        },
        difference,
        correlation: 0.9,
        variance_ratio: 12.0,
    }
}

fn class(by: Grouping, name: &str, median: f64) -> ClassDifference {
    let share = || estimate(0.5, 0.1);
    ClassDifference {
        class: Class { by, name: name.to_owned() },
        devices: 100.0,
        only_base: 0.0,
        only_proposal: 3.0,
        cost_usd_per_day: estimate(1.0, 0.1),
        missing: 0,
        median_usd: estimate(median, 1.0),
        mean_usd: estimate(median, 1.0),
        better: share(),
        worse: share(),
        same: estimate(0.0, 0.0),
        active_base: share(),
        active_proposal: share(),
        active: estimate(0.05, 0.01),
    }
}

fn compared(metrics: Vec<MetricDifference>) -> Compared {
    let distribution = Distribution {
        metric: "price.usd".to_owned(),
        unit: "USD",
        base: (0..=100).map(f64::from).collect(),
        proposal: (5..=105).map(f64::from).collect(),
        difference: vec![5.0; 101],
    };
    Compared {
        changes: vec![Change {
            path: "emission.schedule.halving.every".to_owned(),
            name: "Time from one halving to the next".to_owned(),
            unit: "days".to_owned(),
            from: Some("1 year".to_owned()),
            to: Some("2 years".to_owned()),
            date: None,
        }],
        limits: Limits::default(),
        replicates: 200,
        broken: Vec::new(),
        metrics,
        only_base: Vec::new(),
        only_proposal: Vec::new(),
        over_time: Vec::new(),
        distributions: vec![distribution],
        classes: vec![
            class(Grouping::All, "all", 0.0),
            class(Grouping::Region, "asia", 8.0),
            class(Grouping::Region, "north_america", -8.0),
        ],
        devices_identical: false,
    }
}

/// A token alone, for ten days.
fn loaded() -> Loaded {
    let text = "run: { start: 2026-01-01, days: 10, replicates: 200 }\n\
                token: { symbol: LENS, genesis: 1_000 LENS }\n\
                price: { constant: { usd: 1 USD } }\n\
                emission: { schedule: { fixed: { rate: 1 LENS/day } } }\n";
    load("small", text, &[], &OwnDevices::new()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn told(compared: &Compared) -> (String, Vec<Picture>) {
    let loaded = loaded();
    let pair = Pair {
        labels: &["glasses".to_owned(), "slower".to_owned()],
        loaded: [&loaded, &loaded],
        kept: [&[], &[]],
        compared,
        seed: 7,
        version: "1",
        hashes: ["0123456789abcdef0", "123456789abcdef01"],
        changes: &[],
        command: "aipin compare glasses.yaml --variant slower",
    };
    let pictures = pictures(&pair);
    (page(&pair, &pictures).to_markdown(), pictures)
}

#[test]
fn a_proposal_is_told_with_intervals_and_n() {
    let metrics = vec![
        metric("price.usd", 10.0, 3.0, 1.0),
        metric("ledger.supply", 10.0, 0.0, 0.0),
        metric("market.depth_usd", 10.0, 1.0, 3.0),
    ];
    let (report, pictures) = told(&compared(metrics));
    for words in [
        "# With “slower”, price of the token at the end: +30.0 %",
        "| `emission.schedule.halving.every` | Time from one halving to the next | days | `1 year` | `2 years` | from the start |",
        "Price of the token (`price.usd`): **+3.00 USD** at the end with “slower”, 13.0 USD instead of 10.0 USD \
         (95 % interval +2.00 to +4.00, n = 200, paired)",
        "Of 3 metrics at the end: 1 higher, 1 the same to the bit, 1 not told apart",
        "it does most for asia (+8.00 USD in the middle) and least for north america (−8.00 USD in the middle)",
        "200 times on the same chance",
        "aipin compare glasses.yaml --variant slower",
    ] {
        assert!(report.contains(words), "`{words}` is missing in:\n{report}");
    }
    let names: Vec<&str> = pictures.iter().map(Picture::name).collect();
    assert_eq!(names, ["headlines", "distributions", "winners_and_losers"]);
}

#[test]
fn the_null_reform_is_told_in_so_many_words() {
    let same = vec![metric("price.usd", 10.0, 0.0, 0.0), metric("ledger.supply", 10.0, 0.0, 0.0)];
    let null = Compared { changes: Vec::new(), devices_identical: true, ..compared(same) };
    let (report, pictures) = told(&null);
    assert!(report.contains("Every difference is zero, to the bit"), "{report}");
    assert!(report.contains("# “slower” changes nothing"), "{report}");
    assert!(report.contains("No parameter:"), "{report}");
    assert!(pictures.is_empty());
    // A parameter that nothing hangs on, or devices that end otherwise, are told.
    let moved = Compared { devices_identical: false, ..null };
    assert!(!told(&moved).0.contains("Every difference is zero"));
}

#[test]
fn nothing_that_is_missing_makes_it_fail() {
    let mut all = vec![metric("price.usd", f64::NAN, f64::NAN, f64::NAN)];
    all[0].difference.n = 0;
    let nothing =
        Compared { replicates: 0, distributions: Vec::new(), classes: Vec::new(), ..compared(all) };
    assert!(told(&nothing).0.contains("1 without a number"));
    assert_eq!(Fan::of_differences([(&[], 8), (&[], 8)], "price.usd"), None);
}
