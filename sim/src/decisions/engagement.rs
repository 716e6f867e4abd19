//! Engagement: people put a device into a drawer, and pay and a good service keep them from it.

use language::quantity::{SharePerTime, UsdPerDay};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::in_a_step_of;
use crate::maths;

/// People stop using devices that they wear, whatever a day brings; the more a day pays and the better
/// the service is, the fewer. Where owners come back, so may they.
///
/// ## Equation
/// `leaves(pay, quality) = min(100 %/day, leaves · 2^(−pay/pay_halves) · quality^(−exponent))`, and in a
/// step an owner leaves with probability `1 − (1 − leaves(pay, quality))^Δt`. `pay` is all that a
/// middling device of its kind and region brings a day on average over being up and down, before
/// costs, as owners expect it; a quality of 1 is that of the first day.
///
/// ## Why one would choose it
/// A ring or a pair of glasses costs nearly nothing to run, so no loss makes people give it up: it
/// bores them. `work.wearing` has the time until then, whatever a device earns; here pay and the
/// service have a say, and all devices are as likely to be put away, new ones and old ones. With both,
/// people have two reasons.
///
/// ## Source
/// Hermsen et al. (2017), JMIR mHealth 5(10) e164: of 711 people with a tracker that they got for
/// nothing and that paid nothing, 73.9 % used it on day 100 and 16.0 % on day 320; a Weibull law through
/// both leaves 47.2 % on day 180, and so does 0.42 % a day. For paid rings and watches 70 % to 80 % were
/// still used then (0.20 % to 0.12 % a day): twice to three times as long. What pay and quality do is
/// assumed.
///
/// ## Example
/// ```yaml
/// engagement: { groups: [glasses], leaves: 0.42 %/day, pay_halves: 0.20 USD/day, exponent: 1 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Engagement {
    /// The groups of devices that people wear or play with; all by default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Share of the owners who put it away where it pays nothing and the service is that of the first
    /// day [1/time]; at most 100 %/day.
    pub leaves: SharePerTime,
    /// Pay that makes half of them stay [USD/day]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub pay_halves: UsdPerDay,
    /// How much the quality of the service matters: half as good, and 2^exponent times as many put it
    /// away [1]; from 0 to 10.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub exponent: f64,
}

impl Default for Engagement {
    fn default() -> Self {
        Self {
            groups: Vec::new(),
            leaves: SharePerTime::of("0.42 %/day"), // derived: 1 − 0.472^(1/180), Hermsen et al. (2017)
            pay_halves: UsdPerDay::of("0.20 USD/day"), // assumed
            exponent: 1.0,                          // assumed
        }
    }
}

impl Engagement {
    /// Whether people put devices of a group away.
    #[must_use]
    pub fn concerns(&self, group: &str) -> bool {
        self.groups.is_empty() || self.groups.iter().any(|name| name == group)
    }

    /// The probability with which an owner puts it away in a step of so many days, where a day pays so
    /// much and the service is so good [1].
    #[must_use]
    pub fn puts_away(&self, pay_usd_per_day: f64, quality: f64, days: f64) -> f64 {
        let bored = maths::power(0.5, pay_usd_per_day / self.pay_halves.value());
        // A service of no quality at all bores everybody, but not beyond all numbers.
        let served = maths::power(quality.max(1e-6), -self.exponent);
        in_a_step_of(self.leaves.value() / 100.0 * bored * served, days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let engagement =
            Engagement { leaves: SharePerTime::of("50 %/day"), ..Engagement::default() };
        let away = |pay, quality, days| engagement.puts_away(pay, quality, days);
        assert_eq!(away(0.0, 1.0, 1.0), 0.5);
        assert_eq!(away(0.2, 1.0, 1.0), 0.25);
        assert_eq!(away(0.2, 0.5, 1.0), 0.5);
        assert_eq!(away(0.0, 2.0, 2.0), 0.4375); // 1 − 0.75²
        assert_eq!(away(0.0, 0.25, 1.0), 1.0);
        assert_eq!([away(1e9, 1.0, 1.0), away(0.0, 0.0, 1.0)], [0.0, 1.0]);
    }

    /// Of those who are paid nothing as many still use it after half a year as the published curve has.
    #[test]
    fn the_default_leaves_what_was_measured() {
        let stays = 1.0 - Engagement::default().puts_away(0.0, 1.0, 180.0);
        assert!((stays - 0.472).abs() < 0.005, "{stays}");
        // Paid 0.20 USD a day they stay as those who bought a ring or a watch do, 70 % to 80 %.
        let paid = 1.0 - Engagement::default().puts_away(0.2, 1.0, 180.0);
        assert!((0.65..0.80).contains(&paid), "{paid}");
    }
}
