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

/// A standard normal number from two uniform ones in (0, 1), after Box and Muller (1958).
#[must_use]
pub fn normal(u: f64, v: f64) -> f64 {
    (-2.0 * libm::log(u)).sqrt() * libm::cos(core::f64::consts::TAU * v)
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

    #[test]
    fn poisson_inverts_its_distribution() {
        // P(0) = e^-2 = 0.1353, P(≤1) = 3·e^-2 = 0.4060, P(≤2) = 5·e^-2 = 0.6767.
        assert_eq!([0.13, 0.14, 0.41, 0.68].map(|u| poisson(2.0, u)), [0, 1, 2, 3]);
        assert_eq!(poisson(0.0, 0.999), 0);
    }
}
