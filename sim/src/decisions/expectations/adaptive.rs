//! Adaptive: what owners expect follows what they see.

use language::quantity::Duration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Expectations;
use crate::maths;

/// What owners expect of a day follows what the days bring to devices like theirs. An owner's own luck
/// does not count: whether a day is a loss goes by what a device of its speed would bring and cost on
/// average over being up and down. Who joins, comes back or mends expects the same.
///
/// ## Equation
/// For a kind of devices in a region, in tokens and in money, for a weight of one and a day:
/// `E ← E + (1 − 2^(−Δt/half_life)) · (today − E)`, with `E = today` in the first step. A day is a loss
/// if `uptime · speed · E − costs < least`; costs are those of today. With `income: sold`, and where
/// nothing is sold for costs, only the share that the owner sells counts.
///
/// ## Why one would choose it
/// One lucky or unlucky day does not change anybody's mind, so that owners of devices whose load or
/// uptime differs by chance neither stay for ever nor leave by accident; a fall of the price is felt
/// later, and for longer.
///
/// ## Source
/// Cagan (1956), *The monetary dynamics of hyperinflation*: adaptive expectations. The half-life of 14
/// days is assumed: no measured series of owners' expectations was found.
///
/// ## Example
/// ```yaml
/// expectations: { adaptive: { half_life: 14 days } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Adaptive {
    /// Time in which half of a change is believed [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub half_life: Duration,
}

impl Default for Adaptive {
    fn default() -> Self {
        Self { half_life: Duration::of("14 days") } // assumed
    }
}

impl Expectations for Adaptive {
    fn follows(&self, days: f64) -> Option<f64> {
        Some(1.0 - maths::power(0.5, days / self.half_life.value()))
    }
}

/// What owners of each cohort expect that a weight of one is paid in tokens, and in money [USD/day].
#[derive(Debug, Default)]
pub(in crate::decisions) struct Expected(Vec<Option<[f64; 2]>>);

impl Expected {
    /// What a cohort expects after it has seen so much; nobody expected anything before the first.
    pub(in crate::decisions) fn after(
        &mut self,
        cohort: usize,
        today: [f64; 2],
        follows: f64,
    ) -> [f64; 2] {
        if self.0.len() <= cohort {
            self.0.resize(cohort + 1, None);
        }
        let before = self.0[cohort].unwrap_or(today);
        let towards = |at: usize| before[at] + follows * (today[at] - before[at]);
        *self.0[cohort].insert([towards(0), towards(1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let follows = |half_life, days| {
            Adaptive { half_life: Duration::of(half_life) }.follows(days).unwrap()
        };
        assert_eq!(follows("2 days", 2.0), 0.5);
        assert_eq!(follows("2 days", 4.0), 0.75);
        assert!((follows("14 days", 1.0) - 0.048_305).abs() < 1e-6); // 1 − 2^(−1/14)
    }

    #[test]
    fn what_is_expected_goes_half_the_way_in_a_half_life() {
        let mut expected = Expected::default();
        assert_eq!(expected.after(1, [8.0, 1.0], 0.5), [8.0, 1.0]);
        assert_eq!(expected.after(1, [0.0, 3.0], 0.5), [4.0, 2.0]);
        assert_eq!(expected.after(1, [0.0, 3.0], 0.5), [2.0, 2.5]);
        assert_eq!(expected.after(0, [5.0, 0.0], 0.5), [5.0, 0.0]);
    }

    #[test]
    fn half_the_step_gives_the_same() {
        let adaptive = Adaptive::default();
        let after = |steps: u32, days| {
            let mut expected = Expected::default();
            expected.after(0, [1.0, 0.0], 1.0);
            let follows = adaptive.follows(days).unwrap();
            (0..steps).fold([0.0; 2], |_, _| expected.after(0, [0.0, 1.0], follows))
        };
        let (days, hours) = (after(20, 1.0), after(480, 1.0 / 24.0));
        assert!((days[0] - hours[0]).abs() < 1e-12 && (days[1] - hours[1]).abs() < 1e-12);
    }
}
