//! Panic: owners run when the price has fallen far in a short time.

use language::quantity::{Duration, Share, SharePerTime};
use language::when::Seconds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::in_a_step;
use crate::highest::Highest;

/// While the token's price is far below its highest of late, a share of the owners leaves whatever
/// the day brings, and all sell a part of what they hold, those who left included.
///
/// ## Equation
/// There is panic while `price < (1 − fall) · highest`, with the highest morning's price of the last
/// `within` and of the step before. Then an owner leaves with probability `1 − (1 − leaves)^Δt`, and
/// `⌊held · (1 − (1 − sells)^Δt)⌋` is sold.
///
/// ## Why one would choose it
/// Who runs does not count: a crash takes owners with it whose devices still pay, and their sale feeds
/// it. This is the link of a death spiral that patience cannot show.
///
/// ## Source
/// `depindtresstest` (2026) has panic among its stresses; that it ends when the fall is `within` days
/// ago, and all its numbers, are assumed: no measured series of owners was found.
///
/// ## Example
/// ```yaml
/// panic: { fall: 30 %, within: 7 days, leaves: 5 %/day, sells: 10 %/day }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Panic {
    /// How far the price must be below its highest [1].
    pub fall: Share,
    /// How far back they look for the highest [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub within: Duration,
    /// Share of the owners who leave while there is panic [1/time]; at most 100 %/day.
    pub leaves: SharePerTime,
    /// Share of what is held that is sold while there is panic [1/time]; at most 100 %/day; none by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sells: Option<SharePerTime>,
}

impl Panic {
    /// Whether there is panic at a price with such a one as the highest of late.
    #[must_use]
    pub fn is_on(&self, price_usd: f64, highest_usd: f64) -> bool {
        price_usd < (1.0 - self.fall.value()) * highest_usd
    }

    /// The probability with which an owner leaves in a step of panic, and the share of what is held
    /// that is sold [1].
    #[must_use]
    pub fn runs(&self, days: f64) -> (f64, f64) {
        let sold = self.sells.as_ref().map_or(0.0, |sells| in_a_step(sells, days));
        (in_a_step(&self.leaves, days), sold)
    }
}

/// The prices of late, and that of the step before.
#[derive(Debug, Default)]
pub struct Highs {
    highest: Highest,
    last_usd: f64,
}

impl Highs {
    /// With room for as many steps of so many days as one looks back.
    pub fn with_room(within_days: f64, days: f64) -> Self {
        Self { highest: Highest::with_room(within_days, days), last_usd: 0.0 }
    }

    /// The highest price of so many days up to now, and of the step before; `usd` is the price now.
    pub fn highest_usd(&mut self, (now, usd): (Seconds, f64), days: f64) -> f64 {
        let last = std::mem::replace(&mut self.last_usd, usd);
        self.highest.of((now, usd), days).max(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panic(sells: Option<&'static str>) -> Panic {
        Panic {
            fall: Share::of("30 %"),
            within: Duration::of("7 days"),
            leaves: SharePerTime::of("5 %/day"),
            sells: sells.map(SharePerTime::of),
        }
    }

    #[test]
    fn by_hand() {
        let is_on = |price| panic(None).is_on(price, 2.0);
        assert_eq!([1.5, 1.41, 1.39, 0.1].map(is_on), [false, false, true, true]);
        assert_eq!(panic(None).runs(0.0), (0.0, 0.0));
        let (leave, sell) = panic(Some("50 %/day")).runs(2.0);
        assert!((leave - 0.0975).abs() < 1e-12, "{leave}"); // 1 − 0.95²
        assert_eq!(sell, 0.75);
    }

    #[test]
    fn the_highest_price_is_forgotten_after_a_while() {
        let mut highs = Highs::default();
        let day = |day: Seconds| day * 86_400;
        let prices = [(0, 5.0), (1, 9.0), (2, 4.0), (3, 6.0), (4, 3.0), (5, 2.0), (6, 1.0)];
        let highest = prices.map(|(at, usd)| highs.highest_usd((day(at), usd), 3.0));
        // The 9 of day 1 counts up to day 4, and the 6 of day 3 up to day 6.
        assert_eq!(highest, [5.0, 9.0, 9.0, 9.0, 9.0, 6.0, 6.0]);
    }

    #[test]
    fn a_step_longer_than_the_look_back_still_sees_the_step_before() {
        let mut highs = Highs::default();
        let month = |at: Seconds| at * 30 * 86_400;
        let highest = [(0, 4.0), (1, 1.0), (2, 1.0)]
            .map(|(at, usd)| highs.highest_usd((month(at), usd), 7.0));
        assert_eq!(highest, [4.0, 4.0, 1.0]);
    }
}
