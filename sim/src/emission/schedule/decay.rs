//! Decay: emission falls by the same proportion in any equal time.

use language::quantity::Duration;
use language::tokens::TokenRate;
use language::when::{Day, Seconds, seconds_between};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByTime, Period};
use crate::ledger::{Units, narrow};
use crate::maths;

/// Mints an amount that falls smoothly, to a half in every half-life.
///
/// ## Equation
/// Up to a time `t` after `from` it mints `⌊A/ln 2 · h · (1 − 2^(−t/h))⌋`, where `A` is `initial` and
/// `h` the half-life; a period gets the difference of two such amounts, so that the parts of a year
/// sum to the year exactly, whatever the step. What is still to come, `A/ln 2 · h · 2^(−t/h)`, is
/// right to 16 digits and halves exactly in a half-life; with 18 decimals a day's part of many
/// years' tokens is right to 12 digits, not to the base unit.
///
/// ## Why one would choose it
/// The sum is bounded as with halvings, and no day shocks operators more than another.
///
/// ## Source
/// Filecoin's simple minting halves every six years (`builtin-actors`, `actors/reward`), and
/// Arweave's inflation every year of blocks (`ar_inflation.erl`); both fall block by block.
///
/// ## Example
/// ```yaml
/// decay: { initial: 30_000 LENS/day, half_life: 365 days }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decay {
    /// Minted per time at the first moment [tokens/time]; at least 0. A month is 365/12 days and a
    /// year 365.
    pub initial: TokenRate,
    /// Time in which the emission falls to a half, in whole seconds [days]; more than 0. A month is
    /// 365/12 days and a year 365.
    #[schemars(extend("x-positive" = true))]
    pub half_life: Duration,
    /// When the decay began; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// The number `1/ln 2` in units of `2^−62`.
const ONE_OVER_LN_2: u64 = 0x5c55_1d94_ae0b_f85e;

/// Binary digits behind the point of an amount, so that it is only rounded once.
const FRACTION: u64 = 24;

/// Binary digits of a share: as many as a number from 1/2 to 1 has in 64 bits.
const DIGITS: u64 = 53;

impl ByTime for Decay {
    fn in_period(&self, period: &Period) -> Units {
        let anchor = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, anchor);
        let total = self.total(period.decimals);
        let up_to = |moment| (total - self.left(total, moment - shift)) >> FRACTION;
        let minted: U256 = up_to(period.until).saturating_sub(up_to(period.from));
        narrow(minted)
    }
}

impl Decay {
    /// All that is ever minted, `A/ln 2 · h` [base units, with a fraction].
    fn total(&self, decimals: u32) -> U256 {
        let amount = self.initial.base_units(decimals).unwrap_or(0);
        let times = U256::from(self.half_life_seconds()) * U256::from(ONE_OVER_LN_2);
        (U256::from(amount) * times / U256::from(self.initial.per().seconds())) >> (62 - FRACTION)
    }

    /// What of the total is still to come so many seconds after the decay began, rounded up.
    ///
    /// It is computed rather than what was minted: a rounding is then as small as what is left.
    fn left(&self, total: U256, seconds: Seconds) -> U256 {
        let (since, half_life) = (seconds.max(0).unsigned_abs(), self.half_life_seconds());
        let part = (since % half_life) as f64 / half_life as f64;
        let share = (maths::power(2.0, -part) * (1_u64 << DIGITS) as f64) as u64;
        // The largest amount there is has 193 binary digits, so that nothing of it is left then.
        let halvings = (since / half_life).min(200);
        (total * U256::from(share)).div_ceil(U256::ONE << (DIGITS + halvings))
    }

