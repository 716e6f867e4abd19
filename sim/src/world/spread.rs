//! Spread: how a number is spread over the devices, in bins of three per cent.
//!
//! Sorting a million margins every day would cost more than the day. A bin is the sign, the
//! exponent and five bits of the mantissa of a float, so a quantile is right to 1.6 %.

/// Bits of the mantissa that are kept.
const MANTISSA: u32 = 5;
/// The smallest number that is told from zero: 2^-20, a millionth of a dollar.
const LOWEST: u32 = (127 - 20) << MANTISSA;
/// Bins on either side of zero; numbers of 2^20 and more share the last.
const SIDE: u32 = 40 << MANTISSA;
const BINS: usize = 2 * SIDE as usize + 1;

/// A histogram over all the numbers that money can be.
#[derive(Debug, Clone)]
pub struct Spread {
    /// Two counts of each bin: neighbours count in turns, so that one need not wait for the other.
    counts: Vec<[u32; 2]>,
}

/// Numbers whose bins are worked out together.
const BLOCK: usize = 256;

impl Default for Spread {
    fn default() -> Self {
        Self { counts: vec![[0; 2]; BINS + 1] }
    }
}

impl Spread {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.counts.fill([0; 2]);
    }

    /// Counts a number, so many times.
    pub fn count(&mut self, value: f32, times: u32) {
        self.counts[bin(value) as usize][0] += times;
    }

    /// Counts the numbers whose flag is not zero, without a jump: the others go to a bin that
    /// nobody reads.
    pub fn count_flagged(&mut self, values: &[f32], flags: &[u32]) {
        let mut bins = [0_u32; BLOCK];
        for (values, flags) in values.chunks(BLOCK).zip(flags.chunks(BLOCK)) {
            find_bins(values, flags, &mut bins[..values.len()]);
            for (turn, &bin) in bins[..values.len()].iter().enumerate() {
                self.counts[bin as usize][turn & 1] += 1;
            }
        }
    }

    fn times(&self) -> impl Iterator<Item = u32> {
        self.counts[..BINS].iter().map(|[even, odd]| even + odd)
    }

    /// How many numbers were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.times().map(u64::from).sum()
    }

    /// The numbers counted in each bin that has any, by a number of the bin, in rising order.
    pub fn bins(&self) -> impl Iterator<Item = (f64, u32)> {
        self.times().enumerate().filter(|(_, count)| *count > 0).map(|(b, c)| (middle(b), c))
    }

    /// Adds another spread.
    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.counts[..BINS].iter_mut().zip(other.times()) {
            count[0] += more;
        }
    }

    /// The numbers below which shares of those counted lie, the shares rising; NaN if there are
    /// none.
    #[must_use]
    pub fn quantiles<const N: usize>(&self, shares: [f64; N]) -> [f64; N] {
        let total = self.total();
        // The nearest ranks, counted from one.
        let ranks = shares.map(|share| ((total as f64 * share).ceil() as u64).max(1));
        let mut found = [f64::NAN; N];
        let (mut next, mut below) = (0, 0);
        for (bin, count) in self.times().enumerate() {
            below += u64::from(count);
            while next < N && below >= ranks[next] {
                found[next] = middle(bin);
                next += 1;
            }
        }
        found
    }
}

/// The bin of each number, or the one that nobody reads if its flag is zero.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn find_bins(values: &[f32], flags: &[u32], bins: &mut [u32]) {
    for ((bin, value), flag) in bins.iter_mut().zip(values).zip(flags) {
        let is_read = u32::from(*flag > 0).wrapping_neg();
        *bin = (self::bin(*value) & is_read) | (BINS as u32 & !is_read);
    }
}

fn bin(value: f32) -> u32 {
    let size = (value.abs().to_bits() >> (23 - MANTISSA)).clamp(LOWEST, LOWEST + SIDE) - LOWEST;
    let is_negative = u32::from(value < 0.0).wrapping_neg();
    // Two's complement: all bits flipped and one more is the number below zero.
    SIDE.wrapping_add((size ^ is_negative).wrapping_sub(is_negative))
}

fn middle(bin: usize) -> f64 {
    let bin = bin as u32;
    let size = bin.abs_diff(SIDE);
    if size == 0 {
        return 0.0;
    }
    let edge = |size: u32| f64::from(f32::from_bits((size + LOWEST) << (23 - MANTISSA)));
    let middle = (edge(size) + edge(size + 1)) / 2.0;
    if bin < SIDE { -middle } else { middle }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_right_to_two_percent() {
        let mut spread = Spread::default();
        (1..=1_000).for_each(|n| spread.count(n as f32 * 0.01 - 5.0, 1));
        for (share, exact) in [(0.05, -4.5), (0.25, -2.5), (0.9, 4.0)] {
            let [found] = spread.quantiles([share]);
            assert!((found / exact - 1.0).abs() < 0.02, "{found} for {exact}");
        }
        assert_eq!(spread.quantiles([0.5]), [0.0]);
        assert_eq!(spread.total(), 1_000);
    }

    #[test]
    fn nothing_has_no_quantile_and_the_ends_are_kept() {
        assert!(Spread::default().quantiles([0.5])[0].is_nan());
        let mut spread = Spread::default();
        let numbers = [0.0, -1e-9, f32::MAX, f32::NEG_INFINITY];
        numbers.iter().for_each(|value| spread.count(*value, 1));
        assert_eq!(spread.total(), 4);
        let [lowest, highest] = spread.quantiles([0.01, 1.0]);
        assert!(lowest < -1e6 && highest > 1e6);
    }

    #[test]
    fn flagged_numbers_count_as_if_they_came_alone() {
        let values: Vec<f32> = (0..1_000).map(|n| (n as f32 - 400.0) * 0.37).collect();
        let flags: Vec<u32> = (0..1_000).map(|n| n % 3).collect();
        let (mut together, mut alone) = (Spread::default(), Spread::default());
        together.count_flagged(&values, &flags);
        values.iter().zip(&flags).for_each(|(value, flag)| alone.count(*value, (*flag).min(1)));
        assert!(together.bins().eq(alone.bins()));
    }
}
