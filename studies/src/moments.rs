//! This file is about the mean of a sample that grows, and how well it is known.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// Size, mean and spread of a sample, number by number, without a second look at any of them.
///
/// Source: Welford, B. P. (1962), Note on a method for calculating corrected sums of squares and products,
/// Technometrics 4(3), 419–420.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    n: usize,
    mean: f64,
    /// The sum of the squared distances from the mean.
    squares: f64,
}

impl Moments {
    /// Takes the next number.
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        let from_old = value - self.mean;
        self.mean += from_old / self.n as f64;
        self.squares += from_old * (value - self.mean);
    }

    /// Size of the sample.
    #[must_use]
    pub fn n(&self) -> usize {
        self.n
    }

    /// The mean; NaN of nothing.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.n == 0 { f64::NAN } else { self.mean }
    }

    /// The standard error of the mean; NaN of fewer than two numbers.
    #[must_use]
    pub fn error(&self) -> f64 {
        if self.n < 2 {
            return f64::NAN;
        }
        (self.squares / (self.n - 1) as f64 / self.n as f64).sqrt()
    }

    /// Half the width of Student's interval that holds the true mean with a probability; NaN of fewer
    /// than two numbers.
    #[must_use]
    pub fn half_width(&self, level: f64) -> f64 {
        match StudentsT::new(0.0, 1.0, self.n.saturating_sub(1) as f64) {
            Ok(student) => student.inverse_cdf(0.5 + level / 2.0) * self.error(),
            Err(_) => f64::NAN,
        }
    }

    /// Whether half the width of that interval is at most `most`.
    #[must_use]
    pub fn is_known_to(&self, most: f64, level: f64) -> bool {
        // Student's interval is wider than that of a normal distribution, which is found much faster.
        let normal = Normal::standard().inverse_cdf(0.5 + level / 2.0);
        normal * self.error() <= most && self.half_width(level) <= most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::mean;

    #[test]
    fn a_sample_that_grows_has_the_mean_and_interval_of_a_whole_one() {
        let sample: Vec<f64> = (0..100).map(|at| 1e6 + f64::from(at * at % 17)).collect();
        let mut moments = Moments::default();
        for (at, value) in sample.iter().enumerate() {
            moments.add(*value);
            let whole = mean(&sample[..=at]);
            assert!((moments.mean() - whole.value).abs() < 1e-6, "{moments:?}");
            let reach = (whole.high - whole.low) / 2.0;
            assert!(at == 0 || (moments.half_width(0.95) - reach).abs() < 1e-6, "{moments:?}");
        }
    }

    #[test]
    fn of_one_number_nothing_is_known() {
        let mut moments = Moments::default();
        assert!(moments.mean().is_nan());
        moments.add(7.0);
        assert_eq!(moments.mean(), 7.0);
        assert!(moments.half_width(0.95).is_nan() && !moments.is_known_to(f64::INFINITY, 0.95));
    }

    #[test]
    fn what_is_always_the_same_is_known_exactly() {
        let mut moments = Moments::default();
        [5.0; 3].into_iter().for_each(|value| moments.add(value));
        assert_eq!(moments.half_width(0.95), 0.0);
        assert!(moments.is_known_to(0.0, 0.95));
    }
}
