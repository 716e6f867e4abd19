//! What a check writes, and where.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use reports::check::{self as report, Tool};
use reports::files::write_atomically;
use studies::Checked;

use super::failures::{self, Failing};
use crate::failure::Failure;
use crate::manifest::{COMMIT, VERSION};
use crate::output::make_writable;

/// The places that a check writes to.
pub struct Outputs {
    /// The folder of all that is kept.
    pub folder: PathBuf,
    /// The file for continuous integration, in JUnit's format.
    pub junit: PathBuf,
    /// A file to whose end the summary is added.
    pub summary: Option<PathBuf>,
}

impl Outputs {
    /// Makes sure, before anything is played, that all can be written.
    ///
    /// # Errors
    /// A place where nothing can be written.
    pub fn prepare(&self) -> Result<(), Failure> {
        self.clear();
        make_writable("--out", &self.folder)?;
        let beside = self.junit.parent().filter(|folder| !folder.as_os_str().is_empty());
        beside.map_or(Ok(()), |folder| make_writable("--junit", folder))?;
        match &self.summary {
            Some(path) => append(path, ""),
            None => Ok(()),
        }
    }

    /// Takes away what an earlier check left there, which would be taken for what this one found.
    fn clear(&self) {
        let own = ["failures.csv", "summary.md", "results.json"].map(|name| self.folder.join(name));
        for path in own.iter().chain([&self.junit]) {
            // What is not there, or cannot be taken away, is told where it is written.
            let _ = std::fs::remove_file(path);
        }
    }

    /// Writes what was found, and returns the text of `results.json`.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn write(&self, checked: &Checked, failing: &[Failing]) -> Result<String, Failure> {
        let put = |name: &str, bytes: &[u8]| write_atomically(&self.folder.join(name), bytes);
        let summary = report::summary(checked);
        let results = report::results(checked, Tool { version: VERSION, commit: COMMIT })?;
        write_atomically(&self.junit, report::junit(checked)?.as_bytes())?;
        put("failures.csv", &failures::csv(failing)?)?;
        put("summary.md", summary.as_bytes())?;
        if let Some(path) = &self.summary {
            append(path, &summary)?;
        }
        put("results.json", results.as_bytes())?;
        Ok(results)
    }
}

/// Adds a text to the end of a file, which is made if it is not there.
fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error| {
        let path = path.display();
        Failure::Usage(format!("--summary {path}: cannot be written ({error}); name another file"))
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(wrong)?;
    let failed = |error| Failure::Retry(format!("writing `{}` failed: {error}", path.display()));
    file.write_all(text.as_bytes()).map_err(failed)
}
