//! Filecoin: the arithmetic of its block reward, with the chain's integers and roundings.

mod exponential;
mod reward;
mod state;

pub use exponential::{ONE, exp_neg};
pub use reward::{Totals, minted_before, reward_of_epoch};
pub use state::{State, next_baseline, theta};
