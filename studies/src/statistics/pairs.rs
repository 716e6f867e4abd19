//! This file is about antithetic pairs: run 2k + 1 mirrors the chance of run 2k, so that both together
//! are one observation. A run of a pair by itself is like any other, so the first runs of all pairs are
//! independent of each other.

use sim::chance::Pairing;

use super::proportion::wilson;
use super::{Estimate, finite, mean, nearest_rank, probability_of, quantile};

/// The statistics whose intervals hold for some runs.
pub struct Statistics {
    /// The mean.
    pub mean: fn(&[f64]) -> Estimate,
    /// The quantile below which a share of the runs stays.
    pub quantile: fn(&[f64], f64) -> Estimate,
    /// The probability of what is so (1) or not (0).
    pub share: fn(&[f64]) -> Estimate,
    /// The numbers that are independent of each other, of which a mean is one; none is missing.
    pub observations: fn(&[f64]) -> Vec<f64>,
}

impl Statistics {
    /// Those for runs whose chance is so paired, one value a replicate.
    #[must_use]
    pub fn of(pairing: Pairing) -> Self {
        match pairing {
            Pairing::Independent => {
                Self { mean, quantile, share: probability_of, observations: finite }
            }
            Pairing::Antithetic => Self {
                mean: paired_mean,
                quantile: paired_quantile,
                share: paired_probability_of,
                observations: means_of_pairs,
            },
        }
    }
}

/// The mean of antithetic pairs, with Student's interval over the means of the pairs; `n` counts pairs. A
/// pair of which a number is missing is left out.
#[must_use]
pub fn paired_mean(sample: &[f64]) -> Estimate {
    let found = mean(&means_of_pairs(sample));
    match found.low.is_nan() {
        true => found,
        false => Estimate { method: "Student t over pairs", ..found },
    }
}

/// A quantile of antithetic pairs by nearest rank over all runs, with the interval of the first runs of
/// the pairs, widened to the quantile where it lies outside; `n` counts pairs. It covers at least as
/// stated and is as wide as if the second runs had not been played.
#[must_use]
pub fn paired_quantile(sample: &[f64], share: f64) -> Estimate {
    let mut sorted = finite(sample);
    sorted.sort_by(f64::total_cmp);
    let value = nearest_rank(&sorted, share).unwrap_or(f64::NAN);
    let of_firsts = quantile(&firsts_of_pairs(sample), share);
    if of_firsts.low.is_nan() {
        return Estimate::without_interval(value, of_firsts.n);
    }
    let (low, high) = (of_firsts.low.min(value), of_firsts.high.max(value));
    Estimate { value, low, high, method: "order statistics of every other run", n: of_firsts.n }
}

/// The probability of what is so (1) or not (0) in antithetic pairs, with Wilson's interval for as many
/// runs as there are pairs; `n` counts pairs. Whatever the runs of a pair have to do with each other,
/// the interval is no narrower than it must be. A pair of which a number is missing is left out.
#[must_use]
pub fn paired_probability_of(sample: &[f64]) -> Estimate {
    let of_pairs = means_of_pairs(sample);
    let found = wilson(of_pairs.iter().sum(), of_pairs.len());
    match found.low.is_nan() {
        true => found,
        false => Estimate { method: "Wilson, a pair as one run", ..found },
    }
}

/// The first runs of all pairs, which are independent of each other.
#[must_use]
pub fn firsts_of_pairs(sample: &[f64]) -> Vec<f64> {
    sample.iter().step_by(2).copied().collect()
}

/// The means of pairs of which both numbers are there; they are independent of each other.
#[must_use]
pub fn means_of_pairs(sample: &[f64]) -> Vec<f64> {
    let mean = |pair: &[f64]| (pair[0] + pair[1]) / 2.0;
    sample.chunks_exact(2).map(mean).filter(|mean| !mean.is_nan()).collect()
}

/// Makes observations that are independent of each other of the numbers of replicates that come in one
/// by one: a pair is one, its mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observed {
    pairing: Pairing,
    /// The first of a pair of which the second is still to come.
    first: Option<f64>,
}

