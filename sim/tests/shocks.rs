//! Proves that a shock does what it says and nothing else, and that a shock of nothing is none.

pub mod common;

use common::{amounts, assert_same, load, numbers, record};
use sim::record::Record;

const QUIET: &str = "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet:
  glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 200, regions: { asia: 50 %, europe: 50 % } }
  gpus: { hardware: gpu/rtx-4090, devices: 50, lead_time: 5 days }
price: { gbm: { start: 1 USD, volatility: 90 %/year } }
demand:
  chat: { model: llama-3.1-8b, constant: 2e9 tokens/day, price: 0.05 USD/Mtoken }
  video: { data: egocentric_video, constant: 100 GB/day, price: 0.25 USD/GB }
emission: { schedule: { fixed: { rate: 3_000 LENS/day } }, sharing: by_presence }
decisions: { joining: { payback: { within: 250 days, interest: 3 %/day } } }
market: { constant_product: { depth: 2_000_000 USD } }
";

fn shaken(shock: &str) -> Record {
    record(QUIET, &[&format!("shocks=[{{ name: s, {shock} }}]")])
}

fn ratio(shaken: &Record, metric: &str, day: usize) -> f64 {
    numbers(shaken, metric)[day] / numbers(&record(QUIET, &[]), metric)[day]
}

#[test]
fn a_shock_of_demand_hits_the_workloads_that_it_names() {
    let half = shaken("demand: { to: 50 %, at: day 10 }, workloads: [chat]");
    let (chat, video) = ("demand.requested.chat", "demand.requested.video");
    assert_eq!([9, 10, 59].map(|day| ratio(&half, chat, day)), [1.0, 0.5, 0.5]);
    assert_eq!([9, 10, 59].map(|day| ratio(&half, video, day)), [1.0; 3]);
}

#[test]
fn no_volatility_is_a_price_that_only_the_market_moves() {
    let still = shaken("volatility: { to: 0.0001 %, at: day 0 }");
    let prices = numbers(&still, "price.usd");
    assert!(prices.iter().all(|usd| (usd - 1.0).abs() < 0.01), "{prices:?}");
}

#[test]
fn a_crash_of_the_past_is_one_line() {
    let week = "crash: { like: ftx-week, at: day 10 }";
    let ratio = |day| ratio(&shaken(week), "price.usd", day);
    assert_eq!(ratio(10), 1.0);
    assert!(
        ratio(11) > 0.95 && ratio(14) < 0.80 && ratio(40) < 0.80,
        "{} {}",
        ratio(11),
        ratio(14)
    );
}

#[test]
fn a_pin_is_met_on_its_date_to_the_bit() {
    let text = "pin: { to: 0.25 USD, from: day 5, on: day 40, volatility: 90 %/year }";
    for seed in ["run.seed=1", "run.seed=2", "run.seed=3"] {
        let set = format!("shocks=[{{ name: s, {text} }}]");
        let prices = record(QUIET, &[&set, seed]);
        let prices = numbers(&prices, "price.usd");
        assert_eq!(prices[40], 0.25);
        assert_eq!(prices[..=5], numbers(&record(QUIET, &[seed]), "price.usd")[..=5]);
        assert_ne!(prices[39], 0.25);
    }
}

#[test]
fn a_pin_is_met_to_the_bit_where_other_shocks_move_the_price() {
    let pin = "{ name: p, pin: { to: 0.25 USD, from: day 5, on: day 40, volatility: 0 %/year } }";
    let fall = "{ name: f, price: { to: 30 %, at: day 20, over: 30 days, recovers_in: 5 days } }";
    let prices = record(QUIET, &[&format!("shocks=[{pin}, {fall}]")]);
    let prices = numbers(&prices, "price.usd");
    assert_eq!(prices[40], 0.25);
    // Nor does it jump there.
    assert!((prices[39] / 0.25 - 1.0).abs() < 0.1, "{}", prices[39]);
}

#[test]
fn liquidity_that_is_withdrawn_goes_to_traders_and_comes_back() {
    let thin = shaken("liquidity: { to: 40 %, at: day 20, recovers_in: 20 days }");
    let steady = "price={ constant: { usd: 1 USD } }";
    let set = "shocks=[{ name: s, liquidity: { to: 40 %, at: day 20, recovers_in: 20 days } }]";
    let depth = record(QUIET, &[steady, set]);
    let depth = numbers(&depth, "market.depth_usd");
    let usual = record(QUIET, &[steady]);
    let usual = numbers(&usual, "market.depth_usd");
    for (day, share) in [(19, 1.0), (20, 0.4), (30, 0.4_f64.sqrt()), (45, 1.0)] {
        let found = depth[day] / usual[day];
        assert!((found / share - 1.0).abs() < 0.01, "day {day}: {found}, not {share}");
    }
    let supply = amounts(&thin, "ledger.supply");
    assert_eq!(supply, amounts(&record(QUIET, &[]), "ledger.supply"));
}

