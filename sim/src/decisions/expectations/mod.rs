//! Expectations: what do owners think that a day will bring?

mod adaptive;
mod today;

pub use adaptive::Adaptive;
pub(super) use adaptive::Expected;
pub use today::Today;

crate::kinds::kinds! {
    /// What owners think that a day will bring.
    ExpectationsKind answers Expectations:
    /// What this one brought.
    Today(Today),
    /// What the last ones brought, the latest most.
    Adaptive(Adaptive),
}

impl Default for ExpectationsKind {
    fn default() -> Self {
        Self::Today(Today {})
    }
}

/// Answers one question: how fast does what owners expect follow what they see?
pub trait Expectations {
    /// The part of what a step of so many days brings in what is expected after it [1]; none if
    /// owners expect nothing and count what the step brought.
    fn follows(&self, days: f64) -> Option<f64>;
}
