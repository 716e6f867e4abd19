//! This file is about the tables of a run.

use std::io::Write;
use std::path::Path;

use jiff::civil::Date;
use sim::ensemble::Broken;
use sim::ledger::Units;
use sim::record::{self, Record};
use sim::run::{DeviceAtEnd, Outcome};
use sim::world::{GameParts, State};
use studies::Collected;

use super::Played;
use crate::files::PendingFile;
use crate::tables::MISSING;
use crate::{Column, Error, Result, Table, TableWriter, Values};

/// One row a replicate: its seed, its status and its last values; none of those of one that broke.
#[must_use]
pub fn runs(played: &Played) -> Table {
    let collected = played.collected;
    let rows = Rows::of(collected);
    let count = rows.0.len();
    let steps = |at: usize| collected.device_steps[at] as i64;
    let mut columns = vec![
        Column::new("design_point", Values::Integer(vec![0; count])),
        Column::new("replicate", Values::Integer(rows.0.iter().map(|row| row.0.into()).collect())),
        Column::new("seed", Values::Integer(vec![played.seed as i64; count])),
        Column::new("status", Values::Text(rows.0.iter().map(Row::status).collect())),
        Column::new("device_steps", Values::Integer(rows.each(0, steps))),
    ];
    let last = metrics(&collected.last, played.decimals());
    columns.extend(last.map(|column| Column { values: rows.spread(column.values), ..column }));
    Table { columns }
}

/// A replicate, and the place of its run among those that came to their end, or why it broke.
struct Row<'a>(u32, std::result::Result<usize, &'a Broken>);

impl Row<'_> {
    fn status(&self) -> String {
        self.1.as_ref().map_or_else(|broken| broken.cause.to_string(), |_| "ok".to_owned())
    }
}

/// All replicates that were played, in their order.
struct Rows<'a>(Vec<Row<'a>>);

impl<'a> Rows<'a> {
    fn of(collected: &'a Collected) -> Self {
        let runs = collected.numbers.iter().enumerate().map(|(at, number)| Row(*number, Ok(at)));
        let broken = collected.broken.iter().map(|broken| Row(broken.replicate, Err(broken)));
        let mut rows: Vec<Row> = runs.chain(broken).collect();
        rows.sort_by_key(|row| row.0);
        Self(rows)
    }

    /// A value for each replicate, from the place of its run.
    fn each<T: Copy>(&self, missing: T, of: impl Fn(usize) -> T) -> Vec<T> {
        self.0.iter().map(|row| row.1.as_ref().map_or(missing, |at| of(*at))).collect()
    }

    /// The values of the runs as those of all replicates.
    fn spread(&self, of_runs: Values) -> Values {
        match of_runs {
            Values::Float(values) => Values::Float(self.each(f64::NAN, |at| values[at])),
            Values::Decimal { units, scale } => {
                Values::Decimal { units: self.each(MISSING, |at| units[at]), scale }
            }
            other => other,
        }
    }
}

/// The metrics of a record as columns.
fn metrics(record: &Record, decimals: u32) -> impl Iterator<Item = Column> {
    record.metrics.iter().zip(&record.columns).map(move |(metric, values)| {
        let values = match values {
            record::Values::Numbers(values) => Values::Float(values.clone()),
            record::Values::Tokens(units) => Values::Decimal {
                units: units.iter().map(|&units| exact(units)).collect(),
                scale: decimals as usize,
            },
        };
        Column::new(metric.name.clone(), values)
    })
}

/// Base units as the decimal columns want them; a supply beyond 10³⁸ of them cannot be written.
fn exact(units: Units) -> i128 {
    i128::try_from(units).unwrap_or(i128::MAX)
}

