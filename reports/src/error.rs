//! This file is about what can go wrong between the figures of a run and its files.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The result of writing, drawing or converting.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, where, and what would have been right.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// No file can be made at this path; the person who chose the folder can mend it.
    CannotWriteThere {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The file was begun, but the system failed on the way; the old file is untouched.
    WriteFailed {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The columns do not make a table.
    Table {
        /// What is wrong and what would be right.
        message: String,
    },
    /// A picture or a page could not be made; this is a fault of the program.
    Rendering {
        /// What could not be made, and why.
        message: String,
    },
}

impl Error {
    pub(crate) fn cannot_write_there(path: &Path, cause: io::Error) -> Self {
        Self::CannotWriteThere { path: path.to_path_buf(), cause }
    }

    pub(crate) fn write_failed(path: &Path, cause: io::Error) -> Self {
        Self::WriteFailed { path: path.to_path_buf(), cause }
    }

    pub(crate) fn table(message: impl fmt::Display) -> Self {
        Self::Table { message: message.to_string() }
    }

    pub(crate) fn rendering(message: impl fmt::Display) -> Self {
        Self::Rendering { message: message.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotWriteThere { path, cause } => write!(
                f,
                "cannot write `{}`: {cause}; choose a folder that exists and may be written to",
                path.display()
            ),
            Self::WriteFailed { path, cause } => {
                write!(f, "writing `{}` failed: {cause}; nothing was replaced", path.display())
            }
            Self::Table { message } | Self::Rendering { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::CannotWriteThere { cause, .. } | Self::WriteFailed { cause, .. } => Some(cause),
            Self::Table { .. } | Self::Rendering { .. } => None,
        }
    }
}
