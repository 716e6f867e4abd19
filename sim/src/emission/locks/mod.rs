//! Locks: what is held back as collateral, for how long, and what is taken from it.

mod bonds;
pub mod filecoin_fees;
pub mod pledge;
pub mod proof_fee;
mod queue;
pub mod reward_vesting;
pub(crate) mod steps;
mod tranches;

pub use bonds::{Bond, Flow, Turn};
pub use queue::Queue;
pub use tranches::Tranches;
