//! This file is about paired differences: what a proposal changes in a metric, replicate by replicate.

use sim::chance::Pairing;
use sim::record::{Metric, YES_OR_NO};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::statistics::{
    Estimate, Statistics, average, holm, mean, mean_within, nearest_rank, standard_error,
};

/// Within what base and proposal are held to be equivalent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Margin {
    /// A share of the base's mean, without its sign [1]; of what is so or not, points of the share.
    OfBase(f64),
    /// A number in the metric's own unit.
    Absolute(f64),
}

/// A metric at a date, in base and proposal. Antithetic replicates are one observation, the mean of the two,
/// and `n` counts those.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricDifference {
    /// The metric.
    pub metric: String,
    /// The metric's unit.
    pub unit: &'static str,
    /// `end`, or the date of the step.
    pub at: String,
    /// The base's mean over the pairs.
    pub base: Estimate,
    /// The proposal's mean over the pairs.
    pub proposal: Estimate,
    /// What the proposal has more: the mean over the pairs, with Student's interval.
    pub difference: Estimate,
    /// The difference of the means as a share of the base's mean, without its sign [1]; NaN where that is
    /// zero, and without an interval where it may be. The interval is Student's of the linearised ratio.
    pub relative: Estimate,
    /// The probability that the proposal has more in the same replicate, with Wilson's interval.
    pub higher: Estimate,
    /// The probability that it has less.
    pub lower: Estimate,
    /// Whether it is the same in every replicate, to the bit.
    pub is_identical: bool,
    /// Replicates without a difference: the base, the proposal or both have no number, or did not come to
    /// their end. All estimates are over the others.
    pub missing: usize,
    /// The probability of such a mean difference, or a larger one, if there were none (paired t test; none of
    /// differences that are all the same, on the same chance, as of a schedule: chance has no part in them).
    pub p_value: f64,
    /// The same after Holm's correction over all metrics and dates that were compared.
    pub p_holm: f64,
    /// Whether they differ: with `p_holm` of at most 5 %, so over all metrics and dates that were compared.
    pub is_different: bool,
    /// Whether they are the same within a margin.
    pub equivalence: Equivalence,
    /// How base and proposal go together over the observations: Pearson's correlation [1]; NaN if one
    /// of them does not vary.
    pub correlation: f64,
    /// How many times as many replicates it would take on separate chance for an interval as narrow [1]:
    /// (variance of base + variance of proposal) / variance of the difference; infinite where the
    /// difference does not vary, NaN where nothing does.
    pub variance_ratio: f64,
}

/// Two one-sided tests (TOST): whether a mean difference is within a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equivalence {
    /// The margin, in the metric's unit.
    pub margin: f64,
    /// Lower end of the 90 % interval of the mean difference, which the two tests at 5 % look at.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
    /// The larger p value of the two tests.
    pub p_value: f64,
    /// Whether the whole interval lies within the margin.
    pub is_equivalent: bool,
}

/// How a metric is spread over the replicates at the end: quantiles by nearest rank, from 0 % to 100 % in
/// steps of 1 %.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// The metric.
    pub metric: String,
    /// The metric's unit.
    pub unit: &'static str,
    /// 101 quantiles of the base; empty if there is no number.
    pub base: Vec<f64>,
    /// 101 quantiles of the proposal.
    pub proposal: Vec<f64>,
    /// 101 quantiles of the paired difference.
    pub difference: Vec<f64>,
}

/// The probability of an error that tests allow.
const ALPHA: f64 = 0.05;

