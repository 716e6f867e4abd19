//! This file is about collecting an ensemble: what is kept of each run when thousands go by.

use sim::ensemble::{Broken, Played};
use sim::record::{Metric, Record, Values};
use sim::run::Outcome;
use sim::world::GameParts;

/// Runs whose whole record is kept, for charts over time: the bands of a thousand runs are as good
/// as those of ten thousand, and memory does not grow.
const KEPT: usize = 1_000;

/// Days between the dates at which every run is looked at.
const YEAR_DAYS: f64 = 365.0;

/// An ensemble as far as statistics need it.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    /// The first runs, whole.
    pub kept: Vec<Outcome>,
    /// The last row of every run: one row a replicate, in the columns of the runs' own records.
    pub last: Record,
    /// Devices times steps of every run.
    pub device_steps: Vec<u64>,
    /// The dates at which every run is looked at, the end last.
    pub dates: Vec<Date>,
    /// Which replicate every run is.
    pub numbers: Vec<u32>,
    /// Replicates that did not come to their end: no statistic counts them, and none is forgotten.
    pub broken: Vec<Broken>,
}

/// A date at which every run is looked at.
#[derive(Debug, Clone)]
pub struct Date {
    /// The date, or `end`.
    pub name: String,
    /// The step.
    pub step: usize,
    /// By metric, one value a replicate.
    pub samples: Vec<Vec<f64>>,
}

impl Collected {
    /// Prepares for the runs of a game.
    #[must_use]
    pub fn new(game: &GameParts) -> Self {
        Self { dates: dates(game), ..Self::default() }
    }

    /// Takes what became of the next replicate, in their order.
    pub fn add(&mut self, replicate: u32, played: Played, decimals: u32) {
        match played {
            Ok(run) => self.add_run(replicate, run, decimals),
            Err(broken) => self.broken.push(broken),
        }
    }

    fn add_run(&mut self, replicate: u32, run: Outcome, decimals: u32) {
        if self.last.metrics.is_empty() {
            self.prepare(&run.record.metrics, &run.record.columns);
        }
        let end = run.record.steps().saturating_sub(1);
        for (last, column) in self.last.columns.iter_mut().zip(&run.record.columns) {
            match (last, column) {
                (Values::Numbers(last), Values::Numbers(column)) => last.push(column[end]),
                (Values::Tokens(last), Values::Tokens(column)) => last.push(column[end]),
                _ => {}
            }
        }
        for date in &mut self.dates {
            for (column, sample) in date.samples.iter_mut().enumerate() {
                sample.push(run.record.number(column, date.step, decimals));
            }
        }
        self.device_steps.push(run.device_steps);
        self.numbers.push(replicate);
        if self.kept.len() < KEPT {
            self.kept.push(Outcome { devices: Vec::new(), ..run });
        }
    }

    fn prepare(&mut self, metrics: &[Metric], columns: &[Values]) {
        let empty = |values: &Values| match values {
            Values::Numbers(_) => Values::Numbers(Vec::new()),
            Values::Tokens(_) => Values::Tokens(Vec::new()),
        };
        self.last.metrics = metrics.to_vec();
        self.last.columns = columns.iter().map(empty).collect();
        self.dates.iter_mut().for_each(|date| date.samples = vec![Vec::new(); metrics.len()]);
    }

    /// How many replicates came to their end.
    #[must_use]
    pub fn replicates(&self) -> usize {
        self.numbers.len()
    }

    /// How many replicates were played, with those that broke.
    #[must_use]
    pub fn played(&self) -> usize {
        self.numbers.len() + self.broken.len()
    }

    /// A metric at the end, one value a run; none if the runs have no such metric.
    #[must_use]
    pub fn at_end(&self, metric: &str) -> Option<&[f64]> {
        Some(&self.dates.last()?.samples[self.last.column(metric)?])
    }
}

/// The end of each year of a run, and its end.
pub(crate) fn dates(game: &GameParts) -> Vec<Date> {
    let calendar = &game.calendar;
    let date = |name: String, step: u32| Date { name, step: step as usize, samples: Vec::new() };
    let mut dates = Vec::new();
    let mut next = YEAR_DAYS;
    for step in 0..calendar.steps().saturating_sub(1) {
        if calendar.clock(step).end as f64 / 86_400.0 >= next {
            dates.push(date(calendar.date(step).to_string(), step));
            next += YEAR_DAYS;
        }
    }
    dates.push(date("end".to_owned(), calendar.steps().saturating_sub(1)));
    dates
}

#[cfg(test)]
mod tests {
    use sim::ensemble::Cause;

    use super::*;

    fn run(values: &[f64]) -> Outcome {
        let metrics = vec![Metric { name: "price.usd".to_owned(), unit: "USD" }];
        let columns = vec![Values::Numbers(values.to_vec())];
        Outcome { record: Record { metrics, columns }, device_steps: 3, devices: Vec::new() }
    }

    #[test]
    fn every_run_counts_at_the_dates_and_only_the_first_are_kept_whole() {
        let date = |name: &str, step| Date { name: name.to_owned(), step, samples: Vec::new() };
        let dates = vec![date("2026-12-31", 0), date("end", 1)];
        let mut collected = Collected { dates, ..Collected::default() };
        for at in 0..1_500 {
            collected.add(at, Ok(run(&[f64::from(at), -f64::from(at)])), 8);
        }
        assert_eq!((collected.kept.len(), collected.replicates()), (1_000, 1_500));
        assert_eq!(collected.dates[0].samples[0][1_499], 1_499.0);
        assert_eq!(collected.at_end("price.usd").map(|sample| sample[1_499]), Some(-1_499.0));
        assert_eq!(collected.at_end("price.eur"), None);
    }

    #[test]
    fn what_broke_is_left_out_and_kept_in_mind() {
        let dates = vec![Date { name: "end".to_owned(), step: 0, samples: Vec::new() }];
        let mut collected = Collected { dates, ..Collected::default() };
        let broken = Broken { replicate: 1, cause: Cause::Panic("no day".to_owned()) };
        for (replicate, played) in
            [(0, Ok(run(&[5.0]))), (1, Err(broken.clone())), (2, Ok(run(&[7.0])))]
        {
            collected.add(replicate, played, 8);
        }
        assert_eq!(collected.at_end("price.usd"), Some(&[5.0, 7.0][..]));
        assert_eq!((collected.numbers.as_slice(), &collected.broken), (&[0, 2][..], &vec![broken]));
        assert_eq!((collected.replicates(), collected.played()), (2, 3));
    }
}