#[test]
fn dear_electricity_is_paid_where_it_hits_and_draws_no_more() {
    let dear = shaken("electricity: { to: 300 %, at: day 10 }, regions: [europe]");
    assert_eq!(ratio(&dear, "work.energy_kwh", 12), 1.0);
    let margin = |record: &Record, day: usize| numbers(record, "operators.margin_usd_mean")[day];
    let usual = record(QUIET, &[]);
    assert_eq!(margin(&dear, 9), margin(&usual, 9));
    assert!(margin(&dear, 10) < margin(&usual, 10));
    let none = shaken("electricity: { to: 300 %, at: day 10 }, regions: [asia]");
    assert_ne!(margin(&dear, 10), margin(&none, 10));
}

#[test]
fn dear_hardware_and_a_broken_supply_chain_delay_those_who_join() {
    let joined = |record: &Record| numbers(record, "devices.onboarded.gpus")[50];
    let usual = joined(&record(QUIET, &[]));
    let dear = joined(&shaken("hardware: { to: 1000 %, at: day 0 }, groups: [gpus]"));
    let late = joined(&shaken("lead_time: { to: 2000 %, at: day 0 }, groups: [gpus]"));
    let other = joined(&shaken("lead_time: { to: 2000 %, at: day 0 }, groups: [glasses]"));
    assert!(dear < usual && late == 50.0 && other > 50.0, "{usual} {dear} {late} {other}");
}

#[test]
fn fewer_join_before_a_fall_that_was_announced() {
    let steady = "price={ constant: { usd: 1 USD } }";
    let fall = |known: &str| {
        let set = format!("shocks=[{{ name: s, price: {{ to: 1 %, at: day 30 }}{known} }}]");
        let record = record(QUIET, &[steady, &set]);
        numbers(&record, "devices.onboarded.gpus")[36]
    };
    let (surprise, announced) = (fall(""), fall(", known_from: day 0"));
    assert!(announced < surprise, "{announced} after a word, {surprise} without");
}

#[test]
fn a_shock_of_nothing_is_no_shock_to_the_bit() {
    let all = "price: { to: 100 %, at: day 3 }, volatility: { to: 100 %, at: day 3 }, \
               liquidity: { to: 100 %, at: day 3 }, demand: { to: 100 %, at: day 3 }, \
               electricity: { to: 100 %, at: day 3 }, hardware: { to: 100 %, at: day 3 }, \
               lead_time: { to: 100 %, at: day 3 }, known_from: day 1";
    assert_same(&shaken(all), &record(QUIET, &[]), "shocks of nothing");
}

#[test]
fn a_depth_that_an_amendment_changes_is_added_or_withdrawn() {
    let set =
        "amendments=[{ from: 2026-01-11, set: { market.constant_product.depth: 4_000_000 USD } }]";
    let depth = record(QUIET, &["price={ constant: { usd: 1 USD } }", set]);
    let depth = numbers(&depth, "market.depth_usd");
    assert!((depth[10] / depth[9] - 2.0).abs() < 0.01, "{} {}", depth[9], depth[10]);
}

#[test]
fn a_shock_that_hits_nobody_is_refused() {
    let refused = |shock: &str| {
        let set = format!("shocks=[{{ name: s, {shock} }}]");
        let loaded = sim::scenario::load("a.yaml", QUIET, &[set], &Default::default());
        loaded.err().map(|faults| faults.to_string()).unwrap_or_default()
    };
    assert!(refused("known_from: day 3").contains("the shock `s` does nothing"));
    let fall = "demand: { to: 50 %, at: day 3 }, workloads: [chatt]";
    assert!(refused(fall).contains("there is no `chatt` here") && refused(fall).contains("chat"));
    let idle = "price: { to: 50 %, at: day 3 }, regions: [asia]";
    assert!(refused(idle).contains("nothing hits them"));
    let late = "pin: { to: 1 USD, from: day 9, on: day 9, volatility: 1 %/day }";
    assert!(refused(late).contains("`on` is not after `from`"));
    assert_eq!(refused("price: { to: 50 %, at: day 3 }"), "");
    let _ = load(QUIET, &[]);
}