impl MetricDifference {
    /// Compares a metric at a date: one value a replicate of each, NaN where there is none.
    #[must_use]
    pub fn of(
        metric: &Metric,
        at: &str,
        (base, proposal): (&[f64], &[f64]),
        (pairing, margin): (Pairing, Margin),
    ) -> Self {
        let pairs = || base.iter().copied().zip(proposal.iter().copied());
        let is_identical = pairs().all(|(b, p)| b.to_bits() == p.to_bits());
        // What has no difference is missing in both.
        let of_both = |of: fn(f64, f64) -> f64| -> Vec<f64> {
            pairs().map(|(b, p)| if (p - b).is_finite() { of(b, p) } else { f64::NAN }).collect()
        };
        let all = [of_both(|base, _| base), of_both(|_, proposal| proposal), of_both(|b, p| p - b)];
        let statistics = Statistics::of(pairing);
        let share = |is: fn(f64) -> bool| {
            let is_so = |x: &f64| if x.is_nan() { *x } else { f64::from(u8::from(is(*x))) };
            (statistics.share)(&all[2].iter().map(is_so).collect::<Vec<f64>>())
        };
        let [mean_of_base, mean_of_proposal, difference] =
            [0, 1, 2].map(|at| (statistics.mean)(&all[at]));
        let missing = all[2].iter().filter(|difference| difference.is_nan()).count();
        let (higher, lower) =
            (share(|difference| difference > 0.0), share(|difference| difference < 0.0));
        let [base, proposal, differences] = all.map(|sample| (statistics.observations)(&sample));
        let spread = Spread::of(&differences);
        let margin = in_units(margin, metric, mean_of_base.value);
        Self {
            metric: metric.name.clone(),
            unit: metric.unit,
            at: at.to_owned(),
            proposal: mean_of_proposal,
            difference,
            relative: relative(&base, &differences, &mean_of_base),
            base: mean_of_base,
            higher,
            lower,
            is_identical,
            missing,
            p_value: spread.is_zero(),
            p_holm: f64::NAN,
            is_different: false,
            equivalence: equivalence(&differences, &spread, margin),
            correlation: correlation(&base, &proposal),
            variance_ratio: (variance(&base) + variance(&proposal)) / variance(&differences),
        }
    }
}

/// Corrects the p values of all metrics that are compared for their number.
pub fn correct(metrics: &mut [MetricDifference]) {
    let p_values: Vec<f64> = metrics.iter().map(|metric| metric.p_value).collect();
    for (metric, held) in metrics.iter_mut().zip(holm(&p_values)) {
        metric.p_holm = held.p_value;
        metric.is_different = held.p_value <= ALPHA;
    }
}

impl Distribution {
    /// How a metric is spread over replicates: one value a replicate of each, NaN where there is none.
    #[must_use]
    pub fn of(metric: &Metric, (base, proposal): (&[f64], &[f64])) -> Self {
        let differences = base.iter().zip(proposal).map(|(base, proposal)| proposal - base);
        Self {
            metric: metric.name.clone(),
            unit: metric.unit,
            base: quantiles(base.to_vec()),
            proposal: quantiles(proposal.to_vec()),
            difference: quantiles(differences.collect()),
        }
    }
}

/// The quantiles from 0 % to 100 %; none of nothing.
fn quantiles(mut sample: Vec<f64>) -> Vec<f64> {
    sample.retain(|value| !value.is_nan());
    sample.sort_by(f64::total_cmp);
    (0..=100).filter_map(|percent| nearest_rank(&sample, f64::from(percent) / 100.0)).collect()
}

/// A mean with its standard error, for tests.
struct Spread {
    mean: f64,
    error: f64,
    /// None of fewer than two numbers.
    student: Option<StudentsT>,
}

impl Spread {
    fn of(sample: &[f64]) -> Self {
        let n = sample.len() as f64;
        let student = StudentsT::new(0.0, 1.0, n - 1.0).ok().filter(|_| n > 1.0);
        let (mean, error) = (average(sample), standard_error(sample));
        Self { mean, error, student }
    }

    /// The probability that chance alone brings a mean so far below a number, or farther; NaN if there
    /// are too few numbers. What does not vary is no chance.
    fn below(&self, number: f64) -> f64 {
        match &self.student {
            None => f64::NAN,
            Some(_) if self.error == 0.0 => f64::from(self.mean >= number),
            Some(student) => student.cdf((self.mean - number) / self.error),
        }
    }

    /// The p value of a mean of zero, on both sides.
    fn is_zero(&self) -> f64 {
        let far = Self { mean: -self.mean.abs(), ..*self };
        (2.0 * far.below(0.0)).clamp(0.0, 1.0)
    }
}

/// Both tests of a margin: that the mean is not above it, and not below it with the other sign.
fn equivalence(differences: &[f64], spread: &Spread, margin: f64) -> Equivalence {
    let mirrored = Spread { mean: -spread.mean, ..*spread };
    let p_value = match spread.error == 0.0 && spread.mean.abs() <= margin {
        // What never differs is within every margin, that of nothing included.
        true => 0.0,
        false => spread.below(margin).max(mirrored.below(margin)),
    };
    let Estimate { low, high, .. } = mean_within(differences, 1.0 - 2.0 * ALPHA);
    Equivalence { margin, low, high, p_value, is_equivalent: p_value <= ALPHA }
}

fn in_units(margin: Margin, metric: &Metric, base: f64) -> f64 {
    match margin {
        Margin::OfBase(share) if metric.unit == YES_OR_NO => share,
        Margin::OfBase(share) => share * base.abs(),
        Margin::Absolute(number) => number,
    }
}

