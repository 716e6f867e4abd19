//! Controllers: rules that steer a number of the network by what they see of it.

pub mod breaker;
pub mod decimal;

pub use breaker::Breaker;
