//! Playing the base and the proposal, replicate by replicate on the same chance.

use std::ops::ControlFlow;

use sim::ensemble::{self, Broken, Plan};
use sim::run::Outcome;

/// Plays two plans, each replicate of both before the next, and hands over the pairs in order.
///
/// # Errors
/// The first replicate that did not come to its end, or what `take` did not do.
pub fn pairs<E: Send + From<Broken>>(
    plans: &[Plan; 2],
    done: impl Fn() + Sync,
    mut take: impl FnMut(u32, [Outcome; 2]) -> Result<(), E> + Send,
) -> Result<(), E> {
    let replicates = plans[0].replicates.clone();
    let block = plans[0].block.max(1);
    for first in replicates.clone().step_by(block as usize) {
        let numbers = first..replicates.end.min(first.saturating_add(block));
        let [base, proposal] = plans.each_ref().map(|plan| {
            let plan = Plan { replicates: numbers.clone(), ..plan.clone() };
            let mut outcomes = Vec::new();
            let played = ensemble::stream(&plan, &done, |_, played| {
                outcomes.push(played?);
                Ok::<_, Broken>(ControlFlow::Continue(()))
            });
            played.map(|()| outcomes)
        });
        for (replicate, pair) in numbers.zip(base?.into_iter().zip(proposal?)) {
            take(replicate, pair.into())?;
        }
    }
    Ok(())
}
