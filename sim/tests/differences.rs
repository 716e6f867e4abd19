//! Proves what differs among devices and owners by what must not matter: a range without a width, a
//! habit that never acts, dearer power of which half is drawn; and that more uptime, on the same
//! chance, takes no device down.

pub mod common;

use common::{VARIANTS, VARIED, assert_same, load, load_with, numbers, own_devices, play, varied};
use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::{Outcome, Run};

/// Asserts that assignments written in two ways give the same bits, in every variant of `VARIED`.
fn assert_alike(what: &str, one: &[&str], other: &[&str]) {
    for variant in VARIANTS {
        let of = |sets| without_idle(play(&varied(variant, sets), 7, 0));
        let (one, other) = (of(one), of(other));
        common::assert_same_outcome(&one, &other, &format!("{what}, {variant}"));
    }
}

/// A run without the count of those who might come back, which nobody has where no one can.
fn without_idle(mut run: Outcome) -> Outcome {
    let record = &mut run.record;
    if let Some(at) = record.metrics.iter().position(|metric| metric.name == "devices.idle") {
        record.metrics.remove(at);
        record.columns.remove(at);
    }
    run
}

/// Without this the relations below could hold because the keys are not read.
#[test]
fn each_of_the_keys_does_something() {
    let usual = play(&varied(VARIANTS[0], &[]), 7, 0).record;
    for set in [
        "fleet.gpus.electricity=0.20 USD/kWh",
        "fleet.gpus.standby=0 %",
        "work.uptime.bernoulli.share=90 %",
        "work.load=even",
        "decisions.staying.patience.days=4",
        "decisions.selling.fixed_share.share=60 %",
        "decisions.income=earned",
        "decisions.returning=none",
    ] {
        let other = play(&varied(VARIANTS[0], &[set]), 7, 0).record;
        assert!(common::bits(&usual) != common::bits(&other), "`{set}` moves nothing");
    }
}

#[test]
fn electricity_whose_range_has_no_width_is_one_price() {
    let price = |text: &str| format!("fleet.gpus.electricity={text}");
    for range in
        ["{ from: 0.20 USD/kWh, to: 0.20 USD/kWh }", "{ median: 0.20 USD/kWh, spread: 0 % }"]
    {
        assert_alike(range, &[&price("0.20 USD/kWh")], &[&price(range)]);
    }
}

#[test]
fn a_range_from_a_number_to_itself_is_the_number() {
    // Amendments come later and change two of these: they would hide a difference.
    let rest = "amendments=[]";
    for (path, one, range) in [
        ("work.uptime.bernoulli.share", "83 %", "{ from: 83 %, to: 83 % }"),
        ("work.uptime.bernoulli.share", "83 %", "{ median: 83 %, spread: 0 % }"),
        ("work.uptime.bernoulli.share", "100 %", "{ from: 100 %, to: 100 % }"),
        ("work.uptime.bernoulli.share", "0 %", "{ from: 0 %, to: 0 % }"),
    ] {
        let [one, range] = [one, range].map(|value| format!("{path}={value}"));
        assert_alike(&range, &[rest, &one], &[rest, &range]);
    }
    let patience = |value: &str| format!("decisions.staying={{ patience: {{ days: {value} }} }}");
    let (one, range) = (patience("4, spread: 0 %"), patience("{ from: 4, to: 4 }"));
    assert_alike("patience", &[rest, &one], &[rest, &range]);
    for kind in ["fixed_share: { share", "cover_costs: { then"] {
        let selling = |value: &str| format!("decisions.selling={{ {kind}: {value} }} }}");
        let (one, range) = (selling("35 %"), selling("{ from: 35 %, to: 35 % }"));
        let of = |set: &str| play(&varied(VARIANTS[0], &[set]), 7, 0).record;
        assert_same(&of(&one), &of(&range), kind);
    }
}

#[test]
fn devices_that_draw_nothing_while_they_are_down_have_no_standby() {
    let without = VARIED.replace("    standby: 40 %\n", "").replace(", standby: 100 %", "");
    assert!(!without.contains("standby"));
    let zero = ["fleet.glasses.standby=0 %", "fleet.gpus.standby=0 %"];
    let (one, other) = (load(&without, &[]).game, load(VARIED, &zero).game);
    common::assert_same_outcome(&play(&one, 7, 0), &play(&other, 7, 0), "standby");
}

#[test]
fn load_and_income_are_even_and_earned_where_nothing_is_said() {
    let without = VARIED.replace("  load: exponential\n", "").replace("  income: sold\n", "");
    assert!(!without.contains("load:") && !without.contains("income: sold"));
    let written = ["work.load=even", "decisions.income=earned"];
    let (one, other) = (load(&without, &[]).game, load(&without, &written).game);
    common::assert_same_outcome(&play(&one, 7, 0), &play(&other, 7, 0), "absent");
}

#[test]
fn owners_who_never_look_do_not_come_back() {
    let look = |share: &str| {
        format!("decisions.returning={{ hurdle: {{ margin: 25 %, look: {share}/day }} }}")
    };
    assert_alike("never", &[&look("0 %")], &["decisions.returning=none"]);
    // Nor do they where no day could bring what they ask for.
    let never = "decisions.returning={ hurdle: { margin: 1e12 %, look: 100 %/day } }";
    assert_alike("too much", &[never], &["decisions.returning=none"]);
}

