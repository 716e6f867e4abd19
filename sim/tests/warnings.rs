//! Proves that a scenario that is sound and may not mean what its author thinks says so, where it
//! stands, and that a sound one is not nagged.

pub mod common;

use common::{BUSY, MENDED, VARIED, load, own_devices};
use sim::scenario;

const TEXT: &str = "\
run: { start: 2026-01-01, days: 40 }
token: { symbol: LENS, genesis: 20_000_000 LENS }
fleet:
  gpus: { hardware: gpu/rtx-4090, devices: 20 }
price: { gbm: { start: 0.40 USD, volatility: 90 %/year } }
demand:
  chat: { model: llama-3.1-8b, constant: 1e9 tokens/day, price: 0.05 USD/Mtoken }
emission: { schedule: { fixed: { rate: 90 LENS/day } }, split: { devices: 80 %, treasury: 20 % } }
";

/// What is told of `TEXT` with some lines after it.
fn told(more: &str) -> String {
    let loaded = scenario::load("a.yaml", &format!("{TEXT}{more}"), &[], &own_devices(&[MENDED]));
    let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
    language::fault::warnings(&loaded.warnings(), false)
}

/// What is told of `TEXT` with assignments, as messages with their help.
fn set(sets: &[&str]) -> Vec<(String, String)> {
    let warnings = load(TEXT, sets).warnings();
    warnings.into_iter().map(|w| (w.message, w.help.unwrap_or_default())).collect()
}

fn is_told(sets: &[&str], message: &str, help: &str) {
    assert_eq!(set(sets), [(message.to_owned(), help.to_owned())], "{sets:?}");
}

#[test]
fn a_scenario_that_means_what_it_says_is_not_warned_of() {
    assert_eq!(told(""), "");
    // All of it happens, but for a variant that is the same on purpose.
    let busy = load(BUSY, &[]).warnings();
    let busy: Vec<&str> = busy.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(busy, ["the variant `same` changes nothing"]);
    assert_eq!(load(VARIED, &[]).warnings(), []);
}

#[test]
fn what_comes_after_the_run_is_told_with_its_place() {
    let more = "\
amendments:
  - { from: 2026-02-10, set: { work.matching: pro_rata } }
shocks:
  - { name: crash, price: { to: 30 %, at: day 40 } }
";
    assert_eq!(
        told(more),
        "\
warning: this amendment comes after the end of the run
  --> a.yaml:10:13
   |
10 |   - { from: 2026-02-10, set: { work.matching: pro_rata } }
   |             ^^^^^^^^^^
   |
   = help: the run ends before 2026-02-10, so it changes nothing

warning: the shock `crash` comes after the end of the run
  --> a.yaml:12:5
   |
12 |   - { name: crash, price: { to: 30 %, at: day 40 } }
   |     ^
   |
   = help: the run ends before 2026-02-10, so it does nothing"
    );
}

#[test]
fn what_comes_before_the_run_is_told() {
    is_told(
        &["amendments=[{ from: 2025-12-31, set: { work.matching: pro_rata } }]"],
        "this amendment is older than the run",
        "it holds from the first day on, as if it were written in the rules themselves",
    );
    is_told(
        &["shocks=[{ name: crash, price: { to: 30 %, at: 2025-12-01, over: 60 days } }]"],
        "the shock `crash` begins before the run",
        "on the first day it is where it would be by then",
    );
    is_told(
        &["rivals={ old: { from: 2025-01-01, until: 2026-01-01, times: 200 % } }"],
        "the rival `old` is gone before the run",
        "it takes nobody",
    );
    is_told(
        &["rivals={ late: { from: day 40, times: 200 % } }"],
        "the rival `late` comes after the end of the run",
        "the run ends before 2026-02-10, so it takes nobody",
    );
    let late = ["at: { on: day 40 }", "at: { every_day: { to: 2026-02-11 } }"];
    for (at, days) in late.into_iter().zip(["day 40", "2026-02-11"]) {
        is_told(
            &[&format!("expect=[{{ that: price.usd, {at}, mean: {{ at_least: 0 }} }}]")],
            &format!("{days} comes after the end of the run"),
            "the run ends before 2026-02-10, so it cannot be evaluated, and a check fails",
        );
    }
    let last = "at: { every_day: { to: 2026-02-10 } }";
    assert_eq!(
        set(&[&format!("expect=[{{ that: price.usd, {last}, mean: {{ at_least: 0 }} }}]")]),
        []
    );
}

