//! This file is about the tables of a run.

use std::path::Path;

use jiff::civil::Date;
use sim::ledger::Units;
use sim::record;

use super::Played;
use crate::{Column, Result, Table, TableWriter, Values};

/// Rows of a part of a table: enough to pack well, few enough to hold in memory.
const PART_ROWS: usize = 50_000;

/// One row a replicate: its seed, its status and its last values.
#[must_use]
pub fn runs(played: &Played) -> Table {
    let count = played.outcomes.len();
    let mut columns = vec![
        Column::new("design_point", Values::Integer(vec![0; count])),
        Column::new("replicate", Values::Integer((0..count as i64).collect())),
        Column::new("seed", Values::Integer(vec![played.seed as i64; count])),
        Column::new("status", Values::Text(vec!["ok".to_owned(); count])),
        Column::new("device_steps", Values::Integer(each(played, |run| run.device_steps as i64))),
    ];
    let Some(first) = played.outcomes.first() else { return Table { columns } };
    let last = first.record.steps().saturating_sub(1);
    for (at, metric) in first.record.metrics.iter().enumerate() {
        let values = gather(played, at, 0..count, last..last + 1);
        columns.push(Column::new(metric.name.clone(), values));
    }
    Table { columns }
}

fn each<T>(played: &Played, of: impl Fn(&sim::run::Outcome) -> T) -> Vec<T> {
    played.outcomes.iter().map(of).collect()
}

/// One column of a metric over some replicates and steps, the steps within the replicates.
fn gather(
    played: &Played,
    column: usize,
    replicates: std::ops::Range<usize>,
    steps: std::ops::Range<usize>,
) -> Values {
    let runs = &played.outcomes[replicates];
    let is_exact = matches!(runs[0].record.columns[column], record::Values::Tokens(_));
    let mut numbers: Vec<f64> = Vec::new();
    let mut units: Vec<i128> = Vec::new();
    for run in runs {
        match &run.record.columns[column] {
            record::Values::Numbers(values) => numbers.extend(&values[steps.clone()]),
            record::Values::Tokens(values) => {
                units.extend(values[steps.clone()].iter().map(|&u| exact(u)))
            }
        }
    }
    let scale = played.decimals() as usize;
    if is_exact { Values::Decimal { units, scale } } else { Values::Float(numbers) }
}

/// Base units as the decimal columns want them; a supply beyond 10³⁸ of them cannot be written.
fn exact(units: Units) -> i128 {
    i128::try_from(units).unwrap_or(i128::MAX)
}

/// One row a replicate and step: the date, then one column a metric.
#[must_use]
pub fn timeseries(played: &Played) -> Table {
    part(played, 0..played.outcomes.len())
}

/// Writes the time series in parts, so that memory does not grow with the replicates.
///
/// # Errors
/// The file cannot be written.
pub fn write_timeseries(played: &Played, path: &Path) -> Result<usize> {
    let steps = played.outcomes.first().map_or(1, |run| run.record.steps()).max(1);
    let each = (PART_ROWS / steps).max(1);
    let mut writer = TableWriter::create(path)?;
    for first in (0..played.outcomes.len()).step_by(each) {
        writer.append(&part(played, first..(first + each).min(played.outcomes.len())))?;
    }
    writer.finish()
}

fn part(played: &Played, replicates: std::ops::Range<usize>) -> Table {
    let Some(first) = played.outcomes.first() else { return Table::default() };
    let steps = first.record.steps();
    let calendar = &played.loaded.game.calendar;
    let dates: Vec<Date> = (0..steps).map(|step| calendar.date(step as u32)).collect();
    let count = replicates.len();
    let rows = |of: &dyn Fn(usize, usize) -> i64| -> Vec<i64> {
        replicates
            .clone()
            .flat_map(|run| (0..steps).map(move |step| (run, step)))
            .map(|(r, s)| of(r, s))
            .collect()
    };
    let mut columns = vec![
        Column::new("replicate", Values::Integer(rows(&|run, _| run as i64))),
        Column::new("step", Values::Integer(rows(&|_, step| step as i64))),
        Column::new(
            "date",
            Values::Date(dates.iter().copied().cycle().take(steps * count).collect()),
        ),
    ];
    for (at, metric) in first.record.metrics.iter().enumerate() {
        columns.push(Column::new(
            metric.name.clone(),
            gather(played, at, replicates.clone(), 0..steps),
        ));
    }
    Table { columns }
}

/// One row a metric, date and statistic, with its interval.
#[must_use]
pub fn summary(played: &Played) -> Table {
    let figures = played.figures;
    let text = |of: fn(&studies::Figure) -> String| Values::Text(figures.iter().map(of).collect());
    let number = |of: fn(&studies::Figure) -> f64| Values::Float(figures.iter().map(of).collect());
    Table {
        columns: vec![
            Column::new("metric", text(|f| f.metric.clone())),
            Column::new("at", text(|f| f.at.clone())),
            Column::new("statistic", text(|f| f.statistic.to_owned())),
            Column::new("value", number(|f| f.estimate.value)),
            Column::new("ci_low", number(|f| f.estimate.low)),
            Column::new("ci_high", number(|f| f.estimate.high)),
            Column::new("ci_method", text(|f| f.estimate.method.to_owned())),
            Column::new(
                "n",
                Values::Integer(figures.iter().map(|f| f.estimate.n as i64).collect()),
            ),
            Column::new("unit", text(|f| f.unit.to_owned())),
        ],
    }
}

/// One row a device at the end of each replicate.
#[must_use]
pub fn devices(played: &Played) -> Table {
    let game = &played.loaded.game;
    let rows = || {
        let runs = played.outcomes.iter().enumerate();
        runs.flat_map(|(replicate, run)| run.devices.iter().map(move |device| (replicate, device)))
    };
    let steps = i64::from(game.calendar.steps());
    let group = |cohort: usize| game.groups[game.cohorts[cohort].group].name.clone();
    let region = |cohort: usize| game.cohorts[cohort].region.clone();
    let state = |active: bool| if active { "active" } else { "gone" }.to_owned();
    let units = rows().map(|(_, device)| exact(device.balance)).collect();
    Table {
        columns: vec![
            Column::new("replicate", Values::Integer(rows().map(|(r, _)| r as i64).collect())),
            Column::new("class", Values::Text(rows().map(|(_, d)| group(d.cohort)).collect())),
            Column::new("region", Values::Text(rows().map(|(_, d)| region(d.cohort)).collect())),
            Column::new("number", Values::Integer(rows().map(|(_, d)| d.number as i64).collect())),
            Column::new("state", Values::Text(rows().map(|(_, d)| state(d.active)).collect())),
            Column::new("speed", Values::Float(rows().map(|(_, d)| d.speed).collect())),
            Column::new("balance_tokens", Values::Decimal { units, scale: game.decimals as usize }),
            Column::new("profit_usd", Values::Float(rows().map(|(_, d)| d.profit_usd).collect())),
            Column::new(
                "age_steps",
                Values::Integer(rows().map(|(_, d)| steps - i64::from(d.born)).collect()),
            ),
        ],
    }
}
