//! Regional: outages hit all devices of a region at the same time.

use language::quantity::{Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Hits, Outages, Pattern};

/// Now and then a region is cut off for some hours: power, network or a cloud on which its devices
/// depend. All devices of the region, of whatever kind, have the same outages; regions have them
/// independently of each other.
///
/// ## Equation
/// In a step of length `Δt` as many outages begin as a Poisson number of mean `per_year · Δt` says,
/// each at a moment drawn evenly, for the time `lasts`. Where they take a share `f` of a step,
/// `P(up) = uptime · (1 − share · f)` for every device of the region. Outages that overlap add up, to
/// all of the step at the most.
///
/// ## Why one would choose it
/// Outages that hit many at once do not average out as those of single devices do: a network of one
/// region is down as a whole, and one of many regions never is.
///
/// ## Source
/// A Poisson process. How often and how long is for the scenario to say: household supply in the
/// United States fails about once or twice a year, for some hours in all (recalled, EIA, SAIFI and
/// SAIDI with major events).
///
/// ## Example
/// ```yaml
/// outages: { regional: { per_year: 2, lasts: 8 hours, share: 60 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regional {
    /// Outages of a region in a year, on average [1/year]; from 0 to 1000.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub per_year: f64,
    /// How long each lasts [days], such as `8 hours`; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub lasts: Duration,
    /// Share of the region's devices that an outage takes down [1]; all by default.
    #[serde(default = "all")]
    pub share: Share,
}

pub(super) fn all() -> Share {
    Share::of("100 %")
}

impl Outages for Regional {
    fn each(&self, visit: &mut dyn FnMut(&Pattern)) {
        visit(&Pattern {
            per_day: self.per_year / language::units::YEAR_DAYS,
            days: self.lasts.value(),
            share: self.share.value(),
            hits: Hits::EachRegion,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let outages =
            Regional { per_year: 73.0, lasts: Duration::of("8 hours"), share: Share::of("60 %") };
        let hits = Hits::EachRegion;
        let wanted = Pattern { per_day: 0.2, days: 8.0 / 24.0, share: 0.6, hits };
        outages.each(&mut |pattern| assert_eq!(*pattern, wanted));
        assert!(outages.is_any());
    }
}
