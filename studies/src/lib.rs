//! What many runs say together: statistics with their intervals.
//!
//! | file | asks |
//! |---|---|
//! | [`statistics`] | how large is it, and how sure are we? |
//! | [`summary`] | what came out of a run, metric by metric? |
//! | [`fan`] | where did it go over time, and how far apart were the runs? |
//! | [`verdict`] | was what is expected met? |

pub mod fan;
pub mod statistics;
pub mod summary;
pub mod verdict;

pub use fan::Fan;
pub use statistics::Estimate;
pub use summary::{Figure, summary};
pub use verdict::{Judged, Verdict, judge};
