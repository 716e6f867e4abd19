//! What claims say of runs that are made by hand.

use std::collections::BTreeMap;

use sim::record::{Metric, Record, Values};
use sim::run::{DeviceAtEnd, Outcome};
use sim::scenario::{self, Loaded};
use sim::world::State;

use super::*;

mod rates;

use rates::lognormal;

const TEXT: &str = "
run: { start: 2026-01-01, days: 4 }
token: { symbol: T, genesis: 1_000_000 T }
fleet: { boxes: { hardware: edge/mac-mini-m4, devices: 3, regions: { asia: 50 %, europe: 50 % } } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 5 T/day } } }
variants: { slower: { emission.schedule.fixed.rate: 1 T/day } }
expect:
";

fn loaded(expectations: &[&str]) -> Loaded {
    loaded_with(expectations, &[])
}

/// The same with assignments.
fn loaded_with(expectations: &[&str], sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    let list: String = expectations.iter().map(|one| format!("  - {{ {one} }}\n")).collect();
    let text = format!("{TEXT}{list}");
    scenario::load("a.yaml", &text, &sets, &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// A run of four days with these prices.
fn run(prices: [f64; 4]) -> Outcome {
    let metrics = vec![Metric { name: "price.usd".to_owned(), unit: "USD" }];
    let columns = vec![Values::Numbers(prices.to_vec())];
    Outcome { record: Record { metrics, columns }, ..Outcome::default() }
}

/// What is read of one run by each of some expectations.
fn read(expectations: &[&str], run: &Outcome) -> Vec<f64> {
    let loaded = loaded(expectations);
    let mut watch = Watch::new(&loaded, &claims(&loaded));
    watch.add(Some(run));
    watch.values.iter().map(|values| values[0]).collect()
}

/// What comes of one claim over some runs.
fn judged(expectation: &str, runs: &[Option<Outcome>]) -> JudgedClaim {
    let loaded = loaded(&[expectation]);
    let claims = claims(&loaded);
    let mut watch = Watch::new(&loaded, &claims);
    runs.iter().for_each(|run| watch.add(run.as_ref()));
    judge_claims(&claims, &watch, &BTreeMap::new(), FAMILY_ALPHA).remove(0)
}

#[test]
fn a_claim_has_words_that_say_it() {
    let loaded = loaded(&[
        "that: devices.active, p05: { at_least: 3_000 }",
        "that: price.usd, at: every_day, share_of_runs: { with: { at_least: 0.1 }, at_least: 95 % }",
        "that: price.usd, at: { on: day 2 }, mean: { at_least: 0.5, at_most: 2 }",
        "that: price.usd, at: { between: { from: day 1 } }, quantile: { of: 25 %, at_most: 2 }",
        "that: price.usd, cvar: { worst: 5 %, at_least: 0.2 }",
        "that: price.usd, always: { at_least: 0 }",
        "that: price.usd, at: { some_day: { from: day 1, to: day 3 } }, sometimes: { at_least: 1, at_most: 2 }",
        "that: devices.active, against: { variant: slower }, mean: { at_least: -50 }",
        "that: devices.active, against: baseline, difference: relative, mean: { at_most: 2 % }",
        "that: device.profit_usd, share_of_devices: { region: asia, state: active, with: { at_least: 0 } }, p50: { at_least: 60 % }",
        "that: spiral.dead, mean: { at_most: 7 % }",
    ]);
    let words: Vec<String> = claims(&loaded).into_iter().map(|claim| claim.words).collect();
    assert_eq!(
        words,
        [
            "p05 of devices.active at the end is at least 3,000 devices",
            "in at least 95 % of runs, price.usd on every day is at least 0.1 USD",
            "mean of price.usd on day 2 is at least 0.5 USD",
            "mean of price.usd on day 2 is at most 2 USD",
            "25 % quantile of price.usd on the average of all days from day 1 is at most 2 USD",
            "mean of the lowest 5 % of price.usd at the end is at least 0.2 USD",
            "price.usd is always at least 0 USD",
            "price.usd from day 1 to day 3 is sometimes at least 1 USD and at most 2 USD",
            "mean of devices.active at the end, less that in the variant slower, is at least −50 devices",
            "mean of devices.active at the end, as a change from that in the baseline, is at most 2 %",
            "p50 of the share of active devices in asia with device.profit_usd at least 0 USD is at least 60 %",
            "spiral.dead at the end is so in at most 7 % of runs",
        ]
    );
}

#[test]
fn a_run_is_reduced_to_the_day_that_counts() {
    let expectations = [
        "that: price.usd, mean: { at_least: 0 }",
        "that: price.usd, at: { on: day 1 }, mean: { at_least: 0 }",
        "that: price.usd, at: every_day, mean: { at_least: 0, at_most: 9 }",
        "that: price.usd, at: some_day, mean: { at_least: 0, at_most: 9 }",
        "that: price.usd, at: { every_day: { from: day 2 } }, mean: { at_least: 0 }",
        "that: price.usd, at: { between: { from: day 1, to: day 3 } }, mean: { at_least: 0 }",
        // The day that is nearest to a bound, or the farthest from both.
        "that: price.usd, at: every_day, share_of_runs: { with: { at_least: 0, at_most: 9 }, at_least: 90 % }",
        "that: price.usd, at: some_day, share_of_runs: { with: { at_least: 0, at_most: 9 }, at_least: 90 % }",
        "that: price.usd, always: { at_least: 0, at_most: 9 }",
    ];
    let found = read(&expectations, &run([3.0, 8.0, 1.0, 4.0]));
    assert_eq!(found, [4.0, 8.0, 1.0, 8.0, 8.0, 1.0, 1.0, 4.5, 8.0, 4.0, 1.0, 8.0]);
    // A day without a number leaves none where all days count, and does not matter where one is enough.
    let found = read(&expectations, &run([3.0, f64::NAN, 1.0, 4.0]));
    let is_there: Vec<bool> = found.iter().map(|number| !number.is_nan()).collect();
    assert_eq!(
        is_there,
        [true, false, false, false, true, true, true, false, false, true, false, false]
    );
}

#[test]
fn devices_are_counted_by_what_they_are() {
    let device = |cohort, state, profit_usd| DeviceAtEnd {
        cohort,
        number: 0,
        state,
        born: 1,
        speed: 1.0,
        balance: 250_000_000,
        profit_usd,
        operator: 0,
        uptime: 0.9,
        electricity_usd_per_kwh: 0.2,
        sells: 0.5,
        patience_days: f64::INFINITY,
    };
    let devices = vec![
        device(0, State::Active, 1.0),
        device(0, State::GaveUp, -1.0),
        device(0, State::Active, 0.0),
        device(1, State::Active, -1.0),
    ];
    let share = |of: &str| format!("share_of_devices: {{ {of} }}, mean: {{ at_least: 50 % }}");
    let profit = |of: &str| format!("that: device.profit_usd, {}", share(of));
    let all = [
        profit("with: { at_least: 0 }"),
        profit("state: active, with: { at_least: 0 }"),
        profit("state: gone, with: { at_least: 0 }"),
        profit("region: asia, with: { at_least: 0 }"),
        profit("group: boxes, region: europe, with: { at_least: 0 }"),
        profit("region: europe, state: gone, with: { at_least: 0 }"),
        format!("that: device.balance_tokens, {}", share("with: { at_least: 2.5, at_most: 2.5 }")),
        format!("that: device.age_days, {}", share("with: { at_least: 3, at_most: 3 }")),
        format!("that: device.patience_days, {}", share("with: { at_least: 1e9 }")),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let loaded = loaded(&all);
    assert!(Watch::new(&loaded, &claims(&loaded)).wants_devices());
    let found = read(&all, &Outcome { devices, ..run([1.0; 4]) });
    // No device of europe is gone: there is nobody of whom a share could be.
    assert!(found[5].is_nan());
    let rest: Vec<f64> = found.into_iter().filter(|share| !share.is_nan()).collect();
    assert_eq!(rest, [0.5, 2.0 / 3.0, 0.0, 2.0 / 3.0, 0.0, 1.0, 1.0, 1.0]);
}

#[test]
fn what_is_never_evaluated_fails() {
    let empty = || Some(Outcome::default());
    for expectation in [
        "that: price.usd, always: { at_most: 9 }",
        "that: price.usd, sometimes: { at_most: 9 }",
        "that: price.usd, mean: { at_most: 9 }",
        "that: price.usd, p95: { at_most: 9 }",
        "that: price.usd, share_of_runs: { with: { at_most: 9 }, at_least: 50 % }",
    ] {
        for runs in [Vec::new(), vec![empty(), empty()]] {
            let judged = judged(expectation, &runs);
            assert_eq!(judged.verdict, Verdict::Fail, "{expectation} {}", runs.len());
            // Of what is sometimes so it is enough to see it once.
            let is_sometimes = expectation.contains("sometimes");
            assert_eq!(judged.missing, if is_sometimes { 0 } else { runs.len() }, "{expectation}");
        }
    }
}

#[test]
fn one_run_that_broke_or_says_nothing_fails_a_claim_that_all_others_meet() {
    let good = || Some(run([1.0, 2.0, 1.0, 1.0]));
    let nothing = Some(run([1.0, 2.0, 1.0, f64::NAN]));
    let mut runs: Vec<Option<Outcome>> = (0..100).map(|_| good()).collect();
    let expectations = [
        "that: price.usd, always: { at_most: 9 }",
        "that: price.usd, mean: { at_most: 9 }",
        "that: price.usd, p95: { at_most: 9 }",
        "that: price.usd, share_of_runs: { with: { at_most: 9 }, at_least: 50 % }",
        "that: price.usd, sometimes: { at_least: 2 }",
    ];
    let verdicts = |runs: &[Option<Outcome>]| expectations.map(|one| judged(one, runs).verdict);
    assert_eq!(verdicts(&runs), [Verdict::Pass; 5]);
    runs[70] = nothing;
    assert_eq!(verdicts(&runs)[..4], [Verdict::Fail; 4]);
    assert_eq!(judged(expectations[1], &runs).worst, Some(70));
    assert_eq!(judged(expectations[0], &runs).first.map(|first| first.step), Some(3));
    runs[70] = None;
    assert_eq!(verdicts(&runs), [Verdict::Fail; 5]);
}

#[test]
fn what_holds_in_steps_is_told_with_its_first_step_and_its_worst_run() {
    let runs = [[1.0, 2.0, 3.0, 4.0], [1.0, 5.0, 7.0, 1.0], [1.0, 1.0, 9.0, 1.0]];
    let runs = runs.map(|prices| Some(run(prices)));
    let always = judged("that: price.usd, always: { at_most: 4 }", &runs);
    assert_eq!(always.verdict, Verdict::Fail);
    assert_eq!(always.first, Some(Found { replicate: 1, step: 1, value: 5.0 }));
    assert_eq!((always.worst, always.estimate.value, always.margin), (Some(2), 9.0, -5.0));
    assert_eq!(always.wrong, [(2, 9.0), (1, 7.0)]);
    let days = "that: price.usd, at: { every_day: { to: day 1 } }, always: { at_most: 4 }";
    assert_eq!(judged(days, &runs).verdict, Verdict::Pass);
    let sometimes = judged("that: price.usd, sometimes: { at_least: 8 }", &runs);
    assert_eq!(sometimes.verdict, Verdict::Pass);
    assert_eq!(sometimes.first, Some(Found { replicate: 2, step: 2, value: 9.0 }));
    let never = judged("that: price.usd, sometimes: { at_least: 10 }", &runs);
    assert_eq!((never.verdict, never.margin, never.first), (Verdict::Fail, -1.0, None));
}

#[test]
fn a_difference_is_that_of_the_same_replicate() {
    let loaded = loaded(&[
        "that: price.usd, against: { variant: slower }, mean: { at_least: 0.9, at_most: 1.1 }",
        "that: price.usd, against: { variant: slower }, difference: relative, p50: { at_least: 1 % }",
    ]);
    let claims = claims(&loaded);
    let (mut own, mut variant) = (Watch::new(&loaded, &claims), Watch::new(&loaded, &claims));
    for replicate in 0..50 {
        let price = f64::from(replicate * 37 % 50) + 10.0;
        own.add(Some(&run([price + 1.0; 4])));
        variant.add(Some(&run([price; 4])));
    }
    let judge = |variants: &BTreeMap<String, Watch>| {
        let judged = judge_claims(&claims, &own, variants, FAMILY_ALPHA);
        judged.into_iter().map(|judged| (judged.verdict, judged.missing)).collect::<Vec<_>>()
    };
    let played = |variant: Watch| BTreeMap::from([("slower".to_owned(), variant)]);
    assert_eq!(judge(&played(variant.clone())), [(Verdict::Pass, 0); 3]);
    // A variant that is a replicate short, that has no such metric, or that was not played.
    let mut short = variant.clone();
    short.values.iter_mut().for_each(|values| values.truncate(49));
    assert_eq!(judge(&played(short)), [(Verdict::Fail, 1); 3]);
    let mut without = Watch::new(&loaded, &claims);
    (0..50).for_each(|_| without.add(Some(&Outcome::default())));
    assert_eq!(judge(&played(without)), [(Verdict::Fail, 50); 3]);
    assert_eq!(judge(&BTreeMap::new()), [(Verdict::Fail, 50); 3]);
}

#[test]
fn a_baseline_is_asked_for_the_metric() {
    let loaded =
        loaded(&["that: price.usd, against: baseline, mean: { at_least: -0.5, at_most: 0.5 }"]);
    let claims = claims(&loaded);
    let mut own = Watch::new(&loaded, &claims);
    (0..100).for_each(|at| own.add(Some(&run([f64::from(at % 10) * 0.1; 4]))));
    let judge = |baseline: &Baseline| {
        let others = Others { variants: None, baseline: Some(baseline) };
        let judged = judge_beside(&claims, &own, others, FAMILY_ALPHA);
        judged.into_iter().map(|judged| judged.verdict).collect::<Vec<_>>()
    };
    let known = |mean, n| {
        move |metric: &str| (metric == "price.usd").then_some(Moments { mean, deviation: 0.3, n })
    };
    assert_eq!(judge(&known(0.45, 100)), [Verdict::Pass; 2]);
    assert_eq!(judge(&known(1.45, 100)), [Verdict::Fail, Verdict::Pass]);
    // Of three runs nobody knows.
    assert_eq!(judge(&known(0.45, 3)), [Verdict::Inconclusive; 2]);
    assert_eq!(judge(&|_| None), [Verdict::Fail; 2]);
}

#[test]
fn the_mean_of_the_worst_says_how_much_too_good_it_looks_and_needs_five_of_them() {
    let claim = "that: price.usd, cvar: { worst: 5 %, at_least: 0 }";
    let judged = |n: u32| {
        let price = |at: u32| Some(run([lognormal(1, at.into()); 4]));
        judged(claim, &(0..n).map(price).collect::<Vec<_>>())
    };
    let few = judged(99);
    assert_eq!((few.verdict, few.limit.is_nan()), (Verdict::Inconclusive, true));
    let many = judged(100);
    assert_eq!((many.verdict, many.estimate.method), (Verdict::Pass, "studentised bootstrap"));
    assert!(many.bias.is_some_and(|bias| bias > 0.0 && bias < 0.05), "{many:?}");
    assert!(0.0 < many.limit && many.limit < many.estimate.value, "{many:?}");
}

/// A plain sum of 200 times 0.1 is not 200 times 0.1, and the bound is on the bit.
#[test]
fn what_does_not_vary_is_not_decided_by_rounding() {
    let runs: Vec<Option<Outcome>> = (0..200).map(|_| Some(run([0.1; 4]))).collect();
    for statistic in ["mean: {", "p50: {", "cvar: { worst: 5 %,", "cvar: { worst: 5 %, tail: high,"]
    {
        for side in ["at_least", "at_most"] {
            let claim = format!("that: price.usd, {statistic} {side}: 0.1 }}");
            let judged = judged(&claim, &runs);
            assert_eq!((judged.verdict, judged.margin), (Verdict::Pass, 0.0), "{claim}");
        }
    }
}

#[test]
fn less_than_a_number_below_zero_is_a_fall() {
    let expectation =
        "that: price.usd, against: { variant: slower }, difference: relative, p50: { at_least: 0 }";
    let loaded = loaded(&[expectation]);
    let claims = claims(&loaded);
    let watch = |price: f64| {
        let mut watch = Watch::new(&loaded, &claims);
        (0..50).for_each(|_| watch.add(Some(&run([price; 4]))));
        watch
    };
    let variants = BTreeMap::from([("slower".to_owned(), watch(-0.521))]);
    let judged = judge_claims(&claims, &watch(-0.705), &variants, FAMILY_ALPHA).remove(0);
    assert_eq!(judged.verdict, Verdict::Fail);
    assert!((judged.estimate.value + 0.353_167).abs() < 1e-6, "{judged:?}");
}
