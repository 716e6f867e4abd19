//! This file is about the tail of a sample: how bad the worst of it are, on average.
//!
//! The interval is that of the studentised bootstrap (Efron, 1981): the error of each resample is known
//! from the influence of its numbers on the mean of the worst. `studies/tests/coverage.rs` measures how
//! often it holds the true number.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sim::scenario::Tail;

use super::{Estimate, LEVEL, finite};

/// The conditional value at risk, or expected shortfall, of a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct CvarEstimate {
    /// The mean of the worst, with its interval.
    pub estimate: Estimate,
    /// How much the estimate is too high on average, as far as resamples tell [the sample's unit]: small
    /// samples miss the worst, so the lowest look too high and the highest too low. The estimate is not
    /// corrected by it. NaN if the sample is empty.
    pub bias: f64,
    /// How many resamples interval and bias are from.
    pub resamples: u32,
}

/// What a sample says of a bound, for either side of it: small numbers are evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneSided {
    /// Probability of so high an estimate if the true number is not above the bound.
    pub above: f64,
    /// Probability of so low an estimate if the true number is not below the bound.
    pub below: f64,
}

/// Draws that a bootstrap may cost; the number of resamples follows from it, within bounds.
const DRAWS: usize = 50_000_000;

/// With fewer in the tail, resamples say little of how far it spreads.
const LEAST_IN_TAIL: f64 = 5.0;

/// The mean of the worst share of a sample: of its lowest or its highest; `worst` is above 0 and at most
/// 1. A number that lies on the edge of the share counts in part. Numbers that are missing are left out.
///
/// The interval is none if fewer than five are in the tail. Where all in the tail are alike, it is the
/// interval between two percentiles of the resamples, which is too narrow.
#[must_use]
pub fn cvar(sample: &[f64], worst: f64, tail: Tail) -> CvarEstimate {
    let Some(bootstrap) = Bootstrap::of(sample, worst, tail) else {
        let estimate = Estimate::without_interval(f64::NAN, 0);
        return CvarEstimate { estimate, bias: f64::NAN, resamples: 0 };
    };
    let (value, n) = (bootstrap.sign * bootstrap.found.value, bootstrap.n);
    let estimate = match bootstrap.interval() {
        Some((low, high)) => Estimate { value, low, high, method: bootstrap.method(), n },
        None => Estimate::without_interval(value, n),
    };
    let bias = bootstrap.sign * bootstrap.bias;
    CvarEstimate { estimate, bias, resamples: bootstrap.scores.len() as u32 }
}

/// What a sample says of the claim that the mean of its worst share is above or below a bound; none if it
/// is too small to say anything. Agrees with the interval of [`cvar`]; no evidence is stronger than one
/// over the number of resamples.
#[must_use]
pub fn cvar_p(sample: &[f64], worst: f64, tail: Tail, bound: f64) -> Option<OneSided> {
    let bootstrap = Bootstrap::of(sample, worst, tail).filter(Bootstrap::says_anything)?;
    let observed = bootstrap.score(bootstrap.sign * bound);
    let scores = &bootstrap.scores;
    let share = |count: usize| (1 + count) as f64 / (1 + scores.len()) as f64;
    let at_least = share(scores.len() - scores.partition_point(|score| *score < observed));
    let at_most = share(scores.partition_point(|score| *score <= observed));
    let (above, below) = match tail {
        Tail::Low => (at_least, at_most),
        Tail::High => (at_most, at_least),
    };
    Some(OneSided { above, below })
}

/// The mean of the lowest share of a sample, of which resamples were made; the highest are turned into
/// the lowest by their sign.
struct Bootstrap {
    sign: f64,
    n: usize,
    /// How many are in the tail [1]; not whole.
    in_tail: f64,
    found: Lowest,
    bias: f64,
    /// How many standard errors each resample is above what was found, in order; where the sample has no
    /// error, how much it is above.
    scores: Vec<f64>,
}

/// The mean of the lowest, and its standard error by the influence of each on it.
#[derive(Clone, Copy)]
struct Lowest {
    value: f64,
    error: f64,
}

