//! This file is about a stock of data: what there is after a step in which some came and some aged.

use crate::maths;

/// Data that still count after so many days in which `inflow` came evenly [bytes]: half of what there
/// was counts no more after each half-life, of what came on the way too; without one all of it stays.
#[must_use]
pub(super) fn after(stock: f64, inflow: f64, days: f64, half_life_days: Option<f64>) -> f64 {
    let Some(half_life) = half_life_days else { return stock + inflow };
    let left = maths::power(2.0, -days / half_life);
    // The mean of 2^(−t/half_life) over the step.
    let kept = (1.0 - left) / (maths::ln(2.0) * days / half_life);
    stock * left + inflow * kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(after(5.0, 3.0, 1.0, None), 8.0);
        assert_eq!(after(8.0, 0.0, 20.0, Some(10.0)), 2.0);
        // Of what comes evenly over a half-life 1/(2·ln 2) = 0.721348 is left.
        assert!((after(0.0, 1.0, 10.0, Some(10.0)) - 0.721_347_520).abs() < 1e-9);
    }

    #[test]
    fn two_halves_of_a_step_are_the_step() {
        let whole = after(7.0, 4.0, 30.0, Some(45.0));
        let half = after(7.0, 2.0, 15.0, Some(45.0));
        let rest = after(half, 2.0, 15.0, Some(45.0));
        assert!((whole - rest).abs() < 1e-12, "{whole} {rest}");
    }
}
