//! This file is about control variates: what is known exactly makes an estimate of something else sharper.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Estimate, LEVEL};

/// A mean that a control variate has made sharper.
#[derive(Debug, Clone, PartialEq)]
pub struct Controlled {
    /// The mean, with its interval.
    pub estimate: Estimate,
    /// How much the sample rises with the control [the sample's unit / the control's].
    pub slope: f64,
    /// Share of the variance that the control removed [1]; 0 where it does not vary.
    pub removed: f64,
}

/// The mean of a sample, where each number has a control whose true mean is known: what the controls are
/// too high on average is taken away in proportion, by regression. The interval is Student's with n − 2
/// degrees of freedom. Numbers that are missing, or whose control is, are left out.
///
/// Lavenberg and Welch (1981), *A perspective on the use of control variables to increase the efficiency
/// of Monte Carlo simulations*. The mean is biased by less than its error, in proportion to 1/n.
///
/// It is offered to programs that use this library and know such a mean, as that of a price which no trade
/// moves; no command of this project calls it. `studies/tests/antithetic.rs` measures what it is worth.
#[must_use]
pub fn controlled_mean(sample: &[f64], control: &[f64], known: f64) -> Controlled {
    let pairs = || sample.iter().zip(control).filter(|(y, x)| !y.is_nan() && !x.is_nan());
    let n = pairs().count();
    let size = n as f64;
    let mean_y = pairs().map(|(y, _)| y).sum::<f64>() / size;
    let mean_x = pairs().map(|(_, x)| x).sum::<f64>() / size;
    let sum =
        |of: fn(f64, f64) -> f64| -> f64 { pairs().map(|(y, x)| of(y - mean_y, x - mean_x)).sum() };
    let (yy, xx, xy) = (sum(|y, _| y * y), sum(|_, x| x * x), sum(|y, x| y * x));
    let slope = if xx > 0.0 { xy / xx } else { 0.0 };
    let removed = if yy > 0.0 { slope * xy / yy } else { 0.0 };
    let away = mean_x - known;
    let value = mean_y - slope * away;
    let estimate = match StudentsT::new(0.0, 1.0, size - 2.0) {
        Ok(student) if n > 2 => {
            let variance = (yy - slope * xy).max(0.0) / (size - 2.0);
            let lever = if xx > 0.0 { away * away / xx } else { 0.0 };
            let error = (variance * (1.0 / size + lever)).sqrt();
            let reach = student.inverse_cdf(0.5 + LEVEL / 2.0) * error;
            let (low, high) = (value - reach, value + reach);
            Estimate { value, low, high, method: "Student t, control variate", n }
        }
        _ => Estimate::without_interval(value, n),
    };
    Controlled { estimate, slope, removed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // y = 1, 3, 2, 6 and x = 0, 1, 2, 3: means 3 and 1.5, Sxx 5, Sxy 7, Syy 14, slope 1.4; with a
        // known mean of 2: 3 + 1.4 · 0.5. Residuals 14 − 9.8 = 4.2 over 2, error √(2.1·(1/4 + 0.05)),
        // t(2; 0.975) = 4.302653.
        let found = controlled_mean(&[1.0, 3.0, 2.0, 6.0], &[0.0, 1.0, 2.0, 3.0], 2.0);
        let reach = 4.302_653 * (2.1_f64 * 0.3).sqrt();
        assert!((found.estimate.value - 3.7).abs() < 1e-12);
        assert!((found.estimate.low - (3.7 - reach)).abs() < 1e-5, "{found:?}");
        assert!((found.slope - 1.4).abs() < 1e-12 && (found.removed - 0.7).abs() < 1e-12);
    }

    #[test]
    fn the_textbook_example_loses_what_it_should() {
        // Ross, *Simulation*: u for e^u. On a grid of midpoints the sums are the integrals to 1e-9:
        // slope 12 · 0.1408590858, residual variance 0.0039402229, 98.4 % removed.
        let n = 20_000;
        let control: Vec<f64> = (0..n).map(|at| (f64::from(at) + 0.5) / f64::from(n)).collect();
        let sample: Vec<f64> = control.iter().map(|u| u.exp()).collect();
        let found = controlled_mean(&sample, &control, 0.5);
        assert!((found.slope - 12.0 * 0.140_859_085_8).abs() < 1e-7, "{found:?}");
        assert!((found.removed - (1.0 - 0.003_940_222_9 / 0.242_035_607_5)).abs() < 1e-7);
        assert!((found.removed - 0.984).abs() < 5e-4);
        assert!((found.estimate.value - (1.0_f64.exp() - 1.0)).abs() < 1e-8);
    }

    #[test]
    fn without_a_control_that_varies_it_is_the_mean() {
        let found = controlled_mean(&[1.0, 2.0, f64::NAN, 6.0], &[5.0; 4], 5.0);
        assert_eq!((found.estimate.value, found.estimate.n, found.removed), (3.0, 3, 0.0));
        assert!(controlled_mean(&[1.0, 2.0], &[1.0, 2.0], 1.0).estimate.low.is_nan());
    }
}
