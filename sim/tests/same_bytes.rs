//! Proves that how a run is computed does not show in what comes out: the same bits with every set
//! of vector instructions that the processor has, by one thread or several side by side, with many
//! replicates at once or the rows of one, in large blocks or small ones.

pub mod common;

use common::{MINDS, VARIANTS, amounts, assert_same, assert_same_outcome, load, numbers, varied};
use sim::ensemble;
use sim::lanes::Lanes;
use sim::run::{Outcome, Run};
use sim::world::{Crew, Game};

const SEED: u64 = 7;

/// Cohorts for every way in which rows are cut: one of more than two chunks of 32,768, one whose
/// last chunk is shorter than a large block of 4,096, one of two large blocks and a rest, and some of
/// less than a block. Demand, emission and pool grow with them, and only few more devices join.
const LARGE: [&str; 11] = [
    "run.days=20",
    "fleet.glasses.devices=114_000",
    "fleet.gpus.devices=33_768",
    "fleet.gpus.limit=33_800",
    "fleet.minis.devices=12_500",
    "fleet.minis.limit=12_600",
    "emission.schedule.decay.initial=700_000 LENS/day",
    "demand.chat.constant=3e11 tokens/day",
    "token.genesis=2_000_000_000 LENS",
    "market.constant_product.depth=60_000_000 USD",
    "decisions.joining.payback.interest=0.1 %/day",
];

/// The large networks: each variant with its bits worked out by one thread with the best lanes.
fn large() -> Vec<(String, Game, Outcome)> {
    let all = played(&LARGE).into_iter();
    all.map(|(name, game, alone)| (format!("{name}, large"), game, alone)).collect()
}

/// Each variant, and one whose owners have minds, with their bits.
fn played(sets: &[&str]) -> Vec<(String, Game, Outcome)> {
    let variants = VARIANTS.iter().map(|name| (*name, varied(name, sets)));
    let minds = varied(VARIANTS[0], &[sets, &MINDS].concat());
    let all = variants.chain([("minds", minds)]);
    all.map(|(name, game)| {
        let alone = finish(Run::new(&game, SEED, 0));
        (name.to_owned(), game, alone)
    })
    .collect()
}

fn finish(run: Run) -> Outcome {
    run.finish(true).unwrap_or_else(|broken| panic!("{broken}"))
}

/// Without this the other tests could pass because nothing that matters ever happens.
#[test]
fn everything_happens_in_the_networks_that_are_compared() {
    let mut all = large();
    all.extend(played(&[]));
    for (name, game, Outcome { record, .. }) in all {
        if game.devices_end() {
            for metric in ["failed", "abandoned", "repaired"] {
                let metric = format!("devices.{metric}");
                let happens = numbers(&record, &metric).iter().any(|&number| number > 0.0);
                assert!(happens, "{name}: `{metric}` is always zero");
            }
            assert!(numbers(&record, "work.outage_share").iter().any(|&share| share > 0.0));
        }
        for metric in ["devices.joined", "devices.left", "devices.returned", "work.cheats_caught"] {
            let happens = numbers(&record, metric).iter().any(|&number| number > 0.0);
            assert!(happens, "{name}: `{metric}` is always zero");
        }
        for metric in ["work.slashed_tokens", "operators.sold_tokens", "emission.burned_tokens"] {
            assert!(amounts(&record, metric).iter().any(|&units| units > 0), "{name}: `{metric}`");
        }
    }
}

#[test]
fn rows_are_cut_in_every_way_that_there_is() {
    let game = varied(VARIANTS[0], &LARGE);
    let rows: Vec<u32> = game.cohorts.iter().map(|cohort| cohort.devices).collect();
    assert!(rows.iter().any(|&rows| rows > 2 * 32_768), "no cohort has three chunks: {rows:?}");
    let ends_short = |&rows: &u32| rows > 32_768 && (1..4_096).contains(&(rows % 32_768));
    assert!(rows.iter().any(ends_short), "no last chunk is a small block: {rows:?}");
    assert!(rows.iter().any(|rows| (4_097..32_768).contains(rows)), "no chunk alone: {rows:?}");
    assert!(rows.iter().any(|rows| *rows < 4_096), "no small cohort: {rows:?}");
}

/// The sets that the processor is known to have, found without the code that is tested.
#[cfg(target_arch = "x86_64")]
fn sets_of_the_processor() -> usize {
    let has_avx2 = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("fma")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt");
    let has_avx512 = has_avx2
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512cd")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl");
    1 + usize::from(has_avx2) + usize::from(has_avx512)
}

