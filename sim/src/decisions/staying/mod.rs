//! Staying: who stays when it does not pay?

mod always;
mod patience;

pub use always::Always;
pub use patience::Patience;

use language::varied::Shape;

crate::kinds::kinds! {
    /// Who stays when it does not pay.
    StayingKind answers Staying:
    /// Everybody does.
    Always(Always),
    /// Everybody, for so long.
    Patience(Patience),
}

impl Default for StayingKind {
    fn default() -> Self {
        Self::Always(Always {})
    }
}

/// When an owner gives up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// A step whose margin is below this counts as a loss [USD/day].
    pub least_usd_per_day: f64,
    /// Losses in a row after which owners leave [days].
    pub days: Shape,
    /// By how much longer owners bear losses who have not earned back anything of their hardware, as a
    /// share of that time [1].
    pub sunk_cost: f64,
}

/// Answers one question: when does an owner give up?
pub trait Staying {
    /// The limit of an owner's patience.
    fn limit(&self) -> Limit;
}
