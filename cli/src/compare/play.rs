//! Playing the base and the proposal, replicate by replicate on the same chance.

use std::convert::Infallible;
use std::ops::ControlFlow;

use reports::compare::is_drawn_over_time;
use sim::ensemble::{Plan, Played};
use sim::record::Record;
use sim::run::Outcome;
use studies::compare::{Compared, Comparison, Limits};

use super::ask::Side;
use crate::failure::Failure;
use crate::{playing, progress};

/// Pairs of which a few metrics are kept step by step, for charts: bands of a thousand pairs are as good as
/// those of ten thousand.
const KEPT: usize = 1_000;

/// What was played.
pub struct Pairs {
    /// What the proposal changes.
    pub compared: Compared,
    /// The first runs of both, with the metrics that are drawn over time.
    pub kept: [Vec<Outcome>; 2],
    /// Devices times steps of all runs.
    pub device_steps: u64,
}

impl Pairs {
    /// Says so where a replicate did not come to its end.
    pub fn failure(&self) -> Result<(), Failure> {
        let broken = &self.compared.broken;
        let first = broken.first().and_then(|pair| pair.base.as_ref().or(pair.proposal.as_ref()));
        let Some(first) = first else { return Ok(()) };
        let (count, pairs) = (broken.len(), self.compared.replicates);
        Err(Failure::SomeBroken(format!(
            "{count} of {pairs} pairs did not come to their end, which is a defect of aipin: replicate {} {}",
            first.replicate, first.cause
        )))
    }
}

/// Plays both sides, each replicate of both before the next, and compares them.
pub fn play(
    sides: &[Side; 2],
    limits: Limits,
    pool: &rayon::ThreadPool,
    is_silent: bool,
) -> Result<Pairs, Failure> {
    let [base, proposal] = sides.each_ref().map(|side| &side.loaded);
    let run = &base.written.run;
    let (seed, replicates) = (run.seed.into(), run.replicates.least());
    let bar = progress::replicates(2 * replicates, is_silent);
    let plans = [base, proposal].map(|loaded| {
        let plan = Plan::new(&loaded.game, seed, 0..replicates, pool.current_num_threads());
        Plan { with_devices: true, ..plan }
    });
    let mut comparison = Comparison::new(base, proposal).with_limits(limits);
    let mut kept = [Vec::new(), Vec::new()];
    let mut device_steps = 0;
    let mut waiting: Option<Played> = None;
    let played = pool.install(|| {
        playing::stream(
            &plans,
            || bar.inc(1),
            |_, replicate, played| {
                // The base of a replicate comes first, and waits for the proposal of it.
                let Some(of_base) = waiting.take() else {
                    waiting = Some(played);
                    return Ok::<_, Infallible>(ControlFlow::Continue(()));
                };
                comparison.add(replicate, &of_base, &played);
                if let (Ok(of_base), Ok(of_proposal)) = (of_base, played) {
                    device_steps += of_base.device_steps + of_proposal.device_steps;
                    if kept[0].len() < KEPT {
                        kept[0].push(drawn(of_base));
                        kept[1].push(drawn(of_proposal));
                    }
                }
                Ok(ControlFlow::Continue(()))
            },
        )
    });
    let Ok(()) = played;
    bar.finish_and_clear();
    Ok(Pairs { compared: comparison.finish(), kept, device_steps })
}

/// A run with the metrics that are drawn over time, and nothing else.
fn drawn(run: Outcome) -> Outcome {
    let Record { metrics, columns } = run.record;
    let columns = metrics.into_iter().zip(columns);
    let (metrics, columns) = columns.filter(|(metric, _)| is_drawn_over_time(&metric.name)).unzip();
    Outcome { record: Record { metrics, columns }, devices: Vec::new(), ..run }
}
