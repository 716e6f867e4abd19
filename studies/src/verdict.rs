//! This file is about verdicts: whether what a scenario expects was met.

/// What the replicates say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is met.
    Pass,
    /// It is missed, or could not be evaluated.
    Fail,
    /// The replicates do not tell.
    Inconclusive,
}
