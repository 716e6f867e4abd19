//! This file is about a fan: the quantiles of a metric over the replicates, step by step.

use sim::run::Outcome;

use crate::statistics::nearest_rank;

/// Quantiles of a metric in every step; a modelled outcome interval, given the scenario.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fan {
    /// 5 % of the runs stay below.
    pub p05: Vec<f64>,
    /// A quarter stays below.
    pub p25: Vec<f64>,
    /// Half stay below.
    pub p50: Vec<f64>,
    /// Three quarters stay below.
    pub p75: Vec<f64>,
    /// 95 % stay below.
    pub p95: Vec<f64>,
}

impl Fan {
    /// The fan of a metric; none if the runs have no such metric.
    #[must_use]
    pub fn of(outcomes: &[Outcome], metric: &str, decimals: u32) -> Option<Self> {
        let column = outcomes.first()?.record.column(metric)?;
        let steps = outcomes[0].record.steps();
        let mut fan = Self::default();
        let mut sample = Vec::with_capacity(outcomes.len());
        for step in 0..steps {
            sample.clear();
            sample.extend(outcomes.iter().map(|run| run.record.number(column, step, decimals)));
            sample.retain(|value: &f64| !value.is_nan());
            sample.sort_by(f64::total_cmp);
            fan.push(&sample);
        }
        Some(fan)
    }

    fn push(&mut self, sorted: &[f64]) {
        let at = |share| nearest_rank(sorted, share).unwrap_or(f64::NAN);
        self.p05.push(at(0.05));
        self.p25.push(at(0.25));
        self.p50.push(at(0.5));
        self.p75.push(at(0.75));
        self.p95.push(at(0.95));
    }

    /// The five quantiles, the lowest first.
    #[must_use]
    pub fn quantiles(self) -> [Vec<f64>; 5] {
        [self.p05, self.p25, self.p50, self.p75, self.p95]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_rise_and_missing_numbers_stay_missing() {
        let mut fan = Fan::default();
        let sample: Vec<f64> = (1..=20).map(f64::from).collect();
        fan.push(&sample);
        fan.push(&[]);
        let first = fan.clone().quantiles().map(|q| q[0]);
        assert_eq!(first, [1.0, 5.0, 10.0, 15.0, 19.0]);
        assert!(fan.quantiles().iter().all(|q| q[1].is_nan()));
    }
}
