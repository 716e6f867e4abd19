//! This file is about an ensemble: replicates side by side, the same for any number of threads.

use rayon::prelude::*;

use crate::ledger::Violation;
use crate::run::{Outcome, Run};
use crate::world::Game;

/// A replicate in which the engine broke a rule of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which replicate.
    pub replicate: u32,
    /// Which rule.
    pub violation: Violation,
}

/// Plays replicates on the threads of the current pool; the outcomes come in order of replicates.
///
/// `done` is called after each one, for progress.
///
/// # Errors
/// The first replicate, in order, in which the engine broke a rule of the ledger.
pub fn play(
    game: &Game,
    seed: u64,
    replicates: u32,
    with_devices: bool,
    done: impl Fn(&Outcome) + Sync,
) -> Result<Vec<Outcome>, Broken> {
    (0..replicates)
        .into_par_iter()
        .map(|replicate| {
            let outcome = Run::new(game, seed, replicate).finish(with_devices);
            let outcome = outcome.map_err(|violation| Broken { replicate, violation })?;
            done(&outcome);
            Ok(outcome)
        })
        .collect()
}
