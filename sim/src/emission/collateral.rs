//! Collateral: what a device puts down to be let in, gets back when it leaves, and can lose.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::{Share, SharePerTime, UsdPerDay};
use language::tokens::Tokens;
use language::when::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::locks::fine;
use crate::ledger::{MILLION, Units, millionths, share_of};

/// Each device puts down tokens, which its owner buys when it joins and gets back some time after it
/// has left, less a fee. Who is caught faking work or is down loses a part.
///
/// Devices of one kind in one region hold their collateral together, in even parts: what one of them
/// loses all make good, and one that leaves has been there as long as they have on average. What
/// comes back is sold. Those of the first day have put theirs down before the run begins. Where the
/// market has a pool, a tenth of its tokens is bought in a day at the most: the others wait.
///
/// ## Equation
/// `collateral = per_device · max(1, times)` for each device that is in the network or in repair;
/// leaving costs `max(share · min(1, age / full_after), least)` of it, a check `slash`, a day down
/// `offline`; traders sell what is put down
///
/// ## Why one would choose it
/// Who has something to lose behaves; what is put down is not for sale while the network grows, and
/// comes to the market when it shrinks.
///
/// ## Source
/// io.net stakes 200 IO times the larger of 1 and the multiplier for each GPU, free after 14 days
/// (docs.io.net/docs/io-staking; depinly.io, 2026-05-22). Filecoin's fee for leaving grows with age
/// to 8.5 % of the pledge at 140 days and is 2 % at the least (FIP-0098; its other bound, 105 % of
/// the fee for a fault, is left out). Phala slashes 0.1 % an hour of being down.
///
/// ## Example
/// ```yaml
/// collateral:
///   per_device: 200 LENS
///   times: { gpus: 10, glasses: 0.25 }
///   unbonding: 14 days
///   leaving: { share: 8.5 %, least: 2 %, full_after: 140 days }
///   slash: 10 %
///   offline: 0.1 %/hour
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collateral {
    /// What a device puts down [tokens]; at least 0.
    pub per_device: Tokens,
    /// How many times as much devices of a group put down [1]; from 0 to 1 million, and less than
    /// once counts as once.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub times: IndexMap<String, Times>,
    /// The most that an owner pays for it [USD/day]: what a dear token makes dearer is put down later;
    /// more than 0.
    #[serde(default = "ten_thousand")]
    #[schemars(extend("x-positive" = true))]
    pub affordable: UsdPerDay,
    /// Time from leaving until the rest comes back.
    #[serde(default = "no_time")]
    pub unbonding: Interval,
    /// What those who leave lose; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaving: Option<Leaving>,
    /// Share of its collateral that a caught cheat loses [1].
    #[serde(default = "nothing")]
    pub slash: Share,
    /// Share of its collateral that a device loses while it is down [1/time].
    #[serde(default = "nothing_per_time")]
    pub offline: SharePerTime,
    /// Where what is lost goes.
    #[serde(default)]
    pub forfeits: Forfeits,
}

/// A multiple [1]; from 0 to 1 million.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Times(#[schemars(range(min = 0, max = 1_000_000))] pub f64);

/// What those who leave lose: a share that grows with age, up to a full one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// Share of its collateral that an old device loses [1].
    pub share: Share,
    /// The least share that any device loses [1].
    #[serde(default = "nothing")]
    pub least: Share,
    /// Age from which the share is full; from the first day by default.
    #[serde(default = "no_time")]
    pub full_after: Interval,
}

/// Where forfeited collateral goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Forfeits {
    /// It is burned.
    #[default]
    Burned,
    /// The treasury gets it.
    ToTreasury,
}

fn no_time() -> Interval {
    Interval::days(0)
}

fn ten_thousand() -> UsdPerDay {
    UsdPerDay::of("10_000 USD/day")
}

fn nothing() -> Share {
    Share::of("0 %")
}

fn nothing_per_time() -> SharePerTime {
    SharePerTime::of("0 %/day")
}

/// What holds for the devices of a group in a step; shares are in millionths, or finer where they are
/// of a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// What each puts down [base units].
    pub each: Units,
    /// What a caught cheat loses.
    pub slash: u64,
    /// What one that is down loses [10⁻¹⁵].
    pub offline: u64,
    /// What an old one loses that leaves.
    pub fee: u64,
    /// What any loses that leaves.
    pub least_fee: u64,
    /// Age at which it is old [seconds].
    pub full_age: u64,
}

