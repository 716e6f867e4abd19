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
//! says 0.002 % (derived; tested here).

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

/// The mean of how far a sample lies from the mean of another sample, which is not known exactly either.
/// Where the distances are shares of that mean, its error moves them as far as the ratio follows it.
#[must_use]
pub fn mean_beside(distances: &[f64], other: Moments, are_relative: bool) -> Evidence {
    let n = distances.len() as f64;
    let other_n = f64::from(other.n);
    let value = distances.iter().sum::<f64>() / n;
    let follows = if are_relative { (value + 1.0) / other.mean } else { 1.0 };
    let own = deviation(distances).powi(2) / n;
    let its = (follows * other.deviation).powi(2) / other_n;
    let error = (own + its).sqrt();
    let freedom = match error > 0.0 {
        true => (own + its).powi(2) / (own * own / (n - 1.0) + its * its / (other_n - 1.0)),
        false => n.min(other_n) - 1.0,
    };
    let estimate = student_interval(value, error, freedom, distances.len(), "Welch");
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

    /// Whether it is about a number that there is; a quantile may be infinite, and a mean may not.
    pub(super) fn is_finite(&self) -> bool {
        match self {
            Self::Student { estimate, .. } => estimate.value.is_finite(),
            Self::Quantile { .. } | Self::Share { .. } => true,
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

/// The standard deviation of a sample; zero of numbers that are all alike, whatever the last bits of
/// their mean.
fn deviation(sample: &[f64]) -> f64 {
    if sample.len() > 1 && sample.iter().all(|number| *number == sample[0]) {
        return 0.0;
    }
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
pub(super) fn mixed(number: u64) -> u64 {
    let word = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    fn count(n: u32) -> Vec<f64> {
        (1..=n).map(f64::from).collect()
    }

    #[test]
    fn a_mean_is_judged_by_students_t() {
        // 1..5: mean 3, error 1/√2; two is √2 errors below, and t with 4 degrees has a closed form:
        // F(√2) = ½ + ⅜ · 1.154701 · 0.888889.
        let mean = mean(&count(5));
        let (met, missed) = mean.p_values(Side::AtLeast, 2.0);
        assert!(near(met, 0.115_100) && near(missed, 0.884_900), "{met} {missed}");
        assert_eq!(mean.p_values(Side::AtMost, 2.0), (missed, met));
        // t(4; 0.95) = 2.131847.
        assert!(near(mean.limit(true, 0.05), 1.492_557), "{}", mean.limit(true, 0.05));
        assert!(near(mean.limit(false, 0.05), 4.507_443));
    }

    #[test]
    fn runs_that_are_all_alike_are_no_proof_of_what_all_would_be() {
        assert_eq!(mean(&[0.1; 3]).p_values(Side::AtLeast, 0.05), (0.125, 1.0));
        let alike = mean(&[7.0; 4]);
        assert_eq!(alike.p_values(Side::AtLeast, 5.0), (0.0625, 1.0));
        assert_eq!(alike.p_values(Side::AtLeast, 7.0), (0.0625, 1.0));
        assert_eq!(alike.p_values(Side::AtMost, 5.0), (1.0, 0.0625));
        assert!(alike.limit(true, 0.05).is_nan() && alike.limit(true, 0.0625) == 7.0);
        assert_eq!(mean(&[7.0]).p_values(Side::AtLeast, 5.0), (1.0, 1.0));
    }

    #[test]
    fn a_quantile_is_judged_by_how_many_lie_below_the_bound() {
        let evidence = quantile(&count(20), 0.05);
        let (met, missed) = evidence.p_values(Side::AtLeast, 1.0);
        assert!(near(met, 0.95_f64.powi(20)) && missed == 1.0);
        // One of twenty below 2: P(K ≤ 1) = 0.95²⁰ + 20 · 0.05 · 0.95¹⁹, P(K ≥ 1) = 1 − 0.95²⁰.
        let (met, missed) = evidence.p_values(Side::AtLeast, 2.0);
        assert!(near(met, 0.735_840) && near(missed, 0.641_514), "{met} {missed}");
        // At most 1 counts those at the bound: the same one of twenty.
        assert_eq!(evidence.p_values(Side::AtMost, 1.0), (missed, met));
        // The classical ranks for the median of 100 are 40 and 61 at 2.5 % on either side.
        let median = quantile(&count(100), 0.5);
        assert_eq!((median.limit(true, 0.025), median.limit(false, 0.025)), (40.0, 61.0));
        assert!(quantile(&count(20), 0.05).limit(true, 0.05).is_nan());
    }

    #[test]
    fn limits_and_p_values_say_the_same() {
        let sample: Vec<f64> = (0..200).map(|at| (f64::from(at) * 0.37).sin()).collect();
        for evidence in [mean(&sample), quantile(&sample, 0.1), share(&sample, |x| x > 0.3)] {
            for alpha in [0.05, 0.001] {
                let low = evidence.limit(true, alpha);
                assert!(evidence.p_values(Side::AtLeast, low - 1e-9).0 <= alpha, "{evidence:?}");
                assert!(evidence.p_values(Side::AtLeast, low + 1e-9).0 > alpha, "{evidence:?}");
                let high = evidence.limit(false, alpha);
                assert!(evidence.p_values(Side::AtMost, high + 1e-9).0 <= alpha, "{evidence:?}");
                assert!(evidence.p_values(Side::AtMost, high - 1e-9).0 > alpha, "{evidence:?}");
            }
        }
    }

    #[test]
    fn a_share_is_judged_by_the_binomial_itself() {
        // Without a failure 29, 59 and 299 runs show 90, 95 and 99 %, and one run fewer does not.
        for (n, bound) in [(29, 0.90), (59, 0.95), (299, 0.99)] {
            let met = |n| share(&vec![1.0; n], |_| true).p_values(Side::AtLeast, bound).0;
            assert!(met(n) <= 0.05 && met(n - 1) > 0.05, "{n}");
        }
        // Clopper–Pearson of 95 of 100: 0.887165 to 0.983568.
        let evidence = share(&count(100), |number| number <= 95.0);
        assert!(near(evidence.limit(true, 0.025), 0.887_165), "{}", evidence.limit(true, 0.025));
        assert!(near(evidence.limit(false, 0.025), 0.983_568));
        // What Wilson's bound would get wrong by a factor of more than a hundred.
        let (_, missed) = share(&count(20), |number| number > 5.0).p_values(Side::AtLeast, 0.95);
        assert!(near(missed, 0.002_574), "{missed}");
    }

    #[test]
    fn the_mean_of_the_worst_takes_a_part_of_the_last() {
        assert_eq!(mean_of_lowest(&count(100), |_| 1, 5.0), 3.0);
        assert_eq!(mean_of_lowest(&count(50), |_| 1, 2.5), 1.8);
        let low = cvar(&count(1_000), 0.05, Tail::Low);
        let high = cvar(&count(1_000), 0.05, Tail::High);
        let (low, high) = (low.estimate(), high.estimate());
        assert!(low.low < 25.5 && 25.5 < low.high && low.high < 40.0, "{low:?}");
        // The other tail is the same seen from the other end, draw by draw.
        assert!(near(low.value + high.value, 1_001.0) && near(low.low + high.high, 1_001.0));
    }

    #[test]
    fn what_a_baseline_does_not_know_exactly_widens_the_interval() {
        // Variances 2.5 of 5 and 4 of 4: errors 0.5 and 1, degrees 2.25 / (0.25/4 + 1/3) = 5.684211.
        let other = Moments { mean: 10.0, deviation: 2.0, n: 4 };
        let Evidence::Student { error, freedom, .. } = mean_beside(&count(5), other, false) else {
            panic!("it is a number with an error")
        };
        assert!(near(error, 1.224_745) && near(freedom, 5.684_211), "{error} {freedom}");
        // A tenth more than 10 ± 1: the ratio follows it with 1.1 / 10.
        let Evidence::Student { error, .. } = mean_beside(&[0.1, 0.1], other, true) else {
            panic!("it is a number with an error")
        };
        assert!(near(error, 0.11), "{error}");
    }
}
