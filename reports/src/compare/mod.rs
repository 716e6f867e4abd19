//! This file is about the report of a comparison: what a proposal changes, for whom, and how sure that is.

mod findings;
mod headlines;
mod page;
mod pictures;
mod tables;
#[cfg(test)]
mod tests;
mod winners;
mod words;

use sim::record::YES_OR_NO;
use sim::run::Outcome;
use sim::scenario::Loaded;
use sim::world::Step;
use studies::Compared;
use studies::compare::MetricDifference;

pub use findings::list as findings;
pub use headlines::is_drawn_over_time;
pub use page::page;
pub use pictures::pictures;
pub use tables::{by, changes, differences, winners};
pub use words::{Verdict, relative, signed, signed_interval};

/// A base and a proposal that were played, and what came of it; of two things the base's comes first.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// What a reader calls them.
    pub labels: &'a [String; 2],
    /// The scenarios.
    pub loaded: [&'a Loaded; 2],
    /// The first runs of each, with the metrics that are drawn over time.
    pub kept: [&'a [Outcome]; 2],
    /// What the proposal changes.
    pub compared: &'a Compared,
    /// The seed.
    pub seed: u64,
    /// The version of the program.
    pub version: &'a str,
    /// SHA-256 of the resolved scenarios.
    pub hashes: [&'a str; 2],
    /// What the command line changed in both.
    pub changes: &'a [String],
    /// The command that compares them again.
    pub command: &'a str,
}

impl Pair<'_> {
    /// A metric at the end; none if not both have it.
    fn end(&self, metric: &str) -> Option<&MetricDifference> {
        self.at_end().find(|difference| difference.metric == metric)
    }

    /// Every metric of both at the end.
    fn at_end(&self) -> impl Iterator<Item = &MetricDifference> {
        self.compared.metrics.iter().filter(|difference| difference.at == "end")
    }

    /// What the base and the proposal are called in a sentence.
    fn names(&self) -> [String; 2] {
        self.labels.each_ref().map(|label| format!("“{label}”"))
    }

    /// Pairs that came to their end.
    fn pairs(&self) -> usize {
        self.compared.replicates - self.compared.broken.len()
    }

    /// "n = 200 pairs".
    fn n(&self) -> String {
        of_pairs(self.pairs())
    }

    /// Pairs that came to their end and in which a metric has no number, as one that never comes.
    fn missing(&self, difference: &MetricDifference) -> usize {
        self.pairs().saturating_sub(difference.difference.n)
    }

    /// Whether the proposal came out as the base did on every day, to the bit.
    #[must_use]
    pub fn is_null(&self) -> bool {
        let compared = self.compared;
        self.pairs() > 0
            && compared.moved.is_empty()
            && compared.only_base.is_empty()
            && compared.only_proposal.is_empty()
            && compared.devices_identical
    }

    /// A unit as a reader should see it: amounts of the token under their symbol.
    fn unit(&self, unit: &str) -> String {
        let step = match self.loaded[0].written.run.step {
            Step::Hour => "hour",
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
        };
        match unit {
            "tokens" => self.loaded[0].written.token.symbol.clone(),
            // The mean of what is so or not is a share of the runs.
            YES_OR_NO => "share".to_owned(),
            unit => unit.replace("per step", &format!("per {step}")),
        }
    }
}

/// "n = 200 pairs".
fn of_pairs(n: usize) -> String {
    match n {
        0 => "no pair".to_owned(),
        1 => "one pair".to_owned(),
        n => format!("n = {n} pairs"),
    }
}
