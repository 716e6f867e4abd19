//! What two scenarios differ in: their parameters with every default written out, and since when.

use language::Faults;
use language::when::Day;

use super::Loaded;

/// A parameter that is not the same in two scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands, such as `emission.schedule.halving.every`.
    pub path: String,
    /// What it is in words, from its description.
    pub name: String,
    /// Its unit as the description has it; empty for what has none.
    pub unit: String,
    /// What it is in the base, as one writes it; none where the base has no such parameter.
    pub from: Option<String>,
    /// What it is in the proposal, as one writes it; none where the proposal has no such parameter.
    /// It is the same as `from` where amendments end a difference.
    pub to: Option<String>,
    /// Since when: the date of an amendment; none for what holds from the first day on.
    pub date: Option<Day>,
}

/// What a proposal changes, in the order of the scenario, and by date after that.
#[must_use]
pub fn difference(_base: &Loaded, _proposal: &Loaded) -> Vec<Change> {
    Vec::new()
}

/// That two scenarios can be compared replicate by replicate: the same seed, the same number of
/// replicates, and the same steps from the same day on.
///
/// # Errors
/// What is not the same, at its place in the proposal.
pub fn same_chance(_base: &Loaded, _proposal: &Loaded) -> Result<(), Faults> {
    Ok(())
}
