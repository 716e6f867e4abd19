//! This file is about heat: for how long a device keeps its peak speed, and what it keeps then.

use language::quantity::{Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, positive};

/// Two states: cool at peak speed, hot at a part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heat {
    /// Time at peak speed from cold until it is hot \[days\], such as `60 s`; above 0.
    #[schemars(transform = positive)]
    pub peak_for: Sourced<Duration>,
    /// Time at rest until it is cold again \[days\], such as `10 minutes`; above 0.
    #[schemars(transform = positive)]
    pub cools_in: Sourced<Duration>,
    /// Share of its peak speed that it keeps while it is hot \[1\]; from 0 % to 100 %.
    pub sustained: Sourced<Share>,
}

impl Heat {
    /// Mean share of its peak speed over the time in which it works, in a stretch that begins cold
    /// and of which it works for a part \[1\]; the part is from 0 to 1.
    ///
    /// At work at its peak it fills a store of heat in `peak_for`; at rest it empties it in
    /// `cools_in`; at the sustained speed it makes as much heat as it loses. So in a stretch t with
    /// a part u at work it has the time p = `peak_for` · (1 + (1 − u) t / `cools_in`) at its peak,
    /// and the mean is (min(ut, p) + φ max(ut − p, 0)) / ut. Without rest, u = 1, that is
    /// (min(t, `peak_for`) + φ max(t − `peak_for`, 0)) / t; over many days it tends to the balance
    /// of heat alone. Rests are taken to be spread over the stretch.
    ///
    /// Source: two states as in arXiv 2603.23640; that heat is stored and lost evenly is assumed.
    #[must_use]
    pub fn share_of_peak(&self, stretch_days: f64, busy_share: f64) -> f64 {
        let worked = busy_share * stretch_days;
        let rested = stretch_days - worked;
        let [peak_for, cools_in] = [&self.peak_for, &self.cools_in].map(|time| time.value.value());
        let at_peak = peak_for * (1.0 + rested / cools_in);
        if worked <= at_peak {
            return 1.0;
        }
        (at_peak + self.sustained.value.value() * (worked - at_peak)) / worked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sourced::by_hand;

    const MINUTE: f64 = 1.0 / 1_440.0;

    fn heat() -> Heat {
        Heat {
            peak_for: by_hand(Duration::of("1 minute")),
            cools_in: by_hand(Duration::of("10 minutes")),
            sustained: by_hand(Share::of("50 %")),
        }
    }

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    #[test]
    fn a_stretch_of_work_begins_at_its_peak() {
        let of = |minutes: f64| heat().share_of_peak(minutes * MINUTE, 1.0);
        near(of(0.0), 1.0);
        near(of(0.5), 1.0);
        near(of(2.0), 0.75);
        near(of(10.0), 0.55);
        // Over hours little but the sustained speed is left: (1 + 179 / 2) / 180.
        near(of(180.0), 0.502_777_777_777_777_8);
    }

    #[test]
    fn rests_bring_some_of_the_peak_back() {
        let of = |minutes: f64, busy| heat().share_of_peak(minutes * MINUTE, busy);
        // Of 100 minutes 50 are rest, which give back five minutes to the one at first.
        near(of(100.0, 0.5), (6.0 + 44.0 / 2.0) / 50.0);
        // Of 100 minutes 90 are rest: ten minutes at the peak, and it works for no more.
        near(of(100.0, 0.1), 1.0);
        near(of(100.0, 0.0), 1.0);
        // Over many days: rest gives back (1 − u) / u · 1/10 of the time at work, here 0.1.
        assert!((of(1e9, 0.5) - 0.55).abs() < 1e-6);
    }
}
