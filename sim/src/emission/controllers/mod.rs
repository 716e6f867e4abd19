//! Controllers: rules that steer a number of the network by what they see of it.

pub mod breaker;
pub mod decimal;
pub mod fee;
pub mod inflation;
pub mod moving_average;

pub use breaker::Breaker;
pub use fee::FeeKind;
pub use inflation::InflationKind;
pub use moving_average::MovingAverage;
