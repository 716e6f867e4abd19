//! This file is about verdicts: whether what a scenario expects was met.

use sim::record::YES_OR_NO;
use sim::scenario::{Bounds, Expectation, Statistic};

use crate::collect::Collected;
use crate::statistics::{Estimate, mean, probability_of, quantile};

/// What the replicates say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval meets it.
    Pass,
    /// The whole interval misses it.
    Fail,
    /// The interval lies on both sides, or there are too few replicates for one.
    Inconclusive,
}

/// A claim and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The metric.
    pub metric: String,
    /// Which statistic.
    pub statistic: &'static str,
    /// The bounds that are right.
    pub bounds: Bounds,
    /// What was found.
    pub estimate: Estimate,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it matters.
    pub because: String,
}

/// Judges every claim of some expectations over the replicates.
#[must_use]
pub fn judge(expectations: &[Expectation], collected: &Collected) -> Vec<Judged> {
    let mut judged = Vec::new();
    for expectation in expectations {
        let sample = collected.at_end(&expectation.that).unwrap_or_default();
        let metrics = &collected.last.metrics;
        let is_share = metrics.iter().any(|m| m.name == expectation.that && m.unit == YES_OR_NO);
        for (statistic, bounds) in expectation.claims() {
            let (statistic, estimate) = match statistic {
                Statistic::Mean if is_share => ("share", probability_of(sample)),
                Statistic::Mean => ("mean", mean(sample)),
                Statistic::P05 => ("p05", quantile(sample, 0.05)),
                Statistic::P50 => ("p50", quantile(sample, 0.5)),
                Statistic::P95 => ("p95", quantile(sample, 0.95)),
            };
            let verdict = verdict(&estimate, bounds);
            let (metric, because) = (expectation.that.clone(), expectation.because.clone());
            judged.push(Judged { metric, statistic, bounds, estimate, verdict, because });
        }
    }
    judged
}

fn verdict(estimate: &Estimate, bounds: Bounds) -> Verdict {
    let (least, most) = (bounds.at_least.unwrap_or(f64::MIN), bounds.at_most.unwrap_or(f64::MAX));
    if estimate.low >= least && estimate.high <= most {
        Verdict::Pass
    } else if estimate.high < least || estimate.low > most || estimate.n == 0 {
        Verdict::Fail
    } else {
        Verdict::Inconclusive
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(low: f64, high: f64) -> Estimate {
        Estimate { value: f64::midpoint(low, high), low, high, method: "Student t", n: 9 }
    }

    #[test]
    fn the_interval_decides_and_not_the_number() {
        let at_least = |least| Bounds { at_least: Some(least), at_most: None };
        assert_eq!(verdict(&estimate(4.0, 6.0), at_least(3.0)), Verdict::Pass);
        assert_eq!(verdict(&estimate(4.0, 6.0), at_least(4.5)), Verdict::Inconclusive);
        assert_eq!(verdict(&estimate(4.0, 6.0), at_least(6.5)), Verdict::Fail);
        let at_most = Bounds { at_least: None, at_most: Some(3.0) };
        assert_eq!(verdict(&estimate(4.0, 6.0), at_most), Verdict::Fail);
        assert_eq!(verdict(&estimate(f64::NAN, f64::NAN), at_most), Verdict::Inconclusive);
        let nothing = Estimate { n: 0, ..estimate(f64::NAN, f64::NAN) };
        assert_eq!(verdict(&nothing, at_most), Verdict::Fail);
    }
}
