//! This file is about the summary of a run: every metric at some dates, with its interval.

use sim::run::Outcome;
use sim::world::GameParts;

use crate::statistics::{Estimate, mean, quantile};

/// One number of a summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The metric.
    pub metric: String,
    /// `end`, or the date of the step.
    pub at: String,
    /// Which statistic over the replicates.
    pub statistic: &'static str,
    /// Its value and interval.
    pub estimate: Estimate,
    /// The metric's unit.
    pub unit: &'static str,
}

/// Quantiles that a summary holds.
const QUANTILES: [(&str, f64); 5] =
    [("p05", 0.05), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p95", 0.95)];

/// Days between the dates of a summary.
const YEAR_DAYS: f64 = 365.0;

/// Every metric at the end of each year of the run and at the end, over the replicates.
#[must_use]
pub fn summary(game: &GameParts, outcomes: &[Outcome]) -> Vec<Figure> {
    let Some(first) = outcomes.first() else { return Vec::new() };
    let steps = first.record.steps();
    let mut figures = Vec::new();
    for (at, step) in dates(game, steps) {
        for (column, metric) in first.record.metrics.iter().enumerate() {
            let of = |run: &Outcome| run.record.number(column, step, game.decimals);
            let sample: Vec<f64> = outcomes.iter().map(of).collect();
            let mut add = |statistic, estimate| {
                let (metric, unit) = (metric.name.clone(), metric.unit);
                figures.push(Figure { metric, at: at.clone(), statistic, estimate, unit });
            };
            add("mean", mean(&sample));
            for (name, share) in QUANTILES {
                add(name, quantile(&sample, share));
            }
        }
    }
    figures
}

fn dates(game: &GameParts, steps: usize) -> Vec<(String, usize)> {
    let mut dates = Vec::new();
    let mut next = YEAR_DAYS;
    for step in 0..steps.saturating_sub(1) {
        let clock = game.calendar.clock(step as u32);
        if clock.end as f64 / 86_400.0 >= next {
            dates.push((game.calendar.date(step as u32).to_string(), step));
            next += YEAR_DAYS;
        }
    }
    dates.push(("end".to_owned(), steps.saturating_sub(1)));
    dates
}

/// The number of a metric at the end, among the figures of a summary.
#[must_use]
pub fn at_end<'a>(figures: &'a [Figure], metric: &str, statistic: &str) -> Option<&'a Figure> {
    figures.iter().find(|f| f.metric == metric && f.statistic == statistic && f.at == "end")
}
