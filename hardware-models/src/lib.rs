//! This crate is about hardware: what a device costs, draws, collects and computes, and where each
//! of these numbers is from.
//!
//! | asks | file |
//! |---|---|
//! | which devices, AI models and regions are there? | [`catalogue`] |
//! | what is a device? | [`mod@device`], [`class`] |
//! | what do its battery, heat, link and end do to it? | [`battery`], [`heat`], [`link`], [`failures`] |
//! | for how long a day, and how fast, does that leave it to work? | [`body`], [`mod@day`] |
//! | what is an AI model? | [`ai_model`], [`task`] |
//! | what does a unit of electricity cost? | [`electricity`] |
//! | how sure is a number, and who says so? | [`sourced`] |
//! | how fast does a device run a language model? | [`mod@estimate`], [`roofline`], [`efficiency`], [`runtime`] |
//! | how fast does it see, hear and paint? | [`mod@perform`], [`task_efficiency`] |
//! | what did others measure, and what does it imply? | [`measurements`], [`fit`] |
//! | why can it not? | [`cannot_run`] |
//! | what does that cost in electricity? | [`energy`] |
//! | what is left of training on devices that are interrupted? | [`training`] |

pub mod ai_model;
pub mod battery;
pub mod body;
pub mod cannot_run;
pub mod catalogue;
pub mod class;
pub mod day;
pub mod device;
pub mod efficiency;
pub mod electricity;
pub mod energy;
pub mod estimate;
pub mod failures;
pub mod fit;
pub mod heat;
pub mod link;
pub mod machine;
pub mod measurements;
pub mod perform;
pub mod roofline;
pub mod runtime;
pub mod sourced;
pub mod task;
pub mod task_efficiency;
pub mod training;

pub use ai_model::AiModel;
pub use body::{Bound, Limits, limits};
pub use cannot_run::CannotRun;
pub use catalogue::{Unknown, device, device_names, model, model_names};
pub use class::Class;
pub use day::{Hour, day};
pub use device::{Device, Window};
pub use estimate::{Estimate, Load, estimate};
pub use machine::Machine;
pub use perform::{Performance, perform, units_per_second};
pub use runtime::Runtime;
pub use sourced::{Mark, Sourced};
