//! What a scenario's token means.

use super::TokenSettings;
use super::resolve::Faulty;
use crate::ledger::{MILLION, Units, millionths, share_of};
use crate::world::Lock;

/// The token as it is meant.
pub(super) struct Meant {
    pub(super) genesis: Units,
    pub(super) cap: Option<Units>,
    pub(super) locks: Vec<Lock>,
}

pub(super) fn resolve(token: &TokenSettings, faults: &mut Faulty) -> Meant {
    let units = |amount: &language::tokens::Tokens| amount.base_units(token.decimals).unwrap_or(0);
    let genesis = units(&token.genesis);
    let cap = token.cap.as_ref().map(units);
    if cap.is_some_and(|cap| cap < genesis) {
        let help = "the cap is the most there may ever be, what there is on the first day included";
        faults.add("token.cap", "the cap is below what there is on the first day", help);
    }
    let shares = token.allocation.values().map(|part| millionths(part.share.value()));
    let sum: u64 = shares.clone().sum();
    if sum > MILLION {
        let message = format!("the shares sum to {} %", sum as f64 / 10_000.0);
        faults.add(
            "token.allocation",
            message,
            "traders hold the rest, so at most 100 % are given away",
        );
    }
    let locks = token.allocation.values().zip(shares);
    let locks = locks.map(|(allocation, share)| Lock {
        units: share_of(genesis, share, MILLION),
        allocation: allocation.clone(),
    });
    Meant { genesis, cap, locks: locks.collect() }
}
