//! This file is about a table as text that any spreadsheet reads.

use polars::prelude::{CsvWriter, SerWriter};

use super::{Table, frame};
use crate::{Error, Result};

impl Table {
    /// The table as UTF-8 CSV: `.` decimals, ISO dates, nothing where a number is missing.
    ///
    /// Numbers are the shortest that read back to the same bits.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut frame = frame::frame(self)?;
        CsvWriter::new(&mut bytes)
            .with_date_format(Some("%Y-%m-%d".into()))
            .finish(&mut frame)
            .map_err(Error::table)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, MISSING, Table, Values, samples};

    fn csv(table: &Table) -> String {
        String::from_utf8(table.to_csv().unwrap()).unwrap()
    }

    #[test]
    fn every_kind_of_value_as_text() {
        assert_eq!(
            csv(&samples::every_kind()),
            "date,class,replicate,price.usd,survived,supply\n\
             2026-01-31,\"a, \"\"b\"\"\",0,0.30000000000000004,true,-0.00000005\n\
             1969-12-31,\"\",-9223372036854775808,,false,100000000000000000000000000000.00000001\n"
        );
    }

    #[test]
    fn nothing_stands_where_an_amount_is_missing() {
        let supply = Values::Decimal { units: vec![5, MISSING], scale: 1 };
        let columns = vec![
            Column::new("status", Values::Text(vec!["ok".into(), "broke".into()])),
            Column::new("supply", supply),
        ];
        assert_eq!(csv(&Table { columns }), "status,supply\nok,0.5\nbroke,\n");
    }

    #[test]
    fn numbers_read_back_to_the_same_bits() {
        let values = vec![1e300, 5e-324, 1.0, -0.0, 1e15, 123_456_789.123_456_78, 1.0 / 3.0];
        let columns = vec![Column::new("x", Values::Float(values.clone()))];
        let text = csv(&Table { columns });
        let read: Vec<f64> = text.lines().skip(1).map(|line| line.parse().unwrap()).collect();
        assert_eq!(read, values, "{text}");
    }
}
