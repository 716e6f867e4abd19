//! Playing replicates: on which threads, what is kept of them, and when they are enough.

use std::ops::{ControlFlow, Range};
use std::time::Instant;

use reports::run as report;
use sim::chance::Pairing;
use sim::ensemble::{self, Plan, Played};
use sim::ledger::Violation;
use sim::record::{Record, YES_OR_NO};
use sim::run::{Outcome, metrics};
use sim::scenario::{Loaded, Precision};
use studies::{Collected, Of, Rule, Stopped, Stopping, Watch};

use crate::failure::Failure;
use crate::output::Output;

/// Threads to play on; all cores if none are asked for.
pub fn pool(threads: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    let threads = usize::from(threads.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::Retry(format!("no threads: {error}")))
}

/// Plays several plans breadth first, as [`ensemble::stream_many`] does.
pub fn stream<E: Send>(
    plans: &[Plan],
    done: impl Fn() + Sync,
    take: impl FnMut(usize, u32, Played) -> Result<ControlFlow<()>, E> + Send,
) -> Result<(), E> {
    ensemble::stream_played_by(player, plans, done, take)
}

fn player(plan: &Plan, replicate: u32) -> Result<Outcome, Violation> {
    #[cfg(debug_assertions)]
    break_if_asked(&replicate.to_string());
    plan.play(replicate)
}

/// Panics for what `AIPIN_BREAK=2,5,command` lists, replicates or the whole command, so that tests see
/// what becomes of what breaks: no scenario is known that breaks the engine. Not in what is released.
#[cfg(debug_assertions)]
pub fn break_if_asked(what: &str) {
    let list = std::env::var("AIPIN_BREAK").unwrap_or_default();
    if list.split(',').any(|name| name == what) {
        panic!("AIPIN_BREAK asked for it");
    }
}

/// The replicates of a scenario: one of them, or all that it asks for.
pub fn replicates(loaded: &Loaded, one: Option<u32>) -> Range<u32> {
    let replicates = &loaded.written.run.replicates;
    match (one, replicates.until()) {
        (Some(one), _) => one..one + 1,
        (None, Some(_)) => 0..replicates.most(),
        (None, None) => 0..replicates.least(),
    }
}

/// What came of some replicates.
pub struct Ensemble {
    /// What they left behind.
    pub collected: Collected,
    /// What made them enough, if a rule did.
    pub stopped: Option<Stopped>,
    /// How long the days took [s].
    pub run_seconds: f64,
}

/// The tables that hold every replicate whole.
#[derive(Default)]
pub struct Tables {
    /// One row a step.
    pub timeseries: Option<report::Stream>,
    /// One row a device at the end.
    pub devices: Option<report::Stream>,
}

/// Plays replicates until they are enough, and writes the tables that hold all of them as they come.
///
/// # Errors
/// A table cannot be written, or every replicate broke.
pub fn ensemble(
    plan: &Plan,
    until: Option<Until>,
    done: impl Fn() + Sync,
    (tables, watch): (&mut Tables, &mut Watch),
) -> Result<Ensemble, Failure> {
    let game = plan.game;
    let mut collected = Collected::new(game);
    if plan.replicates.len() == 1 {
        // Alone it is like any other: nothing stands beside it.
        collected.pairing = Pairing::Independent;
    }
    let mut until = until;
    let started = Instant::now();
    stream(std::slice::from_ref(plan), done, |_, replicate, played| {
        if let Ok(outcome) = &played {
            if let Some(table) = &mut tables.timeseries {
                table.append(&report::timeseries(game, replicate, outcome))?;
            }
            if let Some(table) = &mut tables.devices {
                table.append(&report::devices(game, replicate, outcome))?;
            }
        }
        let record = played.as_ref().ok().map(|outcome| &outcome.record);
        let is_enough = until.as_mut().is_some_and(|until| until.add(record, game.decimals));
        watch.add(played.as_ref().ok());
        collected.add(replicate, played, game.decimals);
        Ok::<_, Failure>(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    let run_seconds = started.elapsed().as_secs_f64();
    match collected.broken.first() {
        Some(first) if collected.replicates() == 0 => Err(Failure::Broken(first.clone())),
        _ => Ok(Ensemble { collected, stopped: until.map(Until::stopped), run_seconds }),
    }
}

impl Tables {
    /// Gives them their names.
    pub fn finish(self, output: &mut Output) -> Result<(), Failure> {
        for (name, table) in [("timeseries", self.timeseries), ("devices", self.devices)] {
            if let Some(table) = table {
                output.finish(name, table)?;
            }
        }
        Ok(())
    }
}

/// Something that is to be known well enough, and what is known of it so far.
pub struct Until {
    asked: Precision,
    rule: Rule,
    stopping: Stopping,
}

impl Until {
    /// What a scenario asks for; none if it says how many replicates there are.
    pub fn of(loaded: &Loaded) -> Option<Self> {
        let replicates = &loaded.written.run.replicates;
        let asked = replicates.until()?.clone();
        let metrics = metrics(&loaded.game);
        let is_share = metrics.iter().any(|m| m.name == asked.that && m.unit == YES_OR_NO);
        let rule = Rule {
            of: if is_share { Of::Share } else { Of::Mean },
            pairing: loaded.game.pairing,
            least: replicates.least() as usize,
            half_width: asked.half_width.value(),
        };
        Some(Self { asked, rule, stopping: Stopping::new(rule) })
    }

    /// Takes the next run, or none if it broke; whether enough is known now.
    fn add(&mut self, run: Option<&Record>, decimals: u32) -> bool {
        let last = |record: &Record| {
            let (column, end) = (record.column(&self.asked.that)?, record.steps().checked_sub(1)?);
            Some(record.number(column, end, decimals))
        };
        let value = run.and_then(last).unwrap_or(f64::NAN);
        self.stopping.add(value)
    }

    fn stopped(self) -> Stopped {
        let Self { asked, rule: Rule { of, pairing, .. }, stopping } = self;
        let (n, half_width) = (stopping.n(), stopping.half_width());
        Stopped { asked, of, pairing, n, half_width, is_within: stopping.is_within() }
    }
}
