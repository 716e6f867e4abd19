//! `aipin run`: play a scenario; write tables, charts and a report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use reports::files::sha256_hex;
use reports::run::{self as report, Played};
use reports::{Chart, Table};
use serde_json::json;
use sim::ensemble::{Broken, Plan};
use sim::scenario::Loaded;
use studies::claims::FAMILY_ALPHA;
use studies::{Claim, Stopped, Watch};

use crate::attribute;
use crate::failure::Failure;
use crate::input;
use crate::json;
use crate::manifest::{COMMIT, Manifest, VERSION};
use crate::output::Output;
use crate::playing::{self, Ensemble, Tables, Until};
use crate::words::{counted, quoted};
use crate::{profile, progress, stdout, warnings};

/// Play a scenario; write tables, charts and a report.
///
/// What a scenario expects is judged in the report, and the command does not fail for it.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The scenario file, or the name of a preset (`aipin emission --list`).
    scenario: PathBuf,
    /// The folder to write to; out/<scenario> by default.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where chance starts; the scenario's seed by default.
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// How often it is played; as the scenario says by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    replicates: Option<u32>,
    /// Play one replicate alone, counted from 0: on the same chance as among the others, to look at it.
    #[arg(long, value_name = "K", conflicts_with = "replicates",
        value_parser = clap::value_parser!(u32).range(0..=999_999))]
    replicate: Option<u32>,
    /// Threads; all cores by default. The results do not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Change a value: path=value, as often as you like.
    #[arg(long = "set", value_name = "PATH=VALUE")]
    sets: Vec<String>,
    /// Play a variant of the scenario instead; then come the `--set`, in order.
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Write one row a device at the end too.
    #[arg(long)]
    devices: bool,
    /// Switch each link of the loop off, one at a time and on the same chance, to see which of them
    /// carries a death spiral: all replicates are played once more for each link.
    #[arg(long)]
    attribute: bool,
    /// Print what each stage of a day costs, and write nothing: replicates are played one after the
    /// other on one thread.
    #[arg(long, conflicts_with_all =
        ["out", "devices", "csv", "attribute", "no_timeseries", "threads", "quiet", "replicate"])]
    profile: bool,
    /// Leave out the time series, the largest table by far.
    #[arg(long)]
    no_timeseries: bool,
    /// Write the tables as CSV too.
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
    let loaded = load(arguments)?;
    if !arguments.quiet {
        warnings::tell(&loaded.warnings());
    }
    if arguments.profile {
        let profile = profile::of(&loaded, arguments.json)?;
        return stdout::print(&match arguments.json {
            true => profile.to_json()?,
            false => profile.to_markdown(),
        });
    }
    let mut output = Output::open(&folder(arguments), arguments.csv)?;
    let pool = playing::pool(arguments.threads)?;
    let mut plan = plan(&loaded, arguments, &pool);
    let mut claims = studies::claims::claims(&loaded);
    claims.retain(Claim::is_of_one_scenario);
    let mut watch = Watch::new(&loaded, &claims);
    plan.with_devices |= watch.wants_devices();
    let Ensemble { collected, stopped, run_seconds } =
        play(&loaded, (&plan, &pool), arguments, (&mut output, &mut watch))?;
    let mut broken = collected.broken.clone();
    let mut attribution = None;
    if arguments.attribute {
        let end = plan.replicates.start + collected.played() as u32;
        let plan = Plan { replicates: plan.replicates.start..end, ..plan.clone() };
        let quiet = is_silent(arguments);
        let (effects, defects) = attribute::to_links(&loaded, (&plan, &pool), &collected, quiet)?;
        broken.extend(defects);
        attribution = Some(effects);
    }
    let resolved = loaded.resolved_yaml();
    let figures = studies::summary(&collected);
    let judged = studies::judge_claims(&claims, &watch, &BTreeMap::new(), FAMILY_ALPHA);
    let scenario_hash = sha256_hex(resolved.as_bytes());
    let played = Played {
        name: &stem(&arguments.scenario),
        loaded: &loaded,
        collected: &collected,
        figures: &figures,
        judged: &judged,
        attribution: attribution.as_ref(),
        stopped: stopped.as_ref(),
        seed: loaded.written.run.seed.into(),
        version: VERSION,
        scenario_hash: &scenario_hash,
        changes: &changes(arguments),
        command: &command(arguments, arguments.replicate),
    };
    write(&mut output, &played, &resolved)?;
    let folder = output.folder().to_owned();
    let manifest = Manifest {
        version: VERSION,
        commit: COMMIT,
        scenario: arguments.scenario.display().to_string(),
        scenario_sha256: scenario_hash.clone(),
        proposal: None,
        seed: played.seed,
        replicates: collected.played() as u32,
        broken: collected.broken.len() as u32,
        platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        threads: pool.current_num_threads(),
        device_steps: collected.device_steps.iter().sum(),
        run_seconds,
        wall_seconds: started.elapsed().as_secs_f64(),
        rows: Default::default(),
        files: Default::default(),
    };
    let told = tell(arguments, &played, &folder, &manifest)?;
    output.close(manifest)?;
    if !told.is_empty() {
        stdout::print(&told)?;
    }
    match broken.first() {
        Some(first) => Err(Failure::SomeBroken(defect(arguments, &broken, first))),
        None => Ok(()),
    }
}

