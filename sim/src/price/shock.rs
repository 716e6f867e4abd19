//! Shock: what happens to the network on known days.

use jiff::civil::Date;
use language::when::{Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Course, Crash, Exit, OracleLag, Pin};

/// Something that happens to the network on known days; it may do several things at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shock {
    /// What it is called in charts and reports.
    pub name: String,
    /// What it does to the token's price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Course>,
    /// A crash that really was, which its price follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crash: Option<Crash>,
    /// A level to which the token's price walks until a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<Pin>,
    /// What it does to the price that contracts see: it comes late, or does not move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oracle: Option<OracleLag>,
    /// What it does to the volatility of the price, where the price's kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volatility: Option<Course>,
    /// What it does to the depth of the market: liquidity is withdrawn or added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liquidity: Option<Course>,
    /// What it does to what customers ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Course>,
    /// What it does to the price of electricity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electricity: Option<Course>,
    /// What it does to the price of new devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hardware: Option<Course>,
    /// What it does to the time from order to work of devices that are ordered: a broken supply
    /// chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_time: Option<Course>,
    /// What part of the devices leaves in one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<Exit>,
    /// Workloads whose demand it hits; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workloads: Vec<String>,
    /// Regions whose electricity and devices it hits; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Groups of devices whose hardware and lead time it hits, or that leave; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// From when on people know of it: those who think of joining then count with the price that
    /// there would be when their device works. A surprise by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_from: Option<Moment>,
}

impl Shock {
    /// All that it does by a course, with the key of each.
    pub fn courses(&self) -> impl Iterator<Item = (&'static str, &Course)> {
        let all = [
            ("price", &self.price),
            ("volatility", &self.volatility),
            ("liquidity", &self.liquidity),
            ("demand", &self.demand),
            ("electricity", &self.electricity),
            ("hardware", &self.hardware),
            ("lead_time", &self.lead_time),
        ];
        all.into_iter().filter_map(|(key, course)| Some((key, course.as_ref()?)))
    }

    /// When the first thing of it happens, in seconds after the start of a run; none if it does
    /// nothing.
    #[must_use]
    pub fn begins(&self, start: Date) -> Option<Seconds> {
        let courses = self.courses().map(|(_, course)| course.at.after(start));
        let others = [
            self.crash.as_ref().map(|crash| crash.at),
            self.pin.as_ref().map(|pin| pin.from),
            self.oracle.as_ref().map(|oracle| oracle.at),
            self.exit.as_ref().map(|exit| exit.at),
        ];
        courses.chain(others.into_iter().flatten().map(|moment| moment.after(start))).min()
    }

    /// What the token's price will be multiplied by at a later moment over what it is now, as far as
    /// people know it now.
    pub(super) fn foreseen(&self, start: Date, now: Seconds, later: Seconds) -> f64 {
        let is_known = self.known_from.is_some_and(|from| from.after(start) <= now);
        match is_known {
            true => self.price_factor(start, later) / self.price_factor(start, now),
            false => 1.0,
        }
    }

    /// What the token's price is multiplied by, so many seconds after the start of the run.
    pub(super) fn price_factor(&self, start: Date, now: Seconds) -> f64 {
        let course = self.price.as_ref().map_or(1.0, |price| price.factor(start, now));
        course * self.crash.as_ref().map_or(1.0, |crash| crash.factor(start, now))
    }
}

/// Whether a list of names is empty, which means all, or has a name.
pub(super) fn hits(names: &[String], name: &str) -> bool {
    names.is_empty() || names.iter().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announced_fall_is_counted_with_and_a_surprise_is_not() {
        let start = "2026-01-01".parse().unwrap();
        let shock = |known: &str| {
            let text = format!("name: fall\nprice: {{ to: 40 %, at: day 10 }}\n{known}");
            let tree = language::yaml::parse("a.yaml", &text).unwrap();
            language::read::<Shock>(&tree, None).unwrap()
        };
        let day = |day: i64| day * 86_400;
        let announced = shock("known_from: day 5");
        let foreseen = [(4, 12), (5, 9), (5, 12), (11, 12)];
        let foreseen = foreseen.map(|(now, later)| announced.foreseen(start, day(now), day(later)));
        assert_eq!(foreseen, [1.0, 1.0, 0.4, 1.0]);
        assert_eq!(shock("").foreseen(start, day(5), day(12)), 1.0);
        assert_eq!(announced.begins(start), Some(day(10)));
    }
}