#[cfg(not(target_arch = "x86_64"))]
fn sets_of_the_processor() -> usize {
    1
}

/// What a set is called; that it is the right one is for `pulp` to know.
fn name(lanes: Lanes) -> &'static str {
    match lanes {
        Lanes::Baseline => "baseline",
        #[cfg(target_arch = "x86_64")]
        Lanes::Avx2(_) => "AVX2",
        #[cfg(target_arch = "x86_64")]
        Lanes::Avx512(_) => "AVX-512",
    }
}

#[test]
fn every_set_of_vector_instructions_gives_the_same() {
    let sets = Lanes::all();
    let names: Vec<&str> = sets.iter().map(|&lanes| name(lanes)).collect();
    eprintln!("this processor can try {} of baseline, AVX2, AVX-512: {names:?}", names.len());
    assert_eq!(sets.len(), sets_of_the_processor(), "a set is left out: {names:?}");
    for (what, game, best) in large() {
        for &lanes in &sets {
            let outcome = finish(Run::new(&game, SEED, 0).with_lanes(lanes));
            assert_same_outcome(&best, &outcome, &format!("{what}, {}", name(lanes)));
        }
    }
    // Small networks go through other blocks.
    for (variant, game, best) in played(&[]) {
        for &lanes in &sets {
            let outcome = finish(Run::new(&game, SEED, 0).with_lanes(lanes));
            assert_same_outcome(&best, &outcome, &format!("{variant}, {}", name(lanes)));
        }
    }
}

#[test]
fn rows_walked_side_by_side_give_the_same_on_any_number_of_threads() {
    for (what, game, alone) in large() {
        for threads in [1, 2, 3, 8] {
            let crew = || finish(Run::new(&game, SEED, 0).with_crew(Crew::SideBySide));
            let outcome = pool(threads).install(crew);
            assert_same_outcome(&alone, &outcome, &format!("{what}, {threads} threads"));
        }
    }
}

/// The lanes of one thread and the chunks of several at once: both together move nothing either.
#[test]
fn side_by_side_with_every_set_of_instructions_is_the_same() {
    let game = varied(VARIANTS[0], &LARGE);
    let alone = finish(Run::new(&game, SEED, 0));
    for lanes in Lanes::all() {
        let crew = || Run::new(&game, SEED, 0).with_lanes(lanes).with_crew(Crew::SideBySide);
        let outcome = pool(3).install(|| finish(crew()));
        assert_same_outcome(&alone, &outcome, name(lanes));
    }
}

#[test]
fn replicates_side_by_side_are_those_whose_rows_are_walked_side_by_side() {
    let game = varied(VARIANTS[0], &LARGE);
    let outer = || ensemble::play(&game, SEED, 3, true, || {}).expect("the ledger holds");
    for (replicate, outer) in (0..).zip(pool(8).install(outer)) {
        let inner = || finish(Run::new(&game, SEED, replicate).with_crew(Crew::SideBySide));
        let inner = pool(2).install(inner);
        assert_same_outcome(&outer, &inner, &format!("replicate {replicate}"));
    }
}

/// A crew may be changed between steps: whoever walks the rows leaves no trace in the world.
#[test]
fn a_run_may_change_hands_on_the_way() {
    let game = varied(VARIANTS[1], &LARGE);
    let alone = finish(Run::new(&game, SEED, 0));
    let mut run = Run::new(&game, SEED, 0);
    for step in 0..game.calendar.steps() {
        run = run.with_crew(if step % 2 == 0 { Crew::SideBySide } else { Crew::Alone });
        run = run.with_lanes(Lanes::all()[step as usize % Lanes::all().len()]);
        pool(2).install(|| run.step()).unwrap_or_else(|broken| panic!("step {step}: {broken}"));
    }
    assert_same(&alone.record, run.record(), "hands change");
    assert_eq!(alone.devices, run.devices());
}

#[test]
fn the_text_of_the_varied_network_is_its_resolved_text() {
    let loaded = load(common::VARIED, &[]);
    let again = load(&loaded.resolved_yaml(), &[]);
    let [one, other] = [loaded.game, again.game].map(|game| finish(Run::new(&game, SEED, 0)));
    assert_same_outcome(&one, &other, "resolved");
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start")
}
