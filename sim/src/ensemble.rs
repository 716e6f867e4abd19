//! This file is about an ensemble: replicates side by side, the same for any number of threads.
//!
//! Replicates of several games go breadth first: replicate 0 of each, then replicate 1 of each, so that
//! an ensemble that is stopped has played all of them equally often, and on the same chance.

use std::any::Any;
use std::fmt;
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};

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

/// What is played of a game.
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

/// Replicates that are held in memory at once, for each thread.
const BLOCK_PER_THREAD: u32 = 8;

impl<'a> Plan<'a> {
    /// Some replicates of a game, played by so many threads.
    #[must_use]
    pub fn new(game: &'a Game, seed: u64, replicates: Range<u32>, threads: usize) -> Self {
        let threads = u32::try_from(threads).unwrap_or(u32::MAX);
        // With few replicates a thread would be idle at the end, so they share the rows of each.
        let few = (replicates.len() as u64) < 2 * u64::from(threads);
        let crew = if few { Crew::SideBySide } else { Crew::Alone };
        let block = BLOCK_PER_THREAD.saturating_mul(threads);
        Self { game, seed, replicates, with_devices: false, block, crew }
    }

    /// Plays one of its replicates.
    ///
    /// # Errors
    /// The rule of the ledger that the engine broke.
    pub fn play(&self, replicate: u32) -> Result<Outcome, Violation> {
        let run = Run::new(self.game, self.seed, replicate).with_crew(self.crew);
        run.finish(self.with_devices)
    }
}

/// Plays replicates on the current pool and hands over what became of them one by one, in order, while
/// the next ones are played; so memory does not grow with their number.
///
/// `done` is called when a replicate has been played, in any order, for progress. `take` says whether
/// more are wanted; those that were played ahead are dropped then, so that it does not depend on
/// threads or blocks where it ends. A replicate that breaks is handed over in its place, and ends no
/// other.
///
/// # Errors
/// What `take` did not do.
pub fn stream<E: Send>(
    plan: &Plan,
    done: impl Fn() + Sync,
    mut take: impl FnMut(u32, Played) -> Result<ControlFlow<()>, E> + Send,
) -> Result<(), E> {
    let plans = std::slice::from_ref(plan);
    stream_many(plans, done, |_, replicate, played| take(replicate, played))
}

/// The same for several plans, breadth first: each replicate of all of them, in the order of the plans,
/// before the next one of any. `take` is told the place of the plan too.
///
/// # Errors
/// What `take` did not do.
pub fn stream_many<E: Send>(
    plans: &[Plan],
    done: impl Fn() + Sync,
    take: impl FnMut(usize, u32, Played) -> Result<ControlFlow<()>, E> + Send,
) -> Result<(), E> {
    stream_played_by(|plan: &Plan, replicate| plan.play(replicate), plans, done, take)
}

/// The same with another player than [`Plan::play`], which may do something besides.
///
/// # Errors
/// What `take` did not do.
pub fn stream_played_by<E: Send>(
    player: impl Fn(&Plan, u32) -> Result<Outcome, Violation> + Sync,
    plans: &[Plan],
    done: impl Fn() + Sync,
    take: impl FnMut(usize, u32, Played) -> Result<ControlFlow<()>, E> + Send,
) -> Result<(), E> {
    let ranges: Vec<Range<u32>> = plans.iter().map(|plan| plan.replicates.clone()).collect();
    let block = plans.iter().map(|plan| plan.block).min().unwrap_or(1);
    let play = |(at, replicate): (usize, u32)| {
        let played = caught(replicate, || player(&plans[at], replicate));
        done();
        played
    };
    hand_over(&ranges, block.max(1) as usize, &play, take)
}

/// A replicate of one of several plans: the place of the plan, and the number.
type Number = (usize, u32);

/// The replicates of several plans, breadth first.
fn breadth_first(ranges: &[Range<u32>]) -> impl Iterator<Item = Number> {
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    (first..last).flat_map(move |replicate| {
        let plans = ranges.iter().enumerate();
        plans
            .filter(move |(_, range)| range.contains(&replicate))
            .map(move |(at, _)| (at, replicate))
    })
}

