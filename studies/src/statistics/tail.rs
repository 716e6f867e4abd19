//! This file is about the tail of a sample: how bad the worst of it are, on average.
//!
//! The interval is that of the studentised bootstrap (Efron, 1981): the error of each resample is known
//! from the influence of its numbers on the mean of the worst. `studies/tests/coverage.rs` measures how
//! often it holds the true number, and the tests of claims how often either end of it is wrong.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sim::scenario::Tail;

use super::{Estimate, LEVEL, finite};

/// The conditional value at risk, or expected shortfall, of a sample. Its resamples are drawn once and
/// answer every question.
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
    /// None of an empty sample.
    bootstrap: Option<Bootstrap>,
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
/// interval between two percentiles of the resamples, which is too narrow; evidence is then that none is
/// worse where half of the tail would be, or half of all where all are alike.
#[must_use]
pub fn cvar(sample: &[f64], worst: f64, tail: Tail) -> CvarEstimate {
    let Some(bootstrap) = Bootstrap::of(sample, worst, tail) else {
        let estimate = Estimate::without_interval(f64::NAN, 0);
        return CvarEstimate { estimate, bias: f64::NAN, resamples: 0, bootstrap: None };
    };
    let (value, n) = (bootstrap.sign * bootstrap.found.value, bootstrap.n);
    let estimate = match bootstrap.interval() {
        Some((low, high)) => Estimate { value, low, high, method: bootstrap.method(), n },
        None => Estimate::without_interval(value, n),
    };
    let (bias, resamples) = (bootstrap.sign * bootstrap.bias, bootstrap.scores.len() as u32);
    CvarEstimate { estimate, bias, resamples, bootstrap: Some(bootstrap) }
}

impl CvarEstimate {
    /// What the sample says of the claim that the mean of its worst share is above or below a bound; none
    /// if it is too small to say anything. Agrees with the interval where the tail varies; no evidence is
    /// then stronger than one over the number of resamples.
    #[must_use]
    pub fn evidence(&self, bound: f64) -> Option<OneSided> {
        let bootstrap = self.telling()?;
        let (at_least, at_most) = bootstrap.p_values(bootstrap.sign * bound);
        let (above, below) = match bootstrap.sign > 0.0 {
            true => (at_least, at_most),
            false => (at_most, at_least),
        };
        Some(OneSided { above, below })
    }

    /// The end of a one-sided interval that leaves the truth out with a probability of `alpha`: its lower
    /// end, or its upper one. NaN if the sample is too small for one.
    #[must_use]
    pub fn limit(&self, is_lower: bool, alpha: f64) -> f64 {
        let limit = |bootstrap: &Bootstrap| {
            let is_lower = is_lower == (bootstrap.sign > 0.0);
            bootstrap.sign * bootstrap.limit(is_lower, alpha)
        };
        self.telling().map_or(f64::NAN, limit)
    }

    fn telling(&self) -> Option<&Bootstrap> {
        self.bootstrap.as_ref().filter(|bootstrap| bootstrap.says_anything())
    }
}

/// The mean of the lowest share of a sample, of which resamples were made; the highest are turned into
/// the lowest by their sign.
#[derive(Debug, Clone, PartialEq)]
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
    /// The probability that the tail looks as if it did not vary where half of it, or half of all numbers
    /// if they are all alike, is elsewhere [1].
    alike: f64,
}

/// The mean of the lowest, and its standard error by the influence of each on it.
#[derive(Debug, Clone, Copy, PartialEq)]
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
        let off = if sorted[0] == sorted[n - 1] { 0.5 } else { worst / 2.0 };
        let alike = (1.0 - off).powi(n as i32);
        Some(Self { sign, n, in_tail, found, bias, scores, alike })
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

    /// How probable so high an estimate is if the truth is not above a bound, and so low a one if it is
    /// not below it.
    fn p_values(&self, bound: f64) -> (f64, f64) {
        let above = self.found.value - bound;
        if !self.is_studentised() {
            let p_value = |is_so| if is_so { self.alike } else { 1.0 };
            return (p_value(above >= 0.0), p_value(above <= 0.0));
        }
        let (observed, scores) = (above / self.found.error, &self.scores);
        let share = |count: usize| (1 + count) as f64 / (1 + scores.len()) as f64;
        let at_least = share(scores.len() - scores.partition_point(|score| *score < observed));
        (at_least, share(scores.partition_point(|score| *score <= observed)))
    }

    /// The bound at which one of the two is `alpha`: the lower one, or the upper one.
    fn limit(&self, is_lower: bool, alpha: f64) -> f64 {
        let Lowest { value, error } = self.found;
        if !self.is_studentised() {
            return if self.alike <= alpha { value } else { f64::NAN };
        }
        let rank = (alpha * (self.scores.len() + 1) as f64) as usize;
        let at = if is_lower { self.scores.len().checked_sub(rank) } else { rank.checked_sub(1) };
        let score = at.and_then(|at| self.scores.get(at)).filter(|_| rank > 0);
        score.map_or(f64::NAN, |score| value - score * error)
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
        assert_eq!(low.limit(true, 0.01), -high.limit(false, 0.01));
        let (low, high) = (low.evidence(9.0).unwrap(), high.evidence(-9.0).unwrap());
        assert_eq!((low.above, low.below), (high.below, high.above));
    }

    #[test]
    fn evidence_agrees_with_the_interval() {
        let sample: Vec<f64> = (1..=300_i32).map(|x| f64::from(x * x % 307)).collect();
        let cvar = cvar(&sample, 0.1, Tail::Low);
        let found = &cvar.estimate;
        let of = |bound| cvar.evidence(bound).unwrap();
        assert_eq!((cvar.limit(true, 0.025), cvar.limit(false, 0.025)), (found.low, found.high));
        assert!(cvar.limit(true, 1e-4).is_nan());
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
        assert_eq!(few.evidence(1.0), None);
        assert!(few.limit(true, 0.5).is_nan());
    }

    /// 0.1 has no exact binary form, so that a plain sum of many is another number.
    #[test]
    fn what_does_not_vary_is_its_own_mean_and_as_sure_as_so_many_coins() {
        let alike = cvar(&[0.1; 200], 0.05, Tail::High);
        let Estimate { value, low, high, .. } = alike.estimate;
        assert_eq!((value, low, high, alike.bias), (0.1, 0.1, 0.1, 0.0));
        let coins = 0.5_f64.powi(200);
        assert_eq!(alike.evidence(0.2), Some(OneSided { above: 1.0, below: coins }));
        assert_eq!(alike.evidence(0.1), Some(OneSided { above: coins, below: coins }));
        assert_eq!((alike.limit(false, 0.05), alike.limit(true, 0.05)), (0.1, 0.1));
        // Were half of the tail worse, none of 200 would be so with 0.975²⁰⁰, which is 0.63 %.
        let floor: Vec<f64> = (0..200).map(|at| f64::from(at).max(100.0)).collect();
        let floor = cvar(&floor, 0.05, Tail::Low);
        let evidence = floor.evidence(99.0).unwrap();
        assert!((evidence.above - 0.006_32).abs() < 1e-5 && evidence.below == 1.0, "{evidence:?}");
        assert!(floor.limit(true, 0.01) == 100.0 && floor.limit(true, 0.005).is_nan());
    }
}
