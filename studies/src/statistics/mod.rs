//! This folder is about statistics of a sample, each with its interval.
//!
//! | file | asks |
//! |---|---|
//! | `mean` | how large is it on average? |
//! | `quantile` | below what does a share of it stay? |
//! | `proportion` | how often is it so? |
//! | `tail` | how bad are the worst, on average? |
//! | `control` | how large is it on average, if something beside it is known exactly? |
//! | `holm` | which of many differences are more than chance? |
//! | `pairs` | the same, where every second run mirrors the one before |

mod control;
mod holm;
mod mean;
mod pairs;
mod proportion;
mod quantile;
mod tail;

pub use control::{Controlled, controlled_mean};
pub use holm::{Held, holm};
pub(crate) use mean::{average, standard_error};
pub use mean::{mean, mean_within};
pub use pairs::{
    Observed, Statistics, firsts_of_pairs, means_of_pairs, paired_mean, paired_probability_of,
    paired_quantile,
};
pub(crate) use proportion::wilson;
pub use proportion::{probability, probability_of};
pub use quantile::{nearest_rank, quantile};
pub use tail::{CvarEstimate, OneSided, cvar};

/// A number with what is known of its uncertainty.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Lower end of its 95 % interval; NaN if the sample is too small for one.
    pub low: f64,
    /// Upper end of its 95 % interval; NaN if the sample is too small for one.
    pub high: f64,
    /// How the interval was made.
    pub method: &'static str,
    /// Size of the sample.
    pub n: usize,
}

/// The probability with which an interval is to hold the true value.
const LEVEL: f64 = 0.95;

const TOO_FEW: &str = "none: too few replicates";

impl Estimate {
    fn without_interval(value: f64, n: usize) -> Self {
        Self { value, low: f64::NAN, high: f64::NAN, method: TOO_FEW, n }
    }
}

fn finite(sample: &[f64]) -> Vec<f64> {
    sample.iter().copied().filter(|x| !x.is_nan()).collect()
}