impl Bootstrap {
    /// None of an empty sample.
    fn of(sample: &[f64], worst: f64, tail: Tail) -> Option<Self> {
        let sign = match tail {
            Tail::Low => 1.0,
            Tail::High => -1.0,
        };
        let mut sorted = finite(sample);
        sorted.iter_mut().for_each(|x| *x *= sign);
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        let in_tail = worst * n as f64;
        // Sums of squares lose no digits if they are of small numbers.
        let edge = *sorted.get((in_tail.ceil() as usize).clamp(1, n.max(1)) - 1)?;
        sorted.iter_mut().for_each(|x| *x -= edge);
        let found = lowest(&sorted, &vec![1; n], in_tail);
        let drawn = resamples(&sorted, in_tail);
        let mean = drawn.iter().map(|lowest| lowest.value).sum::<f64>() / drawn.len() as f64;
        let mut scores: Vec<f64> =
            drawn.iter().map(|resample| score(*resample, found, found.error > 0.0)).collect();
        scores.sort_by(f64::total_cmp);
        let bias = mean - found.value;
        let found = Lowest { value: found.value + edge, ..found };
        Some(Self { sign, n, in_tail, found, bias, scores })
    }

    fn says_anything(&self) -> bool {
        self.in_tail >= LEAST_IN_TAIL
    }

    fn is_studentised(&self) -> bool {
        self.found.error > 0.0
    }

    fn method(&self) -> &'static str {
        match self.is_studentised() {
            true => "studentised bootstrap",
            false => "percentile bootstrap",
        }
    }

    /// How far what was found is above a bound, in the unit of the scores.
    fn score(&self, bound: f64) -> f64 {
        let above = self.found.value - bound;
        match self.is_studentised() {
            true => above / self.found.error,
            false => above,
        }
    }

    fn interval(&self) -> Option<(f64, f64)> {
        // The share of the resamples below it is the nearest to that of the tail.
        let rank = ((1.0 - LEVEL) / 2.0 * (self.scores.len() + 1) as f64) as usize;
        let (lowest, highest) = (self.scores[rank - 1], self.scores[self.scores.len() - rank]);
        let (low, high) = match self.is_studentised() {
            true => {
                let Lowest { value, error } = self.found;
                (value - highest * error, value - lowest * error)
            }
            false => (self.found.value + lowest, self.found.value + highest),
        };
        let ends = if self.sign > 0.0 { (low, high) } else { (-high, -low) };
        let is_known = self.says_anything() && ends.0.is_finite() && ends.1.is_finite();
        is_known.then_some(ends)
    }
}

/// How far a resample is above what was found, in its own standard errors or, where the sample has none,
/// in the sample's unit.
fn score(resample: Lowest, found: Lowest, is_studentised: bool) -> f64 {
    let above = resample.value - found.value;
    match is_studentised {
        true if above != 0.0 => above / resample.error,
        _ => above,
    }
}

/// The lowest of samples drawn from a sorted one with replacement, always the same ones.
fn resamples(sorted: &[f64], in_tail: f64) -> Vec<Lowest> {
    let n = sorted.len();
    let mut chance = ChaCha8Rng::from_seed(*b"aipin bootstrap of the tail, v01");
    let (mut bytes, mut times) = (vec![0; n * 4], vec![0; n]);
    let mut resample = |_| {
        chance.fill_bytes(&mut bytes);
        times.fill(0);
        for word in bytes.chunks_exact(4) {
            let word = u32::from_le_bytes([word[0], word[1], word[2], word[3]]);
            times[((u64::from(word) * n as u64) >> 32) as usize] += 1;
        }
        lowest(sorted, &times, in_tail)
    };
    (0..(DRAWS / n).clamp(999, 4_999)).map(&mut resample).collect()
}

