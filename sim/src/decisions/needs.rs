//! Needs: how many tokens pay a cost, in whole numbers.

/// How many grains pay for costs in dollars.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Needs {
    /// Units of cost in a dollar.
    per_usd: f64,
    /// Grains for a unit, times two to the power of `shift`.
    grains: u64,
    /// See `grains`.
    shift: u32,
}

impl Needs {
    /// Units that the largest cost counts.
    const UNITS: f64 = 1_073_741_824.0; // 2^30
    /// The largest number of grains for a unit.
    const GRAINS: f64 = 4_294_967_296.0; // 2^32
    /// The largest cost, in multiples of the usual: the units are fine enough below it.
    const TIMES: f64 = 64.0;

    /// What it takes at a grain's value for costs of the usual size [USD]; costs of more than 64
    /// times that count as so much.
    pub(super) fn new(grain_usd: f64, usual_usd: f64) -> Self {
        let per_usd = Self::UNITS / (usual_usd * Self::TIMES).max(1e-9);
        let each = 1.0 / (grain_usd * per_usd);
        // As many fractional bits as fit, after the exponent of the number; a price of almost zero
        // leaves none, and the largest number.
        let magnitude = (each.to_bits() >> 52) as i32 - 1_023;
        let shift = (31 - magnitude).clamp(0, 60) as u32;
        let grains = (each * (1_u64 << shift) as f64).min(Self::GRAINS) as u64;
        Self { per_usd, grains, shift }
    }

    /// Grains that pay for a cost, rounded up; none for what is no cost.
    #[inline(always)]
    pub(super) fn grains(&self, usd: f32) -> u64 {
        let units = whole((f64::from(usd) * self.per_usd).clamp(0.0, Self::UNITS));
        (units * self.grains + (1 << self.shift) - 1) >> self.shift
    }
}

/// The whole number nearest to one from 0 to 2^51: a conversion would be made one by one, as it looks
/// for numbers that do not fit.
#[inline(always)]
fn whole(number: f64) -> u64 {
    /// Added to a smaller number it leaves the nearest whole one in the last bits.
    const WHOLE: f64 = 4_503_599_627_370_496.0; // 2^52
    (number + WHOLE).to_bits() & ((1 << 52) - 1)
}

/// The lesser of two amounts below 2^63, without a jump: written as a comparison it would be one.
#[inline(always)]
pub(super) fn lesser(a: u64, b: u64) -> u64 {
    let over = (a as i64).wrapping_sub(b as i64);
    b.wrapping_add((over & (over >> 63)) as u64)
}

/// By how much the first of two amounts below 2^63 is above the second.
#[inline(always)]
pub(super) fn above(a: u64, b: u64) -> u64 {
    let over = (a as i64).wrapping_sub(b as i64);
    (over & !(over >> 63)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let needs = Needs::new(0.5, 4.0);
        assert_eq!([3.0, 0.0, -1.0, 0.3].map(|usd| needs.grains(usd)), [6, 0, 0, 1]);
        // 64 times the usual cost and no more.
        assert_eq!(needs.grains(1e9), 512);
    }

    #[test]
    fn a_dollar_may_be_many_grains_or_less_than_one() {
        let many = Needs::new(1e-12, 1.0).grains(1.0);
        assert!((many as f64 / 1e12 - 1.0).abs() < 1e-6, "{many}");
        assert_eq!(Needs::new(1e6, 1.0).grains(1.0), 1);
        assert!(Needs::new(f64::MIN_POSITIVE, 1.0).grains(1.0) > 1 << 50);
        assert!(Needs::new(0.0, 1.0).grains(1.0) > 1 << 50);
        assert_eq!(Needs::new(1.0, 0.0).grains(0.0), 0);
    }

    #[test]
    fn the_lesser_is_the_lesser() {
        assert_eq!([lesser(3, 5), lesser(5, 3), lesser(4, 4)], [3, 3, 4]);
        assert_eq!(lesser(0, u64::MAX >> 1), 0);
        assert_eq!([above(3, 5), above(5, 3), above(4, 4), above(4, 0)], [0, 2, 0, 4]);
    }
}
