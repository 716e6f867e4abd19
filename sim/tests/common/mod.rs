//! What the tests share: loading a text, playing it, reading its columns, and telling bits apart.

use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::{Outcome, Run};
use sim::scenario::{self, Loaded};
use sim::world::Game;

/// A small network in which everything happens: it grows, shrinks, burns, unlocks and amends.
pub const BUSY: &str = "
run: { start: 2026-01-01, days: 60, seed: 7 }
token:
  symbol: LENS
  genesis: 20_000_000 LENS
  cap: 22_000_000 LENS
  allocation: { team: { share: 15 %, cliff: 20 days, linear: 1 year, sells: 30 % } }
fleet:
  glasses: { hardware: glasses/xiaomi-ai-glasses, devices: 120, regions: { asia: 60 %, europe: 40 % } }
  gpus: { hardware: gpu/rtx-4090, devices: 40, regions: { asia: 50 %, europe: 50 % } }
price:
  jump_diffusion: { start: 0.40 USD, volatility: 90 %/year, jumps_per_year: 20, jump_mean: -15 %, jump_deviation: 25 % }
shocks:
  - { name: crash, price: { to: 30 %, at: day 30, over: 2 days, recovers_in: 20 days } }
demand:
  chat: { model: llama-3.1-8b, logistic: { from: 1e8 tokens/day, to: 9e8 tokens/day, midpoint: day 20 }, elasticity: -0.8, competitor: 0.05 USD/Mtoken }
  video: { data: egocentric_video, constant: 5 GB/day, price: 0.25 USD/GB }
work: { uptime: bernoulli, matching: cheapest_first }
emission:
  schedule: { halving: { initial: 3_000 LENS/day, every: 25 days } }
  missed: [{ from: 2026-01-10, until: 2026-01-15, tokens: 7_000 LENS }]
  remint: { cap: 40 LENS/day }
  split: { devices: 75 %, stakers: 10 %, treasury: 10 %, insiders: 5 % }
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 %, onboarding: 5 USD } }
decisions:
  joining: { payback: { within: 300 days, interest: 8 %/day } }
  staying: { patience: { days: 6 } }
  selling: { cover_costs: { then: 20 % } }
market: { constant_product: { depth: 100_000 USD, fee: 0.3 % } }
amendments:
  - { from: 2026-02-10, proposal: P-1, set: { emission.split.treasury: 5 %, emission.split.insiders: 10 % } }
variants:
  same: { emission.remint.cap: 40 LENS/day }
  slower: { emission.schedule.halving.every: 50 days }
";

/// Loads a text with assignments `path=value`; the faults are the message if there are any.
pub fn load(text: &str, sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    scenario::load("test.yaml", text, &sets, &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

/// Plays one replicate to its end, and keeps the devices.
pub fn play(game: &Game, seed: u64, replicate: u32) -> Outcome {
    Run::new(game, seed, replicate).finish(true).unwrap_or_else(|violation| panic!("{violation}"))
}

/// What is written down of the first replicate of seed 1.
pub fn record(text: &str, sets: &[&str]) -> Record {
    play(&load(text, sets).game, 1, 0).record
}

/// A column of numbers.
pub fn numbers<'a>(record: &'a Record, name: &str) -> &'a [f64] {
    match &record.columns[column(record, name)] {
        Values::Numbers(values) => values,
        Values::Tokens(_) => panic!("`{name}` holds amounts of the token"),
    }
}

/// A column of amounts of the token, in base units.
pub fn amounts<'a>(record: &'a Record, name: &str) -> &'a [Units] {
    match &record.columns[column(record, name)] {
        Values::Tokens(values) => values,
        Values::Numbers(_) => panic!("`{name}` holds numbers"),
    }
}

fn column(record: &Record, name: &str) -> usize {
    record.column(name).unwrap_or_else(|| panic!("there is no metric `{name}`"))
}

/// A record as names and bits, in which what is no number equals itself.
pub fn bits(record: &Record) -> Vec<(&str, Vec<Units>)> {
    let of = |values: &Values| match values {
        Values::Numbers(numbers) => numbers.iter().map(|n| Units::from(n.to_bits())).collect(),
        Values::Tokens(units) => units.clone(),
    };
    record.metrics.iter().map(|m| m.name.as_str()).zip(record.columns.iter().map(of)).collect()
}

/// Asserts that two records are the same bit for bit, and names the first metric that is not.
pub fn assert_same(left: &Record, right: &Record, what: &str) {
    assert_eq!(left.metrics, right.metrics, "{what}");
    for ((name, left), (_, right)) in bits(left).iter().zip(&bits(right)) {
        if let Some(step) = (0..left.len().max(right.len())).find(|&s| left.get(s) != right.get(s))
        {
            panic!("{what}: `{name}` differs from step {step} on");
        }
    }
}
