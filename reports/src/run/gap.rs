//! This file is about the gap between what was simulated and what was really observed.

use jiff::civil::Date;
use studies::Fan;

use super::Played;
use super::words::{number, percent};

/// One published value beside the simulated one of the same day.
pub(super) struct Pair {
    pub(super) metric: String,
    pub(super) date: Date,
    pub(super) published: f64,
    pub(super) simulated: f64,
}

/// Every published value that falls into the run, beside the median of the runs on that day.
pub(super) fn pairs(played: &Played) -> Vec<Pair> {
    let calendar = &played.loaded.game.calendar;
    let dates: Vec<Date> = (0..calendar.steps()).map(|step| calendar.date(step)).collect();
    let mut pairs = Vec::new();
    for (metric, series) in &played.loaded.written.observed {
        let Some(fan) = Fan::of(&played.collected.kept, metric, played.decimals()) else {
            continue;
        };
        for (day, &published) in &series.values {
            // The step that holds the day: the last one that begins at or before it.
            let step = dates.partition_point(|date| *date <= day.0);
            let Some(step) = step.checked_sub(1).filter(|_| day.0 <= dates[dates.len() - 1]) else {
                continue;
            };
            let simulated = fan.p50[step];
            pairs.push(Pair { metric: metric.clone(), date: day.0, published, simulated });
        }
    }
    pairs
}

/// The gap on the last published day, as a sentence; none if nothing was observed.
pub(super) fn sentence(played: &Played) -> Option<String> {
    let pairs = pairs(played);
    let last = pairs.iter().max_by_key(|pair| pair.date)?;
    let gap = last.simulated / last.published - 1.0;
    let word = if gap < 0.0 { "below" } else { "above" };
    Some(format!(
        "On {} the runs have {} {}, {} {word} the {} published",
        last.date,
        number(last.simulated),
        what(played, &last.metric),
        percent(gap.abs()),
        number(last.published)
    ))
}

/// What a metric counts, in words.
fn what(played: &Played, metric: &str) -> String {
    match metric.split_once('.') {
        Some(("ledger", part)) => format!("{} in the {}", played.symbol(), part.replace('_', " ")),
        Some(("devices", part)) => part.replace('.', " "),
        _ => metric.replace(['.', '_'], " "),
    }
}