impl Terms {
    /// What those lose who leave with so much, at an age [seconds].
    #[must_use]
    pub fn fee(&self, leaving: Units, age: u64) -> Units {
        let full = share_of(leaving, self.fee, MILLION);
        let aged = if age < self.full_age { share_of(full, age, self.full_age) } else { full };
        aged.max(share_of(leaving, self.least_fee, MILLION))
    }
}

impl Collateral {
    /// What a device of a group puts down [base units].
    #[must_use]
    pub fn each(&self, group: &str, decimals: u32) -> Units {
        let once = self.per_device.base_units(decimals).unwrap_or(0);
        let times = self.times.get(group).map_or(1.0, |times| times.0.max(1.0));
        let (times, million) = (Units::from(millionths(times)), Units::from(MILLION));
        // In two parts, as `share_of` does it; more than all tokens that there can be stays there.
        (once / million).saturating_mul(times).saturating_add(once % million * times / million)
    }

    /// Whether what is lost goes to the treasury.
    #[must_use]
    pub fn fills_treasury(&self) -> bool {
        self.forfeits == Forfeits::ToTreasury
    }

    /// What an owner pays for the collateral of a device in so many days at the most [USD].
    #[must_use]
    pub fn affordable_usd(&self, days: f64) -> f64 {
        self.affordable.value() * days
    }

    /// What holds for the devices of a group in a step of so many days, after a date.
    #[must_use]
    pub fn terms(&self, group: &str, decimals: u32, (start, days): (Date, f64)) -> Terms {
        let (fee, least_fee, full_age) = self.leaving.as_ref().map_or((0, 0, 0), |leaving| {
            let age = leaving.full_after.times_after(start, 1).unsigned_abs();
            (millionths(leaving.share.value()), millionths(leaving.least.value()), age)
        });
        Terms {
            each: self.each(group, decimals),
            slash: millionths(self.slash.value()),
            offline: fine((self.offline.value() / 100.0 * days).min(1.0)),
            fee,
            least_fee,
            full_age,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::locks::FINE;

    fn read(text: &str) -> Collateral {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    #[test]
    fn by_hand() {
        let collateral =
            read("{ per_device: 200 IO, times: { h100: 10, rtx_4070: 0.25, a: 1.5 } }");
        let each = |group| collateral.each(group, 8) / 100_000_000;
        assert_eq!(["h100", "rtx_4070", "a", "other"].map(each), [2_000, 200, 300, 200]);
        let most = read("{ per_device: 79228162514264337593543950335 IO, times: { a: 1000000 } }");
        assert_eq!(most.each("a", 0), 79_228_162_514_264_337_593_543_950_335 * 1_000_000);
    }

    /// 10,000 USD were of a step: by the hour that was 24 times as much.
    #[test]
    fn what_is_affordable_is_of_a_day_whatever_the_step() {
        let hour = 1.0 / 24.0;
        let usd = read("{ per_device: 1 IO, affordable: 480 USD/day }");
        assert_eq!([1.0, 7.0, hour].map(|days| usd.affordable_usd(days)), [480.0, 3_360.0, 20.0]);
    }

    #[test]
    fn the_fee_for_leaving_grows_with_age() {
        let collateral = read(
            "{ per_device: 1 FIL, offline: 0.1 %/hour,
               leaving: { share: 8.5 %, least: 2 %, full_after: 140 days } }",
        );
        let terms = collateral.terms("a", 18, ("2026-01-01".parse().unwrap(), 1.0));
        let fee = |days: u64| terms.fee(1_000_000, days * 86_400);
        // 8.5 % · 28/140 = 1.7 % is below the least; 8.5 % · 70/140 = 4.25 %.
        assert_eq!([0, 28, 70, 140, 900].map(fee), [20_000, 20_000, 42_500, 85_000, 85_000]);
        assert_eq!(terms.offline, 24_000 * (FINE / MILLION));
        let free = read("{ per_device: 1 FIL }");
        assert_eq!(free.terms("a", 18, ("2026-01-01".parse().unwrap(), 1.0)).fee(99, 0), 0);
    }
}
