//! This file is about whether two samples may come from the same network: how probable it is that chance
//! alone sets them so far apart.
//!
//! Of the one sample only mean, deviation and size are kept. Their means are compared by Welch's test and
//! by Student's with a common variance, and the larger of the two probabilities counts. For samples of the same
//! size that is Welch's. For others each is wrong at one end of a skewed distribution, where the small sample
//! lacks the rare large values (Welch's) or has them (Student's), and the other guards that end: of 20,000 pairs of
//! exponential samples of 50 and 250, Welch's alone calls 42 apart at a level of 8, both together none.
//! Shares, and samples without any spread, are counts: Fisher's exact test.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use statrs::function::factorial::ln_binomial;

use super::Figure;

/// What two means may differ by, as a share of them, for the order of a sum alone.
const ROUNDING: f64 = 1e-9;

/// The least probability that is told apart from none.
const LEAST: f64 = 1e-15;

/// The probability that the means of two samples of the same distribution are so far apart; 1 where
/// there is no telling.
pub(super) fn of_means(before: &Figure, after: &Figure) -> f64 {
    let (Some(one), Some(other)) = (before.mean, after.mean) else { return 1.0 };
    let apart = (one - other).abs();
    if apart <= ROUNDING * one.abs().max(other.abs()) {
        return 1.0;
    }
    let (n1, n2) = (f64::from(before.n), f64::from(after.n));
    let square = |deviation: Option<f64>| deviation.map_or(0.0, |deviation| deviation * deviation);
    let (var1, var2) = (square(before.deviation), square(after.deviation));
    if var1 + var2 == 0.0 {
        // As if each were so or not: all of the one, none of the other.
        return of_counts((before.n, before.n), (0, after.n));
    }
    if before.n < 2 || after.n < 2 {
        return 1.0;
    }
    let (error1, error2) = (var1 / n1, var2 / n2);
    let errors = error1 + error2;
    let welch = errors * errors / (error1 * error1 / (n1 - 1.0) + error2 * error2 / (n2 - 1.0));
    let freedom = n1 + n2 - 2.0;
    let common = (var1 * (n1 - 1.0) + var2 * (n2 - 1.0)) / freedom * (1.0 / n1 + 1.0 / n2);
    beyond(apart / errors.sqrt(), welch).max(beyond(apart / common.sqrt(), freedom))
}

/// The probability that Student's t is beyond a number, at either end.
fn beyond(t: f64, freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(1.0, |student| 2.0 * student.sf(t))
}

/// The probability that counts of what is so, each with its total, are so far apart where the same
/// share is so in both: Fisher's exact test, at both ends.
pub(super) fn of_counts((so1, n1): (u32, u32), (so2, n2): (u32, u32)) -> f64 {
    let (n1, n2, so) = (u64::from(n1), u64::from(n2), u64::from(so1) + u64::from(so2));
    let all = ln_binomial(n1 + n2, so);
    let ln = |so1: u64| ln_binomial(n1, so1) + ln_binomial(n2, so - so1) - all;
    // Tables that are as probable but for rounding count too.
    let seen = ln(u64::from(so1)) + 1e-7;
    let tables = so.saturating_sub(n2)..=so.min(n1);
    tables.map(ln).filter(|&ln| ln <= seen).map(f64::exp).sum::<f64>().min(1.0)
}

/// How many standard errors a normal number is from its mean that is as improbable; no number tells
/// more than some 8 of them.
pub(super) fn standard_errors(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(1.0 - probability.max(LEAST) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(mean: f64, deviation: f64, n: u32) -> Figure {
        Figure { mean: Some(mean), deviation: Some(deviation), n, ..Figure::default() }
    }

    fn near(a: f64, b: f64) -> bool {
        (a / b - 1.0).abs() < 1e-4
    }

    #[test]
    fn welchs_test_by_hand() {
        // Of the same size: t = 3 / √(4/10 + 16/10) = 2.121320, ν = 4 / (0.16/9 + 2.56/9) = 13.235294.
        let p = of_means(&figure(10.0, 2.0, 10), &figure(13.0, 4.0, 10));
        assert!(near(p, 0.053_326_8), "{p}");
        // Of 10 and 40: Welch's t = 3 / √0.8, ν = 29.25, 0.0022; Student's t = 3 / √(13.75 · 0.125), ν = 48.
        let p = of_means(&figure(10.0, 2.0, 10), &figure(13.0, 4.0, 40));
        assert!(near(p, 0.026_564_4), "{p}");
        assert_eq!(of_means(&figure(1.0, 0.0, 50), &figure(1.0 + 1e-12, 0.0, 50)), 1.0);
        assert_eq!(of_means(&figure(1.0, 0.5, 50), &Figure::default()), 1.0);
        let alone = Figure { mean: Some(2.0), n: 1, ..Figure::default() };
        assert_eq!(of_means(&figure(1.0, 0.5, 50), &alone), 1.0);
    }

    #[test]
    fn fishers_test_by_hand() {
        // The lady tasting tea: 3 of 4 and 1 of 4, 34/70; 4 and 0, 2/70.
        assert!(near(of_counts((3, 4), (1, 4)), 34.0 / 70.0));
        assert!(near(of_counts((4, 4), (0, 4)), 2.0 / 70.0));
        assert!(near(of_counts((0, 50), (0, 70)), 1.0));
        // Two samples without spread are a table of this kind.
        assert!(near(of_means(&figure(1.0, 0.0, 4), &figure(2.0, 0.0, 4)), 2.0 / 70.0));
    }

    #[test]
    fn standard_errors_of_known_probabilities() {
        assert!(near(standard_errors(0.05), 1.959_964) && near(standard_errors(0.01), 2.575_829));
        assert!(standard_errors(0.0) > 7.9 && standard_errors(1.0).abs() < 1e-9);
    }

    /// Uniform numbers from 0 to 1, by the generator SplitMix64.
    fn uniform(state: &mut u64) -> f64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn sample(n: u32, draw: &mut impl FnMut() -> f64) -> Figure {
        let values: Vec<f64> = (0..n).map(|_| draw()).collect();
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        figure(mean, (squares / f64::from(n - 1)).sqrt(), n)
    }

    /// Figures are anything but normal. Two samples of the same distribution are called apart at 1 in 2,500,
    /// which is 1 % over 25 figures, no oftener than that.
    #[test]
    fn skewed_and_rare_values_raise_no_false_alarms() {
        const ALPHA: f64 = 0.000_4;
        const REPEATS: usize = 20_000;
        let exponential = |u: f64| -u.ln();
        let lognormal = |u: f64| (Normal::standard().inverse_cdf(u)).exp();
        let rare = |u: f64| if u < 0.02 { 1.0 + u } else { 0.0 };
        let draws: [(&str, &dyn Fn(f64) -> f64); 3] =
            [("exponential", &exponential), ("lognormal", &lognormal), ("rare", &rare)];
        let mut state = 1;
        for (name, draw) in draws {
            for (n1, n2) in [(50, 50), (50, 250), (250, 50)] {
                let mut draw = || draw(uniform(&mut state));
                let apart =
                    |_: &usize| of_means(&sample(n1, &mut draw), &sample(n2, &mut draw)) < ALPHA;
                let alarms = (0..REPEATS).filter(apart).count();
                println!("{name}, {n1} and {n2}: {alarms} of {REPEATS}");
                // 8 are expected of a test that is exact; 20 and more have a chance of 1 in 4,000.
                assert!(alarms < 20, "{name}, {n1} and {n2}: {alarms} of {REPEATS}");
            }
        }
    }
}
