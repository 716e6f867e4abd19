//! This file is about the transcendental functions: the only place where they are called.
//!
//! They come from `libm`, whose bits are the same on every platform; those of `std` are not, and
//! two thirds of price paths of a year end in other bits when only `exp` is another's.

/// e raised to a power.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// A positive number raised to a power.
#[must_use]
pub fn power(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// The cosine of a number of whole turns.
#[must_use]
pub fn cos_of_turns(turns: f64) -> f64 {
    libm::cos(core::f64::consts::TAU * turns)
}

/// The natural logarithm of a normal positive number, for kernels: additions, multiplications and
/// bits only, so that it is vectorised and has the same bits on every processor. Its relative error
/// is below 0.7 · 2⁻²³; a test measures it.
///
/// A polynomial between `√½` and `√2` after Moshier's Cephes library, `logf.c`.
#[must_use]
#[inline(always)]
pub fn ln_in_kernels(x: f32) -> f32 {
    const ROOT_OF_HALF: u32 = 0x3f35_04f3;
    let above = x.to_bits().wrapping_sub(ROOT_OF_HALF) as i32;
    let exponent = (above >> 23) as f32;
    let mantissa = f32::from_bits(x.to_bits().wrapping_sub((above & !0x7f_ffff) as u32));
    let f = mantissa - 1.0;
    let square = f * f;
    let mut series = 7.037_683_6e-2;
    for coefficient in [
        -1.151_461e-1,
        1.167_699_9e-1,
        -1.242_014_1e-1,
        1.424_932_3e-1,
        -1.666_805_7e-1,
        2.000_071_4e-1,
        -2.499_999_4e-1,
        3.333_333e-1,
    ] {
        series = series * f + coefficient;
    }
    // The logarithm of 2 in two parts, the first of so few bits that its product is exact.
    let rest = series * f * square - 2.121_944_4e-4 * exponent - 0.5 * square;
    f + rest + 0.693_359_4 * exponent
}

/// e raised to a power between -87 and 88, for kernels; beyond, as at the bound. Its relative error
/// is below 2⁻²³; a test measures it.
///
/// A polynomial between `√½` and `√2` after Moshier's Cephes library, `expf.c`.
#[must_use]
#[inline(always)]
pub fn exp_in_kernels(x: f32) -> f32 {
    /// Added to a small number it leaves the nearest whole one in the last bits.
    const WHOLE: f32 = 12_582_912.0; // 1.5 · 2^23
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * core::f32::consts::LOG2_E + WHOLE;
    let power = shifted - WHOLE;
    let rest = x - power * 0.693_359_4 + power * 2.121_944_4e-4;
    let mut series = 1.987_569_1e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        series = series * rest + coefficient;
    }
    let exponent = shifted.to_bits().wrapping_sub(WHOLE.to_bits()).wrapping_add(127);
    (series * rest * rest + rest + 1.0) * f32::from_bits(exponent << 23)
}

/// The cosine of a number from 0 to 1 of whole turns, for kernels. Its error is below 2⁻²²; a test
/// measures it.
#[must_use]
#[inline(always)]
pub fn cos_of_turns_in_kernels(turns: f32) -> f32 {
    // Turned half round and folded twice, so that a sine of at most a quarter is left.
    let half = (turns - 0.5).abs();
    let angle = (half - 0.25) * core::f32::consts::TAU;
    let square = angle * angle;
    // The series of the sine: the first term left out is below 6 · 10⁻⁸ at a quarter turn.
    let mut series = -1.0 / 39_916_800.0;
    for coefficient in [1.0 / 362_880.0, -1.0 / 5_040.0, 1.0 / 120.0, -1.0 / 6.0, 1.0] {
        series = series * square + coefficient;
    }
    series * angle
}

/// A standard normal number from two uniform ones in (0, 1), after Box and Muller (1958), for
/// kernels.
#[must_use]
#[inline(always)]
pub fn normal_in_kernels(u: f32, v: f32) -> f32 {
    (-2.0 * ln_in_kernels(u)).sqrt() * cos_of_turns_in_kernels(v)
}

/// A standard normal number from two uniform ones in (0, 1), after Box and Muller (1958).
#[must_use]
pub fn normal(u: f64, v: f64) -> f64 {
    (-2.0 * libm::log(u)).sqrt() * cos_of_turns(v)
}

/// A Poisson number from a uniform one, by inversion; for means up to some hundred.
#[must_use]
pub fn poisson(mean: f64, u: f64) -> u32 {
    let mut probability = libm::exp(-mean);
    let (mut sum, mut count) = (probability, 0_u32);
    while sum < u && probability > 0.0 {
        count += 1;
        probability *= mean / f64::from(count);
        sum += probability;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_are_pinned() {
        // If an update of libm moves a bit, every baseline moves: that must be a decision.
        assert_eq!(exp(-1.0).to_bits(), 0x3fd7_8b56_362c_ef38);
        assert_eq!(ln(0.5).to_bits(), 0xbfe6_2e42_fefa_39ef);
    }

    /// Every mantissa, at some exponents of numbers in (0, 1), where loads are drawn, and above.
    #[test]
    fn the_logarithm_in_kernels_is_as_exact_as_it_says() {
        let mut worst = 0.0_f64;
        for exponent in [-24, -7, -2, -1, 0, 3] {
            let first = ((127 + exponent) as u32) << 23;
            for bits in (first..first + (1 << 23)).step_by(3).filter(|&bits| bits != 0x3f80_0000) {
                let exact = libm::log(f64::from(f32::from_bits(bits)));
                let error = f64::from(ln_in_kernels(f32::from_bits(bits))) / exact - 1.0;
                worst = worst.max(error.abs() / f64::from(f32::EPSILON));
            }
        }
        assert!(worst < 0.7, "{worst}");
        assert_eq!(ln_in_kernels(1.0), 0.0);
    }

    #[test]
    fn the_exponential_and_the_cosine_in_kernels_are_as_exact_as_they_say() {
        let (mut exponential, mut cosine) = (0.0_f64, 0.0_f64);
        for at in 0..2_000_000 {
            let x = (at as f32 / 2e6 - 0.499) * 174.0;
            let error = f64::from(exp_in_kernels(x)) / libm::exp(x.into()) - 1.0;
            exponential = exponential.max(error.abs());
            let turns = at as f32 / 2e6;
            let exact = libm::cos(core::f64::consts::TAU * f64::from(turns));
            cosine = cosine.max((f64::from(cos_of_turns_in_kernels(turns)) - exact).abs());
        }
        let unit = f64::from(f32::EPSILON);
        assert!(exponential < unit, "{}", exponential / unit);
        assert!(cosine < 2.0 * unit, "{}", cosine / unit);
        assert_eq!((exp_in_kernels(0.0), cos_of_turns_in_kernels(0.25)), (1.0, 0.0));
        assert_eq!([exp_in_kernels(-1e9), exp_in_kernels(1e9)], [-87.0, 88.0].map(exp_in_kernels));
    }

    #[test]
    fn poisson_inverts_its_distribution() {
        // P(0) = e^-2 = 0.1353, P(≤1) = 3·e^-2 = 0.4060, P(≤2) = 5·e^-2 = 0.6767.
        assert_eq!([0.13, 0.14, 0.41, 0.68].map(|u| poisson(2.0, u)), [0, 1, 2, 3]);
        assert_eq!(poisson(0.0, 0.999), 0);
    }
}
