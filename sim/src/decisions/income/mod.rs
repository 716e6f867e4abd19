//! Income: what do owners count as income?

mod earned;
mod sold;

pub use earned::Earned;
pub use sold::Sold;

crate::kinds::kinds! {
    /// What owners count as income.
    IncomeKind answers Income:
    /// All that they are paid.
    Earned(Earned),
    /// Only the tokens that they sell.
    Sold(Sold),
}

impl Default for IncomeKind {
    fn default() -> Self {
        Self::Earned(Earned::default())
    }
}

/// Answers one question: are tokens that are kept income?
pub trait Income {
    /// Whether tokens that an owner was paid and did not sell count.
    fn counts_what_is_kept(&self) -> bool;
}
