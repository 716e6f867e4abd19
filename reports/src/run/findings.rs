//! This file is about what happened in a run, in sentences made of its figures.

use std::ops::Range;

use jiff::civil::Date;
use sim::run::Outcome;
use studies::{Estimate, Fan, Figure};

use super::words::{count, in_unit, interval, number, percent};
use super::{Played, groups, parts, spiral};

/// The median of a metric at the end.
pub(super) fn end<'a>(played: &Played<'a>, metric: &str) -> Option<&'a Figure> {
    studies::summary::at_end(played.figures, metric, "p50")
}

pub(super) fn end_value(played: &Played, metric: &str) -> f64 {
    end(played, metric).map_or(f64::NAN, |figure| figure.estimate.value)
}

/// The median over the replicates of a metric in a step.
pub(super) fn median_in(played: &Played, metric: &str, step: usize) -> f64 {
    let Some(column) = played.collected.kept.first().and_then(|run| run.record.column(metric))
    else {
        return f64::NAN;
    };
    let of = |run: &Outcome| run.record.number(column, step, played.decimals());
    let sample: Vec<f64> = played.collected.kept.iter().map(of).collect();
    studies::statistics::quantile(&sample, 0.5).value
}

fn change(from: f64, to: f64) -> String {
    let change = to / from - 1.0;
    if change.is_nan() || change.is_infinite() {
        return format!("it began at {}", number(from));
    }
    if change == 0.0 {
        return "as on its first day".to_owned();
    }
    if change >= 2.0 {
        return format!("{} times its first day", number(to / from));
    }
    let word = if change < 0.0 { "below" } else { "above" };
    format!("{} {word} its first day", percent(change.abs()))
}

/// "median of 200 runs", or "one run".
pub(super) fn of_runs(played: &Played) -> String {
    match played.collected.replicates() {
        1 => "one run".to_owned(),
        n => format!("median of {n} runs"),
    }
}

pub(super) fn price(played: &Played) -> String {
    let (first, last) = (median_in(played, "price.usd", 0), end_value(played, "price.usd"));
    let symbol = played.symbol();
    format!("{symbol} ends at {}, {}", in_unit(last, "USD"), change(first, last))
}

pub(super) fn devices(played: &Played) -> String {
    let first = median_in(played, "devices.active", 0);
    let last = end_value(played, "devices.active");
    let (number_last, number_first) = (count(last), count(first));
    let peak = peak(played, "devices.active");
    let higher = peak.filter(|(value, _)| *value > 1.05 * first.max(last));
    match higher {
        Some((value, date)) => format!(
            "{number_last} devices at the end, after {} on {date} and {number_first} at first",
            count(value)
        ),
        None => format!(
            "{number_last} devices are active at the end; there were {number_first} at the end of the first {}",
            played.step()
        ),
    }
}

/// Why devices are gone: what a chart calls it, its metric, and what a sentence says of them.
pub(super) const REASONS: [(&str, &str, &str); 3] = [
    ("broken", "devices.gone.broken", "are broken"),
    ("tired of", "devices.gone.tired", "tired their owners"),
    ("given up", "devices.gone.gave_up", "were given up"),
];

/// Why devices are gone at the end; nothing where there is but one reason for it.
pub(super) fn gone(played: &Played) -> Option<String> {
    end(played, REASONS[0].1)?;
    let mut counts = REASONS.map(|(_, metric, what)| (end_value(played, metric), what));
    counts.sort_by(|one, other| other.0.total_cmp(&one.0));
    let all: f64 = counts.iter().map(|(count, _)| count).sum();
    if all == 0.0 {
        return Some("No device is gone at the end".to_owned());
    }
    let share = |(count, what): &(f64, &str)| format!("{} {what}", percent(count / all));
    let shares: Vec<String> = counts.iter().filter(|(count, _)| *count > 0.0).map(share).collect();
    Some(format!("Of {} devices that are gone at the end {}", count(all), shares.join(", ")))
}

/// The highest median of a metric and its date.
fn peak(played: &Played, metric: &str) -> Option<(f64, Date)> {
    let fan = Fan::of(&played.collected.kept, metric, played.decimals())?;
    let highest = fan.p50.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    Some((*highest.1, played.loaded.game.calendar.date(highest.0 as u32)))
}

pub(super) fn supply(played: &Played) -> String {
    let burned = end_value(played, "ledger.burned");
    let supply = end_value(played, "ledger.supply");
    let symbol = played.symbol();
    match burned > 0.0 {
        true => format!(
            "{} {symbol} exist at the end; {} were burned on the way",
            number(supply),
            number(burned)
        ),
        false => format!("{} {symbol} exist at the end; none were burned", number(supply)),
    }
}

pub(super) fn emission(played: &Played) -> String {
    let (steps, time) = last_year(played);
    let of = |metric| studies::statistics::quantile(&sums(played, metric, &steps), 0.5).value;
    let (minted, burned) = (of("emission.minted_tokens"), of("emission.burned_tokens"));
    let amount = |tokens| in_unit(tokens, played.symbol());
    match (minted == 0.0, burned == 0.0) {
        (_, true) => format!("Over the {time} {} are minted, and none are burned", amount(minted)),
        (true, _) => format!("Over the {time} {} are burned, and none are minted", amount(burned)),
        _ => {
            let share = percent(burned_share(played).value);
            format!("Over the {time} {share} of what is minted is burned again")
        }
    }
}

