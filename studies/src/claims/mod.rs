//! This file is about claims: one bound on one statistic each, and what the replicates say of it.
//!
//! | file | asks |
//! |---|---|
//! | `asked` | which claims do the expectations of a scenario make? |
//! | `words` | what is a claim called, and what is said of it? |
//! | [`reduce`] | what is a run reduced to? |
//! | [`evidence`] | how likely would the replicates be if a claim were missed, or met? |
//! | `looks` | after how many replicates are claims judged? |
//! | [`judge`] | is it met, missed, or unknown? |

use sim::scenario::{Against, At, Bounds, Difference, Severity, ShareOfDevices, Tail};

use crate::statistics::Estimate;
use crate::verdict::Verdict;

mod asked;
pub mod evidence;
pub mod judge;
mod looks;
pub mod reduce;
mod words;

pub use asked::claims;
pub use evidence::Moments;
pub use judge::{Baseline, Others, judge_beside, judge_claims};
pub use looks::looks;
pub use reduce::{Found, Seen, Watch};
pub use words::in_unit;

/// The chance that any verdict of pass on a file is wrong, or any of fail, if nobody asks for another.
pub const FAMILY_ALPHA: f64 = 0.05;

/// One bound of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its place in the list of expectations, from 0.
    pub expectation: usize,
    /// What is claimed, in words: `p05 of devices.active at the end is at least 3,000 devices`.
    pub words: String,
    /// What it is about: a metric, or a quantity of devices.
    pub that: String,
    /// When it is looked at.
    pub at: At,
    /// The statistic.
    pub statistic: Statistic,
    /// On which side of the bound it is met.
    pub side: Side,
    /// The bound, in `unit`.
    pub bound: f64,
    /// The unit of bound and estimate.
    pub unit: String,
    /// The variant that it is compared with, if it is.
    pub variant: Option<String>,
    /// What follows where it is not met.
    pub severity: Severity,
    /// Why it matters.
    pub because: String,
    number: Number,
}

/// What a run is reduced to.
#[derive(Debug, Clone, PartialEq)]
struct Number {
    /// Of these devices, the share that is within bounds.
    devices: Option<ShareOfDevices>,
    /// What is taken off it.
    against: Option<Against>,
    difference: Difference,
    /// The unit of what is looked at.
    unit: String,
}

/// What is said of the numbers of all runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// Every step of every run.
    Always,
    /// Some step of some run is within these bounds.
    Sometimes(Bounds),
    /// Their mean.
    Mean,
    /// Their mean where they say what is so and what is not: the share of runs in which it is so.
    MeanOfYes,
    /// What this share of them stays below.
    Quantile(f64),
    /// The mean of this share of them, at one end.
    Cvar(f64, Tail),
    /// The share of those that are within these bounds.
    ShareOfRuns(Bounds),
}

impl Statistic {
    /// Its key in a scenario.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Sometimes(_) => "sometimes",
            Self::Mean => "mean",
            Self::MeanOfYes => "share",
            Self::Quantile(0.05) => "p05",
            Self::Quantile(0.5) => "p50",
            Self::Quantile(0.95) => "p95",
            Self::Quantile(_) => "quantile",
            Self::Cvar(..) => "cvar",
            Self::ShareOfRuns(_) => "share_of_runs",
        }
    }
}

/// On which side of a bound a number is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The bound, or more.
    AtLeast,
    /// The bound, or less.
    AtMost,
}

/// A claim and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedClaim {
    /// The claim.
    pub claim: Claim,
    /// What was found, with its 95 % interval.
    pub estimate: Estimate,
    /// How much the estimate is too high on average, in the unit of the claim: of the mean of the worst,
    /// which few replicates show as too good. None of what is as often too high as too low.
    pub bias: Option<f64>,
    /// What it is at least (or at most) at `level`: the end of a one-sided interval. It is the lower end
    /// of a claim of at least something that is met or open, and the upper end of one that is missed. NaN
    /// where there is none.
    pub limit: f64,
    /// The level of that interval [1], which is higher the more is claimed at once.
    pub level: f64,
    /// How far the estimate is on the right side of the bound; negative on the wrong one.
    pub margin: f64,
    /// The verdict, over all claims of the file at once.
    pub verdict: Verdict,
    /// The replicate that is the farthest on the wrong side, or the nearest to it.
    pub worst: Option<u32>,
    /// The replicates on the wrong side of the bound (of the bounds within which a run counts, where it is
    /// about a share of runs), the worst first, each with its number; NaN where it could not be evaluated.
    pub wrong: Vec<(u32, f64)>,
    /// Of what always holds the first step in which it does not, of what sometimes holds the first in
    /// which it does.
    pub first: Option<Found>,
    /// Replicates in which it could not be evaluated: they fail it.
    pub missing: usize,
}

impl Claim {
    /// Whether it says what holds in steps, without statistics.
    #[must_use]
    pub fn is_invariant(&self) -> bool {
        matches!(self.statistic, Statistic::Always | Statistic::Sometimes(_))
    }

    /// Whether the runs of the scenario alone can tell.
    #[must_use]
    pub fn is_of_one_scenario(&self) -> bool {
        self.number.against.is_none()
    }

    /// Whether it is about the difference from the stored baseline.
    #[must_use]
    pub fn is_against_baseline(&self) -> bool {
        self.number.against == Some(Against::Baseline)
    }
}

impl Side {
    /// How far a number is on the right side of a bound; negative on the wrong one.
    #[must_use]
    pub fn margin(self, number: f64, bound: f64) -> f64 {
        match self {
            Self::AtLeast => number - bound,
            Self::AtMost => bound - number,
        }
    }
}

/// The bounds that are there, each with its side.
fn sides(bounds: Bounds) -> impl Iterator<Item = (Side, f64)> {
    let all = [(Side::AtLeast, bounds.at_least), (Side::AtMost, bounds.at_most)];
    all.into_iter().filter_map(|(side, bound)| Some((side, bound?)))
}

#[cfg(test)]
mod tests;
