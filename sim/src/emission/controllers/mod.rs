//! Controllers: rules that steer a quantity by what they see of it.

pub mod filecoin_base_fee;
pub mod filecoin_premium_fee;
