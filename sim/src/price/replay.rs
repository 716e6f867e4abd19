//! Replay: the price follows a series of dated prices.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::Usd;
use language::when::{Day, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Morning, Opening, Price};
use crate::maths;

/// What the price does between two dated prices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Between {
    /// It stays until the next.
    #[default]
    Hold,
    /// It goes there by the same amount each day.
    Linear,
    /// It goes there by the same proportion each day.
    Geometric,
}

/// A series of dated prices, from a market's history.
///
/// ## Equation
/// `open(t)` is the price of the last date at or before `t`, or lies between that and the next.
/// Before the first date and after the last the nearest price holds.
///
/// ## Why one would choose it
/// To ask what a network's rules do under what really happened.
///
/// ## Source
/// A definition; the series names its own.
///
/// ## Example
/// ```yaml
/// replay: { between: hold, source: "CoinGecko, monthly means", usd: { 2021-01-01: 1.71 USD, 2021-02-01: 3.75 USD } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// What the price does between two dates.
    #[serde(default)]
    pub between: Between,
    /// Where the series is from.
    #[serde(default)]
    pub source: String,
    /// Prices by date, in order of time [USD]; more than 0.
    #[schemars(extend("x-keys" = "Day"))]
    pub usd: IndexMap<Day, Usd>,
}

impl Replay {
    fn at(&self, start: Date, now: Seconds) -> f64 {
        let moments =
            self.usd.iter().map(|(day, usd)| (seconds_between(start, day.0), usd.value()));
        let mut last: Option<(Seconds, f64)> = None;
        for (moment, usd) in moments {
            match last {
                _ if moment <= now => last = Some((moment, usd)),
                None => return usd,
                Some((from, from_usd)) => {
                    let share = (now - from) as f64 / (moment - from) as f64;
                    return between(self.between, from_usd, usd, share);
                }
            }
        }
        last.map_or(0.0, |(_, usd)| usd)
    }
}

fn between(how: Between, from: f64, to: f64, share: f64) -> f64 {
    match how {
        Between::Hold => from,
        Between::Linear => from + (to - from) * share,
        Between::Geometric => from * maths::power(to / from, share),
    }
}

impl Price for Replay {
    fn start_usd(&self, start: Date) -> f64 {
        self.at(start, 0)
    }

    fn open(&self, morning: &Morning) -> Opening {
        Opening::Level(self.at(morning.start, morning.now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replay(how: Between) -> Replay {
        let day = |text: &str| Day(text.parse().unwrap());
        let usd = [(day("2021-01-01"), Usd::of("1 USD")), (day("2021-01-05"), Usd::of("16 USD"))];
        Replay { between: how, source: String::new(), usd: usd.into_iter().collect() }
    }

    #[test]
    fn by_hand() {
        let start = "2021-01-01".parse().unwrap();
        let on_day = |how, day: i64| replay(how).at(start, day * 86_400);
        assert_eq!(on_day(Between::Hold, 3), 1.0);
        assert_eq!(on_day(Between::Linear, 2), 8.5);
        assert_eq!(on_day(Between::Geometric, 2), 4.0);
        assert_eq!([on_day(Between::Hold, -9), on_day(Between::Linear, 400)], [1.0, 16.0]);
    }
}
