//! This file is about stopping: how many replicates it takes to know something well enough.
//!
//! The width of an interval is itself chance: sooner or later a sample looks narrower than it is, and who
//! stops there stops on luck. So no fewer than a least number are looked at, the width must stay within
//! what is asked for some further replicates, and the interval of a share is Wilson's: Wald's has no width
//! at all while every replicate says the same.

use sim::scenario::Precision;

use crate::moments::Moments;
use crate::statistics::probability;

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
    moments: Moments,
    so: usize,
    /// Replicates in a row, the last one among them, with which the width is within what is asked.
    within: usize,
}

impl Stopping {
    /// Before the first replicate.
    #[must_use]
    pub fn new(rule: Rule) -> Self {
        Self { rule, moments: Moments::default(), so: 0, within: 0 }
    }

    /// Takes the next replicate, in their order; NaN if it tells nothing. Whether enough is known now.
    pub fn add(&mut self, value: f64) -> bool {
        if value.is_nan() {
            return false;
        }
        self.moments.add(value);
        self.so += usize::from(value > 0.5);
        self.within = if self.is_within() { self.within + 1 } else { 0 };
        self.within > LOOK_AHEAD
    }

    /// Replicates that told something.
    #[must_use]
    pub fn n(&self) -> usize {
        self.moments.n()
    }

    /// Half the width of the interval now, as the rule counts it [1].
    #[must_use]
    pub fn half_width(&self) -> f64 {
        match self.rule.of {
            Of::Mean => {
                let half_width = self.moments.half_width(LEVEL);
                // What is always nothing is known exactly.
                if half_width == 0.0 { 0.0 } else { half_width / self.moments.mean().abs() }
            }
            Of::Share => {
                let share = probability(self.so, self.n());
                (share.high - share.low) / 2.0
            }
        }
    }

    /// Whether the width is within what is asked, on no fewer than the least replicates.
    #[must_use]
    pub fn is_within(&self) -> bool {
        let asked = self.rule.half_width;
        self.n() >= self.rule.least
            && match self.rule.of {
                Of::Mean => self.moments.is_known_to(asked * self.moments.mean().abs(), LEVEL),
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
    /// Replicates that told something of it.
    pub n: usize,
    /// Half the width of the interval in the end, as the rule counts it [1].
    pub half_width: f64,
    /// Whether that is within what was asked.
    pub is_within: bool,
}
