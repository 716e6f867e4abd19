//! Rival: another network that pays for the same devices.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::{Duration, Ratio, SharePerTime, Usd, UsdPerDay};
use language::timeline::Timeline;
use language::when::{Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::joining::willing;
use crate::maths;

/// Another network that pays owners for the same devices, and so takes operators and buyers from this
/// one. With a `bonus` for those who come early it is what is called a vampire attack.
///
/// ## Equation
/// Of a device of middle speed of the cohort, on average over being up and down:
/// `here = max(0, income − costs)`, as its owner can always switch it off, and
/// `there = pays − costs`, as running it costs there what it costs here.
///
/// Owners: in a time `Δt` each goes with probability `1 − (1 − look · P)^Δt`, where `P = 0` unless
/// `there > here`, and else `P = 1/(1 + (payback/within)^(1/spread))` with
/// `payback = max(0, switching_cost − bonus) / (there − here)`. Who went comes back by `returning` only.
///
/// Buyers, and owners who think of coming back, have nothing to switch: the rival wins the share
/// `1/(1 + (here/there)^(1/spread))` of them, half where both bring the same, and none where it pays no
/// more than the costs. Of several rivals each wins its share of those whom the others leave.
///
/// It pays `pays`, or `times` what this network brings; both times
/// `(price/price when it began)^follows`, where its own token rises and falls with this one.
///
/// ## Why one would choose it
/// Supply that can leave for better pay is no moat: what a network must pay depends on what others pay.
/// What it takes of the customers is no part of this: that is the `competitor` of a workload.
///
/// ## Source
/// A definition, with payback as in `joining`. That networks poach from each other is common in other
/// simulators of such networks (a vampire attack is one of the stresses of depindtresstest); the
/// defaults are assumed.
///
/// ## Example
/// ```yaml
/// rivals:
///   copycat:
///     from: day 200
///     pays: { glasses: 0.90 USD/day }
///     bonus: { usd: 25 USD, until: day 260 }
///     switching_cost: 20 USD
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rival {
    /// When it begins.
    pub from: Moment,
    /// When it ends; never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// What it pays a device of middle speed, on average over being up and down, by group [USD/day];
    /// groups that are not named are of no use to it.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub pays: IndexMap<String, Timeline<UsdPerDay>>,
    /// What it pays all groups instead, as a multiple of what this network brings them [1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Ratio>,
    /// How far its pay follows the price of this network's token: the power to which the change of
    /// the price since it began is raised [1]; not at all by default.
    #[serde(default = "not_at_all")]
    pub follows: Ratio,
    /// What it gives once to each device that comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<Bonus>,
    /// What going over costs an owner once: collateral that is lost, other equipment, trouble [USD].
    #[serde(default = "nothing")]
    pub switching_cost: Usd,
    /// Time in which half of the owners want to have that back [days]; more than 0; 90 days by default.
    #[serde(default = "some_time")]
    #[schemars(extend("x-positive" = true))]
    pub within: Duration,
    /// Share of the owners who compare [1/time]; at most 100 %/day, 1 %/day by default. Where nobody
    /// does, nobody knows the rival, and it wins no buyers either.
    #[serde(default = "some_look")]
    pub look: SharePerTime,
    /// How much people differ: 46 % to 54 % per tenth of it [1]; 25 % by default.
    #[serde(default = "some_spread")]
    pub spread: Ratio,
}

/// What a rival gives once to each device that comes early.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bonus {
    /// To each device [USD].
    pub usd: Usd,
    /// Until when.
    pub until: Moment,
}

fn not_at_all() -> Ratio {
    Ratio::of("0 %")
}

fn nothing() -> Usd {
    Usd::of("0 USD")
}

fn some_time() -> Duration {
    Duration::of("90 days")
}

fn some_look() -> SharePerTime {
    SharePerTime::of("1 %/day")
}

fn some_spread() -> Ratio {
    Ratio::of("25 %")
}

/// What those who compare see of a device of middle speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// What it brings here [USD/day].
    pub income_usd: f64,
    /// What running it costs here and there [USD/day].
    pub costs_usd: f64,
    /// What it would bring there [USD/day].
    pub pays_usd: f64,
}

impl Compared {
    fn here_usd(&self) -> f64 {
        (self.income_usd - self.costs_usd).max(0.0)
    }

    fn there_usd(&self) -> f64 {
        self.pays_usd - self.costs_usd
    }
}

impl Rival {
    /// Whether it is there at a moment, and known.
    #[must_use]
    pub fn is_there(&self, start: Date, now: Seconds) -> bool {
        let is_over = self.until.is_some_and(|until| until.after(start) <= now);
        self.look.value() > 0.0 && self.from.after(start) <= now && !is_over
    }

    /// What it pays a device of a group [USD/day], given what such a device brings here and what the
    /// price of this network's token has become since the rival began [1]; nothing if it has no use
    /// for it.
    #[must_use]
    pub fn pays_usd(
        &self,
        group: &str,
        (start, now): (Date, Seconds),
        (income_usd, price): (f64, f64),
    ) -> Option<f64> {
        let named = self.pays.get(group).and_then(|pay| pay.at(start, now));
        let pay = named.map(UsdPerDay::value);
        let pay = pay.or_else(|| self.times.as_ref().map(|times| times.value() * income_usd))?;
        Some(pay * maths::power(price, self.follows.value()))
    }

