//! This file is about the report of a run: its tables, its charts and its page.

mod captions;
pub(crate) mod charts;
mod convergence;
mod findings;
mod gap;
mod groups;
mod interruption;
pub(crate) mod page;
mod parts;
mod replicates;
mod spiral;
mod tables;
pub mod words;

use sim::scenario::Loaded;
use sim::world::Step;
use studies::{Attribution, Collected, Figure, JudgedClaim, Stopped};

use crate::Picture;

pub use charts::charts;
pub use findings::list as findings;
pub use page::page;
pub use replicates::sentences as about_replicates;
pub use tables::{Stream, devices, runs, summary, timeseries};

/// A scenario that was played, and what came of it.
#[derive(Clone, Copy)]
pub struct Played<'a> {
    /// The file's name without its folder and ending.
    pub name: &'a str,
    /// The scenario.
    pub loaded: &'a Loaded,
    /// What the replicates left behind.
    pub collected: &'a Collected,
    /// The summary over the replicates.
    pub figures: &'a [Figure],
    /// What came of what was expected.
    pub judged: &'a [JudgedClaim],
    /// What each link does for a spiral, if that was asked.
    pub attribution: Option<&'a Attribution>,
    /// What made the replicates enough, if a rule did.
    pub stopped: Option<&'a Stopped>,
    /// The seed.
    pub seed: u64,
    /// The version of the program.
    pub version: &'a str,
    /// SHA-256 of the resolved scenario.
    pub scenario_hash: &'a str,
    /// What the command line changed in the scenario.
    pub changes: &'a [String],
    /// The command that plays it again.
    pub command: &'a str,
}

/// The chart of what each link does for a spiral, if that was asked.
#[must_use]
pub fn attribution(played: &Played) -> Option<Picture> {
    spiral::chart(played).map(Picture::Forest)
}

impl Played<'_> {
    /// Decimals of the token.
    fn decimals(&self) -> u32 {
        self.loaded.game.decimals
    }

    /// What a step is called.
    fn step(&self) -> &'static str {
        match self.loaded.written.run.step {
            Step::Hour => "hour",
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
        }
    }

    /// Whether there are devices, or only the rules of a token.
    fn has_devices(&self) -> bool {
        !self.loaded.game.groups.is_empty()
    }

    /// Whether customers ask for anything.
    fn has_demand(&self) -> bool {
        !self.loaded.game.workloads.is_empty()
    }

    /// The symbol of the token.
    fn symbol(&self) -> &str {
        &self.loaded.written.token.symbol
    }
}
