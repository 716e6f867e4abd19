//! Reward: what an epoch of Filecoin's chain pays.

use ruint::aliases::{U384, U512};

use super::{ONE, State, exp_neg};
use crate::ledger::Units;

/// `ln 2 / (6 · epochs in a year)`, times `2^128` (verified: builtin-actors @04eef6b7,
/// `actors/reward/src/logic.rs`).
const LAMBDA: u128 = 37_396_271_439_864_487_274_534_522_888_786;

/// `e^lambda - 1`, times `2^128` (verified: the same file).
const EXP_LAMBDA_LESS_ONE: u128 = 37_396_273_494_747_879_394_193_016_954_629;

/// What is minted in all [base units].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// By time alone.
    pub simple: Units,
    /// By storage.
    pub baseline: Units,
}

/// What an epoch pays when effective network time goes from one moment to another [base units].
///
/// The times are numbers of epochs with 128 binary digits behind the point.
#[must_use]
pub fn reward_of_epoch(epoch: i64, from_theta: U384, to_theta: U384, totals: &Totals) -> Units {
    let simple = widened(exp_neg(lambdas(epoch)))
        * U512::from(EXP_LAMBDA_LESS_ONE)
        * U512::from(totals.simple);
    let left = |theta| exp_neg(decayed(theta));
    let progress = left(from_theta).saturating_sub(left(to_theta));
    let baseline = widened(progress) * U512::from(totals.baseline);
    whole((simple >> 128) + baseline)
}

/// What all epochs so far have paid, rounded down once [base units].
///
/// The simple part is `total · e^lambda · (1 - e^(-lambda · epoch))`: on the chain the epochs sum to a
/// little more than the total.
#[must_use]
pub fn minted_before(state: &State, totals: &Totals) -> Units {
    let gone = ONE.saturating_sub(exp_neg(lambdas(state.epoch)));
    let simple = widened(gone) * U512::from(totals.simple);
    let simple = simple + (((simple >> 64) * U512::from(EXP_LAMBDA_LESS_ONE)) >> 64);
    let progress = ONE.saturating_sub(exp_neg(decayed(state.theta())));
    whole(simple + widened(progress) * U512::from(totals.baseline))
}

/// Base units of a number with 128 binary digits behind the point, rounded down.
fn whole(number: U512) -> Units {
    Units::try_from(number >> 128).unwrap_or(Units::MAX)
}

fn lambdas(epoch: i64) -> U384 {
    U384::from(epoch.max(0).unsigned_abs()) * U384::from(LAMBDA)
}

fn decayed(theta: U384) -> U384 {
    theta.saturating_mul(U384::from(LAMBDA)) >> 128
}

fn widened(number: U384) -> U512 {
    U512::from(number)
}
