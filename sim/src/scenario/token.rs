//! What a scenario's token means.

use jiff::civil::Date;

use super::TokenSettings;
use super::resolve::Faulty;
use crate::emission::Allocation;
use crate::ledger::{MILLION, Units, millionths, share_of};
use crate::world::Lock;

/// The token as it is meant.
pub(super) struct Meant {
    pub(super) genesis: Units,
    pub(super) cap: Option<Units>,
    pub(super) locks: Vec<Lock>,
    /// What traders hold on the first day, before a pool and the devices get theirs.
    pub(super) traders: Units,
}

pub(super) fn resolve(token: &TokenSettings, start: Date, faults: &mut Faulty) -> Meant {
    let units = |amount: &language::tokens::Tokens| amount.base_units(token.decimals).unwrap_or(0);
    let genesis = units(&token.genesis);
    let cap = token.cap.as_ref().map(units);
    if cap.is_some_and(|cap| cap < genesis) {
        let help = "the cap is the most there may ever be, what there is on the first day included";
        faults.add("token.cap", "the cap is below what there is on the first day", help);
    }
    let mut locks = Vec::new();
    let mut of_genesis: Units = 0;
    for (name, allocation) in &token.allocation {
        check(&format!("token.allocation.{name}"), allocation, start, faults);
        let part = |share| share_of(genesis, millionths(share), MILLION);
        let given = allocation.tokens.as_ref().map(units);
        let share = allocation.share.as_ref().map_or(0.0, |share| share.value());
        let units = given.unwrap_or_else(|| part(share));
        of_genesis = of_genesis.saturating_add(units);
        locks.push(Lock { units, allocation: allocation.clone() });
    }
    check_sum(token, genesis, of_genesis, faults);
    // What is wrong with an allocation was told, and then nobody asks what it has freed.
    let mut traders = genesis.saturating_sub(of_genesis);
    if faults.list.is_empty() {
        traders += locks.iter().map(|lock| lock.before(start).1).sum::<Units>();
    }
    Meant { genesis, cap, locks, traders }
}

/// Checks one allocation by itself.
fn check(path: &str, allocation: &Allocation, start: Date, faults: &mut Faulty) {
    if allocation.share.is_some() == allocation.tokens.is_some() {
        let message = match allocation.share {
            Some(_) => "`share` and `tokens` say the amount twice",
            None => "it is not said how much it is",
        };
        faults.add(path, message, "write `share: 15 %` or `tokens: 1_000_000 LENS`");
    }
    let free = millionths(allocation.initial.value()) + millionths(allocation.at_cliff.value());
    if free > MILLION {
        let help = "`initial` and `at_cliff` are parts of one amount: 100 % at most";
        faults.add(path, format!("{} % come free", free as f64 / 10_000.0), help);
    }
    let times = [("linear", allocation.linear), ("every", allocation.every)];
    let zeros = times.iter().filter(|(_, time)| time.is_some_and(|time| time.is_zero()));
    let mut has_zero = false;
    for (name, _) in zeros {
        has_zero = true;
        let message = "a time of zero is not a time over which anything comes free";
        let help = format!(
            "leave `{name}` out for {}",
            match *name {
                "linear" => "all of it at the cliff, or write for example `linear: 24 months`",
                _ => "a little each second, or write for example `every: 1 month`",
            }
        );
        faults.add(&format!("{path}.{name}"), message, help);
    }
    let steps = format!("{path}.every");
    if allocation.every.is_some() && allocation.linear.is_none() {
        faults.add(&steps, "there is no time to be cut into steps", "write `linear` too");
    } else if !has_zero && !allocation.steps_fit(start) {
        let help = "write both in months or both in days, at most 200 years";
        faults.add(&steps, "`linear` is no whole number of these steps", help);
    }
}

/// Checks that what is allocated is there.
fn check_sum(token: &TokenSettings, genesis: Units, sum: Units, faults: &mut Faulty) {
    let shares = token.allocation.values().filter_map(|allocation| allocation.share.as_ref());
    let shares: u64 = shares.map(|share| millionths(share.value())).sum();
    let help = "traders hold the rest, so at most 100 % are given away";
    if shares > MILLION {
        let message = format!("the shares sum to {} %", shares as f64 / 10_000.0);
        faults.add("token.allocation", message, help);
    } else if sum > genesis {
        let message = "more is given away than there is on the first day";
        faults.add("token.allocation", message, help);
    }
}
