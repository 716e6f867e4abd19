//! This file is about statistics of a sample, each with its interval.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, StudentsT};

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

/// The mean of a sample, with Student's interval; numbers that are missing are left out.
#[must_use]
pub fn mean(sample: &[f64]) -> Estimate {
    mean_within(sample, LEVEL)
}

/// The same, with an interval that holds the true mean with another probability: several intervals
/// that are to hold together must each be wider.
#[must_use]
pub fn mean_within(sample: &[f64], level: f64) -> Estimate {
    let sample = finite(sample);
    let n = sample.len();
    let mean = sample.iter().sum::<f64>() / n as f64;
    let squares: f64 = sample.iter().map(|x| (x - mean) * (x - mean)).sum();
    match StudentsT::new(0.0, 1.0, n.saturating_sub(1) as f64) {
        Ok(student) if n > 1 => {
            let error = (squares / (n - 1) as f64 / n as f64).sqrt();
            let reach = student.inverse_cdf(0.5 + level / 2.0) * error;
            Estimate { value: mean, low: mean - reach, high: mean + reach, method: "Student t", n }
        }
        _ => Estimate::without_interval(mean, n),
    }
}

/// A quantile of a sample by nearest rank, with the interval between two of its order statistics
/// that holds the true quantile with at least 95 %, whatever the distribution.
#[must_use]
pub fn quantile(sample: &[f64], share: f64) -> Estimate {
    let mut sorted = finite(sample);
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let Some(value) = nearest_rank(&sorted, share) else {
        return Estimate::without_interval(f64::NAN, 0);
    };
    let Ok(below) = Binomial::new(share, n as u64) else {
        return Estimate::without_interval(value, n);
    };
    let tail = (1.0 - LEVEL) / 2.0;
    // Ranks from one. P(X_(low) > q) = P(fewer than `low` below q) ≤ tail, and the same from above.
    let low = (1..=n as u64).rev().find(|&rank| below.cdf(rank - 1) <= tail);
    let high = (1..=n as u64).find(|&rank| 1.0 - below.cdf(rank - 1) <= tail);
    match low.zip(high) {
        Some((low, high)) => Estimate {
            value,
            low: sorted[low as usize - 1],
            high: sorted[high as usize - 1],
            method: "order statistics",
            n,
        },
        None => Estimate::without_interval(value, n),
    }
}

/// The quantile of a sorted sample by nearest rank; none of an empty one.
#[must_use]
pub fn nearest_rank(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.max(1) - 1).or(sorted.last()).copied()
}

/// A probability from successes, with Wilson's interval.
#[must_use]
pub fn probability(successes: usize, n: usize) -> Estimate {
    const Z: f64 = 1.959_963_984_540_054;
    let (k, count) = (successes as f64, n as f64);
    let share = k / count;
    let z2 = Z * Z;
    let middle = (k + z2 / 2.0) / (count + z2);
    let reach = Z / (count + z2) * (k * (count - k) / count + z2 / 4.0).sqrt();
    if n == 0 {
        return Estimate::without_interval(f64::NAN, 0);
    }
    // Where none or all are so, an end of the interval is an end of what can be, to the bit.
    let low = if successes == 0 { 0.0 } else { (middle - reach).max(0.0) };
    let high = if successes == n { 1.0 } else { (middle + reach).min(1.0) };
    Estimate { value: share, low, high, method: "Wilson", n }
}

/// The probability of what is so (1) or not (0) in a sample, with Wilson's interval; what is missing is
/// left out.
#[must_use]
pub fn probability_of(sample: &[f64]) -> Estimate {
    let known = finite(sample);
    probability(known.iter().filter(|value| **value > 0.5).count(), known.len())
}

fn finite(sample: &[f64]) -> Vec<f64> {
    sample.iter().copied().filter(|x| !x.is_nan()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn means_have_students_interval() {
        // 1..5: mean 3, sd √2.5, t(4; 0.975) = 2.776445, half-width 1.963243.
        let mean = mean(&[1.0, 2.0, 3.0, 4.0, 5.0, f64::NAN]);
        assert!(near(mean.value, 3.0) && near(mean.low, 1.036_757) && near(mean.high, 4.963_243));
        assert_eq!(mean.n, 5);
        assert!(super::mean(&[7.0]).low.is_nan());
        // t(4; 0.995) = 4.604095, half-width 3.255587.
        let wide = mean_within(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.99);
        assert!(near(wide.low, -0.255_587) && near(wide.high, 6.255_587), "{wide:?}");
    }

    #[test]
    fn quantiles_have_the_interval_of_their_order_statistics() {
        let sample: Vec<f64> = (1..=100).map(f64::from).collect();
        let median = quantile(&sample, 0.5);
        // The classical ranks for n = 100 are 40 and 61.
        assert_eq!((median.value, median.low, median.high), (50.0, 40.0, 61.0));
        let tail = quantile(&sample, 0.05);
        assert_eq!((tail.value, tail.low, tail.high), (5.0, 1.0, 11.0));
        // Four runs cannot bound a median with 95 %: 1 − 2·½⁴ is 87.5 %.
        assert!(quantile(&sample[..4], 0.5).low.is_nan());
        assert!(!quantile(&sample[..6], 0.5).low.is_nan());
    }

    #[test]
    fn probabilities_have_wilsons_interval() {
        for (k, n, low, high) in [
            (950, 1_000, 0.934_686, 0.961_870),
            (95, 100, 0.888_250, 0.978_456),
            (100, 100, 0.963_007, 1.0),
        ] {
            let estimate = probability(k, n);
            assert!(near(estimate.low, low) && near(estimate.high, high), "{estimate:?}");
        }
        let sample = [1.0, 0.0, f64::NAN, 1.0, 0.0];
        assert_eq!(probability_of(&sample), probability(2, 4));
    }
}
