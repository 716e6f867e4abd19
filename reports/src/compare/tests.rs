//! This file is about what the report of a comparison owes its reader, from invented figures.

use sim::scenario::{Change, Loaded, OwnDevices, load};
use studies::compare::{
    Class, ClassDifference, Compared, Distribution, Equivalence, Grouping, Limits, MetricDifference,
};
use studies::{Estimate, Fan};

use super::{Pair, page, pictures};
use crate::{Forest, Picture};

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
    let moved = metrics.iter().filter(|metric| !metric.is_identical);
    let moved = moved.map(|metric| metric.metric.clone()).collect();
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
        moved,
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
    loaded_of(text)
}

fn loaded_of(text: &str) -> Loaded {
    load("small", text, &[], &OwnDevices::new()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn told(compared: &Compared) -> (String, Vec<Picture>) {
    told_of(&loaded(), compared)
}

fn told_of(loaded: &Loaded, compared: &Compared) -> (String, Vec<Picture>) {
    let pair = Pair {
        labels: &["glasses".to_owned(), "slower".to_owned()],
        loaded: [loaded, loaded],
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
        "| `emission.schedule.halving.every` | Time from one halving to the next | `1 year` | `2 years` | from the start | days |",
        "Price of the token (`price.usd`): **+3.00 USD** at the end with “slower”, 13.0 USD instead of 10.0 USD \
         (95 % interval +2.00 to +4.00, n = 200, paired)",
        "Of 3 metrics at the end: 1 higher, 1 the same to the bit, 1 not told apart",
        "it does more for asia (+8.00 USD in the middle) than for north america (−8.00 USD in the middle)",
        "| price of the token<br>`price.usd` | **higher** | +30.0 % | 10.0 | 13.0<br>USD | +3.00<br>(+2.00 to +4.00) |",
        "200 times on the same chance",
        "aipin compare glasses.yaml --variant slower",
    ] {
        assert!(report.contains(words), "`{words}` is missing in:\n{report}");
    }
    let names: Vec<&str> = pictures.iter().map(Picture::name).collect();
    assert_eq!(names, ["headlines", "distributions", "winners_and_losers"]);
}

/// The headlines chart of some metrics.
fn headlines(metrics: Vec<MetricDifference>) -> Forest {
    let pictures = told(&compared(metrics)).1;
    let forest = pictures.into_iter().find_map(|picture| match picture {
        Picture::Forest(forest) if forest.name == "headlines" => Some(forest),
        _ => None,
    });
    forest.expect("a headline moves")
}

#[test]
fn the_first_headline_that_differs_is_the_title_and_none_squeezes_the_others() {
    let served =
        MetricDifference { unit: "share", ..metric("demand.served_share", 0.1, 0.02, 0.01) };
    let forest = headlines(vec![
        metric("price.usd", 10.0, 0.5, 0.1),
        metric("work.revenue_usd", 10.0, -1.0, 0.5),
        metric("emission.reward_usd_per_device", 10.0, 1.0, 0.5),
        metric("work.energy_kwh", 10.0, 40.0, 1.0),
        metric("ledger.treasury", -5.0, 1.0, 0.5),
        served,
    ]);
    assert_eq!(forest.title, "With “slower”, price of the token at the end: +5.00 %");
    let [relative, shares] = &forest.panels[..] else { panic!("two panels") };
    let words: Vec<&str> = relative.rows.iter().map(|row| row.words.as_str()).collect();
    let expected =
        ["10.0 → 10.5 USD", "10.0 → 9.00 USD", "10.0 → 11.0 USD", "+400 %: 10.0 → 50.0 USD"];
    assert_eq!(words, expected);
    assert_eq!(relative.reach, 20.0);
    assert_eq!(
        (shares.rows[0].label.as_str(), shares.rows.len()),
        ("Share of demand that is served", 1)
    );
    assert!((shares.rows[0].value - 2.0).abs() < 1e-9);
    assert!(forest.caption.contains("Arrows") && forest.caption.contains("In the table alone"));
}

#[test]
fn pairs_in_which_there_is_none_are_told() {
    let mut payback = metric("operators.payback_days_median", 100.0, -30.0, 10.0);
    payback.difference.n = 149;
    let metrics = vec![metric("price.usd", 10.0, 3.0, 1.0), payback];
    let (report, _) = told(&compared(metrics.clone()));
    for words in [
        "| payback of the middle operator<br>`operators.payback_days_median`<br>n = 149; in 51 there is none | **lower** |",
        "n = 149, paired; in 51 of 200 pairs there is none)",
        "is left out of that row, which then says its own n",
    ] {
        assert!(report.contains(words), "`{words}` is missing in:\n{report}");
    }
    let rows = &headlines(metrics).panels[0].rows;
    assert!(rows[1].words.ends_with(", n = 149") && !rows[0].words.contains('n'), "{rows:?}");
}

#[test]
fn classes_are_ranked_within_their_grouping_and_no_farther_than_they_are_apart() {
    let ranked = |classes: Vec<ClassDifference>| {
        let report =
            told(&Compared { classes, ..compared(vec![metric("price.usd", 10.0, 3.0, 1.0)]) });
        let (_, rest) = report.0.split_once("; it does ").expect("is told");
        rest.lines().next().unwrap_or_default().to_owned()
    };
    let region = |name, median| class(Grouping::Region, name, median);
    let all = class(Grouping::All, "all", 5.0);
    let three = |last| {
        vec![all.clone(), region("asia", 20.0), region("europe", 10.0), region("africa", last)]
    };
    let most =
        "most for asia (+20.0 USD in the middle) and least for africa (+5.00 USD in the middle)";
    assert_eq!(ranked(three(5.0)), most);
    // Africa and Europe are not told apart, so that neither has least.
    let more = "more for asia (+20.0 USD in the middle) than for africa (+9.50 USD in the middle)";
    assert_eq!(ranked(three(9.5)), more);
    let alike = vec![all.clone(), region("asia", 10.5), region("europe", 10.0)];
    assert_eq!(ranked(alike), "as much for one region as for another, as far as is told");
    // Of several kinds, no region is ranked beside them.
    let kind = |name, median| class(Grouping::Group, name, median);
    let kinds = [three(5.0), vec![kind("home_gpus", 9.0), kind("glasses", 1.0)]].concat();
    assert!(
        ranked(kinds).starts_with("more for home gpus (+9.00 USD in the middle) than for glasses")
    );
}

#[test]
fn what_costs_the_same_is_no_fifth_and_what_repeats_a_grouping_is_left_out() {
    let cost = |name, median| class(Grouping::Cost, name, median);
    let region = |name, median| class(Grouping::Region, name, median);
    let report = |costs: Vec<ClassDifference>| {
        let regions =
            vec![class(Grouping::All, "all", 5.0), region("asia", 8.0), region("europe", 4.0)];
        let classes = [regions, costs].concat();
        told(&Compared { classes, ..compared(vec![metric("price.usd", 10.0, 3.0, 1.0)]) }).0
    };
    let repeated = report(vec![cost("1", 8.0), cost("3", 4.0)]);
    assert!(!repeated.contains("running cost"), "{repeated}");
    let own = report(vec![cost("1", 9.0), cost("3", 7.0), cost("4", 1.0)]);
    for words in ["cheapest to run", "in the middle of running cost", "dearest to run"] {
        assert!(own.contains(words), "{words}");
    }
    assert!(!own.contains("fifth"), "{own}");
}

#[test]
fn shares_of_devices_are_told_without_exponents() {
    let mut all = class(Grouping::All, "all", 5.0);
    all.worse = Estimate { value: 0.00008, low: 0.0, high: 0.0002, ..all.worse.clone() };
    let classes = vec![all];
    let (report, pictures) =
        told(&Compared { classes, ..compared(vec![metric("price.usd", 10.0, 3.0, 1.0)]) });
    assert!(report.contains("and less than 0.01 % (0 % to 0.0200 %) worse"), "{report}");
    let words = pictures.iter().find_map(|picture| match picture {
        Picture::Forest(forest) if forest.name == "winners_and_losers" => Some(forest),
        _ => None,
    });
    let words = words.map(|forest| forest.panels[0].rows[0].words.clone());
    assert_eq!(words.as_deref(), Some("50 % better, under 0.1 % worse"));
}

#[test]
fn an_amendment_is_told_by_its_vote() {
    let text = "run: { start: 2026-01-01, days: 10, replicates: 200 }\n\
                token: { symbol: LENS, genesis: 1_000 LENS }\n\
                price: { constant: { usd: 1 USD } }\n\
                emission: { schedule: { fixed: { rate: 1 LENS/day } } }\n\
                amendments: [{ from: 2026-01-05, proposal: LIP-7, set: { emission.schedule.fixed.rate: 2 LENS/day } }]\n";
    let mut compared = compared(vec![metric("price.usd", 10.0, 3.0, 1.0)]);
    let loaded = loaded_of(text);
    compared.changes[0].date = Some(loaded.written.amendments[0].from);
    compared.changes[0].unit = String::new();
    let report = told_of(&loaded, &compared).0;
    assert!(report.contains("| 2026-01-05, LIP-7 |"), "{report}");
    assert!(!report.contains("| unit |"), "{report}");
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
