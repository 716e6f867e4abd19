//! Decimal: numbers with 18 decimals in whole units, as Cosmos and Ethereum reckon.

use ruint::aliases::U256;

/// One, in units of 10⁻¹⁸.
pub const ONE: u128 = 1_000_000_000_000_000_000;

/// Units of 10⁻¹⁸ in a billionth, the grain in which shares from outside are applied.
pub const BILLIONTH: u128 = 1_000_000_000;

/// A share as a decimal, right to a billionth: the same on every machine.
#[must_use]
pub fn of_share(share: f64) -> u128 {
    (share * 1e9).round() as u128 * BILLIONTH
}

/// The product of two decimals, rounded to the nearest, a half to the even, as Cosmos's
/// `LegacyDec.Mul` rounds; the largest number there is if it is larger.
#[must_use]
pub fn product(one: u128, other: u128) -> u128 {
    rounded(U256::from(one) * U256::from(other), ONE)
}

/// The quotient of two decimals, rounded as the product is, as `LegacyDec.Quo` rounds.
#[must_use]
pub fn quotient(one: u128, other: u128) -> u128 {
    rounded(U256::from(one) * U256::from(ONE), other.max(1))
}

fn rounded(number: U256, by: u128) -> u128 {
    let by = U256::from(by);
    let (whole, rest) = number.div_rem(by);
    let (twice, one) = (rest << 1, U256::ONE);
    let is_up = twice > by || (twice == by && whole.bit(0));
    u128::try_from(if is_up { whole + one } else { whole }).unwrap_or(u128::MAX)
}

/// `units · share`, rounded down; the largest number there is if it is larger.
#[must_use]
pub fn part(units: u128, share: u128, of: u32) -> u128 {
    let whole = U256::from(ONE) * U256::from(of.max(1));
    u128::try_from(U256::from(units) * U256::from(share) / whole).unwrap_or(u128::MAX)
}

/// The share `part / whole` as a decimal, rounded down; zero of nothing.
#[must_use]
pub fn share(part: u128, whole: u128) -> u128 {
    match whole {
        0 => 0,
        _ => u128::try_from(U256::from(part) * U256::from(ONE) / U256::from(whole))
            .unwrap_or(u128::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_to_the_even() {
        // 0.5, 1.5 and 2.5 units: 0, 2 and 2; 0.6 units is one.
        let half = ONE / 2;
        assert_eq!([1, 3, 5].map(|units| product(units, half)), [0, 2, 2]);
        assert_eq!(product(1, ONE / 10 * 6), 1);
        assert_eq!(quotient(1, 2 * ONE), 0);
        assert_eq!(quotient(2, 3), 666_666_666_666_666_667);
        assert_eq!(product(3 * ONE, ONE / 3), ONE - 1);
    }

    #[test]
    fn parts_and_shares_are_rounded_down() {
        assert_eq!(part(1_000, of_share(0.0005), 1), 0);
        assert_eq!([1, 2].map(|of| part(10_000, of_share(0.0005), of)), [5, 2]);
        assert_eq!(share(1, 3), 333_333_333_333_333_333);
        assert_eq!((share(5, 0), part(u128::MAX, u128::MAX, 1)), (0, u128::MAX));
        assert_eq!(of_share(0.000_218_5), 218_500 * BILLIONTH);
        assert_eq!((product(u128::MAX, u128::MAX), quotient(u128::MAX, 0)), (u128::MAX, u128::MAX));
    }
}
