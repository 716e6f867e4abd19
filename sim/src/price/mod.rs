//! Price: what is a token worth this morning?

mod capitalisation;
mod constant;
mod gbm;
mod jump_diffusion;
mod market;
mod replay;
mod shock;
pub(crate) mod systems;

pub use capitalisation::Capitalisation;
pub use constant::Constant;
pub use gbm::Gbm;
pub use jump_diffusion::JumpDiffusion;
pub use market::Market;
pub use replay::{Between, Daily, Moves, Replay};
pub use shock::{PriceShock, Shock};

use jiff::civil::Date;
use language::when::Seconds;

crate::kinds::kinds! {
    /// How the token's price moves.
    PriceKind answers Price:
    /// The same every morning.
    Constant(Constant),
    /// A random walk in proportions.
    Gbm(Gbm),
    /// A random walk with sudden jumps.
    JumpDiffusion(JumpDiffusion),
    /// A series of prices, by date or one a day.
    Replay(Replay),
    /// Only what the market makes of it.
    Market(Market),
    /// What all tokens are worth together, over how many there are.
    Capitalisation(Capitalisation),
}

/// Answers one question: what is a token worth this morning?
pub trait Price {
    /// The price on the first morning, on which there are so many tokens [USD].
    fn start_usd(&self, start: Date, supply: f64) -> f64;

    /// The price on a later morning.
    fn open(&self, morning: &Morning) -> Opening;
}

/// What a price model may look at.
#[derive(Debug, Clone, Copy)]
pub struct Morning {
    /// The first day of the run.
    pub start: Date,
    /// Seconds since the start.
    pub now: Seconds,
    /// Time since the last opening [days].
    pub days: f64,
    /// Tokens that exist.
    pub supply: f64,
    /// The news of the day: uniform numbers in (0, 1); two for a walk and three for jumps.
    pub news: [f64; 5],
}

/// What a price model says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Opening {
    /// The price itself [USD]: the market starts each morning from here.
    Level(f64),
    /// Last night's close times this factor: the market's own moves last.
    TimesClose(f64),
}