/// Plays a block while the last one is handed over.
fn hand_over<T: Send, E: Send>(
    ranges: &[Range<u32>],
    block: usize,
    play: &(impl Fn(Number) -> T + Sync),
    mut take: impl FnMut(usize, u32, T) -> Result<ControlFlow<()>, E> + Send,
) -> Result<(), E> {
    let mut hand_over = |played: Vec<(Number, T)>| -> Result<ControlFlow<()>, E> {
        for ((at, replicate), played) in played {
            if take(at, replicate, played)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    let mut numbers = breadth_first(ranges);
    let mut last = Vec::new();
    loop {
        let block: Vec<Number> = numbers.by_ref().take(block).collect();
        if block.is_empty() {
            return hand_over(last).map(|_| ());
        }
        let play = || block.into_par_iter().map(|number| (number, play(number))).collect();
        let (next, handed_over) = rayon::join(play, || hand_over(last));
        if handed_over?.is_break() {
            return Ok(());
        }
        last = next;
    }
}

/// Plays a replicate; if it panics, that is what became of it.
fn caught(replicate: u32, play: impl FnOnce() -> Result<Outcome, Violation>) -> Played {
    // Nothing of a world that panicked is looked at again.
    let cause = match catch_unwind(AssertUnwindSafe(play)) {
        Ok(Ok(outcome)) => return Ok(outcome),
        Ok(Err(violation)) => Cause::Ledger(violation),
        Err(panic) => Cause::Panic(message(panic.as_ref())),
    };
    Err(Broken { replicate, cause })
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "nothing was said".to_owned())
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
    let crew = Crew::Alone;
    let replicates = 0..replicates;
    let plan = Plan { game, seed, replicates, with_devices, block: u32::MAX, crew };
    let mut outcomes = Vec::new();
    stream(&plan, done, |_, played| {
        outcomes.push(played?);
        Ok::<_, Broken>(ControlFlow::Continue(()))
    })?;
    Ok(outcomes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;

    /// Breaks two replicates, one in either way, and tells the others apart by their device-steps.
    fn play((_, replicate): Number) -> Played {
        caught(replicate, || match replicate {
            3 => panic!("no day {replicate}"),
            5 => Ledger::default().check(1, None).map(|()| Outcome::default()),
            _ => Ok(Outcome { device_steps: replicate.into(), ..Outcome::default() }),
        })
    }

    /// What is handed over of plans of so many replicates, until there are enough.
    fn handed_over(
        ranges: &[Range<u32>],
        (threads, block): (usize, usize),
        enough: usize,
    ) -> Vec<(Number, Played)> {
        let mut all = Vec::new();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let done = pool.install(|| {
            hand_over(ranges, block, &play, |at, replicate, played| {
                all.push(((at, replicate), played));
                let is_enough = all.len() == enough;
                Ok::<_, ()>(if is_enough {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            })
        });
        assert_eq!(done, Ok(()));
        all
    }

    fn numbers(handed_over: &[(Number, Played)]) -> Vec<Number> {
        handed_over.iter().map(|(number, _)| *number).collect()
    }

    #[test]
    fn each_replicate_of_all_plans_comes_before_the_next_of_any() {
        let all = handed_over(&[0..3, 1..2, 0..3], (2, 4), 100);
        assert_eq!(numbers(&all), [(0, 0), (2, 0), (0, 1), (1, 1), (2, 1), (0, 2), (2, 2)]);
    }

    #[test]
    fn an_ensemble_that_is_stopped_is_balanced_and_the_same_for_all_threads_and_blocks() {
        let plans = [0..9, 0..9, 0..9];
        for enough in 1..=27 {
            let first = numbers(&handed_over(&plans, (1, 1), enough));
            let count = |plan: usize| first.iter().filter(|(at, _)| *at == plan).count();
            assert!(count(0) - count(2) <= 1 && first.len() == enough, "{first:?}");
            for (threads, block) in [(1, 64), (2, 5), (3, 16)] {
                assert_eq!(numbers(&handed_over(&plans, (threads, block), enough)), first);
            }
        }
    }

    #[test]
    fn what_breaks_is_handed_over_in_its_place_and_ends_no_other() {
        for at in [(1, 1), (2, 3), (2, 64)] {
            let all = handed_over(std::slice::from_ref(&(1..8)), at, 100);
            assert_eq!(all.len(), 7);
            for ((_, replicate), played) in all {
                let cause = played.map(|outcome| outcome.device_steps).map_err(|broken| {
                    assert_eq!(broken.replicate, replicate);
                    broken.cause
                });
                match (replicate, cause) {
                    (3, Err(Cause::Panic(message))) => assert_eq!(message, "no day 3"),
                    (5, Err(Cause::Ledger(_))) => {}
                    (_, steps) => assert_eq!(steps, Ok(replicate.into())),
                }
            }
        }
    }

    #[test]
    fn what_is_not_taken_ends_all() {
        let mut taken = Vec::new();
        let done = hand_over(std::slice::from_ref(&(0..9)), 2, &play, |_, replicate, _| {
            taken.push(replicate);
            if replicate == 4 { Err("full") } else { Ok(ControlFlow::Continue(())) }
        });
        assert_eq!((done, taken), (Err("full"), vec![0, 1, 2, 3, 4]));
    }
}
