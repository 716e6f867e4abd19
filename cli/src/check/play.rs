//! Playing a scenario, and what it is compared with, until what is claimed is decided.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::{ControlFlow, Range};

use indicatif::ProgressBar;
use rayon::ThreadPool;
use sim::ensemble::{Broken, Plan, Played};
use sim::scenario::Loaded;
use studies::Verdict;
use studies::claims::{
    Baseline, Claim, FAMILY_ALPHA, JudgedClaim, Others, Watch, judge_beside, looks,
};

use crate::failure::Failure;
use crate::{playing, progress};

/// On what scenarios are played.
pub struct Stage<'a> {
    /// The threads.
    pub pool: &'a ThreadPool,
    /// Whether nobody looks at progress.
    pub is_silent: bool,
}

/// What is played, all of it on the same chance.
pub struct Cast<'a> {
    /// The scenario.
    pub own: &'a Loaded,
    /// What it claims.
    pub claims: &'a [Claim],
    /// The variants of it that claims name.
    pub variants: BTreeMap<String, Loaded>,
    /// Another version of it.
    pub base: Option<&'a Loaded>,
    /// What is known of its stored baseline.
    pub baseline: Option<&'a Baseline<'a>>,
}

/// A scenario that was played, and what the replicates say.
pub struct Told {
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

/// Takes each replicate of a scenario, in order, and the same of its other version, if there is one.
pub type Also<'a> = &'a mut (dyn FnMut(u32, &Played, Option<&Played>) + Send);

impl<'a> Cast<'a> {
    /// A scenario, what it claims, and what it is compared with.
    ///
    /// # Errors
    /// A variant that cannot be played.
    pub fn new(
        own: &'a Loaded,
        claims: &'a [Claim],
        base: Option<&'a Loaded>,
        baseline: Option<&'a Baseline<'a>>,
    ) -> Result<Self, Failure> {
        let names = claims.iter().filter_map(|claim| claim.variant.as_ref());
        let variants = names.map(|name| Ok((name.clone(), own.variant(name)?)));
        let variants = variants.collect::<Result<_, Failure>>()?;
        Ok(Self { own, claims, variants, base, baseline })
    }

    fn watches(&self) -> Told {
        let watch = |loaded| Watch::new(loaded, self.claims);
        let variants = self.variants.iter().map(|(name, loaded)| (name.clone(), watch(loaded)));
        Told {
            replicates: 0,
            own: watch(self.own),
            variants: variants.collect(),
            judged: Vec::new(),
            broken: Vec::new(),
        }
    }
}

impl Told {
    /// What the scenario is compared with.
    pub fn others<'a>(&'a self, cast: &Cast<'a>) -> Others<'a> {
        Others { variants: Some(&self.variants), baseline: cast.baseline }
    }
}

impl Stage<'_> {
    /// Plays a scenario: as often as it says, and more often while a claim is open and it allows that.
    /// What it is compared with is played breadth first, so that all are played as often.
    pub fn play(&self, cast: &Cast, also: Also) -> Told {
        let mut told = cast.watches();
        let replicates = &cast.own.written.run.replicates;
        let looks = looks(replicates.least(), replicates.most());
        let alpha = FAMILY_ALPHA / looks.len() as f64;
        let bar = progress::replicates(0, self.is_silent);
        for until in looks {
            self.look(cast, told.replicates..until, &bar, &mut told, &mut *also);
            told.replicates = until;
            told.judged = judge_beside(cast.claims, &told.own, told.others(cast), alpha);
            if told.judged.iter().all(|judged| judged.verdict != Verdict::Inconclusive) {
                break;
            }
        }
        bar.finish_and_clear();
        told
    }

    /// The scenario, the other version of it, and the variants, in this order.
    fn plans<'a>(&self, cast: &'a Cast, told: &Told, range: &Range<u32>) -> Vec<Plan<'a>> {
        let seed = cast.own.written.run.seed.into();
        let threads = self.pool.current_num_threads();
        let own = [(cast.own, told.own.wants_devices())].into_iter();
        let base = cast.base.map(|base| (base, false));
        let watches = told.variants.values().map(Watch::wants_devices);
        let all = own.chain(base).chain(cast.variants.values().zip(watches));
        all.map(|(loaded, with_devices)| {
            let plan = Plan::new(&loaded.game, seed, range.clone(), threads);
            Plan { with_devices, ..plan }
        })
        .collect()
    }

    /// Plays some replicates of all, and lets those take each whom it concerns.
    fn look(&self, cast: &Cast, range: Range<u32>, bar: &ProgressBar, told: &mut Told, also: Also) {
        let plans = self.plans(cast, told, &range);
        let first = 1 + cast.base.iter().len();
        bar.inc_length(plans.len() as u64 * range.len() as u64);
        let mut others: Vec<_> = told.variants.iter_mut().collect();
        let mut held = None;
        let Told { own, broken, .. } = told;
        let take = |at: usize, replicate, played: Played| {
            if at == 0 {
                own.add(played.as_ref().ok());
                broken.extend(played.as_ref().err().map(|broken| (None, broken.clone())));
                if first == 1 {
                    also(replicate, &played, None);
                } else {
                    held = Some(played);
                }
            } else if at < first {
                held.take().iter().for_each(|own| also(replicate, own, Some(&played)));
            } else {
                let (name, watch) = &mut others[at - first];
                watch.add(played.as_ref().ok());
                broken.extend(played.err().map(|broken| (Some(name.to_string()), broken)));
            }
            Ok::<_, Infallible>(ControlFlow::Continue(()))
        };
        let play = || playing::stream(&plans, || bar.inc(1), take);
        self.pool.install(play).unwrap_or_else(|never| match never {});
    }
}
