//! This file is about the ledger: the only place where tokens move.
//!
//! Every token is in exactly one account, in whole base units. A movement has two legs and a
//! reason; `minted − burned = Σ balances` is checked after every step of every run.

use std::fmt;

use bevy_ecs::prelude::Resource;
use ruint::aliases::U256;

/// Base units of the token.
pub type Units = u128;

/// The share `part / whole` of an amount, rounded down, without a product that 128 bits cannot hold.
#[must_use]
pub fn share_of(units: Units, part: u64, whole: u64) -> Units {
    let (part, whole) = (Units::from(part), Units::from(whole));
    units / whole * part + units % whole * part / whole
}

/// An amount with room for the digits of a product.
#[must_use]
pub(crate) fn wide(units: Units) -> U256 {
    U256::from(units)
}

/// An amount that was computed with more digits, as much of it as base units can be.
#[must_use]
pub(crate) fn narrow(amount: U256) -> Units {
    Units::try_from(amount).unwrap_or(Units::MAX)
}

/// A share in millionths, the grain in which shares of amounts are applied: the same on every
/// machine.
#[must_use]
pub fn millionths(share: f64) -> u64 {
    (share * MILLION as f64).round() as u64
}

/// Millionths in a whole.
pub const MILLION: u64 = 1_000_000;

/// Where tokens can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// Paid to the owners of devices and not sold; the sum of the devices' balances.
    Owners,
    /// On sale today, on the way to the market from owners, insiders, stakers and those who left.
    Offered,
    /// Meant for devices and not yet paid: what rounding left over waits for the next step.
    Carried,
    /// Paid to those who stake.
    Stakers,
    /// The network's treasury.
    Treasury,
    /// The team's and the investors' tokens that they may sell and have not.
    Insiders,
    /// Locked until a schedule releases them.
    Locked,
    /// Pay of devices that is earned and not yet free.
    Vesting,
    /// Put down by devices, which lose a part of it if they misbehave.
    Collateral,
    /// On the way from stakers and from devices that left, and not yet free.
    Unbonding,
    /// The reserve of the market's pool.
    Pool,
    /// Held by those who trade for the price alone.
    Speculators,
    /// Held by everyone else.
    Traders,
}

/// Every account, once.
pub const ACCOUNTS: [Account; 13] = [
    Account::Owners,
    Account::Offered,
    Account::Carried,
    Account::Stakers,
    Account::Treasury,
    Account::Insiders,
    Account::Locked,
    Account::Vesting,
    Account::Collateral,
    Account::Unbonding,
    Account::Pool,
    Account::Speculators,
    Account::Traders,
];

/// Why tokens move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// What there is on the first day.
    Genesis,
    /// New tokens of the schedule.
    Emission,
    /// Burned tokens that are minted again.
    Remint,
    /// Pay for devices' work.
    Reward,
    /// A part of the devices' pay is locked.
    Vesting,
    /// A lock opens.
    Unlock,
    /// A device puts collateral down.
    Collateral,
    /// An owner stakes what he was paid.
    Staking,
    /// Stakers and devices that left begin to wait for what they had bound.
    Unbonding,
    /// An owner or insider sells.
    Sale,
    /// The market moves tokens between its pool and traders.
    Trade,
    /// Work is paid by burning.
    Burn,
    /// A fee in tokens.
    Fee,
    /// A cheat was caught, or collateral is lost.
    Slash,
}

/// The balances of all accounts, and what was ever minted and burned.
#[derive(Debug, Clone, Default, Resource)]
pub struct Ledger {
    balances: [Units; ACCOUNTS.len()],
    minted: Units,
    burned: Units,
    violation: Option<Violation>,
}

/// A rule of the ledger that the engine broke: a defect, never a fault of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(String);

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Violation {}

impl Ledger {
    /// What an account holds.
    #[must_use]
    pub fn balance(&self, account: Account) -> Units {
        self.balances[account as usize]
    }

    /// Tokens that exist.
    #[must_use]
    pub fn supply(&self) -> Units {
        self.minted - self.burned
    }

