//! The baseline of a scenario: a file beside it, read, compared with what it comes to now, and rewritten.

use std::path::{Path, PathBuf};

use reports::files::write_atomically;
use sim::scenario::Severity;
use studies::baseline::{Basis, Move, Moves, What, compare};
use studies::{Baseline, Case, Kind, Status, Verdict};

use crate::failure::Failure;
use crate::input;
use crate::words::quoted;

/// How the names of files with baselines end.
pub const ENDING: &str = ".baseline.yaml";

/// Figures of which a message tells; a page of them would not be read.
const TOLD: usize = 12;

/// Standard errors beyond which their number tells no more.
const TELLING: f64 = 7.9;

/// The file of a scenario's baseline, which may not be there.
pub fn path(scenario: &Path) -> PathBuf {
    let stem = scenario.file_stem().unwrap_or_default().to_string_lossy();
    scenario.with_file_name(format!("{stem}{ENDING}"))
}

/// The baseline of a scenario; none if there is no file.
pub fn read(scenario: &Path) -> Result<Option<Baseline>, Failure> {
    let path = path(scenario);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(Baseline::from_yaml(&path.display().to_string(), &input::text(&path)?)?))
}

/// Compares what a scenario comes to now with its baseline.
pub fn case(scenario: &Path, stored: &Baseline, now: &Baseline) -> Case {
    let moves = compare(stored, now);
    let status = match moves.verdict() {
        Verdict::Pass => Status::Passed,
        Verdict::Fail => Status::Failed,
        Verdict::Inconclusive => Status::Inconclusive,
    };
    let meant = match status {
        Status::Failed => {
            let path = quoted(&scenario.to_string_lossy());
            format!("\nif that is meant, and written in the file: aipin check {path} --bless")
        }
        _ => String::new(),
    };
    Case {
        name: "the figures are those of the baseline".to_owned(),
        kind: Kind::Baseline,
        status,
        severity: Severity::Error,
        at: (0, 0),
        because: String::new(),
        message: message(&moves, stored, now) + &meant,
        figure: None,
        replay: None,
    }
}

/// Writes the baseline of a scenario anew, and says what moved.
pub fn bless(scenario: &Path, now: &Baseline) -> Result<String, Failure> {
    let path = path(scenario);
    let told = match read(scenario) {
        Ok(None) => format!("{}: written, {} figures", path.display(), now.figures.len()),
        Ok(Some(stored)) => {
            let moves = compare(&stored, now);
            format!("{}: written anew: {}", path.display(), message(&moves, &stored, now))
        }
        // Blessing is what its help says to do about it.
        Err(Failure::Input(_)) => {
            format!("{}: written anew: it could not be read", path.display())
        }
        Err(other) => return Err(other),
    };
    write_atomically(&path, now.to_yaml().as_bytes())?;
    Ok(told)
}

/// What moved, in a sentence and a line for each figure, the largest change first.
fn message(moves: &Moves, stored: &Baseline, now: &Baseline) -> String {
    let failed: Vec<&Move> = moves.failed().collect();
    let mut told = match moves.basis {
        Basis::Exact => exact(moves, failed.len(), now),
        Basis::Statistical => statistical(moves, failed.len(), stored, now),
    };
    if moves.scenario_changed {
        told += match moves.verdict() {
            Verdict::Fail => "; the scenario was changed",
            _ => "; the scenario was changed, and that moved nothing",
        };
    }
    let lines = failed.iter().take(TOLD).map(|moved| format!("\n- {}", line(moved)));
    told += &lines.collect::<String>();
    if failed.len() > TOLD {
        told += &format!("\n- and {} more", failed.len() - TOLD);
    }
    told
}

fn exact(moves: &Moves, failed: usize, now: &Baseline) -> String {
    let chance = format!("on the same chance (seed {}, n = {})", now.seed, now.replicates);
    let compared = moves.compared;
    if moves.series.is_empty() && failed == 0 {
        return format!(
            "nothing moved {chance}: {compared} figures and all days of {} parts",
            now.series.len()
        );
    }
    let days = match moves.series.is_empty() {
        true => "no days".to_owned(),
        false => format!("days of {}", moves.series.join(", ")),
    };
    let explained = moves.failed().filter(|moved| moved.is_chance).count();
    let figures = match failed {
        0 => format!("none of {compared} figures"),
        _ => format!(
            "{failed} of {compared} figures ({explained} would not stand out on other seeds)"
        ),
    };
    format!("{figures} and {days} moved {chance}")
}

fn statistical(moves: &Moves, failed: usize, stored: &Baseline, now: &Baseline) -> String {
    let side = |baseline: &Baseline| format!("seed {}, n = {}", baseline.seed, baseline.replicates);
    let chance = format!("on other chance ({}; the baseline: {})", side(now), side(stored));
    let compared = moves.compared;
    match moves.verdict() {
        Verdict::Inconclusive => format!("one replicate says nothing {chance}"),
        Verdict::Fail => {
            format!("{failed} of {compared} figures moved more than chance moves them, {chance}")
        }
        Verdict::Pass => {
            format!("none of {compared} figures moved more than chance moves them, {chance}")
        }
    }
}

fn line(moved: &Move) -> String {
    let what = match moved.what {
        What::Mean => "",
        What::Share => ", share of replicates in which it is so",
        What::Known => ", share of replicates in which it is a number",
    };
    let number = |number: Option<f64>| number.map_or("none".to_owned(), shown);
    let change = match moved.relative() {
        Some(change) => format!(" ({:+.3} %)", 100.0 * change).replace('-', "−"),
        None => String::new(),
    };
    let errors = moved.standard_errors;
    let chance = match moved.is_chance {
        _ if errors.is_nan() => "only one of the two has it".to_owned(),
        true => format!("it would not stand out on other seeds ({errors:.1} standard errors)"),
        false if errors > TELLING => {
            format!("it would stand out on other seeds too (more than {TELLING} standard errors)")
        }
        false => {
            format!("it would stand out on other seeds too ({errors:.1} standard errors)")
        }
    };
    let (metric, before, after) = (&moved.metric, number(moved.before), number(moved.after));
    format!("{metric}{what}: {before} → {after}{change}; {chance}")
}

/// A number in as many digits as tell it from its neighbours in a table.
fn shown(number: f64) -> String {
    match number.abs() {
        0.0 => "0".to_owned(),
        size if size >= 100_000.0 => format!("{number:.0}"),
        size if size >= 1.0 => format!("{number:.3}"),
        size if size >= 1e-4 => format!("{number:.6}"),
        _ => format!("{number:.3e}"),
    }
}