    /// The share of the owners who go, of those who compare [1].
    #[must_use]
    pub fn goes(&self, compared: &Compared, (start, now): (Date, Seconds)) -> f64 {
        let more_usd = compared.there_usd() - compared.here_usd();
        if more_usd <= 0.0 {
            return 0.0;
        }
        let is_early = |bonus: &&Bonus| now < bonus.until.after(start);
        let bonus_usd = self.bonus.as_ref().filter(is_early).map_or(0.0, |bonus| bonus.usd.value());
        let payback = (self.switching_cost.value() - bonus_usd).max(0.0) / more_usd;
        willing(payback / self.within.value(), self.spread.value())
    }

    /// The probability with which an owner goes in a step of so many days [1].
    #[must_use]
    pub fn hazard(&self, goes: f64, days: f64) -> f64 {
        1.0 - maths::power(1.0 - self.look.value() / 100.0 * goes, days)
    }

    /// The share that it wins of those who have nothing to switch [1].
    #[must_use]
    pub fn wins(&self, compared: &Compared) -> f64 {
        let there_usd = compared.there_usd();
        if there_usd <= 0.0 {
            return 0.0;
        }
        willing(compared.here_usd() / there_usd, self.spread.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Seconds = 86_400;

    fn start() -> Date {
        "2026-01-01".parse().unwrap()
    }

    fn rival(text: &str) -> Rival {
        let text = format!("from: day 10\n{text}");
        let tree = language::yaml::parse("a.yaml", &text).unwrap();
        language::read(&tree, None).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn compared(income_usd: f64, pays_usd: f64) -> Compared {
        Compared { income_usd, costs_usd: 0.125, pays_usd }
    }

    #[test]
    fn owners_go_by_hand() {
        let copycat = rival("switching_cost: 30 USD\nwithin: 60 days");
        let goes = |income, pays| copycat.goes(&compared(income, pays), (start(), 20 * DAY));
        // 30 USD at 0.50 USD/day more are back in 60 days; at 1 USD/day in half of that: 1/(1 + ½⁴).
        assert_eq!([goes(1.0, 1.5), goes(1.0, 2.0)], [0.5, 16.0 / 17.0]);
        assert_eq!([goes(1.0, 1.0), goes(1.0, 0.9)], [0.0, 0.0]);
        // Who makes a loss here switches off: 0.05 USD/day, less than it costs, tempts nobody.
        assert_eq!([goes(0.0, 0.05), goes(0.0, 0.625)], [0.0, 0.5]);
        assert!((copycat.hazard(0.5, 1.0) - 0.005).abs() < 1e-15);
        let (week, days) = (copycat.hazard(0.5, 7.0), 1.0 - maths::power(0.995, 7.0));
        assert!((week - days).abs() < 1e-12);
    }

    #[test]
    fn a_bonus_pays_for_the_switch_while_it_lasts() {
        let text = "switching_cost: 30 USD\nwithin: 60 days\nbonus: { usd: 15 USD, until: day 40 }";
        let vampire = rival(text);
        let goes = |day: i64| vampire.goes(&compared(1.0, 1.25), (start(), day * DAY));
        // 15 USD at 0.25 USD/day are back in 60 days; 30 USD in 120: 1/(1 + 2⁴).
        assert_eq!([goes(39), goes(40)], [0.5, 1.0 / 17.0]);
    }

    #[test]
    fn buyers_are_shared_by_what_both_bring() {
        let copycat = rival("switching_cost: 900 USD");
        let wins = |income, pays| copycat.wins(&compared(income, pays));
        assert_eq!(wins(1.125, 1.125), 0.5);
        assert!((wins(1.125, 2.125) - 16.0 / 17.0).abs() < 1e-12);
        assert!((wins(2.125, 1.125) - 1.0 / 17.0).abs() < 1e-12);
        assert_eq!([wins(0.0, 0.125), wins(0.0, 0.2)], [0.0, 1.0]);
    }

    #[test]
    fn what_it_pays_by_hand() {
        let pays = |text: &str, price| {
            rival(text).pays_usd("glasses", (start(), 20 * DAY), (0.8, price)).unwrap_or(-1.0)
        };
        assert_eq!(pays("pays: { glasses: 0.9 USD/day }", 0.25), 0.9);
        assert_eq!(pays("pays: { gpus: 0.9 USD/day }", 1.0), -1.0);
        assert_eq!(pays("pays: { glasses: { 2026-01-21: 2 USD/day } }", 1.0), 2.0);
        assert_eq!(pays("pays: { glasses: { 2026-01-22: 2 USD/day } }", 1.0), -1.0);
        assert_eq!(pays("times: 150 %", 1.0), 0.8 * 1.5);
        // At half of what the price does a fall to a quarter leaves a half.
        assert_eq!(pays("pays: { glasses: 0.9 USD/day }\nfollows: 50 %", 0.25), 0.45);
    }

    #[test]
    fn it_is_there_from_its_day_until_its_last() {
        let there = |text: &str| [9, 10, 29, 30].map(|d| rival(text).is_there(start(), d * DAY));
        assert_eq!(there("until: day 30"), [false, true, true, false]);
        assert_eq!(there("until: day 30\nlook: 0 %/day"), [false; 4]);
    }
}
