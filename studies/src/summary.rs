//! This file is about the summary of a run: every metric at some dates, with its interval.

use sim::record::YES_OR_NO;

use crate::collect::Collected;
use crate::statistics::{Estimate, Statistics};

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

/// Every metric at the end of each year of the run and at the end, over the replicates.
#[must_use]
pub fn summary(collected: &Collected) -> Vec<Figure> {
    let mut figures = Vec::new();
    let statistics = Statistics::of(collected.pairing);
    for date in &collected.dates {
        for (metric, sample) in collected.last.metrics.iter().zip(&date.samples) {
            let mut add = |statistic, estimate| {
                let (at, metric, unit) = (date.name.clone(), metric.name.clone(), metric.unit);
                figures.push(Figure { metric, at, statistic, estimate, unit });
            };
            if metric.unit == YES_OR_NO {
                add("share", (statistics.share)(sample));
                continue;
            }
            add("mean", (statistics.mean)(sample));
            for (name, share) in QUANTILES {
                add(name, (statistics.quantile)(sample, share));
            }
        }
    }
    figures
}

/// The number of a metric at the end, among the figures of a summary.
#[must_use]
pub fn at_end<'a>(figures: &'a [Figure], metric: &str, statistic: &str) -> Option<&'a Figure> {
    figures.iter().find(|f| f.metric == metric && f.statistic == statistic && f.at == "end")
}
