//! PID: inflation answers to the distance from a target, to its sum and to its change.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Inflation, Round};
use crate::emission::Memory;
use crate::emission::controllers::decimal::{ONE, of_share};

/// Changes inflation by a proportional, an integral and a derivative part of what is missing to a
/// target, and not at all within a band around it.
///
/// ## Equation
/// `e = target − bonded`, 0 within the band; `inflation += k_p·(e − e₁) + k_i·e + k_d·(e − 2e₁ + e₂)` with
/// `e₁` and `e₂` of the rounds before, clamped to `least` and `most`
///
/// ## Why one would choose it
/// The three gains trade speed for calm. This form adds changes to inflation itself, so that
/// nothing winds up while inflation is at its bounds; with `integral` alone it is a step by distance.
///
/// ## Source
/// Åström and Murray (2008), *Feedback Systems*, chapter 10, the incremental form; DePIN models steer
/// yields so (Outlier Ventures' DePINSimulator: 2, 0.1 and 0.01).
///
/// ## Example
/// ```yaml
/// schedule:
///   bonding:
///     initial: 0.02 %
///     every: 1 day
///     most: 1_000_000 LENS
///     controller: { pid: { target: 50 %, band: 2 %, proportional: 0.001, integral: 0.0001 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pid {
    /// Share of the supply that should be bonded [1].
    pub target: Share,
    /// Distance from the target within which nothing changes [1].
    #[serde(default = "super::step::nothing")]
    pub band: Share,
    /// Gain of the distance, in millionths at the finest [1]; from 0 to a million.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e6))]
    pub proportional: f64,
    /// Gain of the distance's sum over the rounds [1]; from 0 to a million.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e6))]
    pub integral: f64,
    /// Gain of the distance's change from round to round [1]; from 0 to a million.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e6))]
    pub derivative: f64,
    /// The least inflation of a round [1].
    #[serde(default = "super::step::nothing")]
    pub least: Share,
    /// The most inflation of a round [1].
    #[serde(default = "super::step::all")]
    pub most: Share,
}

/// What was missing to the target one and two rounds ago [10⁻¹⁸].
#[derive(Default)]
struct Missing {
    before: i128,
    before_that: i128,
}

impl Inflation for Pid {
    fn next(&self, inflation: u128, round: &Round, memory: &mut Memory) -> u128 {
        let now = self.missing(round.bonded);
        let past = memory.own(Missing::default);
        let (before, before_that) = (past.before, past.before_that);
        *past = Missing { before: now, before_that: before };
        let change = gain(self.proportional) * (now - before)
            + gain(self.integral) * now
            + gain(self.derivative) * (now - 2 * before + before_that);
        // No inflation is above all of the supply, whoever left it.
        let sum = inflation.min(ONE) as i128 + change / 1_000_000;
        let next = sum.max(0).unsigned_abs();
        next.min(of_share(self.most.value())).max(of_share(self.least.value()))
    }
}

impl Pid {
    /// What is missing to the target; nothing within the band [10⁻¹⁸].
    fn missing(&self, bonded: u128) -> i128 {
        let missing = of_share(self.target.value()) as i128 - bonded.min(ONE) as i128;
        let is_near = missing.unsigned_abs() <= of_share(self.band.value());
        if is_near { 0 } else { missing }
    }
}

/// A gain in millionths, the same on every machine.
fn gain(gain: f64) -> i128 {
    (gain * 1e6).round() as i128
}

#[cfg(test)]
mod tests {
    use super::super::tests::bonded;
    use super::*;

    fn pid(proportional: f64, integral: f64, derivative: f64) -> Pid {
        let (least, most) = (Share::of("0 %"), Share::of("10 %"));
        let (target, band) = (Share::of("50 %"), Share::of("1 %"));
        Pid { target, band, proportional, integral, derivative, least, most }
    }

    fn after(pid: &Pid, shares: &[f64]) -> u128 {
        let mut memory = Memory::default();
        let next = |inflation, share: &f64| pid.next(inflation, &bonded(*share), &mut memory);
        shares.iter().fold(of_share(0.01), next)
    }

    #[test]
    fn by_hand() {
        // 10 % are missing, then 5 %: the proportional part follows, the integral adds up.
        assert_eq!(after(&pid(0.1, 0.0, 0.0), &[0.4]), of_share(0.02));
        assert_eq!(after(&pid(0.1, 0.0, 0.0), &[0.4, 0.45]), of_share(0.015));
        assert_eq!(after(&pid(0.0, 0.1, 0.0), &[0.4, 0.45]), of_share(0.025));
        // 0.1·(0.1 − 0 + 0) + 0.1·(0.05 − 2·0.1 + 0) = 0.01 − 0.015.
        assert_eq!(after(&pid(0.0, 0.0, 0.1), &[0.4, 0.45]), of_share(0.005));
        // Within the band nothing moves, and bounds hold.
        assert_eq!(after(&pid(0.0, 0.1, 0.0), &[0.495, 0.51]), of_share(0.01));
        assert_eq!(after(&pid(0.0, 1.0, 0.0), &[0.2]), of_share(0.1));
        assert_eq!(after(&pid(0.0, 1.0, 0.0), &[0.9]), 0);
    }
}
