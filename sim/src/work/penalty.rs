//! Penalty: what a caught device loses beside the step's pay and a share of what it holds.

use jiff::civil::Date;
use language::quantity::Usd;
use language::when::{Interval, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{MILLION, Units, share_of};
use crate::maths;

/// Beside the pay of the step and the slash of `work.checking`, a caught device pays a fine out of the
/// tokens that it holds, which is burned; who is caught again pays more; and it may be shut out for a
/// time, in which it is neither asked for work nor paid for being there. What it has put down is the
/// matter of `emission.collateral.slash`.
///
/// ## Equation
/// Caught for the `n`th time: loss `min(held, held · min(1, slash · escalates^(n−1)) + fine ·
/// escalates^(n−1) / price)`, and no work until `bans` after the end of the step
///
/// ## Why one would choose it
/// A slash of what is held deters nobody who holds nothing; a fine is bounded by it too, but does not
/// shrink with it. To be shut out costs the pay of that time, whatever one holds.
///
/// ## Source
/// Polinsky and Shavell (1998), *On offense history and the theory of deterrence*, for penalties that
/// rise; Filecoin and Livepeer take fixed amounts or shares of stakes. The numbers are assumed.
///
/// ## Example
/// ```yaml
/// penalty: { fine: 5 USD, escalates: 2, bans: 30 days }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Penalty {
    /// What a caught device pays, at the morning's price, as far as it holds so much [USD]; nothing
    /// by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fine: Option<Usd>,
    /// What slash and fine are multiplied by each time the same device is caught again [1]; from 1 to
    /// 1 million; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub escalates: Option<f64>,
    /// For how long it is shut out; a century is for good; not at all by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bans: Option<Interval>,
}

/// What a device loses that is caught in a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// Share of what it holds [1].
    pub slash: f64,
    /// Beside that [grains].
    pub fine: f64,
    /// What both are multiplied by each time [1].
    pub escalates: f64,
}

impl Penalty {
    /// The fine [USD].
    #[must_use]
    pub fn fine_usd(&self) -> f64 {
        self.fine.as_ref().map_or(0.0, Usd::value)
    }

    /// What each further time multiplies by [1].
    #[must_use]
    pub fn escalates(&self) -> f64 {
        self.escalates.unwrap_or(1.0)
    }

    /// For how long it shuts out, from a date on [seconds].
    #[must_use]
    pub fn bans(&self, from: Date) -> Seconds {
        self.bans.map_or(0, |bans| bans.times_after(from, 1))
    }
}

impl Loss {
    /// What a device loses of what it holds, which was caught so often before [grains].
    #[must_use]
    pub fn of(&self, held: u64, before: u8) -> u64 {
        let times = if before == 0 { 1.0 } else { maths::power(self.escalates, before.into()) };
        // What grows beyond all numbers is more than all, and nothing of it is nothing.
        let times = times.min(f64::MAX);
        let slash = ((self.slash * times).min(1.0) * MILLION as f64).round() as u64;
        let slashed = share_of(Units::from(held), slash, MILLION) as u64;
        // A number that no grains hold is more than is held.
        slashed.saturating_add((self.fine * times) as u64).min(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let slash = Loss { slash: 0.2, fine: 0.0, escalates: 1.0 };
        assert_eq!([slash.of(101, 0), slash.of(101, 7), slash.of(0, 0)], [20, 20, 0]);
        let both = Loss { slash: 0.2, fine: 30.0, escalates: 2.0 };
        // 20 + 30; 40 + 60; and of less than that, all of it.
        assert_eq!([both.of(100, 0), both.of(200, 1), both.of(99, 1)], [50, 140, 99]);
        // Five times double, the share would be more than all.
        assert_eq!(both.of(1_000_000, 5), 1_000_000);
        // Caught so often that the fine grows beyond all numbers: it was all, and nothing, in turn.
        let often = |slash, fine| Loss { slash, fine, escalates: 1e6 }.of(100, 200);
        assert_eq!([often(0.0, 0.0), often(0.0, 1.0), often(0.1, 0.0)], [0, 100, 100]);
        let free = Loss { slash: 0.0, fine: f64::INFINITY, escalates: 1.0 };
        assert_eq!(free.of(9, 0), 9);
    }

    #[test]
    fn who_is_shut_out_is_so_along_the_calendar() {
        let tree = language::yaml::parse("a.yaml", "{ fine: 5 USD, bans: 1 month }").unwrap();
        let penalty: Penalty = language::read(&tree, None).unwrap();
        assert_eq!((penalty.fine_usd(), penalty.escalates()), (5.0, 1.0));
        assert_eq!(penalty.bans(jiff::civil::date(2026, 2, 1)), 28 * 86_400);
        assert_eq!(Penalty::default().bans(jiff::civil::date(2026, 2, 1)), 0);
    }
}
