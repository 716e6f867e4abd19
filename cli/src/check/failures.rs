//! The replicates on the wrong side of a bound, kept so that each can be seen again.

use reports::{Column, Table, Values};
use studies::claims::{Claim, Others, by_replicate};

use super::again::Again;
use super::play::Told;
use crate::failure::Failure;

/// Replicates that are kept of each claim, the worst first: nobody replays more.
const KEPT: usize = 100;

/// A replicate on the wrong side of a bound.
#[derive(Debug, Clone, PartialEq)]
pub struct Failing {
    /// The scenario.
    pub scenario: String,
    /// What is claimed.
    pub claim: String,
    /// The replicate.
    pub replicate: u32,
    /// Where chance starts.
    pub seed: u64,
    /// What it says; not a number where it could not be evaluated.
    pub value: f64,
    /// The bound.
    pub bound: f64,
    /// The unit of both.
    pub unit: String,
    /// How to see it again.
    pub command: String,
}

impl Failing {
    /// The replicates of a claim that lie on the wrong side of its bound, the worst first.
    pub fn of(claim: &Claim, at: usize, told: &Told, others: Others, again: &Again) -> Vec<Self> {
        let all = by_replicate(claim, at, &told.own, others).into_iter().enumerate();
        let mut wrong: Vec<_> = all.filter(|(_, (_, margin))| *margin < 0.0).collect();
        wrong.sort_by(|(_, (_, a)), (_, (_, b))| a.total_cmp(b));
        wrong.truncate(KEPT);
        let failing = |(replicate, (value, _)): (usize, (f64, f64))| Self {
            scenario: again.scenario.display().to_string(),
            claim: claim.words.clone(),
            replicate: replicate as u32,
            seed: again.seed,
            value,
            bound: claim.bound,
            unit: claim.unit.clone(),
            command: again.replay(claim.variant.as_deref(), replicate as u32).command,
        };
        wrong.into_iter().map(failing).collect()
    }
}

/// The table of them, as CSV.
pub fn csv(failing: &[Failing]) -> Result<Vec<u8>, Failure> {
    let text = |of: fn(&Failing) -> &str| {
        Values::Text(failing.iter().map(|failing| of(failing).to_owned()).collect())
    };
    let number = |of: fn(&Failing) -> f64| Values::Float(failing.iter().map(of).collect());
    let whole = |of: fn(&Failing) -> i64| Values::Integer(failing.iter().map(of).collect());
    let columns = [
        ("scenario", text(|failing| &failing.scenario)),
        ("claim", text(|failing| &failing.claim)),
        ("replicate", whole(|failing| failing.replicate.into())),
        ("seed", whole(|failing| failing.seed as i64)),
        ("value", number(|failing| failing.value)),
        ("bound", number(|failing| failing.bound)),
        ("unit", text(|failing| &failing.unit)),
        ("command", text(|failing| &failing.command)),
    ];
    let columns = columns.map(|(name, values)| Column { name: name.to_owned(), values });
    Ok(Table { columns: columns.to_vec() }.to_csv()?)
}