    fn half_life_seconds(&self) -> u64 {
        let seconds = (self.half_life.value() * 86_400.0).round();
        // What takes longer, a hundred million years, does not end within a run.
        (seconds as u64).clamp(1, 1 << 52)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Seconds = 86_400;

    fn decay(initial: &str, half_life: &'static str) -> Decay {
        let initial = serde_json::from_value(initial.into()).unwrap();
        Decay { initial, half_life: Duration::of(half_life), from: None }
    }

    fn period(from: Seconds, until: Seconds, decimals: u32) -> Period {
        Period { start: "2026-01-01".parse().unwrap(), from, until, decimals }
    }

    fn days(decay: &Decay, from: i64, until: i64, decimals: u32) -> Units {
        decay.in_period(&period(from * DAY, until * DAY, decimals))
    }

    #[test]
    fn by_hand() {
        let decay = decay("30_000 LENS/day", "365 days");
        // 30,000 · 365/ln 2 = 15,797,510.698 in all; 29,971.53, 7,898,755.35 and 11,848,133.02 of it
        // are minted in a day, one half-life and two.
        assert_eq!(
            [1, 365, 730].map(|day| days(&decay, 0, day, 0)),
            [29_971, 7_898_755, 11_848_133]
        );
        assert_eq!(days(&decay, 0, 1, 2), 2_997_153);
        let later = Decay { from: Some(Day("2026-01-11".parse().unwrap())), ..decay };
        assert_eq!([days(&later, 0, 10, 0), days(&later, 0, 11, 0)], [0, 29_971]);
    }

    #[test]
    fn ten_half_lives_sum_to_the_closed_form() {
        let decay = decay("30_000 LENS/day", "365 days");
        let sum: Units = (0..3_650).map(|day| days(&decay, day, day + 1, 8)).sum();
        // 15,797,510.6977341491 · (1 − 2^−10) = 15,782,083.4411933933…
        assert_eq!(sum, 1_578_208_344_119_339);
        let fine: Units = (0..3_650).map(|day| days(&decay, day, day + 1, 18)).sum();
        let closed = 15_782_083_441_193_393_305_405_051_u128;
        assert!(fine.abs_diff(closed) < 10_000_000, "{}", fine.abs_diff(closed));
        assert_eq!(days(&decay, 0, 3_650_000, 8), 1_579_751_069_773_414);
    }

    #[test]
    fn a_day_mints_half_of_what_it_minted_a_half_life_ago() {
        let decay = decay("30_000 LENS/day", "365 days");
        for day in [0, 1, 100, 364] {
            let (before, after) =
                (days(&decay, day, day + 1, 18), days(&decay, day + 365, day + 366, 18));
            assert!(before.abs_diff(2 * after) <= 2, "{before} {after}");
        }
    }

    #[test]
    fn hours_sum_to_days_and_days_to_years() {
        for (initial, half_life, decimals) in
            [("30_000 LENS/day", "365 days", 18), ("7 LENS/hour", "5 hours", 0)]
        {
            let decay = decay(initial, half_life);
            let hours = |day: i64| {
                let hour = |h| decay.in_period(&period(h * 3_600, (h + 1) * 3_600, decimals));
                (day * 24..(day + 1) * 24).map(hour).sum::<Units>()
            };
            let by_hour: Units = (0..365).map(hours).sum();
            assert_eq!(hours(3), days(&decay, 3, 4, decimals));
            assert_eq!(by_hour, days(&decay, 0, 365, decimals));
        }
    }

    #[test]
    fn filecoin_and_arweave_mint_as_much() {
        // 330 million FIL in all, a half in six years of 365 days: ln 2/6 of them a year at first.
        let fil = decay("38_123_094.9307970199 FIL/year", "6 years");
        let epoch = 2_555_000;
        let minted = fil.in_period(&period((epoch - 1) * 30, epoch * 30, 18));
        // TestSimpleReward.golden, row 2555000. Of an epoch of 30 seconds 9 digits are right.
        let golden = 27_387_841_182_142_501_307_u128;
        assert!(minted.abs_diff(golden) < 60_000_000_000, "{}", minted.abs_diff(golden));
        // Arweave: 5.5 million AR in the first year and a half of it in each year that follows.
        let ar = decay("7_624_618.986159398404 AR/year", "1 year");
        let years = [0, 1, 2].map(|year| days(&ar, 365 * year, 365 * (year + 1), 12));
        assert_eq!(years, [5_500_000, 2_750_000, 1_375_000].map(|ar| ar * 1_000_000_000_000));
    }

    #[test]
    fn no_length_of_time_is_too_long_or_too_short() {
        let largest = "79_228_162_514_264_337_593_543_950_335 LENS/hour";
        for half_life in ["1e-9 days", "1 hour", "1e300 days"] {
            let decay = decay(largest, half_life);
            let until = |days| decay.in_period(&period(0, days * DAY, 9));
            assert!(until(1) <= until(36_525) && until(36_525) > 0, "{half_life}");
        }
        assert_eq!(days(&decay("0 LENS/day", "1 day"), 0, 99, 8), 0);
    }
}
