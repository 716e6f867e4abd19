//! This file is about training on devices that are interrupted: what a gang of nodes keeps of its
//! time, after checkpoints, restarts, work done twice and the exchange of gradients.
//!
//! | asks | file |
//! |---|---|
//! | how often does one write a checkpoint? | [`interval`] |
//! | how large is it, and how long does it take? | [`checkpoint`] |
//! | how much of its time does a gang keep? | [`goodput`] |
//! | how long does the exchange of gradients take? | [`all_reduce`] |
//! | what does a step cost, and how much of it is computing? | [`step`] |
//! | what of all this does a device of a file keep? | [`job`] |
//! | why can it not train? | [`cannot_train`] |
//! | which jobs was it held against? | [`cases`] |
//! | what does an interruption cost work that is done in small pieces? | [`request`] |

pub mod all_reduce;
pub mod cannot_train;
pub mod cases;
pub mod checkpoint;
pub mod goodput;
pub mod interval;
pub mod job;
pub mod request;
pub mod step;

pub use cannot_train::CannotTrain;
pub use job::{Checkpoints, Job, Kept, Method, kept};
