//! Price: what is a token worth this morning?

mod capitalisation;
mod constant;
mod course;
mod crash;
mod exit;
mod garch;
mod gbm;
mod jump_diffusion;
mod market;
mod mean_reverting;
mod oracle_lag;
mod pin;
mod regimes;
mod replay;
mod shock;
pub(crate) mod systems;

pub use capitalisation::Capitalisation;
pub use constant::Constant;
pub use course::Course;
pub use crash::{Crash, Past};
pub use exit::Exit;
pub use garch::Garch;
pub use gbm::Gbm;
pub use jump_diffusion::JumpDiffusion;
pub use market::Market;
pub use mean_reverting::MeanReverting;
pub use oracle_lag::OracleLag;
pub use pin::Pin;
pub use regimes::{Regime, Regimes};
pub use replay::{Between, Daily, Moves, Replay};
pub use shock::Shock;

use jiff::civil::Date;
use language::when::Seconds;

use crate::memory::Memory;

crate::kinds::kinds! {
    /// How the token's price moves.
    PriceKind answers Price:
    /// The same every morning.
    Constant(Constant),
    /// A random walk in proportions.
    Gbm(Gbm),
    /// A random walk with sudden jumps.
    JumpDiffusion(JumpDiffusion),
    /// A walk that is drawn back to a level.
    MeanReverting(MeanReverting),
    /// A walk with quiet times and wild times.
    Garch(Garch),
    /// A walk in bull, flat and bear markets that take turns.
    Regimes(Regimes),
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
    fn open(&self, morning: &Morning, memory: &mut Memory) -> Opening;

    /// Whether the news of a day moves it, so that it differs from one replicate to the next.
    fn depends_on_chance(&self) -> bool {
        true
    }
}

/// What a price model may look at.
#[derive(Debug, Clone, Copy)]
pub struct Morning {
    /// The first day of the run.
    pub start: Date,
    /// Seconds since the start.
    pub now: Seconds,
    /// Last night's close, without what scripted shocks make of it [USD].
    pub close_usd: f64,
    /// Time since the last opening [days].
    pub days: f64,
    /// What shocks multiply the volatility by [1].
    pub volatility: f64,
    /// Tokens that exist.
    pub supply: f64,
    /// The news of the day: uniform numbers in (0, 1); two for a walk and three for jumps.
    pub news: [f64; 5],
}

impl Morning {
    /// A morning a day after the last one, with one token of 1 USD, on which nothing is new.
    #[must_use]
    pub fn quiet(start: Date, now: Seconds) -> Self {
        Self { start, now, close_usd: 1.0, days: 1.0, volatility: 1.0, supply: 1.0, news: [0.5; 5] }
    }
}

/// What a price model says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Opening {
    /// The price itself [USD]: the market starts each morning from here. Scripted shocks move it.
    Level(f64),
    /// The price itself, whatever scripted shocks make of other prices [USD].
    Exactly(f64),
    /// Last night's close times this factor: the market's own moves last.
    TimesClose(f64),
}
