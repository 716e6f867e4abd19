//! Filecoin premium fee: what a unit of gas costs at the least follows what senders offer beyond it.

use super::filecoin_base_fee::{BLOCK_LIMIT, LEAST, MOST_CHANGE};
use crate::ledger::Units;

/// Gas counted from the highest premium down, at which the premium is read: four fifths of a block
/// (verified: filecoin-project/lotus @b835fab7, `build/buildconstants`, `BlockGasTargetIndex`).
pub const INDEX: u64 = BLOCK_LIMIT / 5 * 4 - 1;

/// The base fee of the next epoch, from the upgrade FireHorse on [attoFIL/gas].
///
/// ## Equation
/// `m = ⌈fee / 8⌉`, `next = max(100, fee + min(m, premium − m))`: where four fifths of a block are
/// filled at a premium of a step, the fee stays; where they are not filled, it falls by a step.
///
/// ## Source
/// FIP-0115; filecoin-project/lotus @b835fab7, `chain/store/basefee.go`, `nextBaseFeeFromPremium`
/// (verified).
#[must_use]
pub fn next_base_fee(base_fee: Units, premium: Units) -> Units {
    let step = base_fee.div_ceil(Units::from(MOST_CHANGE));
    match premium.checked_sub(step) {
        Some(above) => base_fee.saturating_add(above.min(step)),
        None => base_fee.saturating_sub(step - premium),
    }
    .max(LEAST)
}

/// The premium at a place, counted in gas from the highest premium down; 0 where there is not so
/// much gas [attoFIL/gas].
///
/// `messages` are the premiums [attoFIL/gas] and gas limits [gas] of an epoch's messages, each once.
///
/// ## Source
/// The same file, `WeightedQuickSelect` (verified).
#[must_use]
pub fn premium_at(messages: &[(Units, u64)], index: u64) -> Units {
    let mut sorted = messages.to_vec();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let mut gas: u64 = 0;
    let reaches = |(_, limit): &&(Units, u64)| {
        gas = gas.saturating_add(*limit);
        gas > index
    };
    sorted.iter().find(reaches).map_or(0, |(premium, _)| *premium)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let nexts = [0, 100, 150, 200, 999].map(|premium| next_base_fee(800, premium));
        assert_eq!(nexts, [700, 800, 850, 900, 900]);
        assert_eq!([0, 13, 26].map(|premium| next_base_fee(100, premium)), [100, 100, 113]);
        assert_eq!(next_base_fee(Units::MAX, Units::MAX), Units::MAX);
        assert_eq!(next_base_fee(0, 0), 100);
    }

    /// Source: filecoin-project/lotus @b835fab7, `chain/store/basefee_test.go` (verified).
    #[test]
    fn the_premium_is_read_at_four_fifths_of_a_block() {
        let read = |messages: &[(Units, u64)]| premium_at(messages, INDEX);
        assert_eq!(read(&[]), 0);
        assert_eq!(read(&[(123, 5_999_999_999), (100, 2_000_000_000)]), 0);
        assert_eq!(read(&[(123, 5_999_999_999), (0, 2_000_000_001)]), 0);
        assert_eq!(read(&[(123, 5_999_999_999), (100, 2_000_000_001)]), 100);
        assert_eq!(read(&[(123, 7_999_999_999), (100, 2_000_000_001)]), 100);
        assert_eq!(read(&[(123, 8_000_000_000), (100, 2_000_000_000)]), 123);
        assert_eq!(read(&[(123, 8_000_000_000), (100, 9_000_000_000)]), 123);
        let giga = |number: u64| number * 1_000_000_000;
        let many = [(100, 4), (200, 1), (300, 2), (400, 1), (500, 2), (600, 2), (700, 3)];
        assert_eq!(read(&many.map(|(premium, limit)| (premium, giga(limit)))), 400);
    }
}
