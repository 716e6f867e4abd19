//! `aipin run --attribute`: the same chance again without one link after the other.

use std::ops::ControlFlow;

use sim::ensemble::{self, Broken, Plan};
use sim::scenario::{Link, Loaded};
use studies::{Attribution, Collected, End, attribute};

use crate::failure::Failure;
use crate::progress;

/// Plays a scenario without each of its links, as it was played itself, and compares the ends.
///
/// # Errors
/// A link without which the scenario has no meaning, a scenario without devices, or a rule of the
/// ledger that the engine broke.
pub fn to_links(
    loaded: &Loaded,
    (as_played, pool): (&Plan, &rayon::ThreadPool),
    collected: &Collected,
    quiet: bool,
) -> Result<Attribution, Failure> {
    let Some(as_it_is) = End::all_of(collected) else {
        let message =
            "--attribute asks which link carries a spiral, and this scenario has no devices";
        return Err(Failure::Usage(message.to_owned()));
    };
    let links = loaded.links();
    let bar = progress::replicates(as_played.replicates.len() as u32 * links.len() as u32, quiet);
    let without = |link: Link| {
        let game = &loaded.without(&link)?.game;
        let plan = Plan { game, with_devices: false, ..as_played.clone() };
        Ok((link, pool.install(|| ends(&plan, || bar.inc(1)))?))
    };
    let without: Vec<_> = links.into_iter().map(without).collect::<Result<_, Failure>>()?;
    bar.finish_and_clear();
    Ok(attribute(&as_it_is, &without))
}

/// The ends of the runs of a plan, in order of replicates.
fn ends(plan: &Plan, done: impl Fn() + Sync) -> Result<Vec<End>, Broken> {
    let mut ends = Vec::new();
    ensemble::stream(plan, done, |_, run| {
        ends.extend(End::of(&run?));
        Ok::<_, Broken>(ControlFlow::Continue(()))
    })?;
    Ok(ends)
}
