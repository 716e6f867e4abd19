//! Spot check: a share of the work is done a second time and compared.

use language::quantity::{Duration, Share, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Checking, Suspect, in_step};

/// A share of the work is done a second time by another device and compared. Who faked it gets no
/// pay for the step and loses a share of all it holds, which is burned. A check may miss a cheat, or
/// take an honest device for one.
///
/// ## Equation
/// `P(caught in a step) = share · detects · (1 − passes)`, where `passes` is of those who collude;
/// `P(accused in a step) = share · false_alarms` for honest devices; with `every`, of that time, and
/// `1 − (1 − P)^(step / every)` of a step; loss `⌊slash · held⌋`; left for customers `1 / (1 + share)`;
/// `costs · share` for each device that is up
///
/// ## Why one would choose it
/// Inference costs more to prove than to do again, so networks sample.
///
/// ## Source
/// Becker (1968), *Crime and punishment*: cheating stops paying where probability times penalty
/// exceeds the gain. The shares are assumed.
///
/// ## Example
/// ```yaml
/// checking: { spot_check: { share: 5 %, slash: 20 %, detects: 90 %, false_alarms: 0.1 %, every: 1 day } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpotCheck {
    /// Share of the work that is checked [1].
    pub share: Share,
    /// Share of what it holds that a caught cheat loses [1].
    pub slash: Share,
    /// Share of the checks of cheats that find them [1]; all by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detects: Option<Share>,
    /// Share of the checks of honest devices that take them for cheats [1]; none by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub false_alarms: Option<Share>,
    /// The time of which a device has one chance to be checked [days]; more than 0; a step by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub every: Option<Duration>,
    /// What a check costs beside the time of devices [USD]; owners of devices that are up share it;
    /// nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Usd>,
}

impl SpotCheck {
    fn every_days(&self) -> Option<f64> {
        self.every.as_ref().map(Duration::value)
    }
}

impl Checking for SpotCheck {
    fn slash(&self) -> f64 {
        self.slash.value()
    }

    /// What is checked is done twice.
    fn left_for_customers(&self) -> f64 {
        1.0 / (1.0 + self.share.value())
    }

    fn looks(&self, days: f64) -> f64 {
        in_step(self.share.value(), self.every_days(), days)
    }

    fn catches(&self, suspect: &Suspect) -> f64 {
        let detects = self.detects.as_ref().map_or(1.0, Share::value);
        let is_seen = 1.0 - suspect.passes.unwrap_or(0.0);
        in_step(self.share.value() * detects * is_seen, self.every_days(), suspect.days)
    }

    fn accuses(&self, suspect: &Suspect) -> f64 {
        let alarms = self.false_alarms.as_ref().map_or(0.0, Share::value);
        in_step(self.share.value() * alarms, self.every_days(), suspect.days)
    }

    fn usd(&self, days: f64) -> f64 {
        let checks = self.share.value() * self.every_days().map_or(1.0, |every| days / every);
        self.costs.as_ref().map_or(0.0, Usd::value) * checks
    }

    fn is_told(&self) -> bool {
        self.false_alarms.is_some() || self.costs.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(share: &'static str) -> SpotCheck {
        SpotCheck {
            share: Share::of(share),
            slash: Share::of("20 %"),
            detects: None,
            false_alarms: None,
            every: None,
            costs: None,
        }
    }

    const DAY: Suspect = Suspect { passes: None, colluding: 0.0, days: 1.0 };

    #[test]
    fn by_hand() {
        let left = |share| check(share).left_for_customers();
        assert_eq!(left("0 %"), 1.0);
        assert_eq!(left("25 %"), 0.8);
        assert_eq!(left("100 %"), 0.5);
    }

    #[test]
    fn checks_miss_some_and_accuse_others() {
        let (detects, false_alarms) = (Some(Share::of("90 %")), Some(Share::of("1 %")));
        let unsure = SpotCheck { detects, false_alarms, ..check("20 %") };
        assert!((unsure.catches(&DAY) - 0.18).abs() < 1e-15);
        assert!((unsure.accuses(&DAY) - 0.002).abs() < 1e-15);
        // Three checks in four are made by friends.
        let friend = Suspect { passes: Some(0.75), ..DAY };
        assert!((unsure.catches(&friend) - 0.045).abs() < 1e-15);
        assert_eq!((check("20 %").catches(&DAY), check("20 %").accuses(&DAY)), (0.2, 0.0));
    }

    #[test]
    fn checks_of_a_day_cost_in_a_week_what_seven_of_them_do() {
        let costs = Some(Usd::of("0.5 USD"));
        let daily = SpotCheck { every: Some(Duration::of("1 day")), costs, ..check("10 %") };
        assert!((daily.usd(7.0) - 0.35).abs() < 1e-15);
        // 1 − 0.9⁷ = 0.5217031.
        assert!((daily.looks(7.0) - 0.521_703_1).abs() < 1e-12);
        assert_eq!(check("10 %").usd(7.0), 0.0);
    }
}
