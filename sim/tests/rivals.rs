//! Proves what a network that pays for the same devices does to this one: it takes owners and buyers
//! who have an advantage, and nobody else.

pub mod common;

use common::{bits, load, numbers, play, record};
use sim::record::Record;

/// Devices that are all alike and always up: 0.72 USD a day each, whatever becomes of the others.
const QUIET: &str = "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet: { spots: { hardware: hotspot/lorawan, devices: 10_000, spread: 0 %, lead_time: 0 days, regions: { asia: 50 %, europe: 50 % } } }
price: { constant: { usd: 1 USD } }
work: { uptime: always }
emission: { schedule: { per_device: { schedule: { fixed: { rate: 0.72 LENS/day } } } }, sharing: by_presence }
decisions: { selling: hold }
market: exogenous
";

fn with(rival: &str, sets: &[&str]) -> Record {
    let rival = format!("rivals.copycat={{ from: day 10, {rival} }}");
    record(QUIET, &[&[rival.as_str()], sets].concat())
}

fn poached(record: &Record) -> &[f64] {
    numbers(record, "devices.poached")
}

fn sum(numbers: &[f64]) -> f64 {
    numbers.iter().sum()
}

/// Asserts that something of probability `p` happened to so many of `n`, within four standard errors.
fn assert_share(found: f64, n: f64, p: f64) {
    let deviation = (n * p * (1.0 - p)).sqrt();
    assert!((found - n * p).abs() <= 4.0 * deviation, "{found} of {n} at {p}");
}

/// The share of owners who are gone after so many days, of whom a share stays each day.
fn gone(stay: f64, days: u32) -> f64 {
    1.0 - (0..days).fold(1.0, |left, _| left * stay)
}

#[test]
fn owners_go_at_the_rate_at_which_they_look() {
    let rich = "pays: { spots: 5 USD/day }, look: 2 %/day";
    let record = with(rich, &[]);
    assert!(poached(&record)[..10].iter().all(|poached| *poached == 0.0));
    assert_share(sum(poached(&record)), 1e4, gone(0.98, 50));
    assert_eq!(poached(&record), numbers(&record, "devices.left"));
    let active = numbers(&record, "devices.active");
    assert_eq!(active[59], 1e4 - sum(poached(&record)));
    // The same in weeks, from the first that begins while it is there: 49 days.
    let weeks = with(rich, &["run.step=week", "run.days=63"]);
    assert_share(sum(poached(&weeks)), 1e4, gone(0.98, 49));
}

#[test]
fn nobody_goes_for_no_more() {
    let quiet = record(QUIET, &[]);
    for rival in ["pays: { spots: 0.71 USD/day }", "times: 100 %", "pays: { spots: 0 USD/day }"] {
        let record = with(&format!("{rival}, look: 100 %/day"), &[]);
        assert_eq!(sum(poached(&record)), 0.0, "{rival}");
        assert_eq!(numbers(&record, "devices.active"), numbers(&quiet, "devices.active"));
    }
    // A tenth more, with nothing to switch, takes all who look.
    let record = with("times: 110 %, look: 100 %/day", &[]);
    assert_eq!(poached(&record)[10], 1e4);
}

#[test]
fn a_bonus_empties_a_network_while_it_lasts() {
    let vampire = "pays: { spots: 0.80 USD/day }, switching_cost: 50 USD, within: 30 days, look: \
                   5 %/day, bonus: { usd: 50 USD, until: day 30 }";
    let record = with(vampire, &[]);
    let (during, after) = poached(&record).split_at(30);
    assert_share(sum(during), 1e4, gone(0.95, 20));
    // 50 USD at 0.08 USD a day more are back in 625 days: one in 188,000 of those who look goes.
    assert!(sum(after) <= 1.0, "{after:?}");
}

#[test]
fn a_rival_that_nobody_looks_at_is_none_to_the_bit() {
    let growing = "decisions={ joining: { bass: { market: 90_000, innovation: 90 %/year, imitation: \
                   90 %/year } }, returning: { hurdle: { margin: 0 %, look: 5 %/day } }, staying: { \
                   patience: { days: 5 } } }";
    let quiet = record(QUIET, &[growing]);
    let record = with("pays: { spots: 9 USD/day }, look: 0 %/day", &[growing]);
    let own = ["devices.poached", "operators.lured_share"];
    let others: Vec<_> =
        bits(&record).into_iter().filter(|(name, _)| !own.contains(name)).collect();
    assert_eq!(others, bits(&quiet));
    assert_eq!(sum(poached(&record)), 0.0);
}

