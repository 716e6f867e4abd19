//! `aipin run --attribute`: the same chance again without one link after the other.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use sim::ensemble::{Broken, Plan};
use sim::scenario::{Link, Loaded};
use studies::{Attribution, Collected, End, attribute};

use crate::failure::Failure;
use crate::{playing, progress};

/// Plays a scenario without each of its links, as it was played itself, and compares the ends: the
/// replicates of all links breadth first. One that broke with or without any link counts for none, so
/// that all effects are of the same runs. Gives the effects, and what broke.
///
/// # Errors
/// A link without which the scenario has no meaning, or a scenario without devices.
pub fn to_links(
    loaded: &Loaded,
    (as_played, pool): (&Plan, &rayon::ThreadPool),
    collected: &Collected,
    quiet: bool,
) -> Result<(Attribution, Vec<Broken>), Failure> {
    let Some(as_it_is) = End::all_of(collected) else {
        let message =
            "--attribute asks which link carries a spiral, and this scenario has no devices";
        return Err(Failure::Usage(message.to_owned()));
    };
    let without = |link: Link| Ok((loaded.without(&link)?, link));
    let links: Vec<(Loaded, Link)> =
        loaded.links().into_iter().map(without).collect::<Result<_, Failure>>()?;
    let plan = |game| Plan { game, with_devices: false, ..as_played.clone() };
    let plans: Vec<Plan> = links.iter().map(|(loaded, _)| plan(&loaded.game)).collect();
    let bar = progress::replicates(as_played.replicates.len() as u32 * links.len() as u32, quiet);
    let (ends, broken) = pool.install(|| ends(&plans, || bar.inc(1)));
    bar.finish_and_clear();
    let is_whole = |number: &u32| ends.iter().all(|ends| ends.contains_key(number));
    let whole: Vec<u32> = collected.numbers.iter().copied().filter(is_whole).collect();
    let own: BTreeMap<u32, End> = collected.numbers.iter().copied().zip(as_it_is).collect();
    let of_whole = |ends: &BTreeMap<u32, End>| -> Vec<End> {
        whole.iter().map(|number| ends[number]).collect()
    };
    let links = links.into_iter().map(|(_, link)| link);
    let without: Vec<(Link, Vec<End>)> = links.zip(ends.iter().map(of_whole)).collect();
    Ok((attribute(&of_whole(&own), &without), broken))
}

/// The ends of the runs of each plan by replicate, and what broke.
fn ends(plans: &[Plan], done: impl Fn() + Sync) -> (Vec<BTreeMap<u32, End>>, Vec<Broken>) {
    let mut ends = vec![BTreeMap::new(); plans.len()];
    let mut broken = Vec::new();
    let Ok(()) = playing::stream(plans, done, |plan, replicate, played| {
        match played {
            Ok(run) => ends[plan].extend(End::of(&run).map(|end| (replicate, end))),
            Err(defect) => broken.push(defect),
        }
        Ok::<_, std::convert::Infallible>(ControlFlow::Continue(()))
    });
    (ends, broken)
}
