//! This file is about stopping: how many replicates it takes to know something well enough.
//!
//! The width of an interval is itself chance: sooner or later a sample looks narrower than it is, and who
//! stops there stops on luck. So no fewer than a least number are looked at, the width must stay within
//! what is asked for some further replicates, and the interval of a share is Wilson's: Wald's has no width
//! at all while every replicate says the same.

use sim::chance::Pairing;
use sim::scenario::Precision;

use crate::moments::Moments;
use crate::statistics::{Observed, wilson};

/// The probability with which the interval is to hold the true value.
const LEVEL: f64 = 0.95;

/// Further replicates for which the width must stay within what is asked.
///
/// Source: `kLimit` of Hoad, K., Robinson, S. and Davies, R. (2010), Automated selection of the number of
/// replications for a discrete-event simulation, Journal of the Operational Research Society 61(11),
/// 1632–1644 (secondary). They have it grow with more than 100 replicates, where it matters no more.
pub const LOOK_AHEAD: usize = 5;

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// What is to be known.
    pub of: Of,
    /// What the chance of one replicate has to do with that of another: an antithetic pair is one
    /// observation, its mean.
    pub pairing: Pairing,
    /// The least replicates on which the width is looked at.
    pub least: usize,
    /// Half the width of its 95 % interval that is asked for: of a mean as a share of the mean, of a share
    /// in points [1].
    pub half_width: f64,
}

/// What is to be known of the replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The mean of a number, by Student's interval.
    Mean,
    /// The share in which something is so (1) or not (0), by Wilson's interval.
    Share,
}

/// Looks at replicate after replicate, until enough is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Stopping {
    rule: Rule,
    observed: Moments,
    observations: Observed,
    /// Observations in a row, the last one among them, with which the width is within what is asked.
    within: usize,
}

impl Stopping {
    /// Before the first replicate.
    #[must_use]
    pub fn new(rule: Rule) -> Self {
        let observations = Observed::new(rule.pairing);
        Self { rule, observed: Moments::default(), observations, within: 0 }
    }

    /// Takes the next replicate, in their order; NaN if it tells nothing. Whether enough is known now.
    pub fn add(&mut self, value: f64) -> bool {
        self.observations.add(value).is_some_and(|observation| self.observe(observation))
    }

    fn observe(&mut self, value: f64) -> bool {
        if value.is_nan() {
            return false;
        }
        self.observed.add(value);
        self.within = if self.is_within() { self.within + 1 } else { 0 };
        self.within > LOOK_AHEAD
    }

    /// Replicates that told something; of pairs, pairs.
    #[must_use]
    pub fn n(&self) -> usize {
        self.observed.n()
    }

    /// Half the width of the interval now, as the rule counts it [1].
    #[must_use]
    pub fn half_width(&self) -> f64 {
        match self.rule.of {
            Of::Mean => {
                let half_width = self.observed.half_width(LEVEL);
                // What is always nothing is known exactly.
                if half_width == 0.0 { 0.0 } else { half_width / self.observed.mean().abs() }
            }
            Of::Share => {
                let share = wilson(self.observed.mean() * self.n() as f64, self.n());
                (share.high - share.low) / 2.0
            }
        }
    }

    /// Whether the width is within what is asked, on no fewer than the least replicates.
    #[must_use]
    pub fn is_within(&self) -> bool {
        let asked = self.rule.half_width;
        let replicates = match self.rule.pairing {
            Pairing::Independent => self.n(),
            Pairing::Antithetic => 2 * self.n(),
        };
        replicates >= self.rule.least
            && match self.rule.of {
                Of::Mean => self.observed.is_known_to(asked * self.observed.mean().abs(), LEVEL),
                Of::Share => self.half_width() <= asked,
            }
    }
}

/// A rule of a scenario, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stopped {
    /// What was asked for.
    pub asked: Precision,
    /// Whether that is a mean or a share.
    pub of: Of,
    /// What the chance of one replicate has to do with that of another.
    pub pairing: Pairing,
    /// Replicates that told something of it; of pairs, pairs.
    pub n: usize,
    /// Half the width of the interval in the end, as the rule counts it [1].
    pub half_width: f64,
    /// Whether that is within what was asked.
    pub is_within: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(of: Of, pairing: Pairing, least: usize, half_width: f64) -> Rule {
        Rule { of, pairing, least, half_width }
    }

    /// How many of some numbers it takes.
    fn taken(rule: Rule, values: impl IntoIterator<Item = f64>) -> Option<usize> {
        let mut stopping = Stopping::new(rule);
        values.into_iter().position(|value| stopping.add(value)).map(|at| at + 1)
    }

    #[test]
    fn what_is_always_the_same_takes_the_least_and_those_after_it() {
        for value in [0.0, 5.0] {
            let mean = rule(Of::Mean, Pairing::Independent, 10, 0.01);
            assert_eq!(taken(mean, [value; 99]), Some(10 + LOOK_AHEAD));
            // Twenty replicates are ten pairs, and five more pairs are ten replicates.
            let pairs = rule(Of::Mean, Pairing::Antithetic, 20, 0.01);
            assert_eq!(taken(pairs, [value; 99]), Some(20 + 2 * LOOK_AHEAD));
        }
    }

    /// Of n alike Wilson's half-width is z²/2/(n + z²): with z = 1.96 it is 2 % from n = 92.2 on.
    #[test]
    fn a_share_of_all_is_not_known_at_once() {
        let share = rule(Of::Share, Pairing::Independent, 2, 0.02);
        assert_eq!(taken(share, [1.0; 999]), Some(93 + LOOK_AHEAD));
        assert_eq!(taken(share, [0.0; 999]), Some(93 + LOOK_AHEAD));
        let pairs = rule(Of::Share, Pairing::Antithetic, 2, 0.02);
        assert_eq!(taken(pairs, [0.0; 999]), Some(2 * (93 + LOOK_AHEAD)));
    }

    #[test]
    fn the_width_must_stay_within_what_is_asked() {
        let mean = rule(Of::Mean, Pairing::Independent, 2, 0.01);
        // The last of five further ones is far away, and all is open again.
        let values = [5.0; 6].into_iter().chain([50.0]).chain([5.0; 99]);
        assert_eq!(taken(mean, values), None);
        assert_eq!(taken(mean, [5.0; 7]), Some(7));
    }

    #[test]
    fn what_tells_nothing_does_not_count() {
        let mean = rule(Of::Mean, Pairing::Independent, 2, 0.01);
        let values = [f64::NAN; 9].into_iter().chain([5.0; 9]);
        assert_eq!(taken(mean, values), Some(9 + 2 + LOOK_AHEAD));
        // The pair of a replicate that broke counts for nothing either.
        let pairs = rule(Of::Mean, Pairing::Antithetic, 2, 0.01);
        let values = [f64::NAN, 7.0].into_iter().chain([5.0; 99]);
        // Nor does one pair alone have a width.
        assert_eq!(taken(pairs, values), Some(2 + 2 * 2 + 2 * LOOK_AHEAD));
        // What has no mean is never known.
        assert_eq!(taken(mean, [f64::INFINITY; 99]), None);
    }
}
