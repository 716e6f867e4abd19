//! Pledge: what a storage provider of Filecoin locks for a sector.

use ruint::aliases::{U256, U512};

use crate::ledger::Units;

/// Days of expected reward that are pledged, and that a deposit before the proof takes
/// (verified: builtin-actors @066ae513, `actors/miner/src/monies.rs`).
pub const REWARD_DAYS: u64 = 20;

/// The most that is pledged for a byte, `⌊10^18 / 2^35⌋`: 1 FIL for 32 GiB [attoFIL/byte]
/// (verified: the same file).
pub const MOST_PER_BYTE: Units = 29_103_830;

/// Epochs of 30 seconds over which FIP-0081 comes into force, a year (verified: lotus
/// @b835fab7, `build/buildconstants/params_mainnet.go`).
pub const RAMP_EPOCHS: u64 = 1_051_200;

/// The epoch in which FIP-0081 begins, 2024-11-20 23:00 UTC (verified: the same file).
pub const RAMP_FROM: i64 = 4_461_240;

/// Parts in a thousand by which the share of the baseline falls in all (verified: `monies.rs`).
const RAMP_PER_MILLE: u64 = 300;

/// What the network looks like when a sector is pledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conditions {
    /// What the sector is expected to earn in 20 days [attoFIL].
    pub reward_of_20_days: Units,
    /// Tokens that circulate [attoFIL].
    pub circulating: Units,
    /// Power of the network, adjusted for quality [bytes].
    pub network_power: u128,
    /// Power that the network is meant to have [bytes].
    pub baseline_power: u128,
    /// Parts in a thousand of the share of supply that are measured against the baseline.
    pub gamma_per_mille: u64,
}

/// Parts in a thousand that are measured against the baseline, so many epochs after FIP-0081 began.
///
/// ## Equation
/// `γ = 1000 − ⌊300 · epochs / ramp⌋`, from 1000 before it to 700 after the ramp.
///
/// ## Source
/// FIP-0081; builtin-actors @066ae513, `actors/miner/src/monies.rs` (verified).
#[must_use]
pub fn gamma_per_mille(epochs: i64, ramp_epochs: u64) -> u64 {
    let passed = u64::try_from(epochs).unwrap_or(0);
    let skew = if passed >= ramp_epochs && epochs >= 0 {
        RAMP_PER_MILLE
    } else {
        (u128::from(passed) * u128::from(RAMP_PER_MILLE) / u128::from(ramp_epochs.max(1))) as u64
    };
    1_000 - skew
}

/// What is locked for a sector of some power, adjusted for quality [attoFIL].
///
/// ## Equation
/// `min(1 FIL/32 GiB · p, BR + ⌊γ · 0.3 · S · p / max(P, B, p)⌋ + ⌊(1 − γ) · 0.3 · S · p / max(P, p)⌋)`,
/// where `BR` is the expected reward of 20 days, at least 1 attoFIL, `S` what circulates, `P` the
/// network's power and `B` its baseline.
///
/// ## Source
/// builtin-actors @066ae513, `actors/miner/src/monies.rs`, `initial_pledge_for_power` (verified). The
/// chain's `BR` comes from filters over reward and power, which are not here: it is given.
#[must_use]
pub fn initial_pledge(power: u128, conditions: &Conditions) -> Units {
    let Conditions { circulating, network_power, baseline_power, .. } = *conditions;
    let gamma = conditions.gamma_per_mille.min(1_000);
    let target = U512::from(circulating) * U512::from(3) * U512::from(power);
    let part = |per_mille: u64, whole: u128| {
        let whole = U512::from(whole.max(1)) * U512::from(10_000);
        target * U512::from(per_mille) / whole
    };
    let against_baseline = part(gamma, network_power.max(baseline_power).max(power));
    let simple = part(1_000 - gamma, network_power.max(power));
    let base = U512::from(conditions.reward_of_20_days.max(1));
    let most = U512::from(U256::from(MOST_PER_BYTE) * U256::from(power));
    let pledge = (base + against_baseline + simple).min(most);
    Units::try_from(pledge).unwrap_or(Units::MAX)
}

/// What a sector is expected to earn where reward and power do not change [attoFIL].
///
/// ## Equation
/// `⌊reward · epochs · p / P⌋`, with the reward of an epoch
///
/// ## Source
/// `expected_reward_for_power` of the same file, for filters that stand still (derived).
#[must_use]
pub fn expected_reward(reward: Units, epochs: u64, power: u128, network_power: u128) -> Units {
    if network_power == 0 {
        return reward;
    }
    let sum = U512::from(reward) * U512::from(epochs) * U512::from(power);
    Units::try_from(sum / U512::from(network_power)).unwrap_or(Units::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIL: Units = 1_000_000_000_000_000_000;

    #[test]
    fn by_hand() {
        assert_eq!(MOST_PER_BYTE, FIL / (32 << 30));
        let ramp = [-1, 0, 1, RAMP_EPOCHS as i64 / 2, RAMP_EPOCHS as i64, i64::MAX];
        let gammas = ramp.map(|epochs| gamma_per_mille(epochs, RAMP_EPOCHS));
        assert_eq!(gammas, [1_000, 1_000, 1_000, 850, 700, 700]);
        assert_eq!([-1, 0].map(|epochs| gamma_per_mille(epochs, 0)), [1_000, 700]);
        let conditions = Conditions {
            reward_of_20_days: 500,
            circulating: 1_000_000,
            network_power: 100,
            baseline_power: 200,
            gamma_per_mille: 700,
        };
        // 500 + 0.7 · 300,000 · 1/200 + 0.3 · 300,000 · 1/100 = 500 + 1,050 + 900.
        assert_eq!(initial_pledge(1, &conditions), 2_450);
        // A sector above the network is measured against itself: all of 300,000.
        let alone =
            Conditions { network_power: 0, baseline_power: 0, reward_of_20_days: 0, ..conditions };
        assert_eq!(initial_pledge(1, &alone), 300_001);
        let rich = Conditions { circulating: 2_000_000_000 * FIL, ..conditions };
        assert_eq!(initial_pledge(32 << 30, &rich), 29_103_830 << 35);
        assert_eq!(expected_reward(5_000, 2_880, 32, 1_000), 460_800);
        assert_eq!(expected_reward(7, 2_880, 32, 0), 7);
    }

    #[test]
    fn no_amount_is_too_large() {
        let conditions = Conditions {
            reward_of_20_days: Units::MAX,
            circulating: Units::MAX,
            network_power: 1,
            baseline_power: 1,
            gamma_per_mille: u64::MAX,
        };
        assert_eq!(initial_pledge(u128::MAX, &conditions), Units::MAX);
        assert_eq!(expected_reward(Units::MAX, u64::MAX, u128::MAX, 1), Units::MAX);
    }
}
