//! Bittensor: shares and flows of subnets, what is paid in them, and the first halving.

use jiff::civil::Date;
use language::when::{date_at, seconds_between};
use sim::emission::controllers::moving_average::BITTENSOR_FLOW;
use sim::emission::schedule::Period;
use sim::emission::subnets::injection::price;
use sim::emission::subnets::{Alpha, Injection, MovingPrice, parts};
use sim::emission::{Memory, SubnetsKind};
use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::Run;
use sim::scenario::{self, Loaded};

use crate::table;

const PRESET: &str = include_str!("../../../scenarios/replica/bittensor.yaml");

/// Base units of TAO ("rao") in a token.
const TAO: Units = 1_000_000_000;

/// Shares that subnets have of the first day.
fn shares(text: &str) -> Vec<f64> {
    let tree = language::yaml::parse("a.yaml", text).expect("it is YAML");
    let kind: SubnetsKind = language::read(&tree, None).unwrap_or_else(|faults| panic!("{faults}"));
    let start = "2026-01-01".parse().expect("a date");
    let day = Period { start, from: 0, until: 86_400, decimals: 9 };
    let parts = parts(TAO, &kind.weights(&day, &mut Memory::default()));
    parts.iter().map(|part| *part as f64 / TAO as f64).collect()
}

fn load() -> Loaded {
    scenario::load("bittensor.yaml", PRESET, &[], &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn play(loaded: &Loaded) -> Record {
    Run::new(&loaded.game, 3, 0).finish(false).expect("the ledger holds").record
}

fn tokens<'a>(record: &'a Record, name: &str) -> &'a [Units] {
    match &record.columns[record.column(name).expect("a metric")] {
        Values::Tokens(units) => units,
        Values::Numbers(_) => panic!("{name} is no amount of TAO"),
    }
}

/// The day on which the schedule falls below 7,200 TAO.
fn halving(loaded: &Loaded) -> Date {
    let record = play(loaded);
    let scheduled = tokens(&record, "emission.scheduled_tokens");
    let at = scheduled.iter().position(|units| *units < 7_200 * TAO).expect("it is in the run");
    assert!(scheduled[..at].iter().all(|units| *units == 7_200 * TAO));
    assert!(scheduled[at + 1..].iter().all(|units| *units == 3_600 * TAO));
    date_at(loaded.game.start, at as i64 * 86_400)
}

#[test]
fn v42_shares_of_flows_go_with_their_squares() {
    let found = shares("by_flow: { list: { a: 2, b: 3, c: 5 }, exponent: 2 }");
    let row = table::row("V42");
    // The row's tolerance is a per cent: 4/38, 9/38 and 25/38.
    for (found, fraction) in found.iter().zip(row.numbers().chunks(2)) {
        let wanted = fraction[0] / fraction[1];
        assert!((found - wanted).abs() <= wanted * row.within() / 100.0, "{found} {wanted}");
    }
    assert_eq!(found.len() * 2, row.numbers().len());
}

#[test]
fn v43_a_block_weighs_what_a_half_life_of_30_days_gives_it() {
    table::row("V43").check(&[BITTENSOR_FLOW.weight()]);
}

#[test]
fn v44_owner_miners_and_validators_are_paid_18_41_and_41_percent() {
    let Alpha { owner, miners, validators } = Alpha::paid(TAO);
    let per_cent = [owner, miners, validators].map(|part| 100.0 * part as f64 / TAO as f64);
    table::row("V44").check(&per_cent);
    let split = &load().game.rules[0].1.emission.split;
    let [miners, validators, _, owner] = split.parts(TAO).map(|part| part as f64 / 1e7);
    table::row("V44").check(&[owner, miners, validators]);
}

