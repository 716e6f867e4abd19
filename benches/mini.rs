//! The common workload `depin-mini`: how fast the engine lives it, and the yardstick, a plain loop
//! over vectors, in the same run.
//!
//! `cargo bench -p benches --bench mini` prints time and device-steps a second.

use std::time::Duration;

use benches::workload;
use benches::yardstick::{DAYS, Yardstick, price_noise};
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group,
    criterion_main,
};
use sim::ensemble;
use sim::run::Run;
use sim::world::{Crew, Game};

const SEED: u64 = 1;

/// All that plays `depin-mini`, side by side, for its whole year: in the second half devices leave
/// and come back, which makes its device-steps dearer than those of the first.
fn year(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("depin-mini");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(20));
    for (devices, game) in [(10_000, workload::game(&[])), (1_000_000, workload::million())] {
        group.throughput(Throughput::Elements((devices * DAYS) as u64));
        engine(&mut group, BenchmarkId::new("engine", devices), &game, Crew::Alone);
        yardstick(&mut group, devices);
    }
    let (all, game) = (BenchmarkId::new("engine-all-cores", 1_000_000), workload::million());
    engine(&mut group, all, &game, Crew::SideBySide);
    group.finish();
}

/// The engine's own side; devices are drawn outside the measurement, as the yardstick's are.
fn engine(group: &mut BenchmarkGroup<'_, WallTime>, id: BenchmarkId, game: &Game, crew: Crew) {
    let lived = |mut run: Run| {
        while run.steps_left() > 0 {
            run.step().expect("no rule is broken");
        }
        run // given back, so that freeing it is not measured
    };
    let first = || Run::new(game, SEED, 0).with_crew(crew);
    group.bench_function(id, |bencher| bencher.iter_batched(first, lived, BatchSize::PerIteration));
}

/// The plain loop; devices are drawn outside the measurement.
fn yardstick(group: &mut BenchmarkGroup<'_, WallTime>, devices: usize) {
    let noise = price_noise();
    group.bench_function(BenchmarkId::new("yardstick", devices), |bencher| {
        let lived = |mut yardstick: Yardstick| {
            for (t, &z) in noise.iter().enumerate() {
                yardstick.day(t, z);
            }
            yardstick // given back, so that freeing it is not measured
        };
        bencher.iter_batched(|| Yardstick::new(devices, SEED), lived, BatchSize::PerIteration);
    });
}

/// A hundred replicates of 2,000 devices, on one thread and on two.
fn replicates(criterion: &mut Criterion) {
    const DEVICES: usize = 2_000;
    const REPLICATES: usize = 100;
    let game = workload::game(&workload::sized(DEVICES));
    let mut group = criterion.benchmark_group("depin-mini-ensemble");
    group.sample_size(10).throughput(Throughput::Elements((REPLICATES * DEVICES * DAYS) as u64));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads start");
        group.bench_function(BenchmarkId::new("threads", threads), |bencher| {
            let play = || ensemble::play(&game, SEED, REPLICATES as u32, false, || {});
            bencher.iter(|| pool.install(play));
        });
    }
    group.finish();
}

criterion_group!(benches, year, replicates);
criterion_main!(benches);