/// The mean difference over the base's mean.
fn relative(base: &[f64], differences: &[f64], mean_of_base: &Estimate) -> Estimate {
    let (n, of) = (base.len(), mean_of_base.value);
    let without = |value, method| Estimate { value, low: f64::NAN, high: f64::NAN, method, n };
    if of == 0.0 || n == 0 {
        return without(f64::NAN, "none: the base's mean is zero");
    }
    let value = average(differences) / of.abs();
    if !(mean_of_base.low > 0.0 || mean_of_base.high < 0.0) {
        return without(value, "none: the base's mean may be zero");
    }
    // To first order the ratio of two means is as far off as the mean of these.
    let ratio = average(differences) / of;
    let pairs = base.iter().zip(differences);
    let linear = pairs.map(|(base, difference)| value + (difference - ratio * base) / of.abs());
    let Estimate { low, high, .. } = mean(&linear.collect::<Vec<f64>>());
    Estimate { value, low, high, method: "Student t of the linearised ratio", n }
}

/// The unbiased variance, to the bit zero of what never varies; NaN of fewer than two numbers.
fn variance(sample: &[f64]) -> f64 {
    covariance(sample, sample)
}

fn covariance(one: &[f64], other: &[f64]) -> f64 {
    let (of_one, of_other) = (average(one), average(other));
    let products = one.iter().zip(other).map(|(x, y)| (x - of_one) * (y - of_other));
    products.sum::<f64>() / (one.len() as f64 - 1.0)
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    (covariance(one, other) / (variance(one) * variance(other)).sqrt()).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: &str = "USD";

    fn compared(base: &[f64], proposal: &[f64], margin: Margin) -> MetricDifference {
        let metric = Metric { name: "price.usd".to_owned(), unit: UNIT };
        MetricDifference::of(&metric, "end", (base, proposal), (Pairing::Independent, margin))
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    /// Student's own data of 1908: hours of sleep that two drugs give to ten patients more.
    const DRUG_1: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const DRUG_2: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    /// R's `t.test(drug_2, drug_1, paired = TRUE)`: t = 4.0621, p = 0.002833, interval 0.7001 to 2.4599,
    /// mean 1.58 (recalled; the sums below by hand).
    #[test]
    fn students_sleep() {
        let found = compared(&DRUG_1, &DRUG_2, Margin::Absolute(3.0));
        near(found.difference.value, 1.58);
        assert!((found.difference.low - 0.7001).abs() < 5e-5, "{found:?}");
        assert!((found.difference.high - 2.4599).abs() < 5e-5);
        assert!((found.p_value - 0.002_833).abs() < 5e-7);
        // Nine patients slept longer, one as long.
        assert_eq!((found.higher.value, found.lower.value), (0.9, 0.0));
        // Variances 3.200556, 4.009 and 1.512889 of the difference: correlation 0.795170.
        near(found.variance_ratio, (3.200_556 + 4.009) / 1.512_889);
        assert!((found.correlation - 0.795_170).abs() < 1e-5, "{}", found.correlation);
        // 90 % interval: 1.58 ± 1.833113 · 0.388959.
        assert!((found.equivalence.high - 2.293_006).abs() < 1e-4);
        assert!(found.equivalence.is_equivalent && found.equivalence.p_value < 0.01);
        let narrow = compared(&DRUG_1, &DRUG_2, Margin::Absolute(2.29));
        assert!(!narrow.equivalence.is_equivalent && narrow.equivalence.p_value > 0.05);
        let wide = compared(&DRUG_1, &DRUG_2, Margin::Absolute(2.30));
        assert!(wide.equivalence.is_equivalent && wide.equivalence.p_value < 0.05);
    }

    /// Differences 1, 2, 3 of base 10, 10, 10: mean 2, sd 1, t = 2√3 = 3.464102 with two degrees of
    /// freedom, whose law is known in closed form: p = 1 − t/√(2 + t²).
    #[test]
    fn by_hand() {
        let found = compared(&[10.0; 3], &[11.0, 12.0, 13.0], Margin::OfBase(0.5));
        let two_sided = |t: f64| 1.0 - t / (2.0 + t * t).sqrt();
        near(found.p_value, two_sided(12.0_f64.sqrt()));
        // Margin 5: (5 − 2)/(1/√3) from above, which is the nearer side.
        near(found.equivalence.margin, 5.0);
        near(found.equivalence.p_value, two_sided(27.0_f64.sqrt()) / 2.0);
        near(found.relative.value, 0.2);
        // t(2; 0.975) = 4.302653; the base does not vary, so the interval is that of the difference.
        near(found.relative.high, (2.0 + 4.302_653 / 3.0_f64.sqrt()) / 10.0);
        assert!(found.correlation.is_nan());
        near(found.variance_ratio, 1.0);
        // A base below zero that rises has a relative difference above zero.
        let debts = compared(&[-10.0, -12.0, -11.0], &[-5.0, -6.0, -5.5], Margin::OfBase(0.01));
        near(debts.relative.value, 0.5);
        near(debts.relative.low, 0.5);
    }

    #[test]
    fn what_is_missing_is_counted_and_the_same_bits_are_told() {
        let nan = f64::NAN;
        let same = compared(&[1.0, nan, 3.0], &[1.0, nan, 3.0], Margin::OfBase(0.01));
        assert!(same.is_identical && same.equivalence.is_equivalent);
        assert_eq!((same.missing, same.p_value, same.difference.value), (1, 1.0, 0.0));
        assert_eq!((same.higher.n, same.variance_ratio), (2, f64::INFINITY));
        let other = compared(&[1.0, nan, 3.0, 4.0], &[nan, 2.0, 3.0, 4.0], Margin::OfBase(0.01));
        assert_eq!((other.is_identical, other.missing, other.difference.n), (false, 2, 2));
        // Zero has two signs, which are not the same bits.
        assert!(!compared(&[0.0], &[-0.0], Margin::OfBase(0.01)).is_identical);
        // A number that no chance moves differs for sure.
        let moved = compared(&[1.0; 4], &[2.0; 4], Margin::OfBase(0.01));
        assert_eq!((moved.p_value, moved.equivalence.p_value), (0.0, 1.0));
        let within = compared(&[1.0; 4], &[2.0; 4], Margin::OfBase(1.5));
        assert_eq!((within.equivalence.p_value, within.equivalence.is_equivalent), (0.0, true));
        let none = compared(&[nan], &[nan], Margin::OfBase(0.01));
        assert!(none.is_identical && none.p_value.is_nan() && none.relative.value.is_nan());
    }

    /// Runs of pairs 1 ± 5, 2 ± 5, 3 ± 5 more: differences of pairs 1, 2, 3, as by hand above.
    #[test]
    fn antithetic_replicates_are_one_observation() {
        let base: [f64; 8] = [9.0, 11.0, 8.0, 12.0, 7.0, 13.0, 4.0, f64::NAN];
        let more = [6.0, -4.0, 7.0, -3.0, 8.0, -2.0, 1.0, 1.0];
        let proposal: Vec<f64> = base.iter().zip(more).map(|(base, more)| base + more).collect();
        let metric = Metric { name: "price.usd".to_owned(), unit: UNIT };
        let as_pairs = (Pairing::Antithetic, Margin::OfBase(0.5));
        let found = MetricDifference::of(&metric, "end", (&base, &proposal), as_pairs);
        let by_hand = compared(&[10.0; 3], &[11.0, 12.0, 13.0], Margin::OfBase(0.5));
        assert_eq!((found.difference.n, found.difference.value, found.missing), (3, 2.0, 1));
        near(found.difference.high, by_hand.difference.high);
        near(found.p_value, by_hand.p_value);
        near(found.relative.high, by_hand.relative.high);
        near(found.equivalence.p_value, by_hand.equivalence.p_value);
        // One run of each pair has more: half, of as many runs as there are pairs.
        assert_eq!((found.higher.value, found.lower.value, found.higher.n), (0.5, 0.5, 3));
    }

    #[test]
    fn a_flag_is_said_of_all_metrics_at_once() {
        let mut metrics = vec![
            compared(&DRUG_1, &DRUG_2, Margin::OfBase(0.01)),
            compared(&[1.0, 2.0, 3.0], &[1.1, 1.9, 3.2], Margin::OfBase(0.01)),
            compared(&[1.0], &[2.0], Margin::OfBase(0.01)),
        ];
        correct(&mut metrics);
        // The third has no p value, so that two are tested.
        near(metrics[0].p_holm, 2.0 * metrics[0].p_value);
        let flags: Vec<bool> = metrics.iter().map(|metric| metric.is_different).collect();
        assert_eq!(flags, [true, false, false]);
    }

    #[test]
    fn distributions_have_a_hundred_and_one_quantiles() {
        let metric = Metric { name: "price.usd".to_owned(), unit: UNIT };
        let base: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        let proposal = vec![f64::NAN; 200];
        let found = Distribution::of(&metric, (&base, &proposal));
        assert_eq!((found.base.len(), found.proposal.len(), found.difference.len()), (101, 0, 0));
        assert_eq!([found.base[0], found.base[50], found.base[100]], [1.0, 100.0, 200.0]);
    }
}
