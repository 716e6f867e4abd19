//! This file is about why a device cannot train, as a user reads it.

use std::fmt;

/// Why a device cannot take part in a job.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CannotTrain {
    /// Nothing says how fast it computes, how much it holds or how it reaches others.
    Unknown {
        /// What is missing.
        missing: &'static str,
    },
    /// Its part of the state is larger than its memory.
    DoesNotFit {
        /// What its part takes \[bytes\].
        needed_bytes: f64,
        /// What there is \[bytes\].
        memory_bytes: f64,
    },
}

impl fmt::Display for CannotTrain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { missing } => write!(f, "its {missing} is not known"),
            Self::DoesNotFit { needed_bytes, memory_bytes } => {
                let (needed, memory) = (needed_bytes / 1e9, memory_bytes / 1e9);
                write!(f, "its part of the state is {needed:.1} GB and it has {memory:.1} GB")
            }
        }
    }
}

impl std::error::Error for CannotTrain {}
