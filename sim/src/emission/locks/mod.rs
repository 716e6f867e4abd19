//! Locks: what is held back as collateral, for how long, and what is taken from it.

pub mod filecoin_fees;
pub mod pledge;
pub mod proof_fee;
pub mod reward_vesting;
