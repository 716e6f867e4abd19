//! Spread: how a number is spread over the devices, in bins of three per cent.
//!
//! Sorting a million margins every day would cost more than the day. A bin is the sign, the
//! exponent and five bits of the mantissa of a float, so a quantile is right to 1.6 %.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::{Active, Crew};

/// Bits of the mantissa that are kept.
const MANTISSA: u32 = 5;
/// The smallest number that is told from zero: 2^-12, a fortieth of a cent.
const LOWEST: u32 = (127 - 12) << MANTISSA;
/// Bins on either side of zero; numbers of 2^20 and more share the last.
const SIDE: u32 = 32 << MANTISSA;
const BINS: usize = 2 * SIDE as usize + 1;

/// Bins that there is room for: a power of two, so that no index has to be checked.
const ROOM: usize = 4_096;

/// A histogram over all the numbers that money can be.
#[derive(Debug, Clone)]
pub struct Spread {
    /// Two counts of each bin: neighbours count in turns, so that one need not wait for the other.
    counts: Box<[[u32; 2]; ROOM]>,
    /// The bins that may have any, so that the others are not looked at.
    used: Range<usize>,
    /// How many numbers were counted.
    total: u64,
}

/// Numbers whose bins are worked out together.
const BLOCK: usize = 256;

/// Bins that are added up together when a rank is looked for.
const STRETCH: usize = 32;

/// The bin of numbers that are not counted; nobody reads it.
const UNREAD: u32 = ROOM as u32 - 1;

/// No bins, ready to be widened.
const NONE: Range<usize> = Range { start: BINS, end: 0 };

impl Default for Spread {
    fn default() -> Self {
        Self { counts: Box::new([[0; 2]; ROOM]), used: NONE, total: 0 }
    }
}

impl Spread {
    /// Forgets everything.
    pub fn clear(&mut self) {
        let used = std::mem::replace(&mut self.used, NONE);
        self.counts.get_mut(used).unwrap_or_default().fill([0; 2]);
        self.counts[UNREAD as usize] = [0; 2];
        self.total = 0;
    }

    /// Counts a number, so many times.
    #[cfg(test)]
    pub fn count(&mut self, value: f32, times: u32) {
        let bin = bin(value) as usize;
        self.counts[bin][0] += times;
        self.use_bins(bin..bin + 1);
        self.total += u64::from(times);
    }

    /// Counts the numbers of the active, without a jump: the others go to a bin that nobody reads.
    #[inline(always)]
    pub fn count_active(&mut self, values: &[f32], active: &[Active]) {
        let mut bins = [0_u32; BLOCK];
        for (values, active) in values.chunks(BLOCK).zip(active.chunks(BLOCK)) {
            let bins = &mut bins[..values.len()];
            self.use_bins(find_bins(values, active, bins));
            self.total += active.iter().map(|active| u64::from(active.is_here())).sum::<u64>();
            let (pairs, last) = bins.as_chunks::<2>();
            for [even, odd] in pairs {
                self.counts[*even as usize % ROOM][0] += 1;
                self.counts[*odd as usize % ROOM][1] += 1;
            }
            last.iter().for_each(|bin| self.counts[*bin as usize % ROOM][0] += 1);
        }
    }

    #[inline(always)]
    fn use_bins(&mut self, bins: Range<usize>) {
        self.used = self.used.start.min(bins.start)..self.used.end.max(bins.end);
    }

    /// How many numbers were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The numbers counted in each bin that has any, by a number of the bin, in rising order.
    #[cfg(test)]
    fn bins(&self) -> impl Iterator<Item = (f64, u32)> {
        let used = self.counts.get(self.used.clone()).unwrap_or_default();
        let times = used.iter().map(|[even, odd]| even + odd);
        let bins = (self.used.start..).zip(times).filter(|(_, count)| *count > 0);
        bins.map(|(bin, count)| (middle(bin), count))
    }

    /// Adds another spread.
    pub fn add(&mut self, other: &Self) {
        let used = other.used.clone();
        let counts = self.counts.get_mut(used.clone()).unwrap_or_default().as_flattened_mut();
        let more = other.counts.get(used.clone()).unwrap_or_default().as_flattened();
        counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        self.use_bins(used);
        self.total += other.total;
    }

    /// Adds another spread, each of its numbers turned into another one.
    pub fn add_turned(&mut self, other: &Self, turned: &Turned) {
        let Range { start, end } = other.used;
        if start >= end {
            return;
        }
        let alike = turned.alike.clamp(start, end);
        let sum: u32 = other.counts[start..alike].as_flattened().iter().sum();
        self.counts[usize::from(turned.bins[0])][0] += sum;
        for ([even, odd], &bin) in other.counts[alike..end].iter().zip(&turned.bins[alike..end]) {
            // Between the first and the last many are empty.
            if even + odd > 0 {
                self.counts[usize::from(bin)][0] += even + odd;
            }
        }
        self.use_bins(turned.range.clone());
        self.total += other.total;
    }

