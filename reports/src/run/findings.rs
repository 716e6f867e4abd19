//! This file is about what happened in a run, in sentences made of its figures.

use studies::Figure;

use super::Played;
use super::words::{in_unit, interval, number, percent};

/// The median of a metric at the end.
pub(super) fn end<'a>(played: &Played<'a>, metric: &str) -> Option<&'a Figure> {
    studies::summary::at_end(played.figures, metric, "p50")
}

fn end_value(played: &Played, metric: &str) -> f64 {
    end(played, metric).map_or(f64::NAN, |figure| figure.estimate.value)
}

/// The median over the replicates of a metric in a step.
fn median_in(played: &Played, metric: &str, step: usize) -> f64 {
    let Some(column) = played.collected.kept.first().and_then(|run| run.record.column(metric))
    else {
        return f64::NAN;
    };
    let of = |run: &sim::run::Outcome| run.record.number(column, step, played.decimals());
    let sample: Vec<f64> = played.collected.kept.iter().map(of).collect();
    studies::statistics::quantile(&sample, 0.5).value
}

fn change(from: f64, to: f64) -> String {
    let change = to / from - 1.0;
    if change.is_nan() || change.is_infinite() {
        return format!("it began at {}", number(from));
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
    format!(
        "{} devices are active at the end; there were {} on the first day",
        number(last),
        number(first)
    )
}

pub(super) fn supply(played: &Played) -> String {
    let burned = end_value(played, "ledger.burned");
    let supply = end_value(played, "ledger.supply");
    let symbol = played.symbol();
    format!(
        "{} {symbol} exist at the end; {} were burned on the way",
        number(supply),
        number(burned)
    )
}

pub(super) fn emission(played: &Played) -> String {
    let burned = end_value(played, "emission.burned_tokens");
    let minted = end_value(played, "emission.minted_tokens");
    let share = percent(burned / minted);
    format!("Over the last {} {share} of what is minted is burned again", played.step())
}

pub(super) fn margin(played: &Played) -> String {
    let margin = end_value(played, "operators.margin_usd_median");
    let losing = end_value(played, "operators.unprofitable_share");
    let earns = if margin < 0.0 { "loses" } else { "earns" };
    format!(
        "The middle operator {earns} {} a day at the end, and {} of them work at a loss",
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

/// What happened, a sentence a metric, each with its interval and the number of runs.
#[must_use]
pub fn list(played: &Played) -> Vec<String> {
    let parts = [
        (price(played), "price.usd"),
        (devices(played), "devices.active"),
        (service(played), "demand.served_share"),
        (margin(played), "operators.margin_usd_median"),
        (supply(played), "ledger.supply"),
        (emission(played), "emission.burned_tokens"),
    ];
    parts
        .into_iter()
        .map(|(sentence, metric)| format!("{sentence} ({})", note(played, metric)))
        .collect()
}

fn note(played: &Played, metric: &str) -> String {
    let runs = of_runs(played);
    let estimate = end(played, metric).map(|figure| (&figure.estimate, unit(played, figure)));
    match estimate {
        Some((estimate, unit)) if !estimate.low.is_nan() => {
            format!("{runs}; 95 % interval of the median {}", interval(estimate, &unit))
        }
        _ => runs,
    }
}

/// The unit of a figure as a reader should see it: amounts of the token under their symbol.
pub(super) fn unit(played: &Played, figure: &Figure) -> String {
    if figure.unit == "tokens" { played.symbol().to_owned() } else { figure.unit.to_owned() }
}