/// A box that draws so many watts idle and twice as many at work.
fn box_of(watts: f64) -> String {
    let mark = "mark: estimate, source: a test";
    format!(
        "
name: box
about: A box whose power is the test's.
class: geforce
launched: {{ value: 2022-01-01, {mark} }}
price: {{ value: 500 USD, {mark} }}
lead_time: {{ value: 3 days, {mark} }}
power:
  idle: {{ value: {watts} W, {mark} }}
  active: {{ value: {} W, {mark} }}
memory: {{ value: 23 GB, {mark} }}
memory_bandwidth: {{ value: 1010 GB/s, {mark} }}
compute: {{ value: 330 TFLOPS, {mark} }}
duty: {{ value: 60 %, {mark} }}
uptime: {{ value: 85 %, {mark} }}
spread: {{ value: 8 %, {mark} }}
upkeep: {{ value: 0.10 USD/day, {mark} }}
annual_failure_rate: {{ value: 3 %, {mark} }}
life: {{ value: 4 years, {mark} }}
",
        watts * 2.0
    )
}

const BOXES_DO: &str =
    "demand={ chat: { model: llama-3.1-8b, constant: 3e10 tokens/day, price: 0.04 USD/Mtoken } }";

/// Three groups of boxes that draw so many watts at so many dollars.
fn powered(watts: f64, usd: f64) -> Record {
    let text = ["gpu/rtx-4090", "glasses/xiaomi-ai-glasses", "edge/mac-mini-m4"]
        .iter()
        .fold(VARIED.to_owned(), |text, name| text.replace(name, "box.yaml"));
    let sets = [
        // Boxes see nothing: there is no video.
        BOXES_DO.to_owned(),
        format!("fleet.glasses.electricity={{ median: {usd} USD/kWh, spread: 35 % }}"),
        format!(
            "fleet.gpus.electricity={{ from: {} USD/kWh, to: {} USD/kWh }}",
            usd / 4.0,
            usd * 2.0
        ),
        format!("fleet.minis.electricity={usd} USD/kWh"),
    ];
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let own = own_devices(&[("box.yaml", &box_of(watts)), common::MENDED]);
    play(&load_with("test.yaml", &text, &sets, &own).game, 7, 0).record
}

#[test]
fn dearer_electricity_of_which_half_is_drawn_changes_no_margin() {
    let (usual, dearer) = (powered(96.0, 0.1875), powered(48.0, 0.375));
    assert!(numbers(&usual, "devices.left").iter().any(|&left| left > 0.0), "nobody leaves");
    for ((metric, usual), dearer) in usual.metrics.iter().zip(&usual.columns).zip(&dearer.columns) {
        let name = &metric.name;
        match (usual, dearer) {
            (Values::Tokens(usual), Values::Tokens(dearer)) => assert_eq!(usual, dearer, "{name}"),
            (Values::Numbers(usual), Values::Numbers(dearer)) => {
                // A half is exact in binary, so that not one bit of a cost differs.
                let times = if name.starts_with("work.energy_kwh") { 0.5 } else { 1.0 };
                for (step, (usual, dearer)) in usual.iter().zip(dearer).enumerate() {
                    let same = (usual * times).to_bits() == dearer.to_bits();
                    assert!(same, "step {step}: `{name}` is {usual} and {dearer}");
                }
            }
            _ => panic!("`{name}` is counted in two ways"),
        }
    }
    let cheaper = powered(48.0, 0.1875);
    let margin = |record: &Record| numbers(record, "operators.margin_usd_mean").to_vec();
    assert!(margin(&usual) != margin(&cheaper), "power costs nothing");
}

/// A network that shows who is up: whoever is, is paid, and nobody sells or leaves.
const SHOWING: &str = "
run: { start: 2026-01-01, days: 30 }
token: { symbol: LENS, genesis: 1_000_000_000 LENS }
fleet:
  spots: { hardware: hotspot/lorawan, devices: 300, regions: { asia: 50 %, europe: 50 % } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 1_000_000 LENS/day } }, sharing: by_presence }
";

/// For each step which devices were up.
fn up(share: &str, load_law: &str) -> Vec<Vec<bool>> {
    let share = format!("work.uptime={{ bernoulli: {{ share: {share} }} }}");
    let game = load(SHOWING, &[&share, &format!("work.load={load_law}")]).game;
    let mut run = Run::new(&game, 7, 0);
    let mut before = balances(&mut run);
    (0..game.calendar.steps())
        .map(|step| {
            run.step().unwrap_or_else(|broken| panic!("step {step}: {broken}"));
            let now = balances(&mut run);
            let up = now.iter().zip(&before).map(|(now, before)| now > before).collect();
            before = now;
            up
        })
        .collect()
}

fn balances(run: &mut Run) -> Vec<Units> {
    run.devices().iter().map(|device| device.balance).collect()
}

#[test]
fn more_uptime_takes_no_device_down() {
    for load_law in ["even", "exponential"] {
        for (less, more) in [
            ("60 %", "80 %"),
            ("0 %", "3 %"),
            ("99.5 %", "100 %"),
            ("{ from: 40 %, to: 70 % }", "{ from: 41 %, to: 99 % }"),
            ("{ from: 40 %, to: 70 % }", "70 %"),
            ("{ median: 50 %, spread: 40 % }", "{ median: 60 %, spread: 40 % }"),
        ] {
            let count = |up: &[Vec<bool>]| up.iter().flatten().filter(|up| **up).count();
            let (few, many) = (up(less, load_law), up(more, load_law));
            assert!(count(&few) < count(&many), "{less} and {more} are up as often");
            for (step, (few, many)) in few.iter().zip(&many).enumerate() {
                let down = few.iter().zip(many).position(|(few, many)| *few && !many);
                assert_eq!(down, None, "step {step}: {more}, {load_law}: a device up at {less}");
            }
        }
    }
}

/// The load says how much comes to a device that is up, and not whether it is.
#[test]
fn load_takes_no_device_down_and_brings_none_up() {
    for share in ["70 %", "{ from: 5 %, to: 100 % }", "100 %"] {
        assert_eq!(up(share, "even"), up(share, "exponential"), "{share}");
    }
}
