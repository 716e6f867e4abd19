//! Pin: a walk to a price that is known, on a date that is known.

use jiff::civil::Date;
use language::quantity::{SharePerTime, Usd};
use language::when::{Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Morning, Opening};
use crate::maths;

/// Lets the price walk, by chance, to a level that it reaches on a date: a Brownian bridge.
///
/// ## Equation
/// With `T` the time that is left until `on` and `s` what the price is multiplied by for scripted shocks,
/// now and on that date: `ln open(t) = ln close + (ln(to · s(t) / s(on)) − ln close)·Δt/T +
/// σ·√(Δt·(T − Δt)/T)·z`, where `close` is multiplied by `s(t)` too; on the date itself, or on the first
/// morning after it, the price is `to` to the last digit, whatever shocks there are. In the time between
/// `from` and `on` the price's own kind is not asked; after it, the price is one that shocks have moved.
///
/// ## Why one would choose it
/// To ask what happens on the way to a price that somebody names, without saying how it comes there:
/// each replicate takes another way.
///
/// ## Source
/// The Brownian bridge, for example Glasserman (2003), *Monte Carlo methods in financial
/// engineering*, section 3.1.
///
/// ## Example
/// ```yaml
/// shocks:
///   - { name: to a dime, pin: { to: 0.10 USD, from: day 30, on: day 300, volatility: 90 %/year } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The price on the date [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub to: Usd,
    /// When the walk to it begins.
    pub from: Moment,
    /// When it is there; after `from`.
    pub on: Moment,
    /// Standard deviation of the log return over the stated time `σ` [1/√time]; at least 0.
    pub volatility: SharePerTime,
}

impl Pin {
    /// The opening of a morning, if it is one on the way or the one at the end of it, given what
    /// scripted shocks multiply the price by on the date.
    pub(super) fn open(
        &self,
        morning: &Morning,
        shocked: impl Fn(Seconds) -> f64,
    ) -> Option<Opening> {
        let before = morning.now - (morning.days * 86_400.0).round() as Seconds;
        let (from, on) = (self.from.after(morning.start), self.on.after(morning.start));
        if before < from || before >= on {
            return None;
        }
        if morning.now >= on {
            return Some(Opening::Exactly(self.to.value()));
        }
        let [u, v, ..] = morning.news;
        let left = (on - before) as f64 / 86_400.0;
        let way = maths::ln(self.to.value() / shocked(on) / morning.close_usd);
        let volatility = self.volatility.per_square_root_day() * morning.volatility;
        let moved = bridge(way, volatility, (morning.days, left), maths::normal(u, v));
        Some(Opening::TimesClose(maths::exp(moved)))
    }

    /// Whether the news of a day moves the price on the way.
    #[must_use]
    pub fn depends_on_chance(&self) -> bool {
        self.volatility.value() > 0.0
    }

    /// Whether its end comes after its beginning.
    #[must_use]
    pub fn is_in_order(&self, start: Date) -> bool {
        self.from.after(start) < self.on.after(start)
    }
}

/// A step of a bridge: the way that is left, volatility per √day, the days of the step and those
/// that are left.
fn bridge(way: f64, volatility: f64, (days, left): (f64, f64), z: f64) -> f64 {
    way * days / left + volatility * (days * (left - days) / left).sqrt() * z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // A quarter of the way in a quarter of the time; √(1 · 3/4) of a day's deviation.
        assert_eq!(bridge(-0.8, 0.0, (1.0, 4.0), 9.0), -0.2);
        assert!((bridge(0.0, 0.1, (1.0, 4.0), 1.0) - 0.086_602_540).abs() < 1e-9);
        assert_eq!(bridge(0.5, 0.1, (2.0, 2.0), 3.0), 0.5);
    }

    #[test]
    fn it_is_exact_on_the_date_and_silent_before_and_after() {
        let pin = Pin {
            to: Usd::of("0.10 USD"),
            from: Moment::AfterDays(3),
            on: Moment::AfterDays(10),
            volatility: SharePerTime::of("90 %/year"),
        };
        let open = |now: i64, days: f64| {
            let start = "2026-01-01".parse().unwrap();
            let morning = Morning { days, ..Morning::quiet(start, now * 86_400) };
            pin.open(&morning, |_| 1.0)
        };
        assert_eq!(open(3, 1.0), None);
        assert!(matches!(open(4, 1.0), Some(Opening::TimesClose(_))));
        assert_eq!(open(10, 1.0), Some(Opening::Exactly(0.10)));
        assert_eq!(open(11, 1.0), None);
        assert_eq!(open(14, 7.0), Some(Opening::Exactly(0.10)));
    }

    #[test]
    fn on_its_way_it_makes_room_for_a_shock_that_holds_on_the_date() {
        let pin = Pin {
            to: Usd::of("0.10 USD"),
            from: Moment::AfterDays(0),
            on: Moment::AfterDays(2),
            volatility: SharePerTime::of("0 %/year"),
        };
        let start = "2026-01-01".parse().unwrap();
        let opening = pin.open(&Morning::quiet(start, 86_400), |_| 0.4);
        // Half of the way from 1 USD to 0.25 USD, of which the shock leaves 0.10 USD.
        assert!(matches!(opening, Some(Opening::TimesClose(times)) if (times - 0.5).abs() < 1e-12));
        assert!(!pin.depends_on_chance());
    }
}
