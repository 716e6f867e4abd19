//! Proves that what a scenario expects is read as it is meant, and that what cannot be judged is told at
//! its place with what would be right.

pub mod common;

use common::{BUSY, load};
use sim::scenario::{self, At};

/// Every form of the grammar.
const WHOLE: &str = "\
expect:
  - { that: price.usd, always: { at_least: 0 } }
  - { that: emission.burned_tokens, at: some_day, sometimes: { at_least: 1 } }
  - { that: price.usd, at: { every_day: { from: 2026-01-11, to: day 60 } }, always: { at_most: 100 } }
  - that: devices.active
    p05: { at_least: 3 }
    mean: { at_least: 5, at_most: 1e6 }
    quantile: { of: 10 %, at_least: 4 }
    cvar: { worst: 5 %, at_least: 2 }
    severity: warning
    because: below that nobody is there
  - { that: demand.served_share, at: every_day, p50: { at_least: 0.5 %, at_most: 100 % } }
  - { that: price.usd, at: { on: day 30 }, share_of_runs: { with: { at_least: 0.01 }, at_least: 95 % } }
  - that: device.profit_usd
    share_of_devices: { group: glasses, region: asia, state: active, with: { at_least: 0 } }
    p50: { at_least: 1 % }
  - { that: devices.active, against: { variant: slower }, difference: relative, mean: { at_least: -200 % } }
  - { that: devices.active, against: baseline, mean: { at_least: -50, at_most: 50 } }
  - { that: price.usd, at: { between: { from: day 10 } }, p95: { at_most: 9 } }
";

#[test]
fn every_form_of_an_expectation_is_read() {
    let loaded = load(&format!("{BUSY}{WHOLE}"), &[]);
    let expect = &loaded.written.expect;
    assert_eq!(expect.len(), 10);
    let share = expect[4].p50.unwrap();
    assert_eq!((share.at_least, share.at_most), (Some(0.005), Some(1.0)));
    assert_eq!(expect[7].mean.unwrap().at_least, Some(-2.0));
    let again = load(&loaded.resolved_yaml(), &[]);
    assert_eq!(again.written.expect, *expect);
    // Lines of `BUSY`, then `expect:`, then three of one line each.
    let first = BUSY.lines().count() + 2;
    let place = |number| loaded.expectation_place(number).line_and_column();
    assert_eq!(
        [0, 1, 3, 4].map(place),
        [(first, 5), (first + 1, 5), (first + 3, 5), (first + 10, 5)]
    );
}

#[test]
fn days_are_steps() {
    let loaded = load(&format!("{BUSY}{WHOLE}"), &[]);
    let game = &loaded.game;
    let steps = |number: usize| loaded.written.expect[number].at.steps(game);
    assert_eq!([2, 3, 4, 5, 9].map(steps), [10..60, 59..60, 0..60, 30..31, 10..60]);
    assert_eq!(At::End.steps_of_all(game), 0..60);
    // A week of which a part is meant counts.
    let weeks = load(&format!("{BUSY}{WHOLE}"), &["run.step=week"]);
    let steps = |number: usize| loaded.written.expect[number].at.steps(&weeks.game);
    assert_eq!([2, 5].map(steps), [1..9, 4..5]);
}

/// What is wrong with an expectation: its line in what is written, its column, message and help.
fn faults(expectation: &str) -> String {
    let text = format!("{BUSY}expect:\n  - {}\n", expectation.trim().replace('\n', "\n    "));
    let faults = match scenario::load("a.yaml", &text, &[], &Default::default()) {
        Ok(_) => return "nothing".to_owned(),
        Err(faults) => faults,
    };
    let before = BUSY.lines().count() + 1;
    let told = faults.list().iter().map(|fault| {
        let (line, column) = fault.place.line_and_column();
        let help = fault.help.as_deref().unwrap_or("–");
        format!("{}:{column} {}; {help}", line - before, fault.message)
    });
    told.collect::<Vec<_>>().join("\n")
}

