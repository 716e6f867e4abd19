//! Proves that a run is a function of its scenario, seed and replicate: the same bits when it is
//! played again, on any number of threads, alone or in an ensemble, and from its own resolved text.

pub mod common;

use common::{BUSY, assert_same, bits, load, play};
use sim::ensemble;
use sim::run::Outcome;
use sim::world::Game;

const SEED: u64 = 7;

#[test]
fn twice_is_the_same() {
    let game = load(BUSY, &[]).game;
    let (first, second) = (play(&game, SEED, 3), play(&game, SEED, 3));
    assert_same(&first.record, &second.record, "played again");
    assert_eq!(first.devices, second.devices);
    assert_eq!(first.device_steps, second.device_steps);
    let loaded_again = load(BUSY, &[]).game;
    assert_same(&first.record, &play(&loaded_again, SEED, 3).record, "loaded again");
}

#[test]
fn another_seed_and_another_replicate_are_other_runs() {
    let game = load(BUSY, &[]).game;
    let runs = [(SEED, 0), (SEED + 1, 0), (SEED, 1), (SEED + (1 << 32), 0)];
    let runs = runs.map(|(seed, replicate)| play(&game, seed, replicate).record);
    for (at, one) in runs.iter().enumerate() {
        for other in &runs[..at] {
            for metric in ["price.usd", "work.devices_up", "ledger.owners"] {
                let of = |record| {
                    bits(record).into_iter().find(|(name, _)| *name == metric).map(|(_, b)| b)
                };
                assert!(of(one) != of(other), "{metric} is the same");
            }
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let game = load(BUSY, &[]).game;
    let alone = on_threads(&game, 1);
    for threads in [2, 3, 8] {
        assert_all_same(&alone, &on_threads(&game, threads), &format!("{threads} threads"));
    }
}

#[test]
fn a_replicate_alone_is_the_one_of_the_ensemble() {
    let game = load(BUSY, &[]).game;
    let ensemble = on_threads(&game, 2);
    // From the last to the first: the order in which they are played does not matter either.
    let mut alone: Vec<Outcome> = (0..REPLICATES).rev().map(|r| play(&game, SEED, r)).collect();
    alone.reverse();
    assert_all_same(&ensemble, &alone, "alone");
}

#[test]
fn the_resolved_text_is_the_same_scenario() {
    let loaded = load(BUSY, &[]);
    let resolved = loaded.resolved_yaml();
    let again = load(&resolved, &[]);
    assert_eq!(again.resolved_yaml(), resolved);
    assert_same(
        &play(&loaded.game, SEED, 0).record,
        &play(&again.game, SEED, 0).record,
        "resolved",
    );
    for variant in ["same", "slower"] {
        let of = |loaded: &sim::scenario::Loaded| {
            let variant = loaded.variant(variant).unwrap_or_else(|faults| panic!("{faults}"));
            play(&variant.game, SEED, 0).record
        };
        assert_same(&of(&loaded), &of(&again), variant);
    }
}

const REPLICATES: u32 = 12;

fn on_threads(game: &Game, threads: usize) -> Vec<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    let play = || ensemble::play(game, SEED, REPLICATES, true, || {});
    pool.install(play).expect("the ledger holds")
}

fn assert_all_same(left: &[Outcome], right: &[Outcome], what: &str) {
    assert_eq!(left.len(), right.len());
    for (replicate, (left, right)) in left.iter().zip(right).enumerate() {
        assert_same(&left.record, &right.record, &format!("{what}, replicate {replicate}"));
        assert_eq!(left.devices, right.devices, "{what}, replicate {replicate}");
    }
}
