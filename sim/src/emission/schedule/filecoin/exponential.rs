//! Exponential: `e^-x` as Filecoin's chain works it out, in numbers with 128 binary digits behind
//! the point.

use ruint::aliases::U384;

/// The number 1.
pub const ONE: U384 = U384::from_limbs([0, 0, 1, 0, 0, 0]);

/// Binary digits behind the point.
const DIGITS: usize = 128;

/// Coefficients above the fraction's line, the highest power first; every other one is subtracted,
/// and the last, 1, is left out.
const NUMERATOR: [u128; 7] = [
    648_770_010_757_830_093_818_553_637_600,
    67_469_480_939_593_786_226_847_644_286_976,
    3_197_587_544_499_098_424_029_388_939_001_856,
    89_244_641_121_992_890_118_377_641_805_348_864,
    1_579_656_163_641_440_567_800_982_336_819_953_664,
    17_685_496_037_279_256_458_459_817_590_917_169_152,
    115_682_590_513_835_356_866_803_355_398_940_131_328,
];

/// Coefficients below the line, the highest power first; the last, 1, is left out.
const DENOMINATOR: [u128; 13] = [
    1_225_524_182_432_722_209_606_361,
    114_095_592_300_906_098_243_859_450,
    5_665_570_424_063_336_070_530_214_243,
    194_450_132_448_609_991_765_137_938_448,
    5_068_267_641_632_683_791_026_134_915_072,
    104_716_890_604_972_796_896_895_427_629_056,
    1_748_338_658_439_454_459_487_681_798_864_896,
    23_704_654_329_841_312_470_660_182_937_960_448,
    259_380_097_567_996_910_282_699_886_670_381_056,
    2_250_336_698_853_390_384_720_606_936_038_375_424,
    14_978_272_436_876_548_034_486_263_159_246_028_800,
    72_144_088_983_913_131_323_343_765_784_380_833_792,
    224_599_776_407_103_106_596_571_252_037_123_047_424,
];

/// `e^-x`, rounded as the chain rounds it: the quotient of two polynomials.
///
/// It is right to `3.4e-30` below 1.725 and to `4.6e-15` below 5 (verified: builtin-actors
/// @05592bb8, `actors/reward/src/expneg.rs`, which also gives the coefficients). Far beyond, the
/// quotient falls below nothing; it is nothing then.
#[must_use]
pub fn exp_neg(x: U384) -> U384 {
    // Numbers below nothing are the complements to 2^384, so that a shift rounds down as it must.
    let is_negative = |number: U384| number.bit(383);
    let above = NUMERATOR.iter().enumerate().fold(U384::ZERO, |sum, (at, coefficient)| {
        let coefficient = U384::from(*coefficient);
        let sum = sum.wrapping_mul(x).arithmetic_shr(DIGITS);
        if at % 2 == 0 { sum.wrapping_sub(coefficient) } else { sum.wrapping_add(coefficient) }
    });
    let above = above.wrapping_mul(x).arithmetic_shr(DIGITS).wrapping_add(ONE);
    if is_negative(above) {
        return U384::ZERO;
    }
    let below = DENOMINATOR.iter().fold(U384::ZERO, |sum, coefficient| {
        (sum.wrapping_mul(x) >> DIGITS).wrapping_add(U384::from(*coefficient))
    });
    let below = (below.wrapping_mul(x) >> DIGITS).wrapping_add(ONE);
    (above << DIGITS) / below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths;

    /// A number with 128 binary digits behind the point, as an ordinary one.
    fn plain(number: U384) -> f64 {
        f64::from(number) / f64::from(ONE)
    }

    #[test]
    fn it_is_the_exponential_function() {
        assert_eq!(exp_neg(U384::ZERO), ONE);
        for eighths in 1..=40 {
            let x = U384::from(eighths) * ONE / U384::from(8);
            let (found, exact) = (plain(exp_neg(x)), maths::exp(-f64::from(eighths) / 8.0));
            assert!((found - exact).abs() < 1e-14, "{eighths}/8: {found}, not {exact}");
        }
    }

    #[test]
    fn no_number_is_too_large() {
        for exponent in 0..10 {
            assert!(exp_neg(ONE << exponent) <= ONE);
        }
    }
}