/// subtensor, pallets/subtensor/src/tests/coinbase.rs (verified).
#[test]
fn parts_by_price_and_what_is_put_into_pools_are_subtensors() {
    let [third, two_thirds] = shares("by_price: { list: { a: 0.1, b: 0.2 } }")[..] else {
        panic!("there are two")
    };
    assert!((third - 1.0 / 3.0).abs() < 1e-8 && (two_thirds - 2.0 / 3.0).abs() < 1e-8);
    // A million at prices of 1 and 2: 333,333 and 666,666, and 333,333 alpha each.
    let alpha = [(333_333, 1.0), (666_666, 2.0)]
        .map(|(part, of)| Injection::of(part, price(of), TAO).alpha_in);
    assert_eq!(alpha, [333_333; 2]);
    // What a subnet that is switched off would have got goes to the others.
    assert_eq!(parts(3_000_000, &[1, 0, 1]), [1_500_000, 0, 1_500_000]);
}

/// A subnet that people leave has a part by its price and none by its flow.
#[test]
fn a_subnet_that_is_left_is_paid_by_its_price_alone() {
    let by_price = shares("by_price: { list: { left: 0.3, sought: 0.1 } }");
    let by_flow = shares("by_flow: { list: { left: -30, sought: 10 } }");
    assert!((by_price[0] - 0.75).abs() < 1e-8, "{by_price:?}");
    assert_eq!(by_flow, [0.0, 1.0]);
}

/// subtensor, tests/coinbase/moving_price.rs (verified).
#[test]
fn moving_prices_are_subtensors() {
    let of = |smoothing| MovingPrice::new(smoothing, 201_600);
    // Fourteen updates, 28 days after the first block.
    assert!((of(0.1).settled(1.0, 14, 7_200 * 28 - 1) - 0.512_325).abs() < 0.001);
    assert!((of(0.5).settled(1.0, 1, 144_000_000) - 0.5).abs() < 0.001);
    assert!(of(0.5).settled(1.0, 1, 11) < 0.001);
    assert!(of(1.0).settled(1.0, 1, 7_200_000) > 0.95);
}

#[test]
fn the_first_halving_falls_on_the_days_that_the_preset_says() {
    let loaded = load();
    let varied = |name| halving(&loaded.variant(name).expect("it is a variant")).to_string();
    assert_eq!(halving(&loaded).to_string(), "2025-12-14");
    assert_eq!(varied("recycled_as_in_2024"), "2025-12-11");
    assert_eq!(varied("nothing_recycled"), "2025-11-21");
}

#[test]
fn subnets_get_all_that_is_minted_from_the_day_of_dynamic_tao_on() {
    let record = play(&load());
    let columns = ["ten_largest", "others"].map(|name| format!("emission.subnet_tokens.{name}"));
    let [largest, others] = columns.each_ref().map(|name| tokens(&record, name));
    let minted = tokens(&record, "emission.minted_tokens");
    for (day, minted) in minted.iter().enumerate() {
        let all = if day < 12 { 0 } else { *minted };
        assert_eq!(largest[day] + others[day], all, "day {day}");
    }
}

/// Where one rule makes way for another, the parts of the subnets change, and each follows its own series.
#[test]
fn prices_flows_and_prices_again_divide_differently() {
    let record = play(&load());
    let largest = tokens(&record, "emission.subnet_tokens.ten_largest");
    let minted = tokens(&record, "emission.minted_tokens");
    let per_mille = |date: &str| {
        let start = "2025-02-01".parse().expect("a date");
        let day = seconds_between(start, date.parse().expect("a date")) / 86_400;
        (1_000.0 * largest[day as usize] as f64 / minted[day as usize] as f64).round()
    };
    // From nothing averages are in proportion to what they follow: 70 to 30, 64 to 36, 56 to 80 % of 44.
    let firsts = ["2025-02-13", "2025-10-23", "2026-06-22"].map(per_mille);
    assert_eq!(firsts, [700.0, 640.0, 614.0]);
    // A price of June weighs little after four weeks. The flow's half-life is 30 days: in 53 days until 2025-12-15 it
    // had come to 0.706 of 640 and 360, and 90 days later an eighth of that and 7/8 of 560 and 440 are 567 per mille.
    // PANews counted 56 % in March 2026.
    let later = ["2025-06-28", "2025-10-22", "2026-03-15", "2026-06-21"].map(per_mille);
    assert!(later[0] > later[1] && later[1] > 620.0, "{later:?}");
    assert!((later[2] - 567.0).abs() <= 1.0 && later[3] < later[2], "{later:?}");
}
