//! This file is about the chart of convergence: how well a number was known after each number of
//! replicates.

use sim::record::YES_OR_NO;
use studies::Estimate;
use studies::statistics::{mean, nearest_rank, probability_of};

use super::Played;
use super::words::percent;
use crate::{Chart, Layer, Panel, Scale, X};

/// Replicates from which on there is anything to be seen.
const LEAST: usize = 20;
/// The first number of replicates that is shown: before it intervals are so wide that they hide the rest.
const FIRST: usize = 10;
/// Numbers of replicates that are shown.
const SHOWN: usize = 200;

/// What is known of a metric at the end after a number of replicates.
struct Known {
    /// The mean, or the share of what is so or not.
    estimate: Estimate,
    p05: f64,
    p95: f64,
}

/// The metric that the chart is of: what was to be known, or what a reader asks for first.
fn metric<'a>(played: &Played<'a>) -> &'a str {
    let headline = if played.has_devices() { "devices.active" } else { "price.usd" };
    played.stopped.map_or(headline, |stopped| &stopped.asked.that)
}

/// The chart; none of a few replicates, or of a metric that is missing.
pub(super) fn chart(played: &Played) -> Option<Chart> {
    let metric = metric(played);
    let record = &played.collected.last;
    let unit = record.metrics[record.column(metric)?].unit;
    let sample = played.collected.at_end(metric).filter(|sample| sample.len() >= LEAST)?;
    let is_share = unit == YES_OR_NO;
    let numbers = numbers(sample.len());
    let known = known(sample, &numbers, is_share);
    let last = &known.last()?.estimate;
    if last.low.is_nan() {
        return None;
    }
    let statistic = if is_share { "share" } else { "mean" };
    let title = finding(metric, last, is_share);
    let scale = if is_share { 100.0 } else { 1.0 };
    let of = |number: &dyn Fn(&Known) -> f64| known.iter().map(|k| scale * number(k)).collect();
    let interval = Layer::Interval {
        label: statistic.to_owned(),
        values: of(&|known| known.estimate.value),
        low: of(&|known| known.estimate.low),
        high: of(&|known| known.estimate.high),
    };
    let panel = |title: &str, layers| Panel {
        title: title.to_owned(),
        unit: if is_share {
            "% of the replicates".to_owned()
        } else {
            super::charts::metric_unit(played, metric).to_owned()
        },
        scale: Scale::Linear,
        x: X::Numbers {
            label: "replicates".to_owned(),
            values: numbers.iter().map(|n| *n as f64).collect(),
        },
        layers,
    };
    let mut panels =
        vec![panel(&format!("{statistic} so far, {metric} at the end"), vec![interval])];
    if !is_share {
        let lines = vec![
            Layer::line("p95", of(&|known| known.p95)),
            Layer::line("p05", of(&|known| known.p05)),
        ];
        panels.push(panel("runs so far", lines));
    }
    let caption = caption(last);
    let alt = format!("{title}. {caption}");
    let name = "convergence".to_owned();
    Some(Chart { name, title, caption, alt, panels, marks: Vec::new() })
}

fn finding(metric: &str, last: &Estimate, is_share: bool) -> String {
    let half = (last.high - last.low) / 2.0;
    let n = last.n;
    match is_share {
        true => format!(
            "The share of {metric} is known to ±{} of the replicates after {n} of them",
            percent(half)
        ),
        false if half == 0.0 => format!("All {n} replicates agree on {metric}"),
        false => format!(
            "The mean of {metric} is known to ±{} after {n} replicates",
            percent(half / last.value.abs())
        ),
    }
}

fn caption(last: &Estimate) -> String {
    format!(
        "Line: what was found after so many replicates. Band: its 95 % interval ({}), each by itself, given \
         this scenario. Where the band is wide, more replicates would move the line.",
        last.method
    )
}

/// Numbers of replicates, evenly spread up to all of them.
fn numbers(all: usize) -> Vec<usize> {
    let between = all - FIRST;
    let mut numbers: Vec<usize> = (0..=SHOWN).map(|at| FIRST + at * between / SHOWN).collect();
    numbers.dedup();
    numbers
}

fn known(sample: &[f64], numbers: &[usize], is_share: bool) -> Vec<Known> {
    let statistic = if is_share { probability_of } else { mean };
    let mut sorted: Vec<f64> = Vec::new();
    let mut taken = 0;
    let mut known = Vec::new();
    for &number in numbers {
        sorted.extend(sample[taken..number].iter().filter(|value| !value.is_nan()));
        taken = number;
        // Nearly sorted, so that this is fast.
        sorted.sort_by(f64::total_cmp);
        let at = |share| nearest_rank(&sorted, share).unwrap_or(f64::NAN);
        let (p05, p95) = (at(0.05), at(0.95));
        known.push(Known { estimate: statistic(&sample[..number]), p05, p95 });
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_is_of_all_and_each_is_of_those_before() {
        assert_eq!(numbers(20), (10..=20).collect::<Vec<_>>());
        let many = numbers(5_000);
        assert_eq!((many.len(), many[0], many.last()), (201, 10, Some(&5_000)));
        let sample: Vec<f64> = (0..40).map(|at| f64::from(at * 7 % 40)).collect();
        let known = known(&sample, &numbers(40), false);
        for (known, number) in known.iter().zip(numbers(40)) {
            assert_eq!(known.estimate, mean(&sample[..number]));
        }
        let last = known.last().unwrap();
        assert_eq!((last.p05, last.p95, last.estimate.n), (1.0, 37.0, 40));
    }

    #[test]
    fn the_title_says_how_well_it_is_known() {
        let estimate = |value, half: f64| Estimate {
            value,
            low: value - half,
            high: value + half,
            method: "Student t",
            n: 412,
        };
        assert_eq!(
            finding("devices.active", &estimate(1_000.0, 19.0), false),
            "The mean of devices.active is known to ±1.90 % after 412 replicates"
        );
        assert_eq!(
            finding("spiral.started", &estimate(0.25, 0.04), true),
            "The share of spiral.started is known to ±4.00 % of the replicates after 412 of them"
        );
        assert_eq!(
            finding("price.usd", &estimate(0.5, 0.0), false),
            "All 412 replicates agree on price.usd"
        );
    }
}