fn told(cases: &[(&str, &[&str])]) {
    for (expectation, told) in cases {
        assert_eq!(faults(expectation), told.join("\n"), "{expectation}");
    }
}

#[test]
fn a_claim_has_bounds_that_replicates_can_meet() {
    told(&[
        (
            "that: price.usd",
            &["1:11 nothing is claimed of `price.usd`; write for example p05: { at_least: 3_000 }"],
        ),
        (
            "that: price.usd\nmean: { at_most: 0.30 USD }",
            &["2:22 `0.30 USD` is not a number; write 0.30 alone, without a unit"],
        ),
        ("that: price.usd\nmean: {}", &["2:5 a bound is missing; write at_least, at_most or both"]),
        (
            "that: price.usd\nmean: { at_least: 3, at_most: 2 }",
            &["2:35 at most 2 is below at least 3; nothing is within such bounds"],
        ),
        (
            "that: price.usd\nquantile: { of: 0 %, at_least: 0 }\ncvar: { worst: 60 %, at_most: 3 }",
            &[
                "2:21 no run tells the 0 % quantile; a quantile is between 0 % and 100 %",
                "3:20 the worst are not 60 % of the replicates; write more than 0 % and at most 50 %",
            ],
        ),
        (
            "that: price.usd\nshare_of_runs: { with: { at_least: 0 }, at_least: 100 % }",
            &[
                "2:55 no number of replicates shows 100 % of all that there can be; write `always` for what holds in every one that is played, or 99 %",
            ],
        ),
    ]);
}

#[test]
fn what_is_looked_at_is_written_down_in_its_unit() {
    told(&[
        (
            "that: price.use\nmean: { at_least: 3 }",
            &["1:11 there is no metric `price.use`; did you mean `price.usd`?"],
        ),
        (
            "that: price.usd\nmean: { at_least: 60 % }",
            &["2:23 `60 %` is a share, and `price.usd` is none; its unit: USD"],
        ),
        (
            "that: demand.served_share\nmean: { at_least: 60 }",
            &["2:23 `demand.served_share` is a share, from 0 % to 100 %; write for example 60 %"],
        ),
    ]);
}

#[test]
fn devices_are_named_and_known_at_the_end() {
    told(&[
        (
            "that: device.profit_usd\nmean: { at_least: 60 }",
            &[
                "1:11 `device.profit_usd` is another for each device; write for example share_of_devices: { with: { at_least: 0 } } too",
            ],
        ),
        (
            "that: device.profit\nshare_of_devices: { with: { at_least: 0 } }\nmean: { at_least: 60 % }",
            &[
                "1:11 `device.profit` is not known of devices; did you mean `device.profit_usd`? known here: `device.profit_usd`, `device.balance_tokens`, `device.age_days`, `device.speed`, `device.uptime`, `device.electricity_usd_per_kwh`, `device.sells`, `device.patience_days`",
            ],
        ),
        (
            "that: device.uptime\nshare_of_devices: { group: glass, region: mars, with: { at_least: 60 } }\nmean: { at_least: 60 }",
            &[
                "2:32 there is no group `glass`; did you mean `glasses`? known here: `glasses`, `gpus`",
                "2:47 none of them is in a region `mars`; known here: `asia`, `europe`",
            ],
        ),
        (
            "that: device.uptime\nshare_of_devices: { group: glasses, region: world, with: {} }\nat: every_day\nalways: { at_least: 60 % }",
            &[
                "2:49 none of them is in a region `world`; known here: `asia`, `europe`",
                "2:56 a bound is missing; write at_least, at_most or both",
                "3:9 devices are known at the end; leave `at` out, or ask for a metric such as devices.active",
                "4:5 `always` looks at every step, and devices are known at the end; write a statistic, such as p05: { at_least: 60 % }",
            ],
        ),
    ]);
}

