//! Networks whose inflation, fees and subnets are steered: no token is lost in them, whatever steers
//! and however long a step is.

use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::Run;

const CONTROLLERS: [&str; 4] = [
    "step: { target: 50 %, change: 0.01 % }",
    "proportional: { goal: 67 %, change: 100 %, least: 5 %, most: 20 %, blocks_per_year: 8_766 }",
    "decaying: { goal: 67 %, change: 100 %, half_life: 30 days, blocks_per_year: 8_766 }",
    "pid: { target: 50 %, band: 1 %, proportional: 0.01, integral: 0.001, derivative: 0.02, most: 1 % }",
];

const FEES: [&str; 2] = [
    "eip1559: { initial: 1, limit: 30_000 }",
    "eip4844: { fraction: 50_077, target: 15_000, most: 30_000 }",
];

const SUBNETS: [&str; 2] = [
    "by_price: { list: { one: { 2026-01-01: 0.2, 2026-01-20: 0.1 }, other: 0.3 }, burned: { other: 20 % } }",
    "by_flow: { list: { one: { 2026-01-03: 9, 2026-01-20: -9 }, other: 4 }, exponent: 1.5 }",
];

/// What a network of 40 days does, with tokens bonded as stakers hold them.
fn play(step: &str, controller: &str, burn: &str, subnets: &str) -> Record {
    let text = format!(
        "run: {{ start: 2026-01-01, days: 40, step: {step} }}
token: {{ symbol: LENS, genesis: 1_000_000 LENS }}
fleet: {{ glasses: {{ hardware: glasses/xiaomi-ai-glasses, devices: 20 }} }}
price: {{ constant: {{ usd: 1 USD }} }}
emission:
  schedule: {{ bonding: {{ initial: 0.05 %, every: 1 hour, most: 500 LENS, controller: {{ {controller} }} }} }}
  split: {{ devices: 30 %, stakers: 70 % }}
  subnets: {{ {subnets} }}
  burn: {burn}
"
    );
    let loaded = sim::scenario::load("steered.yaml", &text, &[], &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}\n{text}"));
    let outcome = Run::new(&loaded.game, 1, 0).finish(false);
    outcome.unwrap_or_else(|violation| panic!("{violation}\n{text}")).record
}

fn tokens<'a>(record: &'a Record, name: &str) -> &'a [Units] {
    match &record.columns[record.column(name).expect("a metric")] {
        Values::Tokens(units) => units,
        Values::Numbers(_) => panic!("{name} is no amount"),
    }
}

#[test]
fn whatever_steers_no_token_is_lost_and_subnets_get_all_that_is_minted() {
    for controller in CONTROLLERS {
        for (fee, subnets) in FEES.into_iter().zip(SUBNETS) {
            let burn = format!(
                "{{ base_fee: {{ used: {{ 2026-01-02: 15_900, 2026-01-30: 100 }}, fee: {{ {fee} }} }} }}"
            );
            let record = play("day", controller, &burn, subnets);
            let minted = tokens(&record, "emission.minted_tokens");
            let one = tokens(&record, "emission.subnet_tokens.one");
            let other = tokens(&record, "emission.subnet_tokens.other");
            // Flows are nothing before their first day, and then nobody weighs anything.
            for day in 2..minted.len() {
                assert_eq!(one[day] + other[day], minted[day], "{controller} {subnets} day {day}");
            }
            assert!(tokens(&record, "emission.burned_tokens").iter().sum::<Units>() > 0, "{fee}");
            assert!(minted.iter().sum::<Units>() > 0, "{controller}");
        }
    }
}

#[test]
fn a_table_of_what_is_bonded_mints_the_same_in_any_steps() {
    for controller in CONTROLLERS {
        let steered = format!("{controller} }}, bonded: {{ 2026-01-01: 40 %, 2026-01-15: 70 %");
        let minted = |step: &str| {
            let record = play(step, &steered, "none", SUBNETS[0]);
            tokens(&record, "ledger.supply").last().copied()
        };
        assert_eq!(minted("hour"), minted("day"), "{controller}");
    }
}