/// What is said of replicates that broke.
fn defect(arguments: &Arguments, broken: &[Broken], first: &Broken) -> String {
    format!(
        "{} replicates broke, which is a defect of aipin: replicate {} {}\nAll that the others show is \
         written. To play that one again: {}",
        broken.len(),
        first.replicate,
        first.cause,
        command(arguments, Some(first.replicate))
    )
}

fn load(arguments: &Arguments) -> Result<Loaded, Failure> {
    let mut sets = arguments.sets.clone();
    sets.extend(arguments.seed.map(|seed| format!("run.seed={seed}")));
    sets.extend(arguments.replicates.map(|count| format!("run.replicates={count}")));
    input::variant(&arguments.scenario, &sets, arguments.variant.as_deref())
}

fn plan<'a>(loaded: &'a Loaded, arguments: &Arguments, pool: &rayon::ThreadPool) -> Plan<'a> {
    let seed = loaded.written.run.seed.into();
    let replicates = playing::replicates(loaded, arguments.replicate);
    let plan = Plan::new(&loaded.game, seed, replicates, pool.current_num_threads());
    Plan { with_devices: arguments.devices, ..plan }
}

/// Whether nobody looks at progress.
fn is_silent(arguments: &Arguments) -> bool {
    arguments.quiet || arguments.json
}

/// Plays the replicates, and writes the tables that hold all of them as they come.
fn play(
    loaded: &Loaded,
    (plan, pool): (&Plan, &rayon::ThreadPool),
    arguments: &Arguments,
    (output, watch): (&mut Output, &mut Watch),
) -> Result<Ensemble, Failure> {
    let timeseries = (!arguments.no_timeseries).then(|| output.stream("timeseries")).transpose()?;
    let devices = arguments.devices.then(|| output.stream("devices")).transpose()?;
    let mut tables = Tables { timeseries, devices };
    let until = Until::of(loaded).filter(|_| arguments.replicate.is_none());
    let count = plan.replicates.len() as u32;
    let bar = match until {
        Some(_) => progress::replicates_at_most(count, is_silent(arguments)),
        None => progress::replicates(count, is_silent(arguments)),
    };
    let played =
        pool.install(|| playing::ensemble(plan, until, || bar.inc(1), (&mut tables, watch)));
    bar.finish_and_clear();
    let played = played?;
    tables.finish(output)?;
    Ok(played)
}

/// Writes everything but the manifest; the charts are drawn while the tables are packed.
fn write(output: &mut Output, played: &Played, resolved: &str) -> Result<(), Failure> {
    std::thread::scope(|scope| {
        let pictures = scope.spawn(|| pictures(played));
        output.scenario("", played.loaded, resolved)?;
        output.table("runs", &report::runs(played), false)?;
        output.table("summary", &report::summary(played), true)?;
        let joined = pictures.join();
        let (charts, pictures) = joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        for (name, bytes) in pictures {
            output.file(&name, &bytes)?;
        }
        let page = report::page(played, &charts);
        output.file("report.md", page.to_markdown().as_bytes())?;
        output.file("report.html", page.to_html()?.as_bytes())
    })
}

/// The charts, and the files of each: its picture twice, and the numbers behind it.
type Pictures = (Vec<Chart>, Vec<(String, Vec<u8>)>);

fn pictures(played: &Played) -> Result<Pictures, Failure> {
    let charts = report::charts(played);
    let mut files = Vec::new();
    let mut add = |name: &str, svg: String, png: Vec<u8>, table: Table| {
        files.push((format!("charts/{name}.svg"), svg.into_bytes()));
        files.push((format!("charts/{name}.png"), png));
        files.push((format!("charts/{name}.csv"), table.to_csv()?));
        Ok::<(), Failure>(())
    };
    for chart in &charts {
        add(&chart.name, chart.to_svg(), chart.to_png()?, chart.to_table())?;
    }
    if let Some(chart) = report::attribution(played) {
        add(chart.name(), chart.to_svg(), chart.to_png()?, chart.to_table())?;
    }
    Ok((charts, files))
}

/// What is printed when all is written; nothing if that was asked for.
fn tell(
    arguments: &Arguments,
    played: &Played,
    folder: &Path,
    manifest: &Manifest,
) -> Result<String, Failure> {
    if arguments.json {
        return json::pretty(&result(played, folder, manifest));
    }
    if arguments.quiet {
        return Ok(String::new());
    }
    let sentences = report::findings(played).into_iter().chain(report::about_replicates(played));
    let mut lines: Vec<String> = sentences.map(|sentence| format!("· {sentence}")).collect();
    lines.push(pace(manifest, played.loaded.game.calendar.steps()));
    lines.push(folder.join("report.html").display().to_string());
    Ok(lines.join("\n"))
}

