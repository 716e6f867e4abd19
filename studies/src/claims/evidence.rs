//! This file is about evidence: how likely replicates such as these would be if a claim were missed, or
//! if it were met.
//!
//! | statistic | method | level |
//! |---|---|---|
//! | mean, also of paired differences | Student's t | as good as the normal approximation of a mean |
//! | mean against a baseline | Welch's t | the same |
//! | quantile | binomial, of those on one side of the bound | never more than stated |
//! | share of runs | binomial (Clopper–Pearson) | never more than stated |
//! | mean of the worst | bootstrap, its error as Student's t | see `cvar` |
//!
//! A share of runs is shown with Wilson's 95 % interval and judged by the binomial distribution itself:
//! at the levels that are left where many claims are judged more than once, Wilson's is wrong by a
//! factor. Of 20 runs of which 5 % miss a bound, five or more miss it with 0.26 %, and Wilson's bound
//! says 0.01 % (derived; tested here).

use sim::scenario::Tail;
use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, StudentsT};

use super::Side;
use crate::statistics::{self, Estimate};

/// What is known of a sample that is not there itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Its size.
    pub n: u32,
}

/// What replicates say of a statistic.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// A number with an error.
    Student {
        /// The estimate.
        estimate: Estimate,
        /// Its standard error.
        error: f64,
        /// Degrees of freedom.
        freedom: f64,
    },
    /// A quantile.
    Quantile {
        /// The estimate.
        estimate: Estimate,
        /// The sample, the lowest first.
        sorted: Vec<f64>,
        /// The share that is below the quantile.
        of: f64,
    },
    /// A share of runs.
    Share {
        /// The estimate.
        estimate: Estimate,
        /// Runs that count.
        successes: u64,
        /// All runs.
        n: u64,
    },
}

/// The mean of a sample.
#[must_use]
pub fn mean(sample: &[f64]) -> Evidence {
    let n = sample.len() as f64;
    let error = deviation(sample) / n.sqrt();
    Evidence::Student { estimate: statistics::mean(sample), error, freedom: n - 1.0 }
}

/// A quantile of a sample.
#[must_use]
pub fn quantile(sample: &[f64], of: f64) -> Evidence {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    Evidence::Quantile { estimate: statistics::quantile(sample, of), sorted, of }
}

/// The share of a sample that is as it should be.
#[must_use]
pub fn share(sample: &[f64], is_good: impl Fn(f64) -> bool) -> Evidence {
    let successes = sample.iter().filter(|number| is_good(**number)).count();
    let n = sample.len();
    let estimate = statistics::probability(successes, n);
    Evidence::Share { estimate, successes: successes as u64, n: n as u64 }
}

/// The mean of a share of a sample at one end.
#[must_use]
pub fn cvar(sample: &[f64], worst: f64, tail: Tail) -> Evidence {
    let sign = match tail {
        Tail::Low => 1.0,
        Tail::High => -1.0,
    };
    let mut sorted: Vec<f64> = sample.iter().map(|number| sign * number).collect();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64 * worst;
    let value = mean_of_lowest(&sorted, |_| 1, count);
    let (bias, error) = bootstrap(&sorted, count, value);
    let freedom = count.ceil() - 1.0;
    let estimate =
        student_interval(sign * (value - bias), error, freedom, sorted.len(), "bootstrap");
    Evidence::Student { estimate, error, freedom }
}

/// The difference of a sample's mean from that of another sample, or its share of it.
#[must_use]
pub fn against(sample: &[f64], other: Moments, is_relative: bool) -> Evidence {
    let n = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / n;
    let other_n = f64::from(other.n);
    // The change of a ratio is that of its parts, each as far as the ratio follows it.
    let (value, own, its) = match is_relative {
        false => (mean - other.mean, 1.0, 1.0),
        true => {
            let ratio = mean / other.mean;
            (ratio - 1.0, 1.0 / other.mean.abs(), (ratio / other.mean).abs())
        }
    };
    let own = (own * deviation(sample)).powi(2) / n;
    let its = (its * other.deviation).powi(2) / other_n;
    let error = (own + its).sqrt();
    let freedom = match own + its > 0.0 {
        true => (own + its).powi(2) / (own * own / (n - 1.0) + its * its / (other_n - 1.0)),
        false => n.min(other_n) - 1.0,
    };
    let estimate = student_interval(value, error, freedom, sample.len(), "Welch");
    Evidence::Student { estimate, error, freedom }
}

impl Evidence {
    /// The estimate.
    #[must_use]
    pub fn estimate(&self) -> &Estimate {
        match self {
            Self::Student { estimate, .. }
            | Self::Quantile { estimate, .. }
            | Self::Share { estimate, .. } => estimate,
        }
    }

    /// How likely replicates that speak so much for a claim would be if it were missed, and how likely
    /// replicates that speak so much against it if it were met.
    #[must_use]
    pub fn p_values(&self, side: Side, bound: f64) -> (f64, f64) {
        let (few, many) = match self {
            Self::Student { estimate, error, freedom } => {
                let off = estimate.value - bound;
                return match side {
                    Side::AtLeast => student(off, *error, *freedom, estimate.n),
                    Side::AtMost => student(-off, *error, *freedom, estimate.n),
                };
            }
            Self::Quantile { sorted, of, .. } => {
                let below = match side {
                    Side::AtLeast => sorted.partition_point(|number| *number < bound),
                    Side::AtMost => sorted.partition_point(|number| *number <= bound),
                };
                tails(below as u64, sorted.len() as u64, *of)
            }
            Self::Share { successes, n, .. } => {
                let (few, many) = tails(*successes, *n, bound);
                (many, few)
            }
        };
        // Few of the replicates below a quantile, or many of them good, speak for at least so much.
        match side {
            Side::AtLeast => (few, many),
            Side::AtMost => (many, few),
        }
    }

