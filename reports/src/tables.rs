//! This file is about a table as plain columns, before it becomes Parquet or CSV.

mod csv;
mod frame;
mod parquet;

pub use parquet::TableWriter;

use jiff::civil::Date;

use crate::{Error, Result};

/// Columns of equal length under names that differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, in the order in which they are written.
    pub columns: Vec<Column>,
}

/// One named column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading, with the unit last: `price.usd`.
    pub name: String,
    /// What stands under it.
    pub values: Values,
}

/// The values of one column, all of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Real numbers; `NaN` means missing and is written as such.
    Float(Vec<f64>),
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Words.
    Text(Vec<String>),
    /// Calendar dates.
    Date(Vec<Date>),
    /// Yes or no.
    Flag(Vec<bool>),
    /// Exact token amounts: `units` divided by ten to the power `scale`.
    Decimal {
        /// Amounts in the smallest unit, below 10³⁸ in size; or [`MISSING`].
        units: Vec<i128>,
        /// Digits behind the point, at most 38.
        scale: usize,
    },
}

/// An exact amount that is missing; it is written as such.
pub const MISSING: i128 = i128::MIN;

impl Table {
    /// The number of rows, or zero without columns.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }

    /// Checks what both formats rely on, so that the message can name the column.
    pub(crate) fn check(&self) -> Result<()> {
        let rows = self.rows();
        for (index, column) in self.columns.iter().enumerate() {
            let Column { name, values } = column;
            if values.len() != rows {
                return Err(Error::table(format!(
                    "column `{name}` has {} rows, but `{}` has {rows}; all need the same number",
                    values.len(),
                    self.columns[0].name
                )));
            }
            if self.columns[..index].iter().any(|other| &other.name == name) {
                return Err(Error::table(format!(
                    "two columns are named `{name}`; each needs its own name"
                )));
            }
        }
        Ok(())
    }
}

impl Column {
    /// A column of this name and these values.
    pub fn new(name: impl Into<String>, values: Values) -> Self {
        Self { name: name.into(), values }
    }
}

impl Values {
    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Float(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Text(values) => values.len(),
            Self::Date(values) => values.len(),
            Self::Flag(values) => values.len(),
            Self::Decimal { units, .. } => units.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use jiff::civil::date;

    use super::{Column, Table, Values};

    /// One column of every kind, with the awkward values of each.
    pub(crate) fn every_kind() -> Table {
        Table {
            columns: vec![
                Column::new("date", Values::Date(vec![date(2026, 1, 31), date(1969, 12, 31)])),
                Column::new("class", Values::Text(vec!["a, \"b\"".into(), "".into()])),
                Column::new("replicate", Values::Integer(vec![0, i64::MIN])),
                Column::new("price.usd", Values::Float(vec![0.1 + 0.2, f64::NAN])),
                Column::new("survived", Values::Flag(vec![true, false])),
                Column::new(
                    "supply",
                    Values::Decimal { units: vec![-5, 10_i128.pow(37) + 1], scale: 8 },
                ),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(columns: Vec<Column>) -> String {
        Table { columns }.check().unwrap_err().to_string()
    }

    #[test]
    fn says_which_column_is_short() {
        let days = Column::new("day", Values::Integer(vec![1, 2]));
        let price = Column::new("price.usd", Values::Float(vec![1.0]));
        assert_eq!(
            message(vec![days, price]),
            "column `price.usd` has 1 rows, but `day` has 2; all need the same number"
        );
    }

    #[test]
    fn says_which_name_is_taken_twice() {
        let day = Column::new("day", Values::Integer(vec![1]));
        assert_eq!(
            message(vec![day.clone(), day]),
            "two columns are named `day`; each needs its own name"
        );
    }
}
