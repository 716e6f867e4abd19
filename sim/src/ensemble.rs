//! This file is about an ensemble: replicates side by side, the same for any number of threads.

use std::ops::Range;

use rayon::prelude::*;

use crate::ledger::Violation;
use crate::run::{Outcome, Run};
use crate::world::{Crew, Game};

/// A replicate in which the engine broke a rule of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which replicate.
    pub replicate: u32,
    /// Which rule.
    pub violation: Violation,
}

/// What is played.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The game.
    pub game: &'a Game,
    /// Where chance starts.
    pub seed: u64,
    /// How often it is played.
    pub replicates: u32,
    /// Whether the outcomes hold the devices at the end.
    pub with_devices: bool,
    /// Replicates that are held in memory at once; the outcomes do not depend on it.
    pub block: u32,
    /// Who walks the rows of a replicate; the outcomes do not depend on it.
    pub crew: Crew,
}

/// Plays replicates on the current pool and hands the outcomes over one by one, in
/// order, while the next ones are played; so memory does not grow with their number.
///
/// `done` is called when a replicate has been played, in any order, for progress.
///
/// # Errors
/// The first replicate, in order, in which the engine broke a rule of the ledger, or what `take`
/// did not do.
pub fn stream<E: Send + From<Broken>>(
    plan: &Plan,
    done: impl Fn() + Sync,
    mut take: impl FnMut(u32, Outcome) -> Result<(), E> + Send,
) -> Result<(), E> {
    let block = plan.block.max(1);
    let mut played: (u32, Vec<Outcome>) = (0, Vec::new());
    for first in (0..plan.replicates).step_by(block as usize) {
        let numbers = first..plan.replicates.min(first.saturating_add(block));
        let hand_over = || (played.0..).zip(played.1).try_for_each(|(at, run)| take(at, run));
        let (next, handed_over) = rayon::join(|| play_block(plan, numbers, &done), hand_over);
        handed_over?;
        played = (first, next?);
    }
    (played.0..).zip(played.1).try_for_each(|(at, run)| take(at, run))
}

fn play_block(
    plan: &Plan,
    numbers: Range<u32>,
    done: &(impl Fn() + Sync),
) -> Result<Vec<Outcome>, Broken> {
    numbers
        .into_par_iter()
        .map(|replicate| {
            let run = Run::new(plan.game, plan.seed, replicate).with_crew(plan.crew);
            let run = run.finish(plan.with_devices);
            done();
            run.map_err(|violation| Broken { replicate, violation })
        })
        .collect()
}

/// Plays replicates and keeps all outcomes, in order; for few of them.
///
/// # Errors
/// The first replicate, in order, in which the engine broke a rule of the ledger.
pub fn play(
    game: &Game,
    seed: u64,
    replicates: u32,
    with_devices: bool,
    done: impl Fn() + Sync,
) -> Result<Vec<Outcome>, Broken> {
    let plan = Plan { game, seed, replicates, with_devices, block: replicates, crew: Crew::Alone };
    play_block(&plan, 0..replicates, &done)
}
