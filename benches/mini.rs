//! The common workload `depin-mini`: how fast the yardstick lives it, a plain loop over vectors.
//!
//! `cargo bench -p benches --bench mini` prints time and device-steps a second.

use std::time::Duration;

use benches::yardstick::{DAYS, Yardstick, price_noise};
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group,
    criterion_main,
};

/// Devices, and the days that they live in one measurement. The large network lives its first two
/// months alone, so that a run stays short; nearly all devices are active then, which makes its
/// device-steps dearer than those of a whole year.
const SIZES: [(usize, usize); 2] = [(10_000, DAYS), (1_000_000, 60)];

const SEED: u64 = 1;

/// All that plays `depin-mini`, side by side.
fn mini(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("depin-mini");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    // Ten times two months of a million devices take longer than the five seconds of criterion.
    group.measurement_time(Duration::from_secs(20));
    for (devices, days) in SIZES {
        group.throughput(Throughput::Elements((devices * days) as u64));
        // The engine's own side, `engine(&mut group, devices, days)`, is called here.
        yardstick(&mut group, devices, days);
    }
    group.finish();
}

/// The plain loop; devices are drawn outside the measurement.
fn yardstick(group: &mut BenchmarkGroup<'_, WallTime>, devices: usize, days: usize) {
    let noise = price_noise();
    group.bench_function(BenchmarkId::new("yardstick", devices), |bencher| {
        let lived = |mut yardstick: Yardstick| {
            for (t, &z) in noise[..days].iter().enumerate() {
                yardstick.day(t, z);
            }
            yardstick // given back, so that freeing it is not measured
        };
        bencher.iter_batched(|| Yardstick::new(devices, SEED), lived, BatchSize::PerIteration);
    });
}

criterion_group!(benches, mini);
criterion_main!(benches);
