//! This file is about claims: one bound on one statistic each, and what the replicates say of it.

use std::collections::BTreeMap;

use sim::run::Outcome;
use sim::scenario::{Expectation, Loaded, Severity};

use crate::statistics::Estimate;
use crate::verdict::Verdict;

/// One bound of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its place in the list of expectations, from 0.
    pub expectation: usize,
    /// What is claimed, in words: `p05 of devices.active at the end is at least 3,000`.
    pub words: String,
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
}

/// A claim and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedClaim {
    /// The claim.
    pub claim: Claim,
    /// What was found.
    pub estimate: Estimate,
    /// How far the estimate is on the right side of the bound; negative on the wrong one.
    pub margin: f64,
    /// The verdict, over all claims of the file at once.
    pub verdict: Verdict,
    /// The replicate that is the farthest on the wrong side, or the nearest to it.
    pub worst: Option<u32>,
    /// Replicates in which it could not be evaluated: they fail it.
    pub missing: usize,
}

/// What each replicate of a scenario, or of a variant of it, says to each claim.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    /// By claim, one value a replicate; NaN where it could not be evaluated.
    pub values: Vec<Vec<f64>>,
}

/// The claims of some expectations, in their order.
#[must_use]
pub fn claims(_expectations: &[Expectation]) -> Vec<Claim> {
    unimplemented!()
}

impl Watch {
    /// Prepares for the runs of a scenario or of a variant of it.
    #[must_use]
    pub fn new(_loaded: &Loaded, _claims: &[Claim]) -> Self {
        unimplemented!()
    }

    /// Whether the devices at the end are wanted.
    #[must_use]
    pub fn wants_devices(&self) -> bool {
        unimplemented!()
    }

    /// Takes the next run, in order of replicates; none where it did not come to its end.
    pub fn add(&mut self, _run: Option<&Outcome>) {
        unimplemented!()
    }
}

/// Judges all claims of a scenario at once, so that the chance that any verdict of pass or of fail is
/// wrong is at most `alpha`.
#[must_use]
pub fn judge_claims(
    _claims: &[Claim],
    _own: &Watch,
    _variants: &BTreeMap<String, Watch>,
    _alpha: f64,
) -> Vec<JudgedClaim> {
    unimplemented!()
}
