//! This file is about an ensemble: replicates side by side, the same for any number of threads.

use std::fmt;
use std::ops::{ControlFlow, Range};

use rayon::prelude::*;

use crate::ledger::Violation;
use crate::run::{Outcome, Run};
use crate::world::{Crew, Game};

/// A replicate that did not come to its end, which is a defect of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which replicate.
    pub replicate: u32,
    /// Why not.
    pub cause: Cause,
}

/// Why a replicate did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It broke a rule of the ledger.
    Ledger(Violation),
    /// It panicked, with this message.
    Panic(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger(violation) => write!(f, "broke a rule of the ledger: {violation}"),
            Self::Panic(message) => write!(f, "panicked: {message}"),
        }
    }
}

/// What became of a replicate.
pub type Played = Result<Outcome, Broken>;

/// What is played.
#[derive(Clone)]
pub struct Plan<'a> {
    /// The game.
    pub game: &'a Game,
    /// Where chance starts.
    pub seed: u64,
    /// Which replicates are played.
    pub replicates: Range<u32>,
    /// Whether the outcomes hold the devices at the end.
    pub with_devices: bool,
    /// Replicates that are held in memory at once; the outcomes do not depend on it.
    pub block: u32,
    /// Who walks the rows of a replicate; the outcomes do not depend on it.
    pub crew: Crew,
}

/// Plays replicates on the current pool and hands over what became of them one by one, in order, while
/// the next ones are played; so memory does not grow with their number.
///
/// `done` is called when a replicate has been played, in any order, for progress. `take` says whether
/// more are wanted; those that were played ahead are dropped then, so that it does not depend on
/// threads or blocks where it ends.
///
/// # Errors
/// What `take` did not do.
pub fn stream<E: Send>(
    plan: &Plan,
    done: impl Fn() + Sync,
    mut take: impl FnMut(u32, Played) -> Result<ControlFlow<()>, E> + Send,
) -> Result<(), E> {
    let mut hand_over = |played: Vec<(u32, Played)>| -> Result<ControlFlow<()>, E> {
        for (replicate, run) in played {
            if take(replicate, run)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    let mut played = Vec::new();
    for first in plan.replicates.clone().step_by(plan.block.max(1) as usize) {
        let numbers = first..plan.replicates.end.min(first.saturating_add(plan.block.max(1)));
        let last = std::mem::take(&mut played);
        let (next, handed_over) =
            rayon::join(|| play_block(plan, numbers, &done), || hand_over(last));
        if handed_over?.is_break() {
            return Ok(());
        }
        played = next;
    }
    hand_over(played).map(|_| ())
}

fn play_block(plan: &Plan, numbers: Range<u32>, done: &(impl Fn() + Sync)) -> Vec<(u32, Played)> {
    numbers
        .into_par_iter()
        .map(|replicate| {
            let run = Run::new(plan.game, plan.seed, replicate).with_crew(plan.crew);
            let run = run.finish(plan.with_devices);
            done();
            let broken = |violation| Broken { replicate, cause: Cause::Ledger(violation) };
            (replicate, run.map_err(broken))
        })
        .collect()
}

/// Plays replicates and keeps all outcomes, in order; for few of them.
///
/// # Errors
/// The first replicate, in order, that did not come to its end.
pub fn play(
    game: &Game,
    seed: u64,
    replicates: u32,
    with_devices: bool,
    done: impl Fn() + Sync,
) -> Result<Vec<Outcome>, Broken> {
    let plan = Plan {
        game,
        seed,
        replicates: 0..replicates,
        with_devices,
        block: replicates,
        crew: Crew::Alone,
    };
    play_block(&plan, 0..replicates, &done).into_iter().map(|(_, run)| run).collect()
}
