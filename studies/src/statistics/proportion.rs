//! This file is about probabilities, from how often something is so.

use super::{Estimate, finite};

/// A probability from successes, with Wilson's interval.
#[must_use]
pub fn probability(successes: usize, n: usize) -> Estimate {
    wilson(successes as f64, n)
}

/// The same from successes that need not be whole.
pub(crate) fn wilson(successes: f64, n: usize) -> Estimate {
    const Z: f64 = 1.959_963_984_540_054;
    let (k, count) = (successes, n as f64);
    let share = k / count;
    let z2 = Z * Z;
    let middle = (k + z2 / 2.0) / (count + z2);
    let reach = Z / (count + z2) * (k * (count - k) / count + z2 / 4.0).sqrt();
    if n == 0 {
        return Estimate::without_interval(f64::NAN, 0);
    }
    // Where none or all are so, an end of the interval is an end of what can be, to the bit.
    let low = if k == 0.0 { 0.0 } else { (middle - reach).max(0.0) };
    let high = if k == count { 1.0 } else { (middle + reach).min(1.0) };
    Estimate { value: share, low, high, method: "Wilson", n }
}

/// The probability of what is so (1) or not (0) in a sample, with Wilson's interval; what is missing is
/// left out.
#[must_use]
pub fn probability_of(sample: &[f64]) -> Estimate {
    let known = finite(sample);
    probability(known.iter().filter(|value| **value > 0.5).count(), known.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
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
