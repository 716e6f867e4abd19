//! This file is about a table as Parquet, whole in memory or in parts straight to the disk.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{DataFrame, ParquetWriter};

use super::{Table, frame};
use crate::files::PendingFile;
use crate::{Error, Result};

/// Enough rows for readers to skip by, few enough to hold 45 columns of them in 24 MB.
const ROW_GROUP_ROWS: usize = 65_536;

impl Table {
    /// The table as Parquet: zstd, and the least and largest value of every column.
    pub fn to_parquet(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut frame = frame::frame(self)?;
        writer(&mut bytes).finish(&mut frame).map_err(Error::table)?;
        Ok(bytes)
    }
}

/// Writes a table that is larger than memory, one part after the other.
///
/// The file takes its name on [`TableWriter::finish`]; dropped before, it leaves nothing.
pub struct TableWriter {
    pending: PendingFile,
    begun: Option<Begun>,
}

impl TableWriter {
    /// Opens `path` for writing; the first part decides the names and kinds of the columns.
    pub fn create(path: &Path) -> Result<Self> {
        Ok(Self { pending: PendingFile::create(path)?, begun: None })
    }

    /// Appends the rows of `part`; small parts are gathered into row groups of a useful size.
    pub fn append(&mut self, part: &Table) -> Result<()> {
        let frame = frame::frame(part)?;
        match &mut self.begun {
            Some(begun) => begun.append(frame),
            None => {
                self.begun = Some(Begun::new(self.pending.handle()?, frame)?);
                Ok(())
            }
        }
    }

    /// Completes the file, gives it its name and says how many rows it holds.
    pub fn finish(self) -> Result<usize> {
        let nothing = "a table in parts needs at least one part, even if it has no rows";
        let rows = self.begun.ok_or_else(|| Error::table(nothing))?.finish()?;
        self.pending.commit()?;
        Ok(rows)
    }
}

struct Begun {
    parquet: BatchedWriter<File>,
    gathered: DataFrame,
    rows: usize,
}

impl Begun {
    fn new(file: File, first: DataFrame) -> Result<Self> {
        let parquet = writer(file).batched(first.schema()).map_err(Error::table)?;
        Ok(Self { parquet, rows: first.height(), gathered: first })
    }

    fn append(&mut self, part: DataFrame) -> Result<()> {
        if part.schema() != self.gathered.schema() {
            return Err(Error::table(format!(
                "a part has the columns {:?}, but the first part had {:?}; all need the same",
                part.schema(),
                self.gathered.schema()
            )));
        }
        self.rows += part.height();
        self.gathered.vstack_mut_owned(part).map_err(Error::table)?;
        if self.gathered.height() >= ROW_GROUP_ROWS {
            self.write_row_group()?;
        }
        Ok(())
    }

    fn write_row_group(&mut self) -> Result<()> {
        self.gathered.rechunk_mut();
        self.parquet.write_batch(&self.gathered).map_err(Error::table)?;
        self.gathered = self.gathered.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<usize> {
        self.write_row_group()?;
        self.parquet.finish().map_err(Error::table)?;
        Ok(self.rows)
    }
}

/// The defaults of polars are zstd and statistics, written by both cores.
fn writer<W: Write>(sink: W) -> ParquetWriter<W> {
    ParquetWriter::new(sink).with_row_group_size(Some(ROW_GROUP_ROWS))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Cursor;

    use polars::prelude::{AnyValue, DataType, ParquetReader, SerReader};

    use super::super::{Column, Table, Values, samples};
    use super::*;

    fn read(bytes: Vec<u8>) -> DataFrame {
        ParquetReader::new(Cursor::new(bytes)).finish().unwrap()
    }

    #[test]
    fn reads_back_equal() {
        let table = samples::every_kind();
        let bytes = table.to_parquet().unwrap();
        assert_eq!(bytes, table.to_parquet().unwrap(), "the same table, the same bytes");
        let read = read(bytes);
        assert!(read.equals_missing(&frame::frame(&table).unwrap()), "{read:?}");
        assert_eq!(read.column("price.usd").unwrap().null_count(), 1);
        let supply = read.column("supply").unwrap();
        assert_eq!(supply.dtype(), &DataType::Decimal(38, 8));
        let last = AnyValue::Decimal(10_i128.pow(37) + 1, 38, 8);
        assert_eq!(supply.get(1).unwrap(), last);
    }

    #[test]
    fn parts_make_one_table() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("timeseries.parquet");
        let mut writer = TableWriter::create(&path).unwrap();
        let part = |from: i64, rows: i64| Table {
            columns: vec![Column::new("step", Values::Integer((from..from + rows).collect()))],
        };
        let (small, large) = (1000, ROW_GROUP_ROWS as i64);
        writer.append(&part(0, small)).unwrap();
        writer.append(&part(small, large)).unwrap();
        writer.append(&part(small + large, 1)).unwrap();
        assert!(!path.exists(), "a part of a table must not be taken for the whole");
        let rows = small + large + 1;
        assert_eq!(writer.finish().unwrap(), rows as usize);
        let read = read(fs::read(&path).unwrap());
        assert!(read.equals(&frame::frame(&part(0, rows)).unwrap()));
    }

    #[test]
    fn a_part_of_another_shape_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = TableWriter::create(&folder.path().join("a.parquet")).unwrap();
        writer.append(&samples::every_kind()).unwrap();
        let other = Table { columns: vec![Column::new("date", Values::Flag(vec![true]))] };
        let message = writer.append(&other).unwrap_err().to_string();
        assert!(message.contains("all need the same"), "{message}");
        drop(writer);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn no_part_is_no_table() {
        let folder = tempfile::tempdir().unwrap();
        let writer = TableWriter::create(&folder.path().join("a.parquet")).unwrap();
        assert!(writer.finish().unwrap_err().to_string().contains("at least one part"));
    }
}
