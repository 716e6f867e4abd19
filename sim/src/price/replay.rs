//! Replay: the price, or its moves, follow a series of prices.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::Usd;
use language::when::{Day, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Morning, Opening, Price};
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

/// What of the series the price follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moves {
    /// Its prices: what the market does in a day is undone overnight.
    #[default]
    Level,
    /// Its proportional moves, from last night's close: what the market does lasts.
    Relative,
}

/// A series of prices, from a market's history: by date, or one a day.
///
/// ## Equation
/// `p(t)` is the price of the last date at or before `t`, or lies between that and the next. Before
/// the first date and after the last the nearest price holds. With `moves: level` the morning opens
/// at `open(t) = p(t)`; with `relative` at `open(t) = close(t − 1) · p(t)/p(t − 1)`.
///
/// ## Why one would choose it
/// To ask what a network's rules do under what really happened; with `relative`, to ask it of a
/// network whose own sales and burning move the price beside what happened.
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
    /// What of the series the price follows.
    #[serde(default)]
    pub moves: Moves,
    /// Where the series is from.
    #[serde(default)]
    pub source: String,
    /// Prices by date, in order of time [USD]; more than 0. Either these or `daily`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("x-keys" = "Day"))]
    pub usd: IndexMap<Day, Usd>,
    /// A price for each day, `{ from: 2026-01-01, usd: [1.02, 0.98] }`. Either these or `usd`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily: Option<Daily>,
}

/// A price for each day from a first day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Daily {
    /// The day of the first price; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The price at the midnight with which each day begins, day after day [USD]; more than 0.
    #[schemars(extend("examples" = [[1.02, 0.98]]))]
    pub usd: Vec<f64>,
}

const DAY: Seconds = 86_400;

impl Replay {
    /// The price of the series, so many seconds after the start of a run.
    fn at(&self, start: Date, now: Seconds) -> f64 {
        let next = self.begun(start, now);
        let last = next.checked_sub(1).and_then(|last| self.entry(start, last));
        match (last, self.entry(start, next)) {
            (Some((from, from_usd)), Some((to, to_usd))) => {
                let share = (now - from) as f64 / (to - from) as f64;
                between(self.between, from_usd, to_usd, share)
            }
            (Some((_, usd)), None) | (None, Some((_, usd))) => usd,
            (None, None) => 0.0,
        }
    }

    /// How many of the prices are of this moment or before it.
    fn begun(&self, start: Date, now: Seconds) -> usize {
        match &self.daily {
            Some(daily) => {
                let days = (now - daily.begin(start)).div_euclid(DAY);
                usize::try_from(days + 1).unwrap_or(0).min(daily.usd.len())
            }
            None => self.usd.partition_point(|day, _| seconds_between(start, day.0) <= now),
        }
    }

    /// A price by its place in the series, and its moment.
    fn entry(&self, start: Date, at: usize) -> Option<(Seconds, f64)> {
        match &self.daily {
            Some(daily) => Some((daily.begin(start) + at as Seconds * DAY, *daily.usd.get(at)?)),
            None => {
                let (day, usd) = self.usd.get_index(at)?;
                Some((seconds_between(start, day.0), usd.value()))
            }
        }
    }
}

impl Daily {
    /// The moment of the first price.
    fn begin(&self, start: Date) -> Seconds {
        self.from.map_or(0, |day| seconds_between(start, day.0))
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
    fn start_usd(&self, start: Date, _: f64) -> f64 {
        self.at(start, 0)
    }

    fn open(&self, morning: &Morning, _: &mut Memory) -> Opening {
        let usd = self.at(morning.start, morning.now);
        match self.moves {
            Moves::Level => Opening::Level(usd),
            Moves::Relative => {
                let before = morning.now - (morning.days * DAY as f64).round() as Seconds;
                Opening::TimesClose(usd / self.at(morning.start, before))
            }
        }
    }

    fn depends_on_chance(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day(text.parse().unwrap())
    }

    fn replay(between: Between) -> Replay {
        let usd = [(day("2021-01-01"), Usd::of("1 USD")), (day("2021-01-05"), Usd::of("16 USD"))];
        let (moves, source) = (Moves::Level, String::new());
        Replay { between, moves, source, usd: usd.into_iter().collect(), daily: None }
    }

    fn daily(between: Between, from: Option<Day>) -> Replay {
        let daily = Some(Daily { from, usd: vec![1.0, 4.0, 2.0] });
        Replay { usd: IndexMap::new(), daily, ..replay(between) }
    }

    #[test]
    fn by_hand() {
        let start = "2021-01-01".parse().unwrap();
        let on_day = |how, day: i64| replay(how).at(start, day * DAY);
        assert_eq!(on_day(Between::Hold, 3), 1.0);
        assert_eq!(on_day(Between::Linear, 2), 8.5);
        assert_eq!(on_day(Between::Geometric, 2), 4.0);
        assert_eq!([on_day(Between::Hold, -9), on_day(Between::Linear, 400)], [1.0, 16.0]);
        assert_eq!([on_day(Between::Hold, 0), on_day(Between::Hold, 4)], [1.0, 16.0]);
    }

    #[test]
    fn a_price_a_day_by_hand() {
        let start = "2021-01-01".parse().unwrap();
        let series = daily(Between::Hold, None);
        assert_eq!(
            [-1, 0, 1, 2, 3, 99].map(|d| series.at(start, d * DAY)),
            [1., 1., 4., 2., 2., 2.]
        );
        let noon = |how| daily(how, None).at(start, DAY / 2);
        assert_eq!([Between::Hold, Between::Linear, Between::Geometric].map(noon), [1.0, 2.5, 2.0]);
        let [later, earlier] =
            ["2021-01-03", "2020-12-31"].map(|from| daily(Between::Hold, Some(day(from))));
        assert_eq!([0, 2, 3, 4].map(|d| later.at(start, d * DAY)), [1.0, 1.0, 4.0, 2.0]);
        assert_eq!([0, 1].map(|d| earlier.at(start, d * DAY)), [4.0, 2.0]);
    }

    #[test]
    fn dates_a_day_apart_are_a_price_a_day() {
        let start = "2021-01-01".parse().unwrap();
        let usd = ["1 USD", "4 USD", "2 USD"].map(Usd::of);
        let days = ["2021-01-03", "2021-01-04", "2021-01-05"].map(day);
        for how in [Between::Hold, Between::Linear, Between::Geometric] {
            let dated = Replay { usd: days.into_iter().zip(usd.clone()).collect(), ..replay(how) };
            let series = daily(how, Some(days[0]));
            for hour in 0..24 * 9 {
                let now = hour * 3_600;
                assert_eq!(dated.at(start, now).to_bits(), series.at(start, now).to_bits());
            }
        }
    }

    #[test]
    fn moves_act_on_last_nights_close() {
        let morning = |now: i64, days| {
            let start = "2021-01-01".parse().unwrap();
            Morning { days, ..Morning::quiet(start, now * DAY) }
        };
        let series = Replay { moves: Moves::Relative, ..daily(Between::Hold, None) };
        let open_level =
            || daily(Between::Hold, None).open(&morning(1, 1.0), &mut Memory::default());
        let open = |now, days| series.open(&morning(now, days), &mut Memory::default());
        assert_eq!(open(1, 1.0), Opening::TimesClose(4.0));
        assert_eq!(open(2, 1.0), Opening::TimesClose(0.5));
        assert_eq!(open(2, 2.0), Opening::TimesClose(2.0));
        assert_eq!(open(9, 1.0), Opening::TimesClose(1.0));
        assert_eq!(open_level(), Opening::Level(4.0));
    }
}