#[test]
fn a_shock_that_no_step_sees_is_told() {
    let dip =
        "shocks=[{ name: dip, price: { to: 30 %, at: day 8, over: 1 day, recovers_in: 2 days } }]";
    assert_eq!(set(&[dip]), []);
    is_told(
        &[dip, "run.step=week", "run.days=70"],
        "no step sees `price` of the shock `dip`",
        "it is looked at when a step begins: by then it is over, or the run is",
    );
}

#[test]
fn series_that_do_not_cover_the_run_are_told() {
    let daily = |from: &str, count: usize| {
        let prices = vec!["1.5"; count].join(", ");
        format!("price={{ replay: {{ daily: {{ {from}usd: [{prices}] }} }} }}")
    };
    assert_eq!(set(&[&daily("", 40)]), []);
    is_told(
        &[&daily("", 30)],
        "the series ends on 2026-01-30, before the run does",
        "its last price is held for 11 days",
    );
    is_told(
        &[&daily("from: 2026-01-11, ", 30)],
        "the series begins 10 days after the start of the run",
        "its first price holds until then",
    );
    // A month is held for a month.
    let months =
        "price={ replay: { usd: { 2025-12-01: 1 USD, 2026-01-01: 2 USD, 2026-02-01: 3 USD } } }";
    assert_eq!(set(&[months]), []);
    is_told(
        &[
            "demand.chat.replay={ 2026-01-01: 9 Mtokens/day, 2026-01-08: 8 Mtokens/day }",
            "demand.chat.constant=~",
        ],
        "the series ends on 2026-01-08, before the run does",
        "its last amount is held for 33 days",
    );
    is_told(
        &[
            "observed={ devices.active: { source: a book, values: { 2025-01-01: 5, 2026-03-01: 7 } } }",
        ],
        "nothing of `devices.active` was observed during the run",
        "it begins on 2026-01-01, and the run ends before 2026-02-10",
    );
}

#[test]
fn what_can_act_on_nothing_is_told() {
    let shock =
        |course: &str| format!("shocks=[{{ name: s, {course}: {{ to: 50 %, at: day 9 }} }}]");
    for (course, sets, help) in [
        ("hardware", &[][..], "nobody buys a device: `decisions.joining` is none"),
        ("lead_time", &[], "nobody orders a device: `decisions.joining` is none"),
        ("liquidity", &[], "the `market` is exogenous: it has no depth"),
        (
            "volatility",
            &["price={ constant: { usd: 1 USD } }"],
            "the kind of the `price` has no volatility",
        ),
        ("demand", &["demand={}"], "nobody asks for work in this scenario"),
    ] {
        let shock = shock(course);
        let sets = [&[shock.as_str()], sets].concat();
        is_told(&sets, &format!("`{course}` of the shock `s` does nothing"), help);
    }
    is_told(
        &["demand={}", "emission.burn={ burn_and_mint: { credit: 0.00001 USD } }"],
        "nothing feeds this sink, so it burns nothing",
        "nobody asks for work in this scenario, and `spent` is not given",
    );
    is_told(
        &["emission.burn={ sum: { a: { registration: { fee: 10 LENS } } } }"],
        "nothing feeds this sink, so it burns nothing",
        "nobody joins: `decisions.joining` is none",
    );
    is_told(
        &[
            "demand={}",
            "emission.split={ treasury: 100 %, devices: 0 % }",
            "fleet.gpus.cheats=10 %",
        ],
        "the cheats among `gpus` have no pay to take",
        "devices get no tokens and no customer pays them",
    );
}

