//! The folder of a run: its files, whole or not at all, the manifest last.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use language::yaml;
use reports::Table;
use reports::files::{sha256_hex, sha256_hex_of_file, write_atomically};
use reports::run::Stream;
use sim::scenario::Loaded;

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
    /// Opens a folder for a run, before anything is played. What an old manifest lists is taken
    /// away, and the manifest too: it would speak for files that are about to change.
    pub fn open(folder: &Path, csv: bool) -> Result<Self, Failure> {
        make_writable("--out", folder)?;
        let wrong = |what: &str, error: io::Error| refused("--out", folder, what, &error);
        fs::create_dir_all(folder.join("charts")).map_err(|e| wrong("cannot be made", e))?;
        remove_old_files(folder);
        remove_unfinished_files(folder);
        match fs::remove_file(folder.join("manifest.json")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
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
        let path = self.folder.join(name);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)
            .map_err(|error| Failure::Retry(format!("{}: {error}", folder.display())))?;
        write_atomically(&path, bytes)?;
        self.files.insert(name.to_owned(), sha256_hex(bytes));
        Ok(())
    }

    /// Writes a scenario with every default, to a folder in this one, where it finds its own devices beside
    /// it, wherever it is run again.
    pub fn scenario(&mut self, folder: &str, loaded: &Loaded, yaml: &str) -> Result<(), Failure> {
        let within = |name: &str| Path::new(folder).join(name).display().to_string();
        self.file(&within("scenario.resolved.yaml"), yaml.as_bytes())?;
        for (name, device) in loaded.own_devices() {
            if is_inside(Path::new(name)) {
                self.file(&within(name), yaml::print(device).as_bytes())?;
            }
        }
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

/// Makes a folder that an option names, and tries whether it can be written to.
///
/// # Errors
/// That it cannot.
pub fn make_writable(option: &str, folder: &Path) -> Result<(), Failure> {
    let wrong = |what: &str, error: io::Error| refused(option, folder, what, &error);
    if let Some(file) = folder.ancestors().find(|part| part.is_file()) {
        let (folder, file) = (folder.display(), file.display());
        let message = format!("{option} {folder}: {file} is a file and no folder");
        return Err(Failure::Usage(format!("{message}; name another folder")));
    }
    fs::create_dir_all(folder).map_err(|e| wrong("cannot be made", e))?;
    let probe = folder.join(".aipin-probe");
    fs::write(&probe, [])
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|e| wrong("cannot be written", e))
}

fn refused(option: &str, folder: &Path, what: &str, error: &io::Error) -> Failure {
    let folder = folder.display();
    Failure::Usage(format!("{option} {folder}: {what} ({error}); name another folder"))
}

/// Removes what the manifest of an earlier run lists, so that no table of it stays beside the new
/// ones; a file that cannot be removed is replaced or left, and harms nobody.
fn remove_old_files(folder: &Path) {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let names =
        manifest["files"].as_object().into_iter().flatten().map(|(name, _)| Path::new(name));
    for name in names.filter(|name| is_inside(name)) {
        let _ = fs::remove_file(folder.join(name));
    }
}

/// Removes what a run that was killed had begun to write.
fn remove_unfinished_files(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(".partial") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a path leads nowhere but down.
pub fn is_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}
