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
        let value = |run: usize, step| outcomes[run].record.number(column, step, decimals);
        Some(Self::over(outcomes[0].record.steps(), outcomes.len(), value))
    }

    /// The fan of what a metric is in the second run of each pair less what it is in the first; each side
    /// has its decimals of the token. None if the runs of a side have no such metric.
    #[must_use]
    pub fn of_differences(sides: [(&[Outcome], u32); 2], metric: &str) -> Option<Self> {
        let [(first, _), (second, _)] = sides;
        let columns =
            [first.first()?.record.column(metric)?, second.first()?.record.column(metric)?];
        let steps = first[0].record.steps().min(second[0].record.steps());
        let value = |run: usize, step| {
            let [of_first, of_second] = [0, 1].map(|side| {
                let (outcomes, decimals) = sides[side];
                outcomes[run].record.number(columns[side], step, decimals)
            });
            of_second - of_first
        };
        Some(Self::over(steps, first.len().min(second.len()), value))
    }

    /// The fan of values by run and step.
    fn over(steps: usize, runs: usize, value: impl Fn(usize, usize) -> f64) -> Self {
        let mut fan = Self::default();
        let mut sample = Vec::with_capacity(runs);
        for step in 0..steps {
            sample.clear();
            sample.extend((0..runs).map(|run| value(run, step)));
            sample.retain(|value: &f64| !value.is_nan());
            sample.sort_by(f64::total_cmp);
            fan.push(&sample);
        }
        fan
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
    use sim::record::{Metric, Record, Values};

    use super::*;

    fn run(name: &str, values: &[f64]) -> Outcome {
        let metrics = vec![Metric { name: name.to_owned(), unit: "USD" }];
        let columns = vec![Values::Numbers(values.to_vec())];
        Outcome { record: Record { metrics, columns }, ..Outcome::default() }
    }

    #[test]
    fn differences_are_of_the_runs_of_a_pair() {
        let first = [run("price.usd", &[1.0, 4.0]), run("price.usd", &[2.0, f64::NAN])];
        let second = [run("price.usd", &[1.0, 5.0]), run("price.usd", &[5.0, 9.0])];
        let of = |metric| Fan::of_differences([(&first, 8), (&second, 8)], metric);
        let fan = of("price.usd").unwrap();
        assert_eq!((fan.p50, fan.p95), (vec![0.0, 1.0], vec![3.0, 1.0]));
        assert_eq!(of("price.eur"), None);
    }

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
