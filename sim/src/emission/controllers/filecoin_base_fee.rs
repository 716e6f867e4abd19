//! Filecoin base fee: what a unit of gas costs at the least rises while blocks are more than half
//! full, and falls while they are less.

use ruint::aliases::U256;

use crate::ledger::Units;

/// The most gas that a block holds [gas] (verified: filecoin-project/lotus @b835fab7,
/// `build/buildconstants`).
pub const BLOCK_LIMIT: u64 = 10_000_000_000;

/// The gas at which the base fee stays (verified: the same place).
pub const BLOCK_TARGET: u64 = BLOCK_LIMIT / 2;

/// The least base fee [attoFIL/gas] (verified: the same place).
pub const LEAST: Units = 100;

/// The base fee changes by at most a part of so many (verified: the same place).
pub const MOST_CHANGE: u64 = 8;

/// The base fee of the next epoch, until the upgrade FireHorse [attoFIL/gas].
///
/// ## Equation
/// `next = max(100, fee + ⌊fee · clamp(⌊used / blocks⌋ − T, ±T) / (8 · T)⌋)`, where `T` is
/// `BLOCK_TARGET` and `used` is the sum of the gas limits of an epoch's messages.
///
/// ## Source
/// filecoin-project/lotus @0efce075, `chain/store/basefee.go` (verified), for epochs after the
/// upgrade Smoke; the rule of Ethereum's EIP-1559, for several blocks at once.
#[must_use]
pub fn next_base_fee(base_fee: Units, gas_used: u64, blocks: u64) -> Units {
    let fee = U256::from(base_fee);
    let used = (gas_used / blocks.max(1)).min(BLOCK_LIMIT);
    let whole = U256::from(MOST_CHANGE * BLOCK_TARGET);
    let part = |delta: u64| fee * U256::from(delta);
    // What is below nothing is rounded down too, so that the fee falls by no less than it should.
    let next = match used.checked_sub(BLOCK_TARGET) {
        Some(above) => fee + part(above) / whole,
        None => fee - part(BLOCK_TARGET - used).div_ceil(whole),
    };
    Units::try_from(next).unwrap_or(Units::MAX).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let next = |fee, used| next_base_fee(fee, used, 1);
        assert_eq!(next(800, BLOCK_TARGET), 800);
        assert_eq!(next(800, BLOCK_LIMIT), 900);
        assert_eq!(next(801, 0), 700); // 801/8 is 100.1, and the fall is rounded up
        assert_eq!(next(801, BLOCK_LIMIT), 901);
        assert_eq!(next(1_000, BLOCK_TARGET + BLOCK_TARGET / 5), 1_025);
        assert_eq!(next(100, 0), 100);
        assert_eq!(next_base_fee(800, 2 * BLOCK_LIMIT, 4), 800);
        // Fuller than full, without a block, and of any size: nothing overflows.
        assert_eq!((next(800, u64::MAX), next_base_fee(800, 0, 0)), (900, 700));
        assert_eq!(next(Units::MAX, BLOCK_LIMIT), Units::MAX);
    }
}
