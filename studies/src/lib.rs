//! What many runs say together: statistics with their intervals.
//!
//! | file | asks |
//! |---|---|
//! | [`statistics`] | how large is it, and how sure are we? |
//! | [`collect`] | what is kept of each run when thousands go by? |
//! | [`moments`] | what is the mean so far, and how well is it known? |
//! | [`stopping`] | how many replicates are enough? |
//! | [`summary`] | what came out of a run, metric by metric? |
//! | [`fan`] | where did it go over time, and how far apart were the runs? |
//! | [`attribution`] | which link carries a death spiral? |
//! | [`compare`] | what does a proposal change, and who gains and who loses? |
//! | [`checked`] | what did a check of many scenarios find? |
//! | [`verdict`] | was what is expected met? |

pub mod attribution;
pub mod checked;
pub mod claims;
pub mod collect;
pub mod compare;
pub mod fan;
pub mod moments;
pub mod statistics;
pub mod stopping;
pub mod summary;
pub mod verdict;

pub use attribution::{Attribution, Effect, End, attribute};
pub use checked::{Case, Checked, CheckedScenario, Finding, Kind, Replay, Status};
pub use collect::Collected;
pub use compare::{Compared, Comparison};
pub use fan::Fan;
pub use moments::Moments;
pub use statistics::Estimate;
pub use stopping::{Of, Rule, Stopped, Stopping};
pub use summary::{Figure, summary};
pub use verdict::{Judged, Verdict, judge};
