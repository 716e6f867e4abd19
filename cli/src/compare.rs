//! `aipin compare`: two scenarios, or a scenario and a variant of it, on the same chance.

mod ask;
mod play;
mod tell;
mod write;

use std::path::{Path, PathBuf};
use std::time::Instant;

use language::quantity::RatioMeasure;
use reports::compare::Pair;
use reports::files::sha256_hex;
use studies::compare::{Limits, Margin};

use crate::failure::Failure;
use crate::hardware::quantities::positive;
use crate::manifest::{COMMIT, Manifest, Proposal, VERSION};
use crate::output::Output;
use crate::words::quoted;
use crate::{playing, warnings};
use ask::{Asked, Side};

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
    /// How often each is played; as the base says by default, where it says `min` and `max` the least.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Threads; all cores by default. The results do not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Change a value in both: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Differences within this share of the base's mean count as none; 1 % by default.
    #[arg(long, value_name = "SHARE", value_parser = positive::<RatioMeasure>)]
    margin: Option<f64>,
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

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let started = Instant::now();
    let asked = ask::asked(arguments)?;
    let [base, proposal] = &asked.sides;
    if !arguments.quiet {
        // What both are warned of is told once, unless only the proposal has it.
        warnings::tell(&base.loaded.warnings());
        warnings::tell(&ask::only_of_proposal(&asked.sides));
    }
    let mut output = Output::open(&folder(arguments, &asked), arguments.csv)?;
    let pool = playing::pool(arguments.threads)?;
    let is_silent = arguments.quiet || arguments.json;
    let playing = Instant::now();
    let played = play::play(&asked.sides, limits(arguments), &pool, is_silent)?;
    let run_seconds = playing.elapsed().as_secs_f64();
    let yaml = asked.sides.each_ref().map(|side| side.loaded.resolved_yaml());
    let hashes = yaml.each_ref().map(|yaml| sha256_hex(yaml.as_bytes()));
    let pair = Pair {
        labels: &asked.sides.each_ref().map(|side| side.label.clone()),
        loaded: [&base.loaded, &proposal.loaded],
        kept: [&played.kept[0], &played.kept[1]],
        compared: &played.compared,
        seed: base.loaded.written.run.seed.into(),
        version: VERSION,
        hashes: hashes.each_ref().map(String::as_str),
        changes: &arguments.sets,
        command: &command(arguments),
    };
    write::write(&mut output, &pair, &yaml)?;
    let manifest = Manifest {
        version: VERSION,
        commit: COMMIT,
        scenario: base.source.clone(),
        scenario_sha256: hashes[0].clone(),
        proposal: Some(Proposal {
            scenario: proposal.source.clone(),
            scenario_sha256: hashes[1].clone(),
        }),
        seed: pair.seed,
        replicates: played.compared.replicates as u32,
        broken: played.compared.broken.len() as u32,
        platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        threads: pool.current_num_threads(),
        device_steps: played.device_steps,
        run_seconds,
        wall_seconds: started.elapsed().as_secs_f64(),
        rows: Default::default(),
        files: Default::default(),
    };
    let folder = output.folder().to_owned();
    output.close(manifest)?;
    tell::tell(arguments, &asked.sides, &pair, &folder)?;
    played.failure()
}

/// What is held to be much or little.
fn limits(arguments: &Arguments) -> Limits {
    let usual = Limits::default();
    Limits { margin: arguments.margin.map_or(usual.margin, Margin::OfBase), ..usual }
}

fn folder(arguments: &Arguments, asked: &Asked) -> PathBuf {
    let own = || {
        let [base, proposal] = asked.sides.each_ref().map(Side::file_name);
        Path::new("out").join(format!("compare-{base}-{proposal}"))
    };
    arguments.out.clone().unwrap_or_else(own)
}

/// The command that compares them again, without what does not change the result.
fn command(arguments: &Arguments) -> String {
    let mut command = "aipin compare".to_owned();
    for path in [&arguments.base].into_iter().chain(&arguments.proposal) {
        command += &format!(" {}", quoted(&path.to_string_lossy()));
    }
    let mut add = |name: &str, value: Option<String>| {
        command.extend(value.map(|value| format!(" --{name} {}", quoted(&value))));
    };
    add("base-variant", arguments.base_variant.clone());
    add("variant", arguments.variant.clone());
    add("seed", arguments.seed.map(|seed| seed.to_string()));
    add("replicates", arguments.replicates.map(|count| count.to_string()));
    add("margin", arguments.margin.map(|share| format!("{} %", share * 100.0)));
    arguments.sets.iter().for_each(|set| add("set", Some(set.clone())));
    command
}
