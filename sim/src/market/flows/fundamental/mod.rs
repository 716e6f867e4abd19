//! Fundamental: what do those who trade by value hold a token for worth?

mod burn_multiple;
mod stated;

pub use burn_multiple::BurnMultiple;
pub use stated::Stated;

use jiff::civil::Date;
use language::when::Seconds;

use crate::memory::Memory;

crate::kinds::kinds! {
    /// What a token is held to be worth.
    FundamentalKind answers Fundamental:
    /// What the scenario says.
    Stated(Stated),
    /// What is burned in a year, times a number, over the tokens that circulate.
    BurnMultiple(BurnMultiple),
}

/// Answers one question: what is a token held to be worth?
pub trait Fundamental {
    /// The value of a token [USD]; none if nobody has a view, and nobody trades.
    fn usd(&self, seen: &Seen, memory: &mut Memory) -> Option<f64>;
}

/// What those who trade by value may look at.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The first day of the run.
    pub start: Date,
    /// Seconds since the start.
    pub now: Seconds,
    /// Length of the step [days].
    pub days: f64,
    /// What was burned in the step, at the morning's price [USD].
    pub burned_usd: f64,
    /// Tokens that anyone could sell.
    pub circulating: f64,
}
