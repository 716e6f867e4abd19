//! Ramp: the part of a full reward that a measured quality earns.

use jiff::civil::Date;
use language::quantity::Share;
use language::timeline::Timeline;
use language::when::Seconds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A share that rises along a straight line with what is measured on a device.
///
/// ## Equation
/// `share = clamp((measured − none) / (full − none), 0, 1)`, and 0 where that is below `cut`
///
/// ## Why one would choose it
/// Pays for how good a device is and not only for its being there.
///
/// ## Source
/// Geodnet pays by the satellites that a station hears: all at 30 and nothing at 20; since GIP-6
/// (2025-04-07) all at 29 and nothing below 80 %, which is 27 (docs.geodnet.com,
/// token-reward-metrics). The time online counts in the same way: nothing below 50 %.
///
/// ## Example
/// ```yaml
/// per_device:
///   schedule: { halving: { initial: 48 LENS/day, every: 1 year } }
///   quality: { measured: 28, none: 19, full: 29, cut: 80 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ramp {
    /// What is measured on the usual device, in its own unit.
    pub measured: Timeline<f64>,
    /// Up to here nothing is earned, in the unit of `measured`.
    pub none: f64,
    /// From here on all is earned, in the unit of `measured`; a step if it is not above `none`.
    pub full: f64,
    /// Shares below this count as nothing [1].
    #[serde(default = "nothing")]
    pub cut: Share,
}

fn nothing() -> Share {
    Share::of("0 %")
}

impl Ramp {
    /// The share that is earned at a moment; nothing before the first date of the measurements.
    #[must_use]
    pub fn share(&self, start: Date, now: Seconds) -> f64 {
        self.measured.at(start, now).map_or(0.0, |measured| self.share_of(*measured))
    }

    fn share_of(&self, measured: f64) -> f64 {
        let length = self.full - self.none;
        let risen = if length > 0.0 { (measured - self.none) / length } else { 1.0 };
        let risen = if measured <= self.none { 0.0 } else { risen.min(1.0) };
        if risen < self.cut.value() { 0.0 } else { risen }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(none: f64, full: f64, cut: &'static str) -> Ramp {
        Ramp { measured: Timeline::Always(0.0), none, full, cut: Share::of(cut) }
    }

    #[test]
    fn by_hand() {
        let old = ramp(20.0, 30.0, "0 %");
        assert_eq!(
            [0.0, 20.0, 25.0, 30.0, 99.0].map(|x| old.share_of(x)),
            [0.0, 0.0, 0.5, 1.0, 1.0]
        );
        let new = ramp(19.0, 29.0, "80 %");
        assert_eq!([26.0, 27.0, 28.0, 29.0].map(|x| new.share_of(x)), [0.0, 0.8, 0.9, 1.0]);
        let step = ramp(5.0, 5.0, "0 %");
        assert_eq!([5.0, 5.1].map(|x| step.share_of(x)), [0.0, 1.0]);
    }
}
