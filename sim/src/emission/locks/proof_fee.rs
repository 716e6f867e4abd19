//! Proof fee: what a sector of Filecoin pays each day, to be burned.

use ruint::aliases::{U256, U512};

use crate::ledger::Units;

/// The fee's share of what circulates for each byte, in parts of `10^30`: 5.56e-15 for 32 GiB
/// (verified: builtin-actors, `actors/miner/tests/policy_test.rs`, `daily_proof_fee_calc`).
const PARTS: u64 = 161_817;

/// The most that is paid, as a part of the day's expected reward: a half (verified:
/// FIP-0100).
const MOST_OF_REWARD: Units = 2;

/// What a sector of some power owes each day, fixed when it is proven [attoFIL].
///
/// ## Equation
/// `⌊161,817 · circulating · power / 10^30⌋`
///
/// ## Source
/// FIP-0100; builtin-actors @b0a3bdd6, `actors/miner/src/policy.rs`, `daily_proof_fee` (verified).
#[must_use]
pub fn daily_proof_fee(circulating: Units, power: u128) -> Units {
    let whole = U512::from(U256::from(10).pow(U256::from(30)));
    let fee = U512::from(PARTS) * U512::from(circulating) * U512::from(power) / whole;
    Units::try_from(fee).unwrap_or(Units::MAX)
}

/// What is paid of the fees of a deadline's sectors, whose power is expected to earn some reward in a
/// day [attoFIL].
///
/// ## Equation
/// `min(fees, ⌊reward / 2⌋)`
///
/// ## Source
/// FIP-0100, *Fee implementation* (verified).
#[must_use]
pub fn daily_payment(fees: Units, reward_of_a_day: Units) -> Units {
    fees.min(reward_of_a_day / MOST_OF_REWARD)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: builtin-actors, `actors/miner/tests/policy_test.rs`, `daily_proof_fee_calc` (verified).
    #[test]
    fn by_hand() {
        let circulating = 680_000_000 * 10_u128.pow(18);
        let fee = |gib: u128| daily_proof_fee(circulating, gib << 30);
        // The chain's test has multiples of the first, and lets them be off by what is rounded.
        let fees = [32, 64, 320, 640].map(fee);
        assert_eq!(
            fees,
            [3_780_793_052_776, 7_561_586_105_552, 37_807_930_527_763, 75_615_861_055_527]
        );
        assert_eq!(
            (daily_proof_fee(0, 1), daily_proof_fee(Units::MAX, u128::MAX)),
            (0, Units::MAX)
        );
        assert_eq!([0, 7, 8, 100].map(|reward| daily_payment(4, reward)), [0, 3, 4, 4]);
    }
}
