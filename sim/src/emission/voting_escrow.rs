//! Voting escrow: who locks a stake for longer has more of a say, and more of the stakers' pay.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::Share;
use language::tokens::Tokens;
use language::when::{Interval, Seconds};
use ruint::aliases::U512;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{Units, millionths, share_of};

/// Stakers are in classes by how long they lock. What stakers are paid is shared by voting power, and
/// stays in the stake; what is taken out, all take out alike.
///
/// ## Equation
/// `power = stake · best · remaining / longest`, times `early` for those of the first days; nothing
/// below `least`. `remaining` is the lock of those who renew it, and runs down for those who do not.
///
/// ## Why one would choose it
/// Votes and pay go to those who cannot leave soon, who bear what they vote for.
///
/// ## Source
/// Helium's HIP-76: from 0 to 100 times over 48 months, at least 1 HNT, three times as much for locks
/// of the ten days after 2023-04-18. Curve's `VotingEscrow.vy`: from 0 to 1 over four years, and
/// power falls as the end of the lock comes near.
///
/// ## Example
/// ```yaml
/// voting_escrow:
///   least: 1 LENS
///   classes:
///     founders: { share: 30 %, lock: 48 months, early: 3 }
///     renewing: { share: 50 %, lock: 24 months }
///     leaving: { share: 20 %, lock: 12 months, renews: false }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VotingEscrow {
    /// How many times a stake counts that is locked for the longest time [1]; from 1 to 1000.
    #[serde(default = "hundred")]
    #[schemars(range(min = 1, max = 1_000))]
    pub best: u32,
    /// The longest time for which a stake can be locked; more than 0.
    #[serde(default = "four_years")]
    #[schemars(extend("x-positive" = true))]
    pub longest: Interval,
    /// The least stake of a class that counts [tokens]; 0 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Tokens>,
    /// The classes, by name.
    pub classes: IndexMap<String, Class>,
}

/// Stakers who lock for the same time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Share of the first stake that is theirs [1]; all sum to 100 %.
    pub share: Share,
    /// The time for which they lock; the longest counts for what is above it.
    pub lock: Interval,
    /// Whether they renew their lock every day; else it runs out, counted from the start of the run.
    #[serde(default = "yes")]
    pub renews: bool,
    /// How many times as much their stake counts as one of those who came later [1]; from 1 to 100.
    #[serde(default = "once")]
    #[schemars(range(min = 1, max = 100))]
    pub early: u32,
}

/// What the classes hold, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stakes {
    /// What each holds [base units]; none before the first step.
    pub held: Vec<Units>,
    /// What each weighs in the sharing that is under way: kept, so that no step asks for memory.
    weights: Vec<Units>,
}

fn hundred() -> u32 {
    100
}

fn four_years() -> Interval {
    Interval::months(48)
}

fn yes() -> bool {
    true
}

fn once() -> u32 {
    1
}

impl VotingEscrow {
    /// The voting power of a stake of a class so many seconds after the start of the run.
    #[must_use]
    pub fn power(&self, stake: Units, class: &Class, (start, now): (Date, Seconds)) -> Units {
        let longest = self.longest.times_after(start, 1);
        let lock = class.lock.times_after(start, 1).min(longest);
        let remaining = if class.renews { lock } else { (lock - now).max(0) };
        let times = u64::from(self.best) * u64::from(class.early);
        let full = stake.saturating_mul(times.into());
        share_of(full, remaining.unsigned_abs(), longest.unsigned_abs())
    }

    /// Gives the classes what came to the account of all since the last time, by their power, or
    /// takes what left it, by their stakes. They sum to the account.
    pub fn follow(
        &self,
        stakes: &mut Stakes,
        account: Units,
        time: (Date, Seconds),
        decimals: u32,
    ) {
        let Stakes { held, weights } = stakes;
        if held.len() != self.classes.len() {
            (*held, *weights) = (vec![0; self.classes.len()], vec![0; self.classes.len()]);
        }
        let before: Units = held.iter().sum();
        let falls = account < before;
        let least = self.least.as_ref().and_then(|least| least.base_units(decimals)).unwrap_or(0);
        for ((weight, class), &stake) in weights.iter_mut().zip(self.classes.values()).zip(&*held) {
            *weight = match stake < least {
                _ if falls => stake,
                true => 0,
                false => self.power(stake, class, time),
            };
        }
        // Where nobody has any power, it goes as the first stakes did.
        if weights.iter().all(|&weight| weight == 0) {
            for (weight, class) in weights.iter_mut().zip(self.classes.values()) {
                *weight = millionths(class.share.value()).into();
            }
        }
        for (stake, part) in held.iter_mut().zip(parts(account.abs_diff(before), weights)) {
            *stake = if falls { *stake - part } else { *stake + part };
        }
    }

    /// The sum of the first shares, in millionths.
    #[must_use]
    pub fn millionths(&self) -> u64 {
        self.classes.values().map(|class| millionths(class.share.value())).sum()
    }
}

/// An amount in proportion to weights: what is rounded up to one weight is rounded off the next, so
/// that the parts sum to it and none is above its weight's part by more than one.
fn parts(units: Units, weights: &[Units]) -> impl Iterator<Item = Units> {
    let sum: U512 = weights.iter().map(|&weight| U512::from(weight)).sum();
    let mut up_to = U512::ZERO;
    let mut given = 0;
    weights.iter().map(move |&weight| {
        up_to += U512::from(weight);
        let all = Units::try_from(U512::from(units) * up_to / sum).unwrap_or(units);
        let part = all - given;
        given = all;
        part
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: Seconds = 365 * 86_400;

    fn read(text: &str) -> VotingEscrow {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    fn start() -> Date {
        "2023-04-18".parse().unwrap()
    }

    const HELIUM: &str = "{ longest: 1460 days, least: 1 HNT, classes: {
        founders: { share: 50 %, lock: 1460 days, early: 3 },
        year: { share: 30 %, lock: 365 days },
        ends: { share: 20 %, lock: 730 days, renews: false } } }";

    #[test]
    fn by_hand() {
        let helium = read(HELIUM);
        let power = |class: &str, now| helium.power(1_000, &helium.classes[class], (start(), now));
        assert_eq!([power("founders", 0), power("founders", 9 * YEAR)], [300_000; 2]);
        assert_eq!(power("year", 0), 25_000);
        // Two years run down to one, and to nothing.
        assert_eq!(
            [0, YEAR, 2 * YEAR, 3 * YEAR].map(|now| power("ends", now)),
            [50_000, 25_000, 0, 0]
        );
    }

    #[test]
    fn pay_goes_by_power_and_all_take_out_alike() {
        let helium = read(HELIUM);
        let mut stakes = Stakes::default();
        let mut follow = |account, now| {
            helium.follow(&mut stakes, account, (start(), now), 0);
            stakes.held.clone()
        };
        assert_eq!(follow(100, 0), [50, 30, 20]);
        // Powers of 15,000, 750 and 1,000 of 16,750: 1,675 are shared as 1,500, 75 and 100.
        assert_eq!(follow(1_775, 0), [1_550, 105, 120]);
        assert_eq!(follow(355, 0), [310, 21, 24]);
        assert_eq!(follow(0, 0), [0, 0, 0]);
    }

    #[test]
    fn parts_sum_to_the_amount() {
        assert_eq!(parts(10, &[1, 1, 1]).collect::<Vec<_>>(), [3, 3, 4]);
        assert_eq!(parts(Units::MAX, &[Units::MAX, Units::MAX]).sum::<Units>(), Units::MAX);
    }
}
