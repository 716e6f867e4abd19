//! The manifest: what was run, where, how long it took, and the hash of every file.

use std::collections::BTreeMap;

use serde::Serialize;

/// What was run; written last, so that its being there says that all else is.
#[derive(Debug, Serialize)]
pub struct Manifest {
    /// Version of the program.
    pub version: &'static str,
    /// Commit from which it was built.
    pub commit: &'static str,
    /// The scenario file as it was named.
    pub scenario: String,
    /// SHA-256 of the resolved scenario.
    pub scenario_sha256: String,
    /// What it was compared with, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The seed.
    pub seed: u64,
    /// How many replicates were played.
    pub replicates: u32,
    /// How many of them broke, which is a defect of the program.
    pub broken: u32,
    /// Operating system and processor.
    pub platform: String,
    /// Threads that played.
    pub threads: usize,
    /// Devices times steps, over all replicates.
    pub device_steps: u64,
    /// Time for the days alone [s].
    pub run_seconds: f64,
    /// Time for everything [s].
    pub wall_seconds: f64,
    /// Rows of each table.
    pub rows: BTreeMap<String, usize>,
    /// SHA-256 of each file.
    pub files: BTreeMap<String, String>,
}

/// The other scenario of a comparison.
#[derive(Debug, Serialize)]
pub struct Proposal {
    /// The scenario file as it was named, and its variant.
    pub scenario: String,
    /// SHA-256 of the resolved scenario.
    pub scenario_sha256: String,
}

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Commit from which it was built.
pub const COMMIT: &str = env!("AIPIN_COMMIT");
