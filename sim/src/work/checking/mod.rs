//! Checking: who is caught faking work?

mod none;
mod spot_check;

pub use none::Trust;
pub use spot_check::SpotCheck;

crate::kinds::kinds! {
    /// Who is caught faking work.
    CheckingKind answers Checking:
    /// Nobody is.
    None(Trust),
    /// A part of those whose work is done a second time.
    SpotCheck(SpotCheck),
}

impl Default for CheckingKind {
    fn default() -> Self {
        Self::None(Trust {})
    }
}

/// Answers one question: how much work is checked, and what does a cheat lose?
pub trait Checking {
    /// The share of the devices' work that is checked in a step [1].
    fn checked(&self) -> f64;

    /// The share of what it holds that a caught cheat loses [1].
    fn slash(&self) -> f64;

    /// What is left for customers of the work that devices could do [1]: what is checked is done
    /// twice.
    fn left_for_customers(&self) -> f64 {
        1.0 / (1.0 + self.checked())
    }
}