#[test]
fn buyers_choose_too() {
    let growing = "decisions.joining={ bass: { market: 200_000, innovation: 90 %/year, imitation: \
                   0 %/year } }";
    let joined = |rival: &str| {
        let record = with(&format!("{rival}, look: 0.000001 %/day"), &[growing]);
        sum(&numbers(&record, "devices.joined")[..=11])
            - sum(&numbers(&record, "devices.joined")[..=10])
    };
    let none = joined("pays: { spots: 0 USD/day }");
    let half = joined("times: 100 %");
    assert!(none > 300.0 && (half / none - 0.5).abs() < 0.01, "{half} of {none}");
    assert!(joined("pays: { spots: 9 USD/day }") < 0.01 * none);
}

#[test]
fn who_went_comes_back_when_the_rival_is_gone() {
    let back = "decisions.returning={ hurdle: { margin: 0 %, look: 20 %/day } }";
    let rival = "until: day 30, pays: { spots: 9 USD/day }, look: 10 %/day";
    let record = with(rival, &[back]);
    let returned = numbers(&record, "devices.returned");
    assert!(sum(&returned[..30]) < 10.0, "{returned:?}");
    assert!(numbers(&record, "devices.active")[59] > 9_900.0);
    let without = with(rival, &[]);
    assert_eq!(sum(numbers(&without, "devices.returned")), 0.0);
}

#[test]
fn its_pay_may_follow_the_price_of_the_network() {
    // At a tenth of the price both pay a tenth, or the rival what it paid before.
    let fall = "shocks=[{ name: fall, price: { to: 10 %, at: day 20 } }]";
    let poached_after = |follows: &str| {
        let rival = format!("pays: {{ spots: 0.70 USD/day }}, look: 5 %/day, follows: {follows}");
        let record = with(&rival, &[fall]);
        assert_eq!(sum(&poached(&record)[..20]), 0.0);
        sum(&poached(&record)[20..])
    };
    assert_eq!(poached_after("100 %"), 0.0);
    assert_share(poached_after("0 %"), 1e4, gone(0.95, 40));
}

#[test]
fn an_amendment_brings_a_rival_and_takes_it_away() {
    let amendments = "amendments=[\
        { from: 2026-01-21, set: { rivals.late: { from: day 0, pays: { spots: 9 USD/day }, look: 10 %/day } } }, \
        { from: 2026-01-31, set: { rivals.late.look: 0 %/day } }]";
    let record = play(&load(QUIET, &[amendments]).game, 1, 0).record;
    let poached = poached(&record);
    assert_eq!((sum(&poached[..20]), sum(&poached[30..])), (0.0, 0.0));
    assert_share(sum(poached), 1e4, gone(0.9, 10));
}

#[test]
fn a_large_operator_leaves_in_one_day() {
    let exit = "shocks=[{ name: exit, exit: { share: 30 %, at: day 20 }, regions: [asia] }]";
    let record = record(QUIET, &[exit]);
    let left = numbers(&record, "devices.left");
    assert_share(left[20], 5e3, 0.3);
    assert_eq!(sum(left), left[20]);
    let weeks = "run.step=week";
    let weeks = common::record(QUIET, &[exit, weeks, "run.days=56"]);
    assert_share(numbers(&weeks, "devices.left")[2], 5e3, 0.3);
}

fn fault(sets: &[&str]) -> String {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    let faults = sim::scenario::load("a.yaml", QUIET, &sets, &Default::default());
    faults.err().map_or_else(String::new, |faults| faults.to_string())
}

#[test]
fn what_is_wrong_with_a_rival_is_said() {
    assert_eq!(
        fault(&["rivals={ a: { from: day 9, pays: { spot: 1 USD/day } } }"]),
        "\
error: there is no group `spot`
 --> --set:1:42
  |
1 | rivals={ a: { from: day 9, pays: { spot: 1 USD/day } } }
  |                                          ^^^^^^^^^
  |
  = help: did you mean `spots`? known here: `spots`"
    );
    let told = |rival: &str| {
        let text = fault(&[&format!("rivals={{ a: {{ from: day 9, {rival} }} }}")]);
        let line = text.lines().next().unwrap_or_default().to_owned();
        (line, text.lines().last().unwrap_or_default().trim_start_matches("  = ").to_owned())
    };
    let says = |message: &str, help: &str| (format!("error: {message}"), format!("help: {help}"));
    assert_eq!(
        told("look: 1 %/day"),
        says(
            "`a` does not say what it pays",
            "write pays: { glasses: 0.90 USD/day } or times: 120 %"
        )
    );
    assert_eq!(
        told("times: 120 %, pays: { spots: 1 USD/day }"),
        says("`pays` and `times` are two answers at once", "keep one of them")
    );
    assert_eq!(
        told("times: 120 %, until: day 9"),
        says("`until` is not after `from`", "leave it out, or name a later day")
    );
    assert_eq!(
        told("times: 120 %, look: 5 %/hour"),
        says("`5 %/hour` is more than all of them in a day", "write at most 100 %/day")
    );
}
