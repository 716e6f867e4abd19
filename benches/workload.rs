//! The common workload `depin-mini` as a game of the engine.

use hardware_models::Device;
use sim::scenario::{self, OwnDevices};
use sim::world::Game;

const SCENARIO: &str = include_str!("../scenarios/benchmarks/depin-mini.yaml");

/// The scenario's own devices, by the names that it gives them.
const DEVICES: [(&str, &str); 4] = [
    ("devices/small.yaml", include_str!("../scenarios/benchmarks/devices/small.yaml")),
    ("devices/middling.yaml", include_str!("../scenarios/benchmarks/devices/middling.yaml")),
    ("devices/large.yaml", include_str!("../scenarios/benchmarks/devices/large.yaml")),
    ("devices/huge.yaml", include_str!("../scenarios/benchmarks/devices/huge.yaml")),
];

fn loaded(sets: &[String]) -> scenario::Loaded {
    let device = |(name, text): &(&str, &str)| {
        let device = Device::parse(name, text).expect("the device is right");
        ((*name).to_owned(), device)
    };
    let own: OwnDevices = DEVICES.iter().map(device).collect();
    scenario::load("depin-mini.yaml", SCENARIO, sets, &own).expect("the scenario is right")
}

/// The workload with 10,000 devices, or as assignments `path=value` change it.
#[must_use]
pub fn game(sets: &[String]) -> Game {
    loaded(sets).game
}

/// The workload with a million devices.
#[must_use]
pub fn million() -> Game {
    loaded(&[]).variant("million").expect("the variant is there").game
}

/// Assignments that give the workload another number of devices, a multiple of ten.
#[must_use]
pub fn sized(devices: usize) -> Vec<String> {
    let shares = [("small", 4), ("middling", 3), ("large", 2), ("huge", 1)];
    let counts =
        shares.map(|(name, tenths)| format!("fleet.{name}.devices={}", devices / 10 * tenths));
    let tokens = |path, each: f64| format!("{path}={} MINI/day", each * devices as f64);
    let flows = [
        tokens("emission.schedule.decay.initial", 3.002_849),
        tokens("market.linear_impact.depth", 30.0),
    ];
    counts.into_iter().chain(flows).collect()
}