/// How much was played, and how fast.
fn pace(manifest: &Manifest, steps: u32) -> String {
    let (replicates, seconds) = (manifest.replicates, manifest.run_seconds);
    let replicates = counted(replicates as u64, "replicate");
    match manifest.device_steps {
        0 => format!("{replicates} of {} in {seconds:.1} s", counted(steps.into(), "step")),
        device_steps => {
            let rate = device_steps as f64 / seconds / 1e6;
            let device_steps = counted(device_steps, "device-step");
            format!("{replicates}, {device_steps} in {seconds:.1} s ({rate:.1} million a second)")
        }
    }
}

fn result(played: &Played, folder: &Path, manifest: &Manifest) -> serde_json::Value {
    let figures = played.figures.iter().filter(|figure| figure.at == "end").map(|figure| {
        json!({
            "metric": figure.metric,
            "statistic": figure.statistic,
            "value": json::number(figure.estimate.value),
            "ci_low": json::number(figure.estimate.low),
            "ci_high": json::number(figure.estimate.high),
            "ci_method": figure.estimate.method,
            "n": figure.estimate.n,
            "unit": figure.unit,
        })
    });
    let judged = played.judged.iter().map(|judged| {
        json!({
            "that": judged.claim.that,
            "statistic": judged.claim.statistic.name(),
            "words": judged.claim.words,
            "bound": json::number(judged.claim.bound),
            "value": json::number(judged.estimate.value),
            "bias": judged.bias.map(json::number),
            "margin": json::number(judged.margin),
            "n": judged.estimate.n,
            "verdict": format!("{:?}", judged.verdict).to_lowercase(),
        })
    });
    let links =
        played.attribution.iter().flat_map(|attribution| &attribution.effects).map(|effect| {
            json!({
                "link": effect.link.name,
                "deeper_by": json::number(effect.depth.value),
                "ci_low": json::number(effect.depth.low),
                "ci_high": json::number(effect.depth.high),
                "n": effect.depth.n,
                "started_without": json::number(effect.started.value),
                "dead_without": json::number(effect.dead.value),
            })
        });
    json!({
        "scenario": manifest.scenario,
        "out": folder.display().to_string(),
        "seed": manifest.seed,
        "replicates": manifest.replicates,
        "broken": played.collected.broken.iter().map(broken).collect::<Vec<_>>(),
        "stopped": played.stopped.map(stopped),
        "device_steps": manifest.device_steps,
        "run_seconds": manifest.run_seconds,
        "end": figures.collect::<Vec<_>>(),
        "expectations": judged.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
    })
}

fn broken(broken: &Broken) -> serde_json::Value {
    json!({ "replicate": broken.replicate, "why": broken.cause.to_string() })
}

fn stopped(stopped: &Stopped) -> serde_json::Value {
    json!({
        "that": stopped.asked.that,
        "half_width_asked": json::number(stopped.asked.half_width.value()),
        "half_width": json::number(stopped.half_width),
        "n": stopped.n,
        "reached": stopped.is_within,
    })
}

/// A scenario's name: that of its file, without folder and ending.
pub fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| "scenario".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

fn folder(arguments: &Arguments) -> PathBuf {
    let variant = arguments.variant.as_ref().map_or(String::new(), |name| format!("-{name}"));
    // One replicate is looked at beside all of them, and not instead.
    let one = arguments.replicate.map_or(String::new(), |number| format!("-replicate-{number}"));
    let own = || Path::new("out").join(stem(&arguments.scenario) + &variant + &one);
    arguments.out.clone().unwrap_or_else(own)
}

/// What the command line changes in the scenario.
fn changes(arguments: &Arguments) -> Vec<String> {
    let variant = arguments.variant.iter().map(|name| format!("variant {name}"));
    variant.chain(arguments.sets.iter().cloned()).collect()
}

/// The command that does it again, or plays one replicate of it, without what does not change the result.
fn command(arguments: &Arguments, replicate: Option<u32>) -> String {
    let mut command = format!("aipin run {}", quoted(&arguments.scenario.to_string_lossy()));
    let mut add = |name: &str, value: Option<String>| {
        command.extend(value.map(|value| format!(" --{name} {}", quoted(&value))));
    };
    add("variant", arguments.variant.clone());
    add("seed", arguments.seed.map(|seed| seed.to_string()));
    let all = arguments.replicates.filter(|_| replicate.is_none());
    add("replicates", all.map(|count| count.to_string()));
    add("replicate", replicate.map(|number| number.to_string()));
    arguments.sets.iter().for_each(|set| add("set", Some(set.clone())));
    if arguments.attribute {
        command += " --attribute";
    }
    command
}
