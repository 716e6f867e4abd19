//! This file is about means.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Estimate, LEVEL, finite};

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
    let (n, mean) = (sample.len(), average(&sample));
    match StudentsT::new(0.0, 1.0, n.saturating_sub(1) as f64) {
        Ok(student) if n > 1 => {
            let reach = student.inverse_cdf(0.5 + level / 2.0) * standard_error(&sample);
            Estimate { value: mean, low: mean - reach, high: mean + reach, method: "Student t", n }
        }
        _ => Estimate::without_interval(mean, n),
    }
}

/// The mean, counted from the first number: of numbers that are all alike it is that number, to the bit.
/// NaN of nothing.
pub(crate) fn average(sample: &[f64]) -> f64 {
    let first = sample.first().copied().filter(|first| first.is_finite()).unwrap_or(0.0);
    first + sample.iter().map(|x| x - first).sum::<f64>() / sample.len() as f64
}

/// The standard error of the mean, zero of numbers that are all alike; NaN of fewer than two.
pub(crate) fn standard_error(sample: &[f64]) -> f64 {
    let (n, mean) = (sample.len() as f64, average(sample));
    let squares: f64 = sample.iter().map(|x| (x - mean) * (x - mean)).sum();
    (squares / (n - 1.0) / n).sqrt()
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

    /// A plain sum of 200 times 0.1 is 6.94e-17 too high once it is divided.
    #[test]
    fn numbers_that_are_all_alike_are_their_own_mean_to_the_bit() {
        for value in [0.1, 1.0 / 3.0, 1e300, -7.7e-9] {
            let Estimate { value: mean, low, high, .. } = mean(&[value; 200]);
            assert_eq!([mean, low, high], [value; 3]);
        }
        assert!(mean(&[f64::INFINITY, 1.0]).value == f64::INFINITY && mean(&[]).value.is_nan());
    }
}
