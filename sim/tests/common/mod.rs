//! What the tests share: loading a text, playing it, reading its columns, and telling bits apart.

use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::{Outcome, Run};
use sim::scenario::{self, Loaded, OwnDevices};
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

/// A small network that has what `BUSY` has not: owners who differ in everything, cheats who are
/// caught, loads that differ by chance, devices that are switched off and on again, that break, tire
/// their owners, are mended and are cut off.
pub const VARIED: &str = "
run: { start: 2026-01-01, days: 60, seed: 7 }
token: { symbol: LENS, genesis: 20_000_000 LENS, allocation: { team: { share: 10 %, linear: 1 year, sells: 50 % } } }
fleet:
  glasses:
    hardware: glasses/xiaomi-ai-glasses
    devices: 150
    regions: { asia: 70 %, europe: 30 % }
    electricity: { median: 0.15 USD/kWh, spread: 35 % }
    standby: 40 %
    cheats: 10 %
  gpus: { hardware: gpu/rtx-4090, devices: 40, electricity: { from: 0.05 USD/kWh, to: 0.60 USD/kWh }, standby: 100 % }
  minis: { hardware: edge/mac-mini-m4, devices: 30, electricity: 0.20 USD/kWh, upkeep: 0.05 USD/day, cheats: 30 % }
price: { gbm: { start: 0.40 USD, volatility: 150 %/year } }
shocks:
  - { name: dip, price: { to: 3 %, at: day 12, over: 1 day, recovers_in: 18 days } }
demand:
  chat: { model: llama-3.1-8b, constant: 3e8 tokens/day, price: 0.04 USD/Mtoken }
  video: { data: egocentric_video, constant: 5 GB/day, price: 0.25 USD/GB }
work:
  uptime: { bernoulli: { share: { from: 60 %, to: 99 % } } }
  load: exponential
  matching: cheapest_first
  checking: { spot_check: { share: 20 %, slash: 35 % } }
emission:
  schedule: { decay: { initial: 900 LENS/day, half_life: 40 days } }
  split: { devices: 80 %, treasury: 20 % }
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 60 %, onboarding: 2 USD } }
decisions:
  joining: { payback: { within: 900 days, interest: 4 %/day } }
  staying: { patience: { days: { from: 2, to: 9 } } }
  selling: { fixed_share: { share: { from: 30 %, to: 90 % } } }
  income: sold
  returning: { hurdle: { margin: 25 %, look: 20 %/day } }
market: { constant_product: { depth: 60_000 USD, fee: 0.3 % } }
amendments:
  - { from: 2026-02-05, set: { work.uptime.bernoulli.share: { from: 80 %, to: 100 % }, decisions.staying.patience.days: 5 } }
variants:
  impact: { market: { linear_impact: { impact: 2 %, depth: 3_000 LENS/day } }, work.matching: pro_rata }
  costs: { decisions.selling: { cover_costs: { then: { from: 0 %, to: 40 % } } }, decisions.income: earned }
  worn:
    fleet.minis.hardware: devices/mended.yaml
    work.ageing: { hardware: { times: 4 } }
    work.wearing: { weibull: { scale: 90 days, shape: 1.55 } }
    work.outages: { regional: { per_year: 60, lasts: 30 hours, share: 80 % } }
    decisions.repair: always
";

/// What gives the owners of `VARIED` more on their minds than the pay of the day.
pub const MINDS: [&str; 6] = [
    "decisions.expectations={ adaptive: { half_life: 3 days } }",
    "decisions.staying.patience.sunk_cost=80 %",
    "decisions.panic={ fall: 20 %, within: 7 days, leaves: 2 %/day, sells: 10 %/day }",
    "decisions.engagement={ groups: [glasses], leaves: 1 %/day }",
    "decisions.selling={ hold_until: { price: 0.3 USD, sells: 10 %/day, covers_costs: true } }",
    "decisions.staking={ share: 30 % }",
];

/// The names under which tests play `VARIED`: as it is written, and its variants.
pub const VARIANTS: [&str; 4] = ["as written", "impact", "costs", "worn"];

/// `VARIED` as written or as a variant, with assignments.
pub fn varied(variant: &str, sets: &[&str]) -> Game {
    // One variant has another kind of market, in which a pool's depth has no meaning.
    let holds = |set: &&&str| variant != "impact" || !set.starts_with("market.constant_product");
    let loaded = load(VARIED, &sets.iter().filter(holds).copied().collect::<Vec<_>>());
    if variant == VARIANTS[0] {
        return loaded.game;
    }
    loaded.variant(variant).unwrap_or_else(|faults| panic!("{faults}")).game
}

const MINI: &str = include_str!("../../../scenarios/benchmarks/depin-mini.yaml");

/// The devices of the common workload, each a file beside it.
const MINI_DEVICES: [(&str, &str); 4] = [
    ("devices/small.yaml", include_str!("../../../scenarios/benchmarks/devices/small.yaml")),
    ("devices/middling.yaml", include_str!("../../../scenarios/benchmarks/devices/middling.yaml")),
    ("devices/large.yaml", include_str!("../../../scenarios/benchmarks/devices/large.yaml")),
    ("devices/huge.yaml", include_str!("../../../scenarios/benchmarks/devices/huge.yaml")),
];

/// The common workload `depin-mini` with assignments.
pub fn depin_mini(sets: &[&str]) -> Game {
    load_with("depin-mini.yaml", MINI, sets, &own_devices(&MINI_DEVICES)).game
}

/// Assignments that make `depin-mini` a tenth of what it is: 1,000 devices.
pub const A_TENTH: [&str; 6] = [
    "fleet.small.devices=400",
    "fleet.middling.devices=300",
    "fleet.large.devices=200",
    "fleet.huge.devices=100",
    "emission.schedule.decay.initial=3_002.849 MINI/day",
    "market.linear_impact.depth=30_000 MINI/day",
];

/// Devices of one's own by the names of their files.
pub fn own_devices(files: &[(&str, &str)]) -> OwnDevices {
    let device = |(name, text): &(&str, &str)| {
        let device = hardware_models::Device::parse(name, text);
        ((*name).to_owned(), device.unwrap_or_else(|faults| panic!("{faults}")))
    };
    files.iter().map(device).collect()
}

/// A device that breaks often and can be mended.
pub const MENDED: (&str, &str) = ("devices/mended.yaml", include_str!("mended.yaml"));

/// Loads a text with assignments `path=value`; the faults are the message if there are any.
pub fn load(text: &str, sets: &[&str]) -> Loaded {
    load_with("test.yaml", text, sets, &own_devices(&[MENDED]))
}

/// Loads a text that names devices of one's own.
pub fn load_with(name: &str, text: &str, sets: &[&str], own: &OwnDevices) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    scenario::load(name, text, &sets, own).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
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

/// Asserts that two outcomes are the same bit for bit, devices included.
pub fn assert_same_outcome(left: &Outcome, right: &Outcome, what: &str) {
    assert_same(&left.record, &right.record, what);
    assert_eq!(left.device_steps, right.device_steps, "{what}: device-steps");
    assert_eq!(left.devices.len(), right.devices.len(), "{what}: devices");
    let pairs = left.devices.iter().zip(&right.devices);
    if let Some((left, right)) = pairs.into_iter().find(|(left, right)| left != right) {
        panic!("{what}: of the devices this is the first that differs:\n{left:?}\n{right:?}");
    }
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
