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
/// Bins behind them that nobody reads.
const UNREAD: usize = 8;

/// A histogram over all the numbers that money can be.
#[derive(Debug, Clone)]
pub struct Spread {
    counts: Vec<u32>,
}

impl Default for Spread {
    fn default() -> Self {
        Self { counts: vec![0; BINS + UNREAD] }
    }
}

impl Spread {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.counts.fill(0);
    }

    /// Counts a number, so many times.
    pub fn count(&mut self, value: f32, times: u32) {
        self.counts[bin(value)] += times;
    }

    /// Counts the numbers for which a condition holds, without a jump: what does not count goes to
    /// bins that nobody reads, by turns, so that one count need not wait for the last.
    pub fn count_where(&mut self, numbers: impl Iterator<Item = (bool, f32)>) {
        for (turn, (holds, value)) in numbers.enumerate() {
            let unread = BINS + turn % UNREAD;
            self.counts[std::hint::select_unpredictable(holds, bin(value), unread)] += 1;
        }
    }

    /// How many numbers were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts[..BINS].iter().map(|&count| u64::from(count)).sum()
    }

    /// The numbers counted in each bin that has any, by a number of the bin, in rising order.
    pub fn bins(&self) -> impl Iterator<Item = (f64, u32)> {
        self.counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(b, &c)| (middle(b), c))
    }

    /// Adds another spread.
    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// The number below which a share of those counted lies; none if there are none.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let total = self.total();
        // The nearest rank, counted from one.
        let rank = ((total as f64 * share).ceil() as u64).clamp(1, total.max(1));
        let mut below = 0;
        self.bins().find_map(|(value, count)| {
            below += u64::from(count);
            (below >= rank).then_some(value)
        })
    }
}

fn bin(value: f32) -> usize {
    let size = (value.abs().to_bits() >> (23 - MANTISSA)).saturating_sub(LOWEST).min(SIDE);
    std::hint::select_unpredictable(value < 0.0, SIDE - size, SIDE + size) as usize
}

fn middle(bin: usize) -> f64 {
    let bin = bin as u32;
    let size = if bin < SIDE { SIDE - bin } else { bin - SIDE };
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
            let found = spread.quantile(share).unwrap();
            assert!((found / exact - 1.0).abs() < 0.02, "{found} for {exact}");
        }
        assert_eq!(spread.quantile(0.5), Some(0.0));
        assert_eq!(spread.total(), 1_000);
    }

    #[test]
    fn nothing_has_no_quantile_and_the_ends_are_kept() {
        assert_eq!(Spread::default().quantile(0.5), None);
        let mut spread = Spread::default();
        [0.0, -1e-9, f32::MAX, f32::NEG_INFINITY].map(|value| spread.count(value, 1));
        assert_eq!(spread.total(), 4);
        assert!(spread.quantile(0.01).unwrap() < -1e6 && spread.quantile(1.0).unwrap() > 1e6);
    }
}
