//! This file is about putting a file on disk whole or not at all, and naming its content by hash.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// Writes `bytes` to `path` so that a reader sees the old file or the new one, never a part.
///
/// The bytes go to a hidden name in the same folder, are flushed to the disk and then renamed.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut pending = PendingFile::create(path)?;
    pending.write_all(bytes).map_err(|cause| Error::write_failed(path, cause))?;
    pending.commit()
}

/// The SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of a file's content, however large.
pub fn sha256_hex_of_file(path: &Path) -> Result<String> {
    let failed = |cause| Error::write_failed(path, cause);
    let mut digest = Sha256::new();
    let mut file = File::open(path).map_err(failed)?;
    let mut block = vec![0; 1 << 16];
    loop {
        match io::Read::read(&mut file, &mut block).map_err(failed)? {
            0 => break,
            count => digest.update(&block[..count]),
        }
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A file under a temporary name that takes its own name on [`PendingFile::commit`].
///
/// Dropping it without a commit removes it, so that a failed run leaves no litter.
#[derive(Debug)]
pub struct PendingFile {
    path: PathBuf,
    temporary: PathBuf,
    file: File,
    committed: bool,
}

impl PendingFile {
    /// Opens a hidden file beside `path`.
    pub fn create(path: &Path) -> Result<Self> {
        let refuse = |cause| Error::cannot_write_there(path, cause);
        if path.is_dir() {
            return Err(refuse(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let temporary = temporary_name(path).map_err(refuse)?;
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary);
        let file = file.map_err(refuse)?;
        Ok(Self { path: path.to_path_buf(), temporary, file, committed: false })
    }

    /// A second handle on the same file, for a writer that wants to own one.
    pub(crate) fn handle(&self) -> Result<File> {
        self.file.try_clone().map_err(|cause| Error::write_failed(&self.path, cause))
    }

    /// Flushes the content to the disk and gives the file its own name.
    pub fn commit(mut self) -> Result<()> {
        let failed = |cause| Error::write_failed(&self.path, cause);
        self.file.sync_all().map_err(failed)?;
        fs::rename(&self.temporary, &self.path).map_err(failed)?;
        self.committed = true;
        sync_folder(&self.path);
        Ok(())
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        if !self.committed {
            // The error that led here is already on its way to the reader.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// The process and a counter keep two writers of the same file out of each other's way.
fn temporary_name(path: &Path) -> io::Result<PathBuf> {
    static WRITERS: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let writer = WRITERS.fetch_add(1, Ordering::Relaxed);
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}-{writer}.partial", std::process::id()));
    Ok(path.with_file_name(hidden))
}

/// A rename survives a power cut only once its folder is flushed, which some systems refuse.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<OsString> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn replaces_the_file_and_leaves_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        write_atomically(&path, b"old").unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["report.md"]);
    }

    #[test]
    fn an_abandoned_file_disappears() {
        let folder = tempfile::tempdir().unwrap();
        let mut pending = PendingFile::create(&folder.path().join("big.parquet")).unwrap();
        pending.write_all(b"half").unwrap();
        assert_eq!(names(folder.path()).len(), 1);
        drop(pending);
        assert_eq!(names(folder.path()), [] as [&str; 0]);
    }

    #[test]
    fn refuses_a_folder_that_cannot_be_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"").unwrap();
        for path in [folder.path().join("missing/a.csv"), file.join("a.csv"), "/".into()] {
            let error = write_atomically(&path, b"x").unwrap_err();
            assert!(matches!(error, Error::CannotWriteThere { .. }), "{error:?}");
            let message = error.to_string();
            assert!(message.starts_with(&format!("cannot write `{}`: ", path.display())));
            assert!(message.ends_with("; choose a folder that exists and may be written to"));
        }
    }

    #[test]
    fn a_folder_in_the_way_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("charts");
        fs::create_dir(&path).unwrap();
        let error = write_atomically(&path, b"x").unwrap_err();
        assert!(matches!(error, Error::CannotWriteThere { .. }));
        assert_eq!(names(folder.path()), ["charts"]);
    }

    #[test]
    fn hash_of_the_published_test_vector() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_hex(b"abc"), abc);
    }
}
