//! This file is about turning plain columns into a polars frame, the one place that knows both.

use jiff::civil::{Date, date};
use polars::prelude::{
    DataFrame, DataType, Float64Chunked, Int128Chunked, IntoSeries, NamedFrom, PolarsResult, Series,
};

use super::{Column, MISSING, Table, Values};
use crate::{Error, Result};

/// Parquet's decimal has 38 digits, and so do ten to the power 38 and all it exceeds.
const DECIMAL_DIGITS: usize = 38;

pub(super) fn frame(table: &Table) -> Result<DataFrame> {
    table.check()?;
    let columns = table.columns.iter().map(|column| Ok(series(column)?.into()));
    let columns: Result<Vec<_>> = columns.collect();
    DataFrame::new(table.rows(), columns?).map_err(Error::table)
}

fn series(Column { name, values }: &Column) -> Result<Series> {
    let series = match values {
        Values::Float(values) => return Ok(floats(name, values)),
        Values::Integer(values) => Ok(Series::new(name.into(), values)),
        Values::Text(values) => Ok(Series::new(name.into(), values)),
        Values::Flag(values) => Ok(Series::new(name.into(), values)),
        Values::Date(values) => dates(name, values),
        Values::Decimal { units, scale } => decimals(name, units, *scale),
    };
    series.map_err(|cause| Error::table(format!("column `{name}`: {cause}")))
}

/// Missing numbers become null, which every reader skips; a NaN would poison its averages.
fn floats(name: &str, values: &[f64]) -> Series {
    if !values.iter().any(|value| value.is_nan()) {
        return Series::new(name.into(), values);
    }
    let known = values.iter().map(|value| (!value.is_nan()).then_some(*value));
    let mut column: Float64Chunked = known.collect();
    column.rename(name.into());
    column.into_series()
}

fn dates(name: &str, values: &[Date]) -> PolarsResult<Series> {
    let days: Vec<i32> = values.iter().map(|value| days_since_1970(*value)).collect();
    Series::new(name.into(), days).cast(&DataType::Date)
}

/// Missing amounts become null, as missing numbers do.
fn decimals(name: &str, units: &[i128], scale: usize) -> PolarsResult<Series> {
    let known = units.iter().map(|units| (*units != MISSING).then_some(*units));
    let mut column: Int128Chunked = known.collect();
    column.rename(name.into());
    Ok(column.into_decimal(DECIMAL_DIGITS, scale)?.into_series())
}

/// Days since 1970-01-01, as Parquet counts them.
fn days_since_1970(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}