/// The mean of so many of the lowest of a sorted sample in which each is there so many times.
fn lowest(sorted: &[f64], times: &[u32], in_tail: f64) -> Lowest {
    let (mut left, mut sum, mut squares, mut edge) = (in_tail, 0.0, 0.0, 0.0);
    for (x, times) in sorted.iter().zip(times).filter(|(_, times)| **times > 0) {
        let weight = f64::from(*times).min(left);
        sum += weight * x;
        squares += weight * x * x;
        edge = *x;
        left -= weight;
        if left <= 1e-9 {
            break;
        }
    }
    let (n, value) = (sorted.len() as f64, sum / in_tail);
    // The influence of one below the edge is its distance to the edge over the share that is worst.
    let spread = squares - 2.0 * edge * sum + in_tail * edge * edge;
    let variance = spread * n / (in_tail * in_tail) - (value - edge) * (value - edge);
    Lowest { value, error: (variance.max(0.0) / n).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_count_in_part_at_the_edge() {
        let sample: Vec<f64> = (1..=10).map(f64::from).collect();
        let value = |worst, tail| cvar(&sample, worst, tail).estimate.value;
        assert_eq!([value(0.2, Tail::Low), value(0.2, Tail::High)], [1.5, 9.5]);
        // 2.5 of ten: (1 + 2 + 3/2) / 2.5, and (10 + 9 + 8/2) / 2.5.
        assert!((value(0.25, Tail::Low) - 1.8).abs() < 1e-12);
        assert!((value(0.25, Tail::High) - 9.2).abs() < 1e-12);
        assert!((value(1.0, Tail::Low) - 5.5).abs() < 1e-12);
        // Less than one is the worst itself.
        assert_eq!(value(0.05, Tail::Low), 1.0);
    }

    #[test]
    fn the_whole_sample_has_the_error_of_its_mean() {
        // 1..10: variance 8.25 over n, so an error of √0.825.
        let sorted: Vec<f64> = (1..=10).map(f64::from).collect();
        let all = lowest(&sorted, &[1; 10], 10.0);
        assert!((all.value - 5.5).abs() < 1e-12 && (all.error - 0.825_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn either_tail_is_the_other_turned_round() {
        let sample: Vec<f64> = (1..=200_i32).map(|x| f64::from(x * x % 211)).collect();
        let turned: Vec<f64> = sample.iter().map(|x| -x).collect();
        let (low, high) = (cvar(&sample, 0.1, Tail::Low), cvar(&turned, 0.1, Tail::High));
        assert_eq!(low.estimate.value, -high.estimate.value);
        assert_eq!((low.estimate.low, low.bias), (-high.estimate.high, -high.bias));
        let of = |sample: &[f64], tail, bound| cvar_p(sample, 0.1, tail, bound).unwrap();
        let (low, high) = (of(&sample, Tail::Low, 9.0), of(&turned, Tail::High, -9.0));
        assert_eq!((low.above, low.below), (high.below, high.above));
    }

    #[test]
    fn evidence_agrees_with_the_interval() {
        let sample: Vec<f64> = (1..=300_i32).map(|x| f64::from(x * x % 307)).collect();
        let found = cvar(&sample, 0.1, Tail::Low).estimate;
        let of = |bound| cvar_p(&sample, 0.1, Tail::Low, bound).unwrap();
        let (inside, outside) = (found.low + 1e-6, found.low - 1e-6);
        assert!(of(outside).above <= 0.025 && of(inside).above >= 0.025, "{:?}", of(inside));
        let (inside, outside) = (found.high - 1e-6, found.high + 1e-6);
        assert!(of(outside).below <= 0.025 && of(inside).below >= 0.025, "{:?}", of(inside));
        assert_eq!(of(-1e9), OneSided { above: 2e-4, below: 1.0 });
    }

    #[test]
    fn what_is_too_small_or_all_alike_is_told_so() {
        assert!(cvar(&[], 0.05, Tail::Low).estimate.value.is_nan());
        let sample: Vec<f64> = (1..=80).map(f64::from).chain([f64::NAN]).collect();
        let few = cvar(&sample, 0.05, Tail::Low);
        assert!((few.estimate.value, few.estimate.n) == (2.5, 80) && few.estimate.low.is_nan());
        assert_eq!(cvar_p(&sample, 0.05, Tail::Low, 1.0), None);
        let alike = cvar(&[7.0; 200], 0.05, Tail::High);
        let Estimate { value, low, high, .. } = alike.estimate;
        assert_eq!((value, low, high, alike.bias), (7.0, 7.0, 7.0, 0.0));
        let evidence = cvar_p(&[7.0; 200], 0.05, Tail::High, 8.0);
        assert_eq!(evidence, Some(OneSided { above: 1.0, below: 2e-4 }));
    }
}