impl Observed {
    /// Before the first replicate.
    #[must_use]
    pub fn new(pairing: Pairing) -> Self {
        Self { pairing, first: None }
    }

    /// Takes the number of the next replicate, in their order, NaN if there is none. The observation that
    /// it completes.
    pub fn add(&mut self, number: f64) -> Option<f64> {
        if self.pairing == Pairing::Independent {
            return Some(number);
        }
        match self.first.take() {
            Some(first) => Some(f64::midpoint(first, number)),
            None => {
                self.first = Some(number);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::probability;

    /// Uniform numbers on a grid of midpoints, each beside the number that mirrors it.
    fn grid(n: u32) -> Vec<f64> {
        let at = |k: u32| (f64::from(k) + 0.5) / f64::from(n);
        (0..n).flat_map(|k| [at(k), 1.0 - at(k)]).collect()
    }

    fn variance(sample: &[f64]) -> f64 {
        let mean = sample.iter().sum::<f64>() / sample.len() as f64;
        sample.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / sample.len() as f64
    }

    #[test]
    fn the_textbook_example_has_its_variance() {
        // Ross, *Simulation*: e^u and e^(1−u). Var 0.2420356075, Cov −0.2342106136, of the mean of a
        // pair 0.0039124969.
        let sample: Vec<f64> = grid(20_000).iter().map(|u| u.exp()).collect();
        let of_pairs = means_of_pairs(&sample);
        let (each, pair) = (variance(&sample), variance(&of_pairs));
        assert!((each - 0.242_035_607_5).abs() < 1e-8, "{each}");
        assert!((pair - 0.003_912_496_9).abs() < 1e-9, "{pair}");
        assert!((2.0 * pair - each + 0.234_210_613_6).abs() < 1e-8);
        let found = paired_mean(&sample);
        let error = (pair * 20_000.0 / 19_999.0 / 20_000.0).sqrt();
        assert!((found.value - (1.0_f64.exp() - 1.0)).abs() < 1e-8 && found.n == 20_000);
        // t(19,999; 0.975) is 1.960082.
        assert!((found.high - found.value - 1.960_082 * error).abs() < 1e-8, "{found:?}");
    }

    #[test]
    fn pairs_with_a_missing_number_are_left_out() {
        let found = paired_mean(&[1.0, 3.0, f64::NAN, 5.0, 4.0, 4.0]);
        assert_eq!((found.value, found.n), (3.0, 2));
        assert!(paired_mean(&[1.0, 3.0]).low.is_nan());
        assert!(paired_quantile(&[], 0.5).value.is_nan());
        assert!(paired_probability_of(&[]).value.is_nan());
    }

    #[test]
    fn quantiles_are_of_all_and_their_intervals_of_the_first_runs() {
        let sample: Vec<f64> = (1..=100).flat_map(|k| [f64::from(k), 1_000.0]).collect();
        // The classical ranks for n = 100 are 40 and 61; the median of all 200 runs is the hundredth.
        let found = paired_quantile(&sample, 0.5);
        assert_eq!((found.value, found.low, found.high, found.n), (100.0, 40.0, 100.0, 100));
        let found = paired_quantile(&sample, 0.2);
        assert_eq!((found.value, found.low, found.high), (40.0, 12.0, 40.0));
        assert!(paired_quantile(&sample[..8], 0.5).low.is_nan());
    }

    #[test]
    fn probabilities_count_a_pair_as_one_run() {
        let [yes, no] = [1.0, 0.0];
        let sample = [yes, yes, yes, no, no, no, f64::NAN, yes];
        let (found, runs) = (paired_probability_of(&sample), probability(3, 6));
        assert_eq!((found.value, found.n), (0.5, 3));
        assert!(found.low < runs.low && found.high > runs.high, "{found:?}");
        let all = paired_probability_of(&[yes; 40]);
        assert_eq!((all.low, all.high), (probability(20, 20).low, 1.0));
    }
}
