//! `aipin compare`: two scenarios, or a scenario and a variant of it, on the same chance.

mod ask;
mod play;

use std::path::PathBuf;

use crate::failure::Failure;

/// Compare a proposal with what it would replace, replicate by replicate on the same chance.
///
/// `aipin compare glasses.yaml --variant slower` compares a file with a variant of it, `aipin compare
/// old.yaml new.yaml` two files. The seed and the number of replicates are the base's for both.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What there is: a scenario file, or the name of a preset (`aipin emission --list`).
    base: PathBuf,
    /// What is proposed, likewise; the same file by default, and then it takes a variant.
    proposal: Option<PathBuf>,
    /// The variant that is proposed.
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// The variant that the proposal is compared with; the base as it is by default.
    #[arg(long, value_name = "NAME")]
    base_variant: Option<String>,
    /// The folder to write to; out/compare-<base>-<proposal> by default.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where chance starts, for both; the base's seed by default.
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// How often each is played; as the base says by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Threads; all cores by default. The results do not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Change a value in both: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Differences within this margin count as none: `1 %` of the base's mean for all metrics, or
    /// metric=margin for one, as a share of the base's mean or a number in the metric's unit.
    #[arg(long = "margin", value_name = "[METRIC=]MARGIN")]
    margins: Vec<String>,
    /// Write all tables as CSV too.
    #[arg(long)]
    csv: bool,
    /// Print a machine-readable result on stdout.
    #[arg(long)]
    json: bool,
    /// Print nothing but errors: no progress and no warnings.
    #[arg(long)]
    quiet: bool,
}
