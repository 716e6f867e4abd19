//! This file is about differences over time: what a proposal changes in each step, on average.

use sim::record::Metric;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A metric's paired difference in every step.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceOverTime {
    /// The metric.
    pub metric: String,
    /// The metric's unit.
    pub unit: &'static str,
    /// The base's mean; NaN where no replicate has a number.
    pub base: Vec<f64>,
    /// The proposal's mean.
    pub proposal: Vec<f64>,
    /// The mean of the paired difference.
    pub mean: Vec<f64>,
    /// Lower end of its 95 % interval in that step alone (Student t); NaN if there are too few pairs.
    pub low: Vec<f64>,
    /// Upper end of it.
    pub high: Vec<f64>,
    /// Whether it is the same in every step of every replicate, to the bit.
    pub is_identical: bool,
}

/// What is known of a step so far: no value of any replicate is kept.
#[derive(Clone, Copy, Default)]
struct Step {
    n: u32,
    base: f64,
    proposal: f64,
    /// The mean of the differences, and the sum of their squared distances from it (Welford).
    mean: f64,
    squares: f64,
}

impl Step {
    fn add(&mut self, base: f64, proposal: f64) {
        let difference = proposal - base;
        if !difference.is_finite() {
            return;
        }
        self.n += 1;
        let n = f64::from(self.n);
        self.base += (base - self.base) / n;
        self.proposal += (proposal - self.proposal) / n;
        let off = difference - self.mean;
        self.mean += off / n;
        self.squares += off * (difference - self.mean);
    }
}

/// A metric's steps, while replicates come in.
#[derive(Clone, Default)]
pub struct OverTime {
    steps: Vec<Step>,
    differs: bool,
}

impl OverTime {
    /// Takes a step of a replicate of both.
    pub fn add(&mut self, step: usize, base: f64, proposal: f64) {
        if self.steps.len() <= step {
            self.steps.resize(step + 1, Step::default());
        }
        self.steps[step].add(base, proposal);
        self.differs |= base.to_bits() != proposal.to_bits();
    }

    /// The means and intervals of all steps.
    #[must_use]
    pub fn finish(&self, metric: &Metric) -> DifferenceOverTime {
        let mut student = Reach::default();
        let mut found = DifferenceOverTime {
            metric: metric.name.clone(),
            unit: metric.unit,
            base: Vec::new(),
            proposal: Vec::new(),
            mean: Vec::new(),
            low: Vec::new(),
            high: Vec::new(),
            is_identical: !self.differs,
        };
        for step in &self.steps {
            let known = |value: f64| if step.n > 0 { value } else { f64::NAN };
            let n = f64::from(step.n);
            let reach = student.of(step.n) * (step.squares / (n - 1.0) / n).sqrt();
            found.base.push(known(step.base));
            found.proposal.push(known(step.proposal));
            found.mean.push(known(step.mean));
            found.low.push(step.mean - reach);
            found.high.push(step.mean + reach);
        }
        found
    }
}

/// Student's quantile for a 95 % interval: nearly all steps have as many pairs, and it is dear.
#[derive(Default)]
struct Reach {
    last: Option<(u32, f64)>,
}

impl Reach {
    fn of(&mut self, n: u32) -> f64 {
        if let Some((_, reach)) = self.last.filter(|(last, _)| *last == n) {
            return reach;
        }
        let student = StudentsT::new(0.0, 1.0, f64::from(n) - 1.0);
        let reach = student.map_or(f64::NAN, |student| student.inverse_cdf(0.975));
        self.last = Some((n, reach));
        reach
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_have_the_interval_of_their_pairs() {
        let mut steps = OverTime::default();
        for (base, proposal) in [(10.0, 11.0), (10.0, 12.0), (f64::NAN, 1.0), (10.0, 13.0)] {
            steps.add(0, base, proposal);
            steps.add(1, f64::NAN, proposal);
            steps.add(2, base, base);
        }
        let found = steps.finish(&Metric { name: "price.usd".to_owned(), unit: "USD" });
        assert_eq!((found.base[0], found.proposal[0], found.mean[0]), (10.0, 12.0, 2.0));
        // t(2; 0.975) = 4.302653, sd 1.
        assert!((found.high[0] - 2.0 - 4.302_653 / 3.0_f64.sqrt()).abs() < 1e-6);
        assert!(found.mean[1].is_nan() && found.low[1].is_nan());
        assert_eq!([found.low[2], found.mean[2], found.high[2]], [0.0; 3]);
        assert!(!found.is_identical);
    }

    #[test]
    fn one_bit_of_one_step_is_a_difference_and_no_number_is_the_same_as_none() {
        let metric = Metric { name: "price.usd".to_owned(), unit: "USD" };
        let mut steps = OverTime::default();
        (0..9).for_each(|step| steps.add(step, 1.0, 1.0));
        steps.add(9, f64::NAN, f64::NAN);
        assert!(steps.finish(&metric).is_identical);
        steps.add(4, 0.0, -0.0);
        assert!(!steps.finish(&metric).is_identical);
    }
}
