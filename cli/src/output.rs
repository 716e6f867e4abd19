//! The folder of a run: its files, whole or not at all, the manifest last.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use reports::Table;
use reports::files::{sha256_hex, sha256_hex_of_file, write_atomically};
use reports::run::Stream;

use crate::failure::Failure;
use crate::json;
use crate::manifest::Manifest;

/// The folder that a run writes to.
pub struct Output {
    folder: PathBuf,
    csv: bool,
    /// Rows of each table so far.
    pub rows: BTreeMap<String, usize>,
    /// SHA-256 of each file so far.
    pub files: BTreeMap<String, String>,
}

impl Output {
    /// Opens a folder for a run, before anything is played; an old manifest is taken away, since
    /// it would speak for files that are about to change.
    pub fn open(folder: &Path, csv: bool) -> Result<Self, Failure> {
        let wrong = |what: &str, error: std::io::Error| {
            Failure::Usage(format!(
                "--out {}: {what} ({error}); name another folder",
                folder.display()
            ))
        };
        fs::create_dir_all(folder.join("charts")).map_err(|e| wrong("cannot be made", e))?;
        let probe = folder.join(".aipin-probe");
        fs::write(&probe, [])
            .and_then(|()| fs::remove_file(&probe))
            .map_err(|e| wrong("cannot be written", e))?;
        match fs::remove_file(folder.join("manifest.json")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(wrong("its manifest cannot be replaced", error));
            }
            _ => {}
        }
        Ok(Self { folder: folder.to_owned(), csv, rows: BTreeMap::new(), files: BTreeMap::new() })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        write_atomically(&self.folder.join(name), bytes)?;
        self.files.insert(name.to_owned(), sha256_hex(bytes));
        Ok(())
    }

    /// Opens a table that is written run by run.
    pub fn stream(&self, name: &str) -> Result<Stream, Failure> {
        Ok(Stream::create(&self.folder, name, self.csv)?)
    }

    /// Completes a table that was written run by run.
    pub fn finish(&mut self, name: &str, table: Stream) -> Result<(), Failure> {
        self.rows.insert(name.to_owned(), table.finish()?);
        let endings = if self.csv { &["parquet", "csv"][..] } else { &["parquet"] };
        for ending in endings {
            let file = format!("{name}.{ending}");
            let hash = sha256_hex_of_file(&self.folder.join(&file))?;
            self.files.insert(file, hash);
        }
        Ok(())
    }

    /// Writes a table as Parquet, and as CSV where that was asked for or is the custom.
    pub fn table(&mut self, name: &str, table: &Table, always_csv: bool) -> Result<(), Failure> {
        self.file(&format!("{name}.parquet"), &table.to_parquet()?)?;
        if self.csv || always_csv {
            self.file(&format!("{name}.csv"), &table.to_csv()?)?;
        }
        self.rows.insert(name.to_owned(), table.rows());
        Ok(())
    }

    /// Writes the manifest, last.
    pub fn close(self, mut manifest: Manifest) -> Result<(), Failure> {
        manifest.rows = self.rows;
        manifest.files = self.files;
        let text = json::pretty(&manifest)? + "\n";
        Ok(write_atomically(&self.folder.join("manifest.json"), text.as_bytes())?)
    }
}