    /// The numbers below which shares of those counted lie, the shares rising; NaN if there are
    /// none.
    #[must_use]
    pub fn quantiles<const N: usize>(&self, shares: [f64; N]) -> [f64; N] {
        // The nearest ranks, counted from one.
        let ranks = shares.map(|share| ((self.total as f64 * share).ceil() as u64).max(1));
        let mut found = [f64::NAN; N];
        let (mut next, mut below) = (0, 0);
        let used = self.counts.get(self.used.clone()).unwrap_or_default();
        for (first, stretch) in (self.used.start..).step_by(STRETCH).zip(used.chunks(STRETCH)) {
            let inside: u64 = stretch.as_flattened().iter().map(|&count| u64::from(count)).sum();
            let mut so_far = below;
            below += inside;
            // Most stretches have no rank that is asked for, and are passed in one stride.
            if next == N || below < ranks[next] {
                continue;
            }
            for (bin, [even, odd]) in (first..).zip(stretch) {
                so_far += u64::from(even + odd);
                while next < N && so_far >= ranks[next] {
                    found[next] = middle(bin);
                    next += 1;
                }
            }
        }
        found
    }

    /// Has numbers counted by a crew, of which each member counts for itself.
    pub(crate) fn share<S>(&mut self, crew: Crew, work: impl FnOnce(&Counter) -> S) -> S {
        work(&Counter { whole: Mutex::new(self), crew })
    }
}

/// A function of numbers, worked out for every bin: the same one is asked for each day.
#[derive(Debug, Clone)]
pub struct Turned {
    bins: Vec<u16>,
    /// So many of the first bins turn into the same one, and are added up before.
    alike: usize,
    /// The bins that others turn into.
    range: Range<usize>,
}

impl Turned {
    /// The bins that a function turns the numbers of each bin into.
    pub fn new(function: impl Fn(f64) -> f64) -> Self {
        let turn = |bin| self::bin(function(middle(bin)) as f32) as u16;
        let bins: Vec<u16> = (0..BINS).map(turn).collect();
        let alike = bins.iter().take_while(|&&bin| bin == bins[0]).count();
        let (least, most) = bins.iter().fold((u16::MAX, 0), |(a, b), &c| (a.min(c), b.max(c)));
        Self { alike, range: usize::from(least)..usize::from(most) + 1, bins }
    }
}

/// A spread that a crew counts into.
pub(crate) struct Counter<'a> {
    whole: Mutex<&'a mut Spread>,
    crew: Crew,
}

impl Counter<'_> {
    /// Counts; in which order parts are added does not matter.
    pub(crate) fn count<S>(&self, work: impl FnOnce(&mut Spread) -> S) -> S {
        let whole = || self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        match self.crew {
            Crew::Alone => work(&mut whole()),
            Crew::SideBySide => {
                let mut own = Spread::default();
                let result = work(&mut own);
                whole().add(&own);
                result
            }
        }
    }
}

/// Finds the bin of each number; returns from which to which they are used.
#[inline(always)]
fn find_bins(values: &[f32], active: &[Active], bins: &mut [u32]) -> Range<usize> {
    let (mut lowest, mut end) = (UNREAD, 0);
    for ((bin, value), active) in bins.iter_mut().zip(values).zip(active) {
        let is_read = u32::from(active.is_here()).wrapping_neg();
        let read = self::bin(*value) & is_read;
        *bin = read | (UNREAD & !is_read);
        lowest = lowest.min(*bin);
        end = end.max(read + 1);
    }
    lowest as usize..end as usize
}

#[inline(always)]
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
    fn numbers_are_turned_into_others() {
        let mut margins = Spread::default();
        [(2.0, 3), (0.5, 2), (-1.0, 4)].iter().for_each(|&(value, n)| margins.count(value, n));
        let payback = Turned::new(|usd| if usd > 0.0 { 100.0 / usd } else { f64::INFINITY });
        let mut days = Spread::default();
        days.add_turned(&margins, &payback);
        let [third, half, most] = days.quantiles([0.3, 0.5, 0.9]);
        assert!((third / 50.0 - 1.0).abs() < 0.04, "{third}");
        assert!((half / 200.0 - 1.0).abs() < 0.04, "{half}");
        assert!(most > 1e6, "{most}");
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
    fn numbers_of_the_active_count_as_if_they_came_alone() {
        let values: Vec<f32> = (0..1_000).map(|n| (n as f32 - 400.0) * 0.37).collect();
        let active: Vec<Active> = (0..1_000).map(|n| Active((n % 3 > 0).into())).collect();
        let (mut together, mut alone) = (Spread::default(), Spread::default());
        together.count_active(&values, &active);
        values.iter().zip(&active).for_each(|(value, a)| alone.count(*value, a.0.into()));
        assert!(together.bins().eq(alone.bins()));
        let mut halves = Spread::default();
        halves.share(Crew::SideBySide, |counter| {
            for part in [0..300, 300..1_000] {
                counter.count(|own| own.count_active(&values[part.clone()], &active[part]));
            }
        });
        assert!(halves.bins().eq(alone.bins()));
        halves.clear();
        assert_eq!((halves.total(), halves.bins().count()), (0, 0));
    }
}
