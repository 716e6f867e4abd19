//! Split: who gets the minted tokens.

use indexmap::IndexMap;
use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schedule::ScheduleKind;
use super::{Memory, Network};
use crate::ledger::{Account, MILLION, Units, millionths, share_of};

/// Parts that are paid first, in their order, and shares of what is left; these sum to 100 %.
///
/// ## Equation
/// `first = min(left, ⌊minted · share⌋, most)`; `part = ⌊left · share⌋` of what all of them leave. The
/// devices get what rounding leaves over; if they have no share, the next who has.
///
/// ## Why
/// Devices are not the only ones who are paid: validators, founders and a treasury are too, and some
/// of them a fixed amount before anyone else.
///
/// ## Source
/// Helium's HIP-20, Render's RNP-001, Bittensor's 18/41/41 are such splits; HIP-138 and HIP-149 pay a
/// treasury an amount a day beside them.
///
/// ## Example
/// ```yaml
/// split:
///   first: { growth: { to: treasury, most: { fixed: { rate: 5_000 LENS/day } } } }
///   devices: 75 %
///   stakers: 10 %
///   treasury: 15 %
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Split {
    /// Parts that are paid before the shares, in this order, by name.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub first: IndexMap<String, First>,
    /// To the devices, for their work [1].
    pub devices: Share,
    /// To those who stake or validate [1].
    pub stakers: Share,
    /// To the network's treasury [1].
    pub treasury: Share,
    /// To the team and investors, who hold it [1].
    pub insiders: Share,
}

/// A part that is paid before the shares: the lesser of a share of what is minted and an amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct First {
    /// Who gets it.
    pub to: Receiver,
    /// Share of all that is minted [1].
    #[serde(default = "all")]
    pub share: Share,
    /// The most that is paid, as a schedule of its own; no bound by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<ScheduleKind>,
}

/// Who gets minted tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// The devices, for their work.
    Devices,
    /// Those who stake or validate.
    Stakers,
    /// The network's treasury.
    Treasury,
    /// The team and investors, who hold it.
    Insiders,
}

impl Receiver {
    /// Everyone, once.
    pub const ALL: [Self; 4] = [Self::Devices, Self::Stakers, Self::Treasury, Self::Insiders];

    /// Where it gets them.
    #[must_use]
    pub fn account(self) -> Account {
        match self {
            Self::Devices => Account::Carried,
            Self::Stakers => Account::Stakers,
            Self::Treasury => Account::Treasury,
            Self::Insiders => Account::Insiders,
        }
    }

    /// What it is called in a scenario.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::Stakers => "stakers",
            Self::Treasury => "treasury",
            Self::Insiders => "insiders",
        }
    }
}

fn all() -> Share {
    Share::of("100 %")
}

impl Default for Split {
    fn default() -> Self {
        let none = || Share::of("0 %");
        Self {
            first: IndexMap::new(),
            devices: all(),
            stakers: none(),
            treasury: none(),
            insiders: none(),
        }
    }
}

impl Split {
    /// The sum of the shares, in millionths.
    #[must_use]
    pub fn millionths(&self) -> u64 {
        [&self.devices, &self.stakers, &self.treasury, &self.insiders]
            .map(|share| millionths(share.value()))
            .iter()
            .sum()
    }

    /// Pays the parts that come first, and returns what is left for the shares.
    pub fn pay_first(
        &self,
        minted: Units,
        (network, memory): (&Network, &mut Memory),
        mut pay: impl FnMut(&str, Receiver, Units),
    ) -> Units {
        let mut left = minted;
        for (name, first) in &self.first {
            let share = share_of(minted, millionths(first.share.value()), MILLION);
            let most = first.most.as_ref();
            let most = most.map_or(Units::MAX, |most| most.minted(network, memory.part(name)));
            let part = left.min(share).min(most);
            left -= part;
            pay(name, first.to, part);
        }
        left
    }

    /// The parts of an amount by the shares, in the order of [`Receiver::ALL`]; they sum to it.
    #[must_use]
    pub fn parts(&self, units: Units) -> [Units; 4] {
        let part = |share: &Share| share_of(units, millionths(share.value()), MILLION);
        let others = [&self.stakers, &self.treasury, &self.insiders].map(part);
        let [stakers, treasury, insiders] = others;
        let mut parts = [0, stakers, treasury, insiders];
        let all = [&self.devices, &self.stakers, &self.treasury, &self.insiders];
        let rest = all.iter().position(|share| share.value() > 0.0).unwrap_or(0);
        parts[rest] += units - others.iter().sum::<Units>();
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn read(text: &str) -> Split {
        language::read(&language::yaml::parse("a.yaml", text).unwrap(), None).unwrap()
    }

    #[test]
    fn by_hand() {
        let split = read("{ devices: 75 %, stakers: 10 %, treasury: 15 % }");
        assert_eq!(split.millionths(), 1_000_000);
        assert_eq!(split.parts(100), [75, 10, 15, 0]);
        // ⌊0.7⌋ = 0 and ⌊1.05⌋ = 1: the devices get 6 of 7, what rounding leaves over included.
        assert_eq!(split.parts(7), [6, 0, 1, 0]);
        assert_eq!(split.parts(0), [0; 4]);
        // Where the devices have no share, the stakers get what rounding leaves over.
        let split = read("{ devices: 0 %, stakers: 90 %, treasury: 10 % }");
        assert_eq!(split.parts(19), [0, 18, 1, 0]);
    }

    #[test]
    fn the_first_are_paid_in_their_order_up_to_their_bounds() {
        let split = read(
            "first:
  growth: { to: treasury, most: { dated: { 2026-01-02: 60 LENS/day } } }
  council: { to: insiders, share: 25 % }
devices: 50 %
stakers: 50 %
",
        );
        let mut memory = Memory::default();
        let mut paid = |at, minted| {
            let mut parts = Vec::new();
            let pay = |_: &str, to: Receiver, part| parts.push((to.name(), part));
            let left = split.pay_first(minted, (&day(at, 0), &mut memory), pay);
            (parts.iter().map(|part| part.1).collect::<Vec<_>>(), left)
        };
        assert_eq!(paid(0, 100), (vec![0, 25], 75)); // growth begins a day later
        assert_eq!(paid(1, 100), (vec![60, 25], 15));
        assert_eq!(paid(2, 70), (vec![60, 10], 0)); // ⌊17.5⌋, and 10 are left
        assert_eq!(paid(3, 7), (vec![7, 0], 0));
    }
}
