//! Locks: what tokens that are bound need to be counted by.

mod bonds;
mod queue;
pub(crate) mod steps;
mod tranches;

pub use bonds::{Bond, Flow, Turn};
pub use queue::Queue;
pub use tranches::Tranches;
