//! A dollar of another worth changes nothing but the dollars.

use crate::common::{self, amounts, numbers, play, record};
use hardware_models::Device;
use sim::record::Values;
use sim::scenario;

/// A box that draws no power, so that nothing costs money but what the scenario says. The price of
/// electricity is the catalogue's, and could not be scaled.
const BOX: &str = "
name: box
about: A box that draws no power.
class: geforce
launched: { value: 2022-01-01, mark: estimate, source: a test }
price: { value: 500 USD, mark: estimate, source: a test }
lead_time: { value: 3 days, mark: estimate, source: a test }
power:
  idle: { value: 0 W, mark: estimate, source: a test }
  active: { value: 0 W, mark: estimate, source: a test }
memory: { value: 23 GB, mark: estimate, source: a test }
memory_bandwidth: { value: 1010 GB/s, mark: estimate, source: a test }
compute: { value: 330 TFLOPS, mark: estimate, source: a test }
duty: { value: 60 %, mark: estimate, source: a test }
uptime: { value: 85 %, mark: estimate, source: a test }
spread: { value: 8 %, mark: estimate, source: a test }
upkeep: { value: 0.10 USD/day, mark: estimate, source: a test }
annual_failure_rate: { value: 3 %, mark: estimate, source: a test }
life: { value: 4 years, mark: estimate, source: a test }
";

/// A network of such boxes in which every amount of money is so many times the usual one.
fn priced(times: f64) -> String {
    let usd = |amount: f64| amount * times;
    format!(
        "
run: {{ start: 2026-01-01, days: 90 }}
token: {{ symbol: LENS, genesis: 100_000_000 LENS }}
fleet: {{ boxes: {{ hardware: box.yaml, devices: 50, price: {} USD, upkeep: {} USD/day }} }}
price: {{ jump_diffusion: {{ start: {} USD, volatility: 90 %/year, jumps_per_year: 9, jump_mean: -15 %, jump_deviation: 25 % }} }}
shocks: [{{ name: crash, price: {{ to: 20 %, at: day 30, recovers_in: 30 days }} }}]
demand: {{ chat: {{ model: llama-3.1-8b, constant: 5e7 tokens/day, price: {} USD/Mtoken, competitor: {} USD/Mtoken, elasticity: -0.5 }} }}
emission:
  schedule: {{ fixed: {{ rate: 80 LENS/day }} }}
  burn: {{ burn_and_mint: {{ credit: {} USD, share: 70 %, onboarding: {} USD }} }}
decisions:
  joining: {{ payback: {{ within: 300 days, interest: 9 %/day }} }}
  staying: {{ patience: {{ days: 5, least: {} USD/day }} }}
  selling: {{ cover_costs: {{ then: 30 % }} }}
",
        usd(512.0),
        usd(0.5),
        usd(0.75),
        usd(0.0625),
        usd(0.05),
        usd(0.000_01),
        usd(16.0),
        usd(0.25),
    )
}

#[test]
fn a_dollar_of_half_the_worth_changes_nothing_but_the_dollars() {
    let own = [("box.yaml".to_owned(), Device::parse("box.yaml", BOX).expect("a box is right"))];
    let own: scenario::OwnDevices = own.into_iter().collect();
    let record = |times| {
        let loaded = scenario::load("test.yaml", &priced(times), &[], &own);
        let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
        play(&loaded.game, 7, 0).record
    };
    let (usual, twice) = (record(1.0), record(2.0));
    assert!(numbers(&usual, "devices.left").iter().any(|&left| left > 0.0));
    assert!(numbers(&usual, "devices.joined").iter().any(|&joined| joined > 0.0));
    // Twice is exact in binary, so that not one bit may differ.
    for ((metric, usual), twice) in usual.metrics.iter().zip(&usual.columns).zip(&twice.columns) {
        match (usual, twice) {
            (Values::Tokens(usual), Values::Tokens(twice)) => {
                assert_eq!(usual, twice, "{}", metric.name);
            }
            (Values::Numbers(usual), Values::Numbers(twice)) => {
                let times = if metric.unit.starts_with("USD") { 2.0 } else { 1.0 };
                for (step, (usual, twice)) in usual.iter().zip(twice).enumerate() {
                    // The mean comes from a sum in millionths of a dollar.
                    let is_near = metric.name == "operators.margin_usd_mean"
                        && (usual * times - twice).abs() < 1e-5;
                    let same = is_near || (usual * times).to_bits() == twice.to_bits();
                    assert!(same, "step {step}: {} is {usual} and {twice}", metric.name);
                }
            }
            _ => panic!("{} is counted in two ways", metric.name),
        }
    }
}

/// With a pool, whose dollars are whole millionths, and a price that is what the pool leaves, token
/// flows are the same to a millionth.
#[test]
fn dollars_of_half_the_worth_leave_what_flows_through_a_pool() {
    let play = |times: f64| {
        let usd = |amount: f64| format!("{} USD", amount * times);
        let sets = [
            format!("price={{ market: {{ start: {} }} }}", usd(0.40)),
            format!("market.constant_product.depth={}", usd(100_000.0)),
            format!("emission.burn.burn_and_mint.onboarding={}", usd(5.0)),
            format!("emission.burn.burn_and_mint.credit={}", usd(0.000_01)),
            format!("demand.video.price={}/GB", usd(0.25)),
            format!("demand.chat.competitor={}/Mtoken", usd(0.05)),
            format!("fleet.glasses.electricity={}/kWh", usd(0.15)),
            format!("fleet.glasses.price={}", usd(300.0)),
            format!("fleet.glasses.upkeep={}/day", usd(0.05)),
            format!("fleet.gpus.electricity={}/kWh", usd(0.15)),
            format!("fleet.gpus.price={}", usd(2_000.0)),
            format!("fleet.gpus.upkeep={}/day", usd(0.10)),
        ];
        record(common::BUSY, &sets.each_ref().map(String::as_str))
    };
    let (usual, twice) = (play(1.0), play(2.0));
    for metric in
        ["operators.sold_tokens", "emission.burned_tokens", "ledger.owners", "ledger.pool"]
    {
        for (usual, twice) in amounts(&usual, metric).iter().zip(amounts(&twice, metric)) {
            let most = 1_000_000 + usual / 1_000_000;
            assert!(usual.abs_diff(*twice) <= most, "{metric}: {usual} and {twice}");
        }
    }
    for metric in ["devices.joined", "devices.left"] {
        assert!(numbers(&usual, metric).iter().any(|&devices| devices > 0.0), "{metric}");
    }
    assert_eq!(numbers(&usual, "devices.active"), numbers(&twice, "devices.active"));
}
