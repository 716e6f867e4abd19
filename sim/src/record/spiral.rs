//! This file is about the death spiral: whether price and devices fall together, how deep they fall,
//! and whether the devices come back.
//!
//! A spiral has started on the first day on which the price is at least 20 % and the active devices
//! are at least 10 % below their highest of the last 90 days. From then on the share of the devices
//! is followed that is gone of the most that there were before. It is told by what is seen, so that it
//! says nothing of why: which link carried it is told by switching links off on the same chance.

use language::when::Seconds;

use super::{Row, YES_OR_NO};
use crate::highest::Highest;
use crate::world::Clock;

/// Days whose highest a fall is measured from: longer than owners are patient. (assumed)
const WINDOW_DAYS: f64 = 90.0;
/// What a fall of the price leaves at the most: a bad month of a usual token leaves more. (assumed)
const PRICE_LEFT: f64 = 0.8;
/// What a fall of the devices leaves at the most. (assumed)
const DEVICES_LEFT: f64 = 0.9;
/// What of the devices before is there again when they have come back. (assumed)
const BACK: f64 = 0.9;
/// What of the most devices ever is left of a network that has died. (assumed)
const DEAD: f64 = 0.1;

/// How far a run has come on the way down.
#[derive(Default)]
pub(crate) struct Spiral {
    /// Of the price and of the active devices.
    highest: Option<[Highest; 2]>,
    /// The most devices that there ever were.
    peak: f64,
    begun: Option<Begun>,
}

/// A spiral that has started.
struct Begun {
    /// Time from the start of the run [days].
    after_days: f64,
    /// The most devices of the last 90 days when it started.
    from: f64,
    /// The fewest since.
    least: f64,
}

/// What is known of the spiral in a step.
#[derive(Debug, Clone, Copy, PartialEq)]
struct State {
    started: bool,
    /// NaN before.
    after_days: f64,
    /// The share of the devices that were gone at the worst [1].
    depth: f64,
    recovered: bool,
    dead: bool,
}

impl Spiral {
    /// Looks at the price and the active devices of a step.
    fn look(&mut self, (begin, days): (Seconds, f64), price_usd: f64, active: f64) -> State {
        let fresh = || [(); 2].map(|()| Highest::with_room(WINDOW_DAYS, days));
        let [prices, devices] = self.highest.get_or_insert_with(fresh);
        let highest_usd = prices.of((begin, price_usd), WINDOW_DAYS);
        let most = devices.of((begin, active), WINDOW_DAYS);
        self.peak = self.peak.max(active);
        let falls = price_usd <= PRICE_LEFT * highest_usd && active <= DEVICES_LEFT * most;
        if self.begun.is_none() && falls && most > 0.0 {
            let after_days = begin as f64 / 86_400.0;
            self.begun = Some(Begun { after_days, from: most, least: active });
        }
        let dead = self.peak > 0.0 && active <= DEAD * self.peak;
        match &mut self.begun {
            None => {
                State { started: false, after_days: f64::NAN, depth: 0.0, recovered: false, dead }
            }
            Some(begun) => {
                begun.least = begun.least.min(active);
                State {
                    started: true,
                    after_days: begun.after_days,
                    depth: 1.0 - begun.least / begun.from,
                    recovered: active >= BACK * begun.from,
                    dead,
                }
            }
        }
    }

    /// Writes down how far it has come.
    pub(super) fn record(&mut self, row: &mut Row, clock: &Clock, price_usd: f64, active: f64) {
        let state = self.look((clock.begin, clock.days), price_usd, active);
        let yes = |is: bool| f64::from(u8::from(is));
        row.number(format_args!("spiral.started"), YES_OR_NO, yes(state.started));
        row.number(format_args!("spiral.after_days"), "days", state.after_days);
        row.number(format_args!("spiral.depth"), "share", state.depth);
        row.number(format_args!("spiral.recovered"), YES_OR_NO, yes(state.recovered));
        row.number(format_args!("spiral.dead"), YES_OR_NO, yes(state.dead));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known after each of some days of prices and devices.
    fn watch(days: &[(f64, f64)]) -> Vec<State> {
        let mut spiral = Spiral::default();
        let look = |(day, (usd, active))| spiral.look((day, 1.0), usd, active);
        (0..).map(|day: i64| day * 86_400).zip(days.iter().copied()).map(look).collect()
    }

    #[test]
    fn price_and_devices_must_fall_together() {
        let states = watch(&[(1.0, 100.0), (0.5, 95.0), (0.5, 90.0), (0.5, 40.0), (0.6, 91.0)]);
        let started: Vec<bool> = states.iter().map(|state| state.started).collect();
        assert_eq!(started, [false, false, true, true, true]);
        assert_eq!(states[2].after_days, 2.0);
        let depths: Vec<f64> = states.iter().map(|state| state.depth).collect();
        assert_eq!(depths, [0.0, 0.0, 1.0 - 0.9, 0.6, 0.6]);
        assert_eq!([states[3].recovered, states[4].recovered], [false, true]);
        let alone = watch(&[(1.0, 100.0), (0.1, 100.0), (0.1, 91.0)]);
        assert!(alone.iter().all(|state| !state.started && state.after_days.is_nan()));
        let devices_alone = watch(&[(1.0, 100.0), (0.9, 5.0)]);
        assert!(!devices_alone[1].started && devices_alone[1].dead);
    }

    #[test]
    fn what_fell_longer_ago_does_not_count() {
        let mut days = vec![(1.0, 100.0)];
        days.extend([(0.5, 100.0); 95]);
        days.push((0.5, 50.0));
        assert!(watch(&days).iter().all(|state| !state.started));
        let soon = [&days[..80], &[(0.5, 50.0)]].concat();
        assert!(watch(&soon)[80].started);
    }
}
