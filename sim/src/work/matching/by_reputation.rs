//! By reputation: who did checked work well gets more of the jobs.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Conduct, Matching, Offer};

/// Jobs go to devices by their reputation, which grows with work that was checked and found good, and
/// falls when they are caught. Devices of a cohort are alike in what they do, so they have one
/// reputation together: that of a mean device, whoever of them was caught.
///
/// ## Equation
/// `served = min(offered, λ · reputation · offered)`, with `λ` such that all that is asked for is done
/// or everybody is busy; in a step `reputation ← (r + gain · good · (1 − r)) · (1 − fall · caught)`, where
/// `good` is the probability of being checked and passing, and `caught` the share of a cohort's devices
/// that was caught
///
/// ## Why one would choose it
/// It takes jobs, and with them pay, from who is caught without taking tokens; and newcomers wait.
///
/// ## Source
/// Kamvar, Schlosser and Garcia-Molina (2003), *The EigenTrust algorithm*, for shares of requests by
/// past conduct; Livepeer's gateways and Nosana's markets choose by what nodes did (recalled). The
/// numbers are assumed.
///
/// ## Example
/// ```yaml
/// matching: { by_reputation: { first: 50 %, gain: 10 %, fall: 50 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByReputation {
    /// Reputation on the first day [1].
    pub first: Share,
    /// Share of the way to a full reputation that work found good takes one [1].
    pub gain: Share,
    /// Share of its reputation that who is caught loses [1].
    pub fall: Share,
}

impl Matching for ByReputation {
    fn share_out(&self, requested: f64, offers: &[Offer], served: &mut [f64]) {
        served.fill(0.0);
        let mut left = requested;
        // Each round fills somebody or is the last, so there are no more rounds than cohorts.
        for _ in 0..=offers.len() {
            let open = || offers.iter().zip(&*served).filter(|(o, served)| **served < o.units);
            let weight: f64 = open().map(|(o, _)| o.units * o.reputation).sum();
            if left <= 0.0 || weight <= 0.0 {
                break;
            }
            let each = left / weight;
            let is_last = open().all(|(o, _)| each * o.reputation <= 1.0);
            for (served, o) in served.iter_mut().zip(offers) {
                let is_open = *served < o.units;
                if is_open && is_last {
                    *served = o.units * (each * o.reputation);
                } else if is_open && each * o.reputation > 1.0 {
                    *served = o.units;
                    left -= o.units;
                }
            }
            if is_last {
                break;
            }
        }
    }

    fn reputed(&self, before: Option<f64>, conduct: &Conduct) -> f64 {
        let r = before.unwrap_or(self.first.value());
        let grown = r + self.gain.value() * conduct.good * (1.0 - r);
        grown * (1.0 - self.fall.value() * conduct.caught)
    }

    fn is_by_reputation(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> ByReputation {
        let share = Share::of;
        ByReputation { first: share("50 %"), gain: share("20 %"), fall: share("40 %") }
    }

    #[test]
    fn by_hand() {
        let offer = |units, reputation| Offer { units, cost_usd: 1.0, reputation };
        let offers = [offer(10.0, 1.0), offer(10.0, 0.5), offer(10.0, 0.0)];
        let served = |requested| {
            let mut served = [9.0; 3];
            rule().share_out(requested, &offers, &mut served);
            served
        };
        assert_eq!(served(6.0), [4.0, 2.0, 0.0]);
        // The first is full, the second gets the rest, and who has no name gets nothing.
        assert_eq!(served(18.0), [10.0, 8.0, 0.0]);
        assert_eq!(served(99.0), [10.0, 10.0, 0.0]);
        assert_eq!(served(0.0), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn reputation_grows_with_good_work_and_falls_with_faults() {
        let conduct = |good, caught| Conduct { good, caught };
        assert_eq!(rule().reputed(None, &conduct(0.0, 0.0)), 0.5);
        assert_eq!(rule().reputed(None, &conduct(1.0, 0.0)), 0.6);
        assert!((rule().reputed(Some(0.5), &conduct(0.0, 1.0)) - 0.3).abs() < 1e-15);
        // It is steady where r = (r + 0.1·(1 − r))·0.9: 9/19.
        let steady = (0..500).fold(1.0, |r, _| rule().reputed(Some(r), &conduct(0.5, 0.25)));
        assert!((steady - 9.0 / 19.0).abs() < 1e-12, "{steady}");
    }
}
