//! Criterion benches of the model, and the yardstick that the engine is timed beside; the benches
//! themselves are the files beside this one.

pub mod workload;
pub mod yardstick;