/// One row a step of a replicate: the date, then one column a metric.
#[must_use]
pub fn timeseries(game: &GameParts, replicate: u32, run: &Outcome) -> Table {
    let steps = run.record.steps();
    let dates: Vec<Date> = (0..steps).map(|step| game.calendar.date(step as u32)).collect();
    let mut columns = vec![
        Column::new("replicate", Values::Integer(vec![replicate.into(); steps])),
        Column::new("step", Values::Integer((0..steps as i64).collect())),
        Column::new("date", Values::Date(dates)),
    ];
    columns.extend(metrics(&run.record, game.decimals));
    Table { columns }
}

/// A table that is written run by run, so that memory does not grow with their number.
pub struct Stream {
    parquet: TableWriter,
    csv: Option<PendingFile>,
    begun: bool,
}

impl Stream {
    /// Opens `name.parquet` in a folder, and `name.csv` if it is wanted too.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn create(folder: &Path, name: &str, with_csv: bool) -> Result<Self> {
        let csv = with_csv.then(|| PendingFile::create(&folder.join(format!("{name}.csv"))));
        let parquet = TableWriter::create(&folder.join(format!("{name}.parquet")))?;
        Ok(Self { parquet, csv: csv.transpose()?, begun: false })
    }

    /// Appends rows.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn append(&mut self, part: &Table) -> Result<()> {
        self.parquet.append(part)?;
        if let Some(csv) = &mut self.csv {
            let text = part.to_csv()?;
            // The names of the columns stand in the first part only.
            let heading = text.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let rows = if self.begun { &text[heading..] } else { &text[..] };
            csv.write_all(rows).map_err(|error| Error::Table { message: error.to_string() })?;
        }
        self.begun = true;
        Ok(())
    }

    /// Gives the files their names; returns the number of rows.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(self) -> Result<usize> {
        if let Some(csv) = self.csv {
            csv.commit()?;
        }
        self.parquet.finish()
    }
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

fn state(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::GaveUp => "gone",
        State::Broken => "broken",
        State::InRepair => "in repair",
        State::Tired => "abandoned",
    }
}

/// One row a device at the end of a replicate.
#[must_use]
pub fn devices(game: &GameParts, replicate: u32, run: &Outcome) -> Table {
    let devices = &run.devices;
    let cohort = |device: &DeviceAtEnd| &game.cohorts[device.cohort];
    let text = |of: &dyn Fn(&DeviceAtEnd) -> String| Values::Text(devices.iter().map(of).collect());
    let whole =
        |of: &dyn Fn(&DeviceAtEnd) -> i64| Values::Integer(devices.iter().map(of).collect());
    let float = |of: &dyn Fn(&DeviceAtEnd) -> f64| Values::Float(devices.iter().map(of).collect());
    let steps = i64::from(game.calendar.steps());
    let state = |device: &DeviceAtEnd| state(device.state).to_owned();
    let units = devices.iter().map(|device| exact(device.balance)).collect();
    let operator = Column::new("operator", whole(&|device| device.operator as i64));
    let mut table = Table {
        columns: vec![
            Column::new("replicate", whole(&|_| replicate.into())),
            Column::new("class", text(&|device| game.groups[cohort(device).group].name.clone())),
            Column::new("region", text(&|device| cohort(device).region.clone())),
            Column::new("number", whole(&|device| device.number as i64)),
            Column::new("state", text(&state)),
            Column::new("speed", float(&|device| device.speed)),
            Column::new("balance_tokens", Values::Decimal { units, scale: game.decimals as usize }),
            Column::new("profit_usd", float(&|device| device.profit_usd)),
            Column::new("age_steps", whole(&|device| steps - i64::from(device.born))),
            Column::new("uptime_share", float(&|device| device.uptime)),
            Column::new("electricity_usd_per_kwh", float(&|d| d.electricity_usd_per_kwh)),
            Column::new("sells_share", float(&|device| device.sells)),
            Column::new("patience_days", float(&|device| device.patience_days)),
        ],
    };
    table.columns.extend(game.has_operators().then_some(operator));
    table
}
