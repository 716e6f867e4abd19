//! Checking: who is caught faking work?

mod none;
mod redundant;
mod spot_check;

pub use none::Trust;
pub use redundant::Redundant;
pub use spot_check::SpotCheck;

use crate::maths;

crate::kinds::kinds! {
    /// Who is caught faking work.
    CheckingKind answers Checking:
    /// Nobody is.
    None(Trust),
    /// A part of those whose work is done a second time.
    SpotCheck(SpotCheck),
    /// Those whose answer differs from that of most who did the same job.
    Redundant(Redundant),
}

impl Default for CheckingKind {
    fn default() -> Self {
        Self::None(Trust {})
    }
}

/// Whom a check is about, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// The share of its checks that those who collude with it let pass [1]; none where nobody does.
    pub passes: Option<f64>,
    /// The share of the devices that are up that collude with each other [1].
    pub colluding: f64,
    /// Length of the step [days].
    pub days: f64,
}

/// Answers one question: how much work is checked, who is caught, and what does he lose?
pub trait Checking {
    /// The share of what it holds that a caught device loses [1].
    fn slash(&self) -> f64;

    /// What is left for customers of the work that devices could do [1].
    fn left_for_customers(&self) -> f64;

    /// Probability that a device is checked in a step of so many days [1].
    fn looks(&self, days: f64) -> f64;

    /// Probability that a device that cheats is caught in a step [1].
    fn catches(&self, suspect: &Suspect) -> f64;

    /// Probability that an honest device is taken for a cheat in a step [1].
    fn accuses(&self, _suspect: &Suspect) -> f64 {
        0.0
    }

    /// What checking costs a device that is up in a step of so many days, beside its time [USD].
    fn usd(&self, _days: f64) -> f64 {
        0.0
    }

    /// Whether it may be wrong or costs money, so that this is written down.
    fn is_told(&self) -> bool {
        false
    }
}

/// The probability of a step, given that of so many days; of a step if it is of no time.
fn in_step(probability: f64, every_days: Option<f64>, days: f64) -> f64 {
    match every_days {
        Some(every) => 1.0 - maths::power(1.0 - probability, days / every),
        None => probability,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_a_day_is_of_any_step() {
        assert_eq!(in_step(0.3, None, 30.0), 0.3);
        assert!((in_step(0.3, Some(1.0), 1.0) - 0.3).abs() < 1e-15);
        // 1 − 0.7², and twice half a day is a day.
        assert!((in_step(0.3, Some(1.0), 2.0) - 0.51).abs() < 1e-15);
        let half = in_step(0.3, Some(1.0), 0.5);
        assert!((1.0 - (1.0 - half) * (1.0 - half) - 0.3).abs() < 1e-15);
    }
}
