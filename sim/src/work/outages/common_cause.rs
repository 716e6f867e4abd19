//! Common cause: one cause cuts off devices of several regions, or all of a kind, at once.

use language::quantity::{Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Hits, Outages, Pattern};

/// Now and then something on which many devices depend fails, and they are cut off together: a cloud
/// that several regions use, a gateway, a bad firmware update of one kind of device.
///
/// ## Equation
/// As with `regional`, but with one series of outages for all: in a step of length `Δt` as many begin
/// as a Poisson number of mean `per_year · Δt` says, each at a moment drawn evenly, for the time
/// `lasts`. Where they take a share `f` of a step, `P(up) = uptime · (1 − share · f)` for every device
/// that is both in one of `regions` and in one of `groups`.
///
/// ## Why one would choose it
/// Having many regions does not help against what they have in common. How much of the fleet hangs on
/// one thing is what decides whether a bad day is bad or the last.
///
/// ## Source
/// A Poisson process of common shocks, as in Marshall and Olkin (1967), *A multivariate exponential
/// distribution* (recalled). How often and how long is for the scenario to say.
///
/// ## Example
/// ```yaml
/// outages: { common_cause: { per_year: 0.5, lasts: 3 days, share: 80 %, groups: [glasses] } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonCause {
    /// Outages in a year, on average [1/year]; from 0 to 1000.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub per_year: f64,
    /// How long each lasts [days], such as `8 hours`; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub lasts: Duration,
    /// Share of those devices that an outage takes down [1]; all by default.
    #[serde(default = "super::regional::all")]
    pub share: Share,
    /// Regions that it hits; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Groups of devices that it hits; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
}

impl Outages for CommonCause {
    fn each(&self, visit: &mut dyn FnMut(&Pattern)) {
        visit(&Pattern {
            per_day: self.per_year / language::units::YEAR_DAYS,
            days: self.lasts.value(),
            share: self.share.value(),
            hits: Hits::Together { regions: &self.regions, groups: &self.groups },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let cause = |regions: &[&str], groups: &[&str]| CommonCause {
            per_year: 73.0,
            lasts: Duration::of("12 hours"),
            share: Share::of("80 %"),
            regions: regions.iter().map(|&name| name.to_owned()).collect(),
            groups: groups.iter().map(|&name| name.to_owned()).collect(),
        };
        cause(&[], &[]).each(&mut |p| assert_eq!((p.per_day, p.days, p.share), (0.2, 0.5, 0.8)));
        let hit = |cause: CommonCause| {
            let mut all = Vec::new();
            cause.each(&mut |pattern| {
                let of = |(region, group)| pattern.hits.series((region, 7), group).is_some();
                all.extend([("asia", "gpus"), ("asia", "cams"), ("africa", "cams")].map(of));
            });
            all
        };
        assert_eq!(hit(cause(&[], &[])), [true; 3]);
        assert_eq!(hit(cause(&["asia", "europe"], &[])), [true, true, false]);
        assert_eq!(hit(cause(&["asia"], &["cams"])), [false, true, false]);
    }
}