    /// All that was ever minted.
    #[must_use]
    pub fn minted(&self) -> Units {
        self.minted
    }

    /// All that was ever burned.
    #[must_use]
    pub fn burned(&self) -> Units {
        self.burned
    }

    /// Tokens that anyone could sell today.
    #[must_use]
    pub fn circulating(&self) -> Units {
        let bound = [
            Account::Locked,
            Account::Vesting,
            Account::Collateral,
            Account::Unbonding,
            Account::Treasury,
        ];
        self.supply() - bound.iter().map(|&account| self.balance(account)).sum::<Units>()
    }

    /// Makes new tokens.
    pub fn mint(&mut self, to: Account, units: Units, _: Reason) {
        self.minted += units;
        self.balances[to as usize] += units;
    }

    /// Destroys tokens.
    pub fn burn(&mut self, from: Account, units: Units, reason: Reason) {
        if self.withdraw(from, units, reason) {
            self.burned += units;
        }
    }

    /// Moves tokens.
    pub fn transfer(&mut self, from: Account, to: Account, units: Units, reason: Reason) {
        if self.withdraw(from, units, reason) {
            self.balances[to as usize] += units;
        }
    }

    fn withdraw(&mut self, from: Account, units: Units, reason: Reason) -> bool {
        let Some(rest) = self.balance(from).checked_sub(units) else {
            let held = self.balance(from);
            self.violate(format!("{from:?} holds {held} base units and owes {units} ({reason:?})"));
            return false;
        };
        self.balances[from as usize] = rest;
        true
    }

    /// Notes a broken rule; the first one stops the run.
    pub fn violate(&mut self, what: String) {
        self.violation.get_or_insert(Violation(what));
    }

    /// Checks that every token is in exactly one account.
    ///
    /// # Errors
    /// The first rule that was broken.
    pub fn check(&self, owned_by_devices: Units, cap: Option<Units>) -> Result<(), Violation> {
        if let Some(violation) = &self.violation {
            return Err(violation.clone());
        }
        let sum: Units = self.balances.iter().sum();
        if sum != self.supply() {
            return Err(Violation(format!(
                "the accounts hold {sum} and the supply is {}",
                self.supply()
            )));
        }
        let owners = self.balance(Account::Owners);
        if owners != owned_by_devices {
            return Err(Violation(format!(
                "devices hold {owned_by_devices} and their account {owners}"
            )));
        }
        match cap {
            Some(cap) if self.supply() > cap => {
                Err(Violation(format!("the supply {} is above its cap {cap}", self.supply())))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_move_and_none_is_lost() {
        let mut ledger = Ledger::default();
        ledger.mint(Account::Traders, 100, Reason::Genesis);
        ledger.transfer(Account::Traders, Account::Pool, 30, Reason::Trade);
        ledger.burn(Account::Traders, 20, Reason::Burn);
        assert_eq!((ledger.supply(), ledger.burned()), (80, 20));
        assert_eq!((ledger.balance(Account::Traders), ledger.balance(Account::Pool)), (50, 30));
        assert_eq!(ledger.check(0, Some(80)), Ok(()));
    }

    #[test]
    fn an_overdraft_moves_nothing_and_is_reported() {
        let mut ledger = Ledger::default();
        ledger.mint(Account::Traders, 10, Reason::Genesis);
        ledger.burn(Account::Traders, 11, Reason::Burn);
        assert_eq!((ledger.supply(), ledger.burned()), (10, 0));
        let violation = ledger.check(0, None).unwrap_err();
        assert_eq!(violation.to_string(), "Traders holds 10 base units and owes 11 (Burn)");
    }

    #[test]
    fn a_supply_above_its_cap_and_devices_out_of_step_are_reported() {
        let mut ledger = Ledger::default();
        ledger.mint(Account::Owners, 10, Reason::Genesis);
        assert_eq!(
            ledger.check(9, None).unwrap_err().to_string(),
            "devices hold 9 and their account 10"
        );
        let above = ledger.check(10, Some(9)).unwrap_err().to_string();
        assert_eq!(above, "the supply 10 is above its cap 9");
    }
}