/// The steps of the last year, or all of a shorter run, and what that time is called. What is burned
/// may come once a month, so that a day tells nothing of it.
fn last_year(played: &Played) -> (Range<usize>, &'static str) {
    let calendar = &played.loaded.game.calendar;
    let steps = calendar.steps();
    let begin = calendar.clock(steps - 1).end - 365 * 86_400;
    let first = (0..steps).find(|step| calendar.clock(*step).begin >= begin).unwrap_or(0);
    let time = if first == 0 { "whole time" } else { "last year" };
    (first as usize..steps as usize, time)
}

/// The sum of a metric over some steps, run by run.
pub(super) fn sums(played: &Played, metric: &str, steps: &Range<usize>) -> Vec<f64> {
    let of = |run: &Outcome| {
        let column = run.record.column(metric)?;
        Some(steps.clone().map(|step| run.record.number(column, step, played.decimals())).sum())
    };
    played.collected.kept.iter().filter_map(of).collect()
}

/// What was burned over what was minted in the last year, run by run.
fn burned_share(played: &Played) -> Estimate {
    let (steps, _) = last_year(played);
    let [burned, minted] = ["emission.burned_tokens", "emission.minted_tokens"]
        .map(|metric| sums(played, metric, &steps));
    let shares: Vec<f64> =
        burned.iter().zip(&minted).map(|(burned, minted)| burned / minted).collect();
    studies::statistics::quantile(&shares, 0.5)
}

pub(super) fn margin(played: &Played) -> String {
    let margin = end_value(played, "operators.margin_usd_median");
    let losing = end_value(played, "operators.unprofitable_share");
    let earns = if margin < 0.0 { "loses" } else { "earns" };
    format!(
        "At the end the middle operator {earns} {} a day; {} run at a loss",
        in_unit(margin.abs(), "USD"),
        percent(losing)
    )
}

pub(super) fn service(played: &Played) -> String {
    let served = end_value(played, "demand.served_share");
    let first = median_in(played, "demand.served_share", 0);
    format!(
        "The network does {} of the work asked for at the end, after {} on the first day",
        percent(served),
        percent(first)
    )
}

/// What each workload gets of what is asked for, on the first day and at the end.
fn by_workload(played: &Played) -> String {
    let of = |workload: &sim::world::WorkloadName| {
        let metric = format!("demand.served_share.{}", workload.name);
        let [first, last] = [median_in(played, &metric, 0), end_value(played, &metric)];
        let name = workload.name.replace('_', " ");
        format!("{name} {} and {}", percent(first), percent(last))
    };
    let parts: Vec<String> = played.loaded.game.workloads.iter().map(of).collect();
    format!("Done of what is asked for on the first day and at the end: {}", parts.join("; "))
}

/// What happened, a sentence a metric, each with the number of runs and an interval, and what it is
/// the interval of.
#[must_use]
pub fn list(played: &Played) -> Vec<String> {
    let of_end = |metric: &str| {
        let figure = end(played, metric)?;
        Some((figure.estimate.clone(), unit(played, figure)))
    };
    let has_share = burned_share(played).value > 0.0;
    let burned = has_share.then(|| (burned_share(played), "share".to_owned()));
    let mut parts = vec![(price(played), "the price", of_end("price.usd"))];
    if played.has_devices() {
        parts.push((devices(played), "the devices at the end", of_end("devices.active")));
    }
    if played.has_demand() {
        parts.push((service(played), "the share at the end", of_end("demand.served_share")));
    }
    if played.has_devices() {
        let margins = of_end("operators.margin_usd_median");
        parts.push((margin(played), "the middle margin", margins));
    }
    parts.push((supply(played), "the supply", of_end("ledger.supply")));
    parts.push((emission(played), "that share", burned));
    let ends = gone(played).map(|sentence| (sentence, "the devices gone", of_end("devices.gone")));
    if played.loaded.game.workloads.len() > 1 {
        parts.push((by_workload(played), "", None));
    }
    let tell =
        |(sentence, what, estimate)| format!("{sentence} ({})", note(played, what, estimate));
    let most = groups::most(played)
        .map(|(metric, sentence)| (sentence, "the first of these shares", of_end(&metric)));
    let told = parts.into_iter().chain(ends).chain(most).map(tell);
    told.chain(parts::sentences(played)).chain(spiral::sentence(played)).collect()
}

fn note(played: &Played, what: &str, estimate: Option<(Estimate, String)>) -> String {
    let runs = of_runs(played);
    match estimate {
        // What does not differ between the runs has no interval worth telling.
        Some((estimate, unit)) if estimate.low < estimate.high => {
            format!("{runs}; 95 % interval of {what}: {}", interval(&estimate, &unit))
        }
        _ => runs,
    }
}

/// The unit of a figure as a reader should see it: amounts of the token under their symbol.
pub(super) fn unit(played: &Played, figure: &Figure) -> String {
    match figure.unit {
        "tokens" => played.symbol().to_owned(),
        unit => unit.replace("per step", &format!("per {}", played.step())),
    }
}
