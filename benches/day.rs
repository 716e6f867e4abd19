//! Benches of the day: how fast devices live, a scenario loads and an ensemble plays.
//!
//! `cargo bench -p benches` prints time and device-steps a second; dated results are in `runs/`.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sim::ensemble;
use sim::run::Run;
use sim::scenario::{self, Loaded};

const GLASSES: &str = include_str!("../scenarios/first-steps/glasses.yaml");

fn glasses(sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    scenario::load("glasses.yaml", GLASSES, &sets, &Default::default())
        .expect("the scenario is right")
}

/// Days that are lived in one measurement.
const DAYS: u64 = 10;

/// Ten days of the glasses network at three sizes, on one thread.
fn day(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("day");
    group.sample_size(20);
    for devices in [10_000_u64, 100_000, 1_000_000] {
        let glasses =
            glasses(&[&format!("fleet.glasses.devices={devices}"), "decisions.joining=none"]);
        group.throughput(Throughput::Elements(DAYS * devices));
        group.bench_function(BenchmarkId::from_parameter(devices), |bencher| {
            let first = || {
                let mut run = Run::new(&glasses.game, 1, 0);
                // The first step builds the schedule, which is no part of a day.
                run.step().expect("no rule is broken");
                run
            };
            let days =
                |mut run: Run| (0..DAYS).for_each(|_| run.step().expect("no rule is broken"));
            bencher.iter_batched(first, days, BatchSize::PerIteration);
        });
    }
    group.finish();
}

/// From the text of a scenario to a game.
fn load(criterion: &mut Criterion) {
    criterion.bench_function("load", |bencher| bencher.iter(|| glasses(&[])));
}

/// Eight replicates of the glasses network over its three years, on all cores.
fn play(criterion: &mut Criterion) {
    let glasses = glasses(&[]);
    let steps = |run: &sim::run::Outcome| run.device_steps;
    let outcomes = ensemble::play(&glasses.game, 7, 8, false, || {}).expect("no rule is broken");
    let mut group = criterion.benchmark_group("ensemble");
    group.sample_size(10).throughput(Throughput::Elements(outcomes.iter().map(steps).sum()));
    group.bench_function("glasses", |bencher| {
        bencher.iter(|| ensemble::play(&glasses.game, 7, 8, false, || {}));
    });
    group.finish();
}

criterion_group!(benches, day, load, play);
criterion_main!(benches);
