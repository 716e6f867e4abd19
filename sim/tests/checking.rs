//! Proves what cheats get and lose: their share of the pay where nobody checks, nothing where all is
//! checked, and that what customers get is only what honest devices do.

pub mod common;

use common::{amounts, load, numbers, play};
use sim::record::tokens;

/// A hundred home computers, a fifth of them cheats, always up and alike.
const NETWORK: &str = "
run: { start: 2026-01-01, days: 50 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
fleet:
  gpus: { hardware: gpu/rtx-4090, devices: 100, cheats: 20 %, spread: 0 % }
price: { constant: { usd: 1 USD } }
demand: { chat: { model: llama-3.1-8b, constant: 1e12 tokens/day, price: 0.05 USD/Mtoken } }
work: { uptime: always }
emission: { schedule: { fixed: { rate: 1_000 LENS/day } } }
";

/// Tokens held at the end by honest owners and by cheats.
fn held(sets: &[&str]) -> [f64; 2] {
    let loaded = load(NETWORK, sets);
    let devices = play(&loaded.game, 1, 0).devices;
    [false, true].map(|cheats| {
        let of =
            devices.iter().filter(|d| loaded.game.cohorts[d.cohort].cheats.is_some() == cheats);
        of.map(|device| tokens(device.balance, 8)).sum()
    })
}

#[test]
fn without_checks_cheats_take_their_share_and_customers_get_the_rest() {
    let [honest, cheats] = held(&[]);
    assert!((honest - 40_000.0).abs() < 0.01 && (cheats - 10_000.0).abs() < 0.01);
    let record = play(&load(NETWORK, &[]).game, 1, 0).record;
    let all = play(&load(NETWORK, &["fleet.gpus.cheats=0 %"]).game, 1, 0).record;
    let served = |record| numbers(record, "work.tokens_served")[0];
    assert!((served(&record) / served(&all) - 0.8).abs() < 1e-12);
    let energy = |record| numbers(record, "work.energy_kwh")[0];
    assert!(energy(&record) < energy(&all), "what is faked draws no power");
}

#[test]
fn where_all_is_checked_cheats_get_nothing_and_checking_takes_half_of_the_capacity() {
    let all = "work.checking={ spot_check: { share: 100 %, slash: 20 % } }";
    let [honest, cheats] = held(&[all]);
    assert_eq!(cheats, 0.0);
    assert!((honest - 50_000.0).abs() < 0.01);
    let checked = play(&load(NETWORK, &[all]).game, 1, 0).record;
    let trusting = play(&load(NETWORK, &[]).game, 1, 0).record;
    let capacity = |record| numbers(record, "work.capacity_tokens_per_second")[0];
    assert!((capacity(&checked) / capacity(&trusting) - 0.5).abs() < 1e-12);
    assert_eq!(numbers(&checked, "work.cheats_caught"), [20.0; 50]);
}

#[test]
fn as_many_are_caught_as_are_checked_and_what_they_lose_is_burned() {
    let some = "work.checking={ spot_check: { share: 5 %, slash: 20 % } }";
    let record = play(&load(NETWORK, &[some, "run.days=400"]).game, 1, 0).record;
    let caught: f64 = numbers(&record, "work.cheats_caught").iter().sum();
    // 8,000 chances of 5 %: 400, with a standard deviation of √(8,000 · 0.05 · 0.95) = 19.5.
    assert!((caught - 400.0).abs() < 4.0 * 19.5, "{caught}");
    let slashed: u128 = amounts(&record, "work.slashed_tokens").iter().sum();
    assert!(slashed > 0);
    assert_eq!(amounts(&record, "ledger.burned").last(), Some(&slashed));
}

#[test]
fn honest_owners_lose_nothing_to_checks_but_time() {
    let checked =
        ["fleet.gpus.cheats=0 %", "work.checking={ spot_check: { share: 5 %, slash: 20 % } }"];
    let [honest, cheats] = held(&checked);
    assert!((honest - 50_000.0).abs() < 0.01 && cheats == 0.0);
    let record = play(&load(NETWORK, &checked).game, 1, 0).record;
    assert_eq!(amounts(&record, "work.slashed_tokens").iter().sum::<u128>(), 0);
}
