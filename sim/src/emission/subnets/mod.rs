//! Subnets: which part of what is minted goes to which market of its own?

mod by_flow;
mod by_price;
pub mod injection;

pub use by_flow::ByFlow;
pub use by_price::{ByPrice, MovingPrice};
pub use injection::{Alpha, Injection};

use language::when::Seconds;

use super::Memory;
use super::schedule::Period;
use crate::ledger::{Units, share_of};

crate::kinds::kinds! {
    /// What the parts of subnets follow.
    SubnetsKind answers Subnets:
    /// The average price of each subnet's own token.
    ByPrice(ByPrice),
    /// The average flow of tokens into each subnet.
    ByFlow(ByFlow),
}

/// Answers one question: what does each subnet weigh in this step?
pub trait Subnets {
    /// The names of the subnets.
    fn names(&self) -> Vec<&str>;

    /// What each of them weighs, in the order of their names.
    fn weights(&self, period: &Period, memory: &mut Memory) -> Vec<u64>;
}

/// Parts of an amount by weight: each is rounded down, and the last subnet that weighs anything gets
/// what is left over, so that they sum to the amount; nobody gets anything if nobody weighs.
#[must_use]
pub fn parts(total: Units, weights: &[u64]) -> Vec<Units> {
    // Halved until their sum fits 64 bits, so that no product is larger than 128.
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let shift = (128 - sum.leading_zeros()).saturating_sub(64);
    let weights: Vec<u64> = weights.iter().map(|weight| weight >> shift).collect();
    let sum: u64 = weights.iter().sum();
    let mut parts: Vec<Units> =
        weights.iter().map(|weight| share_of(total, *weight, sum.max(1))).collect();
    if let Some(last) = weights.iter().rposition(|weight| *weight > 0) {
        parts[last] += total - parts.iter().sum::<Units>();
    }
    parts
}

/// Seconds in a day: what is known of a day holds for all its blocks.
const DAY: Seconds = 86_400;

/// Binary digits of a share of a block.
const DIGITS: u32 = 52;

/// Adds the shares that weights are of their sum, in a block, to what they were in others; no weight
/// has more than 76 binary digits. A share has 44, so that 2⁸⁴ blocks fit the sums.
fn add_shares(weights: &[u128], sums: &mut [u128]) {
    let all = weights.iter().sum::<u128>().max(1);
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += ((weight << DIGITS) / all) >> 8;
    }
}

/// Sums of shares as weights: those of more than 2²⁰ blocks are halved, all alike, until they fit.
fn weights_of(sums: &[u128]) -> Vec<u64> {
    let largest = sums.iter().max().copied().unwrap_or(0);
    let shift = (u128::BITS - largest.leading_zeros()).saturating_sub(u64::BITS);
    sums.iter().map(|sum| (sum >> shift) as u64).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Asserts that parts are those wanted, but for two units that averages of blocks round off.
    pub(crate) fn near(found: &[Units], wanted: &[Units]) {
        let is_near = found.iter().zip(wanted).all(|(one, other)| one.abs_diff(*other) <= 2);
        assert!(is_near && found.len() == wanted.len(), "{found:?} instead of {wanted:?}");
    }

    #[test]
    fn by_hand() {
        // subtensor, tests/coinbase.rs: prices of 0.1 and 0.2 give a third and two thirds, equal ones
        // halves (verified); the unit that rounding leaves over goes to the last.
        assert_eq!(parts(1_000_000, &[1, 2]), [333_333, 666_667]);
        assert_eq!(parts(1_000_000, &[7, 7]), [500_000, 500_000]);
        assert_eq!(parts(100_000_000, &[10, 20]), [33_333_333, 66_666_667]);
        // Three equal subnets, then one of them switched off.
        assert_eq!(parts(3_000_000, &[5, 5, 5]), [1_000_000; 3]);
        assert_eq!(parts(3_000_000, &[5, 0, 5]), [1_500_000, 0, 1_500_000]);
        assert_eq!(parts(9, &[0, 0]), [0, 0]);
        assert_eq!(parts(9, &[]), [0; 0]);
    }

    #[test]
    fn no_amount_and_no_weight_is_too_large_and_nothing_is_lost() {
        let weights = [u64::MAX, 1, u64::MAX, 12_345];
        for total in [0, 1, 999, Units::MAX] {
            assert_eq!(parts(total, &weights).iter().sum::<Units>(), total);
        }
        let mut sums = [0, u64::MAX.into()];
        add_shares(&[1 << 74, 3 << 74], &mut sums);
        assert_eq!(sums, [1 << 42, u128::from(u64::MAX) + (3 << 42)]);
    }

    /// A step of more than 2²⁰ blocks, 146 days of 12 seconds, once filled the sum of a subnet with
    /// nearly all of the weight: it stood still, and the others caught up with it.
    #[test]
    fn a_step_may_have_more_blocks_than_64_bits_add_up() {
        let mut sums = [0; 2];
        let mut blocks = |count: u32| {
            (0..count).for_each(|_| add_shares(&[1, 3], &mut sums));
            weights_of(&sums)
        };
        // A quarter and three quarters of 2⁴⁴, as often as there are blocks.
        assert_eq!(blocks(4), [1 << 44, 3 << 44]);
        let many = blocks((1 << 21) - 4);
        assert_eq!(many, [1 << 62, 3 << 62]);
        assert_eq!(parts(1_000, &many), [250, 750]);
    }
}
