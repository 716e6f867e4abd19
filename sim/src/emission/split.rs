//! Split: who gets the minted tokens.

use indexmap::IndexMap;
use language::fraction::Fraction;
use ruint::aliases::U512;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schedule::ScheduleKind;
use super::{Memory, Network};
use crate::ledger::{Account, MILLION, Units, share_of};

/// Parts that are paid first, in their order, and shares of what is left; these sum to 100 %.
///
/// ## Equation
/// `first = min(left, ⌊minted · share⌋, Σ most − Σ paid)`, summed since the part began, so that what
/// one step does not pay of `most` a later one does; `part = ⌊left · share⌋` of what all of them leave.
/// Shares are exact, such as `11_796/65_535`. The devices get what rounding leaves over; if they have no
/// share, the next who has.
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
    pub devices: Fraction,
    /// To those who stake or validate [1].
    pub stakers: Fraction,
    /// To the network's treasury [1].
    pub treasury: Fraction,
    /// To the team and investors, who hold it [1].
    pub insiders: Fraction,
}

/// A part that is paid before the shares: the lesser of a share of what is minted and an amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct First {
    /// Who gets it.
    pub to: Receiver,
    /// Share of all that is minted [1].
    #[serde(default = "all")]
    pub share: Fraction,
    /// The most that is paid, as a schedule of its own, and what steps before did not pay of it; no
    /// bound by default.
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

fn all() -> Fraction {
    Fraction::of("100 %")
}

/// What `most` came to and was not paid [base units].
#[derive(Default)]
struct Unpaid(Units);

impl First {
    /// What is paid, where so much is left of what is minted.
    fn paid(
        &self,
        (minted, left): (Units, Units),
        network: &Network,
        memory: &mut Memory,
    ) -> Units {
        let part = left.min(share_of(minted, self.share.part(), self.share.whole()));
        let Some(most) = &self.most else { return part };
        let fresh = most.minted(network, memory.part("most"));
        let Unpaid(unpaid) = memory.own(Unpaid::default);
        *unpaid = unpaid.saturating_add(fresh);
        let part = part.min(*unpaid);
        *unpaid -= part;
        part
    }
}

impl Default for Split {
    fn default() -> Self {
        let none = || Fraction::of("0 %");
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
    /// The sum of the shares, in millionths: a million only where they sum to the whole exactly.
    #[must_use]
    pub fn millionths(&self) -> u64 {
        let (part, whole) = self.sum();
        let million = U512::from(MILLION);
        let sum: u64 = (part * million / whole).saturating_to();
        if sum == MILLION && part > whole { MILLION + 1 } else { sum }
    }

    /// The sum of the shares as a fraction, which four times 64 bits hold.
    fn sum(&self) -> (U512, U512) {
        let add = |(part, whole): (U512, U512), share: &Fraction| {
            let (other, of) = (U512::from(share.part()), U512::from(share.whole()));
            (part * of + other * whole, whole * of)
        };
        self.shares().into_iter().fold((U512::ZERO, U512::ONE), add)
    }

    /// The shares in the order of [`Receiver::ALL`].
    fn shares(&self) -> [&Fraction; 4] {
        [&self.devices, &self.stakers, &self.treasury, &self.insiders]
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
            let part = first.paid((minted, left), network, memory.part(name));
            left -= part;
            pay(name, first.to, part);
        }
        left
    }

    /// The parts of an amount by the shares, in the order of [`Receiver::ALL`]; they sum to it.
    #[must_use]
    pub fn parts(&self, units: Units) -> [Units; 4] {
        let shares = self.shares();
        let mut parts = shares.map(|share| share_of(units, share.part(), share.whole()));
        parts[0] = 0;
        let rest = shares.iter().position(|share| share.part() > 0).unwrap_or(0);
        parts[rest] += units - parts.iter().sum::<Units>();
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    use crate::emission::schedule::Period;
    use crate::emission::schedule::tests::read as read_schedule;

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
        assert_eq!(paid(4, 1_000), (vec![60 + 53, 250], 637)); // the 53 of the day before too
    }

    #[test]
    fn what_a_pool_pays_first_is_paid_later_where_too_little_is_minted() {
        // 500, 250 and 125 leave the pool for growth, whether or not they are minted on that day.
        let split = read(
            "{ first: { growth: { to: treasury, most: { pool: { holds: 1_000 LENS, share: 50 %, \
             every: 1 day } } } } }",
        );
        let mut memory = Memory::default();
        let paid = [(0, 10), (1, 0), (2, 900), (3, 900)].map(|(at, minted)| {
            minted - split.pay_first(minted, (&day(at, 0), &mut memory), |_, _, _| {})
        });
        assert_eq!(paid, [10, 0, 500 + 250 + 125 - 10, 62]);
    }

    #[test]
    fn hours_days_and_months_pay_the_same_first() {
        // What is minted comes once a month, at its beginning, and the part is so much a day.
        let split =
            read("{ first: { growth: { to: treasury, most: { fixed: { rate: 24 LENS/day } } } } }");
        let minted = read_schedule("pool: { holds: 1_000_000 LENS, share: 1 %, every: 30 days }");
        let paid = |seconds: i64| {
            let (mut pool, mut memory) = (Memory::default(), Memory::default());
            let step = |step: i64| {
                let (from, until) = (step * seconds, (step + 1) * seconds);
                let network = Network::empty(Period { from, until, ..day(0, 0).period });
                let minted = minted.minted(&network, &mut pool);
                minted - split.pay_first(minted, (&network, &mut memory), |_, _, _| {})
            };
            (0..360 * 86_400 / seconds).map(step).sum::<Units>()
        };
        // The last month's part is not due before that month is over.
        assert_eq!(paid(30 * 86_400), 12 * 30 * 24);
        assert_eq!(paid(86_400), 11 * 30 * 24 + 24);
        assert_eq!(paid(3_600), 11 * 30 * 24 + 1);
    }

    #[test]
    fn shares_of_chains_are_exact() {
        // subtensor: an owner's cut of 11,796/65,535; Flux: 13.5 of 14 and a half.
        let split = read("{ devices: 53_739/65_535, insiders: 11_796/65_535 }");
        assert_eq!((split.millionths(), split.parts(65_535)), (MILLION, [53_739, 0, 0, 11_796]));
        let split = read("{ devices: 27/28, treasury: 1/28 }");
        assert_eq!((split.millionths(), split.parts(14 * 2)), (MILLION, [27, 0, 1, 0]));
        let thirds = read("{ devices: 1/3, stakers: 1/3, treasury: 1/3 }");
        assert_eq!((thirds.millionths(), thirds.parts(7)), (MILLION, [3, 2, 2, 0]));
        let sum = |text| read(text).millionths();
        assert_eq!(sum("{ devices: 33.333_333_333 %, stakers: 2/3 }"), MILLION - 1);
        assert_eq!(sum("{ devices: 33.333_333_334 %, stakers: 2/3 }"), MILLION + 1);
        let large = "{ devices: 18446744073709551614/18446744073709551615, stakers: 100 %, \
                     treasury: 18446744073709551613/18446744073709551615, insiders: 1/18446744073709551557 }";
        assert_eq!(sum(large), 2_999_999);
    }
}