/// Never and always are no shares: a check of them would play to the last replicate and know nothing.
#[test]
fn a_share_of_runs_is_between_none_and_all() {
    let told_at = |place: &str, bound: &str| {
        format!(
            "{place} no number of replicates shows {bound} of all that there can be; its mean is the share of \
             runs in which it is so, as 5 %; write `always` for what holds in every one that is played"
        )
    };
    for (bounds, place, bound) in
        [("at_most: 0", "2:22", "0"), ("at_least: 1", "2:23", "1"), ("at_most: 50", "2:22", "50")]
    {
        let text = format!("that: spiral.started\nmean: {{ {bounds} }}");
        assert_eq!(faults(&text), told_at(place, bound), "{text}");
    }
    assert_eq!(faults("that: spiral.started\nmean: { at_most: 5 % }"), "nothing");
    assert_eq!(faults("that: spiral.started\nalways: { at_most: 0 }"), "nothing");
}

/// A day of one is no day of the other, so that a difference between them would be about time.
#[test]
fn a_variant_that_is_compared_has_the_same_steps() {
    let text = BUSY.replace("variants:\n", "variants:\n  longer: { run.days: 90 }\n");
    let loaded = |expect: &str| {
        let text = format!("{text}{expect}");
        scenario::load("a.yaml", &text, &[], &Default::default()).map_err(|f| f.to_string())
    };
    assert!(loaded("").is_ok());
    let against =
        "expect: [{ that: price.usd, against: { variant: longer }, mean: { at_most: 0 } }]\n";
    let told = loaded(against).err().expect("a fault");
    assert!(
        told.contains("in the variant `longer`: `run.days` is 90, and 60 in the base"),
        "{told}"
    );
}

#[test]
fn days_are_those_of_the_run_in_order() {
    told(&[
        (
            "that: price.usd\nat: { on: 2025-12-31 }\nmean: { at_least: 0 }",
            &["2:15 2025-12-31 is before the start of the run; it starts on 2026-01-01"],
        ),
        (
            "that: price.usd\nat: { every_day: { from: day 9, to: day 9 } }\nmean: { at_least: 0 }",
            &["2:41 day 9 is not after day 9; `to` is the day after the last"],
        ),
    ]);
}

#[test]
fn steps_are_looked_at_in_every_step() {
    told(&[
        (
            "that: price.usd\nat: { on: day 3 }\nalways: { at_least: 0 }",
            &[
                "2:5 `always` looks at every step; leave `at` out, or write at: { every_day: { from: day 30, to: day 60 } }",
            ],
        ),
        (
            "that: price.usd\nat: some_day\nalways: { at_least: 0 }",
            &[
                "2:9 `always` looks at every step; leave `at` out, or write at: { every_day: { from: day 30, to: day 60 } }",
            ],
        ),
    ]);
}

#[test]
fn what_is_compared_is_named_and_known() {
    told(&[
        (
            "that: price.usd\nagainst: { variant: slowr }\nmean: { at_least: 0 }",
            &[
                "2:25 there is no variant `slowr`; did you mean `slower`? known here: `same`, `slower`",
            ],
        ),
        (
            "that: price.usd\nagainst: baseline\np05: { at_least: 0 }\nat: every_day",
            &[
                "3:5 a baseline knows the mean of a metric at the end; write mean: { at_least: 0 }, or `against: { variant: NAME }`",
                "4:9 a baseline knows the mean of a metric at the end; leave `at` out, or write `against: { variant: NAME }`",
            ],
        ),
        (
            "that: price.usd\nagainst: baseline\nalways: { at_least: 0 }",
            &[
                "3:5 `always` is about each run by itself, and not `against` another; write a statistic, such as mean: { at_least: 0 }",
            ],
        ),
        (
            "that: price.usd\ndifference: relative\nmean: { at_least: 0 }",
            &[
                "2:17 a difference from what?; write `against: baseline` or `against: { variant: NAME }` too",
            ],
        ),
        (
            "that: price.usd\nat: every_day\nagainst: { variant: slower }\nshare_of_runs: { with: { at_least: 0, at_most: 3 }, at_least: 90 % }",
            &[
                "4:22 which day is compared is not clear with both bounds; write two expectations, each with one bound",
            ],
        ),
    ]);
}
