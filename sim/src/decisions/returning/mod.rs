//! Returning: who comes back?

mod hurdle;
mod none;

pub use hurdle::Hurdle;
pub use none::Never;

crate::kinds::kinds! {
    /// Who comes back.
    ReturningKind answers Returning:
    /// Nobody does.
    None(Never),
    /// Some of those for whom it would pay well enough again.
    Hurdle(Hurdle),
}

impl Default for ReturningKind {
    fn default() -> Self {
        Self::None(Never {})
    }
}

/// When the owner of an idle device comes back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comeback {
    /// What a day would have to bring, in multiples of what it would cost [1].
    pub times_cost: f64,
    /// Share of those owners who look in a step [1].
    pub look: f64,
}

impl Comeback {
    /// The same without the share whom rivals win.
    pub(super) fn without(self, lured: f64) -> Self {
        Self { look: self.look * (1.0 - lured), ..self }
    }
}

/// Answers one question: when does the owner of an idle device come back?
pub trait Returning {
    /// The conditions, in a step of so many days; none if nobody ever does.
    fn comeback(&self, days: f64) -> Option<Comeback>;
}
