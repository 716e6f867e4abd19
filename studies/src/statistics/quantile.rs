//! This file is about quantiles, by order statistics.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::{Estimate, LEVEL, finite};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
