//! Moving average: what was seen before counts less with every block.

/// An exponential moving average in whole numbers: each new value weighs `part / whole`.
///
/// ## Equation
/// `average = ⌊((whole − part) · average + part · seen) / whole⌋`
///
/// ## Why one would choose it
/// One block cannot move what follows it by much; half of a change is followed after
/// `ln 2 · whole / part` blocks.
///
/// ## Source
/// Bittensor: 29,597,889,189,277/2⁶³ (subtensor, `FlowEmaSmoothingFactor`), half after 216,000 blocks.
/// Helium's average of what was burned is no such one: its program rounds both terms down apart, as
/// [`Remint`](crate::emission::Remint) does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovingAverage {
    /// What a new value weighs, of the whole; at most the whole.
    pub part: u64,
    /// The whole; more than 0.
    pub whole: u64,
}

/// The weight of a block's flow in Bittensor's average.
/// Source: opentensor/subtensor, pallets/subtensor/src/lib.rs, the factor over i64::MAX (verified).
pub const BITTENSOR_FLOW: MovingAverage =
    MovingAverage { part: 29_597_889_189_277, whole: i64::MAX as u64 };

impl MovingAverage {
    /// The average after a value was seen, rounded down.
    ///
    /// It is exact for any two numbers: neither product is made at once, for a number of 128 bits
    /// times one of 64 would not fit.
    #[must_use]
    pub fn after(&self, average: i128, seen: i128) -> i128 {
        let whole = i128::from(self.whole.max(1));
        let part = i128::from(self.part).min(whole);
        let (kept, added) = (times(average, whole - part, whole), times(seen, part, whole));
        let rest = (kept.1 + added.1).div_euclid(whole);
        kept.0.saturating_add(added.0).saturating_add(rest)
    }

    /// What a new value weighs [1].
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.part as f64 / self.whole as f64
    }
}

/// `number · part / whole` as a whole number, rounded down, and what is left of the product; `part` is
/// at most `whole`, so that it fits.
fn times(number: i128, part: i128, whole: i128) -> (i128, i128) {
    let (times, rest) = (number.div_euclid(whole), number.rem_euclid(whole));
    // Neither is below zero, and two numbers of 64 bits need 128 without a sign.
    let product = rest.unsigned_abs() * part.unsigned_abs();
    let whole = whole.unsigned_abs();
    let (of_rest, left) = ((product / whole) as i128, (product % whole) as i128);
    (times.saturating_mul(part).saturating_add(of_rest), left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let seventh = MovingAverage { part: 1, whole: 7 };
        // 6/7 · 700 + 70/7 = 610; −700 and −70 are the same below zero; 6/7 · 10 + 1/7 = 8.71….
        assert_eq!(seventh.after(700, 70), 610);
        assert_eq!(seventh.after(-700, -70), -610);
        assert_eq!(seventh.after(10, 1), 8);
        assert_eq!(seventh.after(-10, -1), -9);
    }

    /// Helium's program rounds down twice, which is up to a unit less: 8 + 0 where this gives 8, and
    /// 6 + 0 where it gives 7.
    #[test]
    fn terms_that_are_rounded_apart_are_another_rule() {
        let apart = |average: i128, seen: i128| average * 6 / 7 + seen / 7;
        let together = MovingAverage { part: 1, whole: 7 };
        assert_eq!([together.after(10, 1), together.after(8, 6)], [8, 7]);
        assert_eq!([apart(10, 1), apart(8, 6)], [8, 6]);
    }

    #[test]
    fn half_of_a_change_is_followed_in_a_half_life() {
        let (mut average, seen) = (0, 1_i128 << 80);
        for _ in 0..216_000 {
            average = BITTENSOR_FLOW.after(average, seen);
        }
        let followed = average as f64 / seen as f64;
        assert!((followed - 0.5).abs() < 1e-5, "{followed}");
    }

    #[test]
    fn no_number_is_too_large() {
        for part in [0, 1, u64::MAX] {
            let average = MovingAverage { part, whole: u64::MAX };
            for (before, seen) in [(i128::MAX, i128::MAX), (i128::MIN, i128::MIN)] {
                assert!(average.after(before, seen).abs_diff(before) <= u128::from(u64::MAX));
            }
            assert!(average.after(i128::MIN, i128::MAX) <= average.after(i128::MAX, i128::MAX));
        }
        assert_eq!(MovingAverage { part: 9, whole: 0 }.after(5, 7), 7);
    }
}