    /// The end of a one-sided interval of a level: its lower end, or its upper one. NaN if there are too
    /// few replicates for one.
    #[must_use]
    pub fn limit(&self, is_lower: bool, alpha: f64) -> f64 {
        match self {
            Self::Student { estimate, error, freedom } => {
                let reach = match StudentsT::new(0.0, 1.0, *freedom) {
                    _ if *error == 0.0 && (0.5_f64).powi(estimate.n as i32) <= alpha => 0.0,
                    Ok(student) if *error > 0.0 => student.inverse_cdf(1.0 - alpha) * error,
                    _ => f64::NAN,
                };
                if is_lower { estimate.value - reach } else { estimate.value + reach }
            }
            Self::Quantile { sorted, of, .. } => {
                let n = sorted.len() as u64;
                let rank = match is_lower {
                    // The highest rank with at most `alpha` for fewer below the quantile.
                    true => (1..=n).rev().find(|rank| tails(rank - 1, n, *of).0 <= alpha),
                    false => (1..=n).find(|rank| tails(*rank, n, *of).1 <= alpha),
                };
                rank.map_or(f64::NAN, |rank| sorted[rank as usize - 1])
            }
            Self::Share { successes, n, .. } => {
                let p_value = |share: f64| match is_lower {
                    true => tails(*successes, *n, share).1 - alpha,
                    false => alpha - tails(*successes, *n, share).0,
                };
                rising_root(p_value)
            }
        }
    }
}

/// How likely so few, and how likely so many, of `n` are if each is with a probability of `share`.
fn tails(count: u64, n: u64, share: f64) -> (f64, f64) {
    let Ok(binomial) = Binomial::new(share, n) else { return (1.0, 1.0) };
    let many = if count == 0 { 1.0 } else { binomial.sf(count - 1) };
    (binomial.cdf(count), many)
}

/// How likely an estimate so far above, and one so far below, what is true.
fn student(off: f64, error: f64, freedom: f64, n: usize) -> (f64, f64) {
    if error == 0.0 {
        // All replicates are alike. They need not be so for ever: that all `n` are on one side happens
        // with ½ⁿ where half of them would be.
        let alike = (0.5_f64).powi(n as i32);
        return if off >= 0.0 { (alike, 1.0) } else { (1.0, alike) };
    }
    let Ok(student) = StudentsT::new(0.0, 1.0, freedom) else { return (1.0, 1.0) };
    let t = off / error;
    if t.is_nan() { (1.0, 1.0) } else { (student.cdf(-t), student.cdf(t)) }
}

fn student_interval(
    value: f64,
    error: f64,
    freedom: f64,
    n: usize,
    method: &'static str,
) -> Estimate {
    let reach = match StudentsT::new(0.0, 1.0, freedom) {
        Ok(student) => student.inverse_cdf(0.975) * error,
        Err(_) => f64::NAN,
    };
    Estimate { value, low: value - reach, high: value + reach, method, n }
}

/// The standard deviation of a sample.
fn deviation(sample: &[f64]) -> f64 {
    let n = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / n;
    let squares: f64 = sample.iter().map(|number| (number - mean) * (number - mean)).sum();
    (squares / (n - 1.0)).sqrt()
}

/// Where a function that rises from below zero to above it is zero, between 0 and 1.
fn rising_root(function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if function(middle) < 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Resamples of the bootstrap: enough for an error that is known within 4 %.
const RESAMPLES: u32 = 400;

/// By how much the mean of the lowest is too high in samples such as this one, and its standard error,
/// by drawing from the sample again and again.
fn bootstrap(sorted: &[f64], count: f64, value: f64) -> (f64, f64) {
    let mut times = vec![0_u32; sorted.len()];
    let mut values = Vec::new();
    for resample in 0..RESAMPLES {
        times.fill(0);
        for draw in 0..sorted.len() as u64 {
            let word = mixed(u64::from(resample) << 32 | draw);
            times[((u128::from(word) * sorted.len() as u128) >> 64) as usize] += 1;
        }
        values.push(mean_of_lowest(sorted, |at| times[at], count));
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (mean - value, deviation(&values))
}

/// The mean of the lowest `count` of a sample, of which each number is there so many times.
fn mean_of_lowest(sorted: &[f64], times: impl Fn(usize) -> u32, count: f64) -> f64 {
    let (mut left, mut sum) = (count, 0.0);
    for (at, number) in sorted.iter().enumerate() {
        let part = f64::from(times(at)).min(left);
        sum += part * number;
        left -= part;
        if left <= 0.0 {
            break;
        }
    }
    sum / count
}

/// Chance that is the same in every run of the program: a word that depends on its number alone
/// (SplitMix64; Steele, Lea, Flood, OOPSLA 2014; recalled).
fn mixed(number: u64) -> u64 {
    let word = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}
