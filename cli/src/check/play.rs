//! Playing a scenario, and the variants that it is compared with, until what is claimed is decided.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::{ControlFlow, Range};

use indicatif::ProgressBar;
use rayon::ThreadPool;
use sim::ensemble::{self, Broken, Plan};
use sim::run::Outcome;
use sim::scenario::{Loaded, Replicates};
use sim::world::{Crew, Game};
use studies::Verdict;
use studies::claims::{Claim, JudgedClaim, Watch, judge_claims};

use crate::failure::Failure;
use crate::progress;

/// The chance that any verdict of a scenario is wrong, over all its claims and all looks at them.
const ALPHA: f64 = 0.05;

/// Replicates that are held in memory at once, for each thread.
const BLOCK_PER_THREAD: u32 = 8;

/// On what scenarios are played.
pub struct Stage<'a> {
    /// The threads.
    pub pool: &'a ThreadPool,
    /// Whether nobody looks at progress.
    pub is_silent: bool,
}

/// A scenario that was played, and what the replicates say.
pub struct Played {
    /// How often it was played.
    pub replicates: u32,
    /// What each replicate says to each claim.
    pub own: Watch,
    /// The same of the variants that claims name.
    pub variants: BTreeMap<String, Watch>,
    /// What came of each claim.
    pub judged: Vec<JudgedClaim>,
    /// Replicates that did not come to their end, and of which variant.
    pub broken: Vec<(Option<String>, Broken)>,
}

impl Stage<'_> {
    /// Plays a scenario: as often as it says, and more often while a claim is open and it allows that.
    /// What it is compared with is played on the same chance, look by look, so that whenever it ends all
    /// were played as often. `also` takes each run of the scenario itself, in order of replicates.
    ///
    /// # Errors
    /// A variant that cannot be played.
    pub fn play(
        &self,
        loaded: &Loaded,
        claims: &[Claim],
        also: &mut (dyn FnMut(u32, Option<&Outcome>) + Send),
    ) -> Result<Played, Failure> {
        let names: Vec<String> = claims.iter().filter_map(|claim| claim.variant.clone()).collect();
        let mut varied = BTreeMap::new();
        for name in names {
            let loaded = loaded.variant(&name)?;
            let watch = Watch::new(&loaded, claims);
            varied.insert(name, (loaded, watch));
        }
        let mut own = Watch::new(loaded, claims);
        let looks = looks(&loaded.written.run.replicates);
        let alpha = ALPHA / looks.len() as f64;
        let bar = progress::replicates(0, self.is_silent);
        let seed = loaded.written.run.seed.into();
        let (mut broken, mut judged, mut replicates) = (Vec::new(), Vec::new(), 0);
        for until in looks {
            let range = replicates..until;
            bar.inc_length(range.len() as u64 * (1 + varied.len() as u64));
            let with_devices = own.wants_devices();
            let plan = self.plan(&loaded.game, seed, range.clone(), with_devices);
            let found = self.stretch(&plan, &bar, |replicate, run| {
                own.add(run);
                also(replicate, run);
            });
            broken.extend(found.into_iter().map(|broken| (None, broken)));
            for (name, (loaded, watch)) in &mut varied {
                let plan = self.plan(&loaded.game, seed, range.clone(), watch.wants_devices());
                let found = self.stretch(&plan, &bar, |_, run| watch.add(run));
                broken.extend(found.into_iter().map(|broken| (Some(name.clone()), broken)));
            }
            replicates = until;
            let watched = varied.iter().map(|(name, (_, watch))| (name.clone(), watch.clone()));
            judged = judge_claims(claims, &own, &watched.collect(), alpha);
            if judged.iter().all(|judged| judged.verdict != Verdict::Inconclusive) {
                break;
            }
        }
        bar.finish_and_clear();
        let variants = varied.into_iter().map(|(name, (_, watch))| (name, watch)).collect();
        Ok(Played { replicates, own, variants, judged, broken })
    }

    fn plan<'a>(
        &self,
        game: &'a Game,
        seed: u64,
        replicates: Range<u32>,
        devices: bool,
    ) -> Plan<'a> {
        let threads = self.pool.current_num_threads() as u32;
        let block = BLOCK_PER_THREAD * threads;
        // With few replicates a thread would be idle at the end, so they share the rows of each.
        let few = (replicates.len() as u32) < 2 * threads;
        let crew = if few { Crew::SideBySide } else { Crew::Alone };
        Plan { game, seed, replicates, with_devices: devices, block, crew }
    }

    /// Plays some replicates, hands over their runs in order, and returns those that broke.
    fn stretch(
        &self,
        plan: &Plan,
        bar: &ProgressBar,
        mut take: impl FnMut(u32, Option<&Outcome>) + Send,
    ) -> Vec<Broken> {
        let mut broken = Vec::new();
        let done: Result<(), Infallible> = self.pool.install(|| {
            ensemble::stream(
                plan,
                || bar.inc(1),
                |replicate, played| {
                    take(replicate, played.as_ref().ok());
                    broken.extend(played.err());
                    Ok(ControlFlow::Continue(()))
                },
            )
        });
        match done {
            Ok(()) => broken,
            Err(never) => match never {},
        }
    }
}

/// The numbers of replicates after which the claims are looked at.
fn looks(replicates: &Replicates) -> Vec<u32> {
    let (mut count, most) = (replicates.least(), replicates.most());
    let mut looks = vec![count];
    while count < most {
        count = count.saturating_mul(2).min(most);
        looks.push(count);
    }
    looks
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::scenario::Enough;

    #[test]
    fn replicates_double_up_to_the_most() {
        let enough = |min, max| Replicates::Enough(Enough { min, max, until: None });
        assert_eq!(looks(&Replicates::Number(200)), [200]);
        assert_eq!(looks(&enough(200, 1_500)), [200, 400, 800, 1_500]);
        assert_eq!(looks(&enough(9, 9)), [9]);
    }
}