#[test]
fn a_market_whose_work_is_undone_each_night_is_told() {
    let pool = "market={ constant_product: { depth: 1_000 USD } }";
    assert_eq!(set(&[pool]), []);
    let undone = "what the market does to the price in a day is undone overnight";
    is_told(
        &[pool, "price={ constant: { usd: 1 USD } }"],
        undone,
        "`price` sets each morning's price anew; with `price: { market: … }` it lasts",
    );
    let replay = |moves: &str| {
        let table = "{ 2026-01-01: 1 USD, 2026-02-01: 2 USD }";
        format!("price={{ replay: {{ moves: {moves}, usd: {table} }} }}")
    };
    is_told(&[pool, &replay("level")], undone, "with `moves: relative` in `price.replay` it lasts");
    assert_eq!(set(&[pool, &replay("relative")]), []);
}

#[test]
fn devices_without_work_and_work_without_devices_are_told() {
    is_told(
        &["fleet.spots={ hardware: hotspot/lorawan, devices: 5 }"],
        "`spots` can do none of the work that is asked for",
        "they are paid for being there at the most",
    );
    // A group of no time of its own leaves its work undone.
    let sets = ["fleet.gpus.duty=0 %"];
    let messages: Vec<String> = set(&sets).into_iter().map(|(message, _)| message).collect();
    assert_eq!(
        messages,
        ["`gpus` can do none of the work that is asked for", "no device can do `chat`"]
    );
}

#[test]
fn a_variant_that_changes_nothing_is_told() {
    let more = "\
variants:
  same: { run.days: 40 }
  other: { run.days: 41 }
";
    assert_eq!(
        told(more),
        "\
warning: the variant `same` changes nothing
  --> a.yaml:10:3
   |
10 |   same: { run.days: 40 }
   |   ^^^^
   |
   = help: it is played as the scenario itself"
    );
}

fn fault(text: &str, sets: &[&str], variant: Option<&str>) -> String {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    let loaded = scenario::load("a.yaml", text, &sets, &own_devices(&[MENDED]));
    let varied =
        loaded.and_then(|loaded| variant.map_or(Ok(loaded.clone()), |v| loaded.variant(v)));
    varied.err().map_or_else(String::new, |faults| faults.to_string())
}

#[test]
fn a_fault_that_an_assignment_brings_points_at_it() {
    assert_eq!(
        fault(TEXT, &["run.days=30", "emission.split.devices=90 %"], None),
        "\
error: the shares sum to 110 %
 --> --set:1:1
  |
1 | emission.split.devices=90 %
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: devices, stakers, treasury and insiders get 100 % together"
    );
    // One that is there without it stays where it is.
    let wrong = TEXT.replace("treasury: 20 %", "treasury: 30 %");
    let told = fault(&wrong, &["run.days=30"], None);
    assert!(told.starts_with("error: the shares sum to 110 %\n --> a.yaml:8:"), "{told}");
}

#[test]
fn a_fault_of_a_variant_names_it() {
    let text = format!("{TEXT}variants: {{ greedy: {{ emission.split.devices: 90 % }} }}\n");
    let told = fault(&text, &[], None);
    let first = "error: in the variant `greedy`: the shares sum to 110 %\n --> a.yaml:8:";
    assert!(told.starts_with(first), "{told}");
    // With an assignment that does not fit the variant alone.
    let text = format!(
        "{TEXT}variants: {{ greedy: {{ emission.split: {{ devices: 50 %, treasury: 50 % }} }} }}\n"
    );
    let set = "emission.split.treasury=20 %";
    assert_eq!(fault(&text, &[set], None), "");
    assert_eq!(
        fault(&text, &[set], Some("greedy")),
        "\
error: in the variant `greedy`: the shares sum to 70 %
 --> --set:1:1
  |
1 | emission.split.treasury=20 %
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: devices, stakers, treasury and insiders get 100 % together"
    );
    let told = fault(TEXT, &[], Some("none"));
    assert!(told.starts_with("error: there is no variant `none`\n"), "{told}");
}
