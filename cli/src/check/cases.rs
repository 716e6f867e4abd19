//! What a check asks of a scenario, and what came of each: one case a question.

use crate::words::quoted;
use language::tree::{Node, Place};
use language::{Fault, Faults};
use reports::run::words::{bias, in_unit, interval, percent};
use sim::ensemble::Broken;
use sim::scenario::{Loaded, Severity};
use studies::claims::{Found, JudgedClaim, Side, in_unit as in_full};
use studies::{Case, Finding, Kind, Replay, Status, Verdict};

/// Where a case stands that stands nowhere in the file.
const NOWHERE: (usize, usize) = (0, 0);

/// That a scenario can be read and played.
pub fn playable() -> Case {
    Case {
        name: "it can be played".to_owned(),
        kind: Kind::Scenario,
        status: Status::Passed,
        severity: Severity::Error,
        at: NOWHERE,
        because: String::new(),
        message: String::new(),
        figure: None,
        replay: None,
    }
}

/// A scenario that cannot be loaded, with every fault in a line of its own.
pub fn unreadable(path: &str, faults: &Faults) -> Case {
    let first = faults.list().iter().find(|fault| fault.place.source.name == path);
    Case {
        status: Status::Wrong,
        at: first.map_or(NOWHERE, |fault| fault.place.line_and_column()),
        message: faults
            .list()
            .iter()
            .map(|fault| told_after(fault, first))
            .collect::<Vec<_>>()
            .join("\n"),
        ..playable()
    }
}

/// A scenario that cannot be checked for another reason.
pub fn wrong(message: String) -> Case {
    Case { status: Status::Wrong, message, ..playable() }
}

/// A scenario of which replicates did not come to their end.
pub fn broken(count: usize, first: &Broken, replay: Replay) -> Case {
    let message = match count {
        1 => format!("replicate {} {}", first.replicate, first.cause),
        _ => format!("{count} replicates broke; replicate {} {}", first.replicate, first.cause),
    };
    let message = format!("{message}; this is a defect of aipin, please report it");
    Case { status: Status::Broken, message, replay: Some(replay), ..playable() }
}

/// A scenario of which nothing is asked, so that nothing was checked.
pub fn nothing_expected() -> Case {
    Case {
        name: "something is expected".to_owned(),
        message: "there is neither `expect:` nor a baseline, so nothing was checked".to_owned(),
        ..warning()
    }
}

/// What is sound and may yet not mean what its author thinks.
pub fn doubtful(fault: &Fault) -> Case {
    let at = fault.place.line_and_column();
    let message = fault.help.clone().unwrap_or_default();
    Case { name: fault.message.clone(), at, message, ..warning() }
}

/// The name of the case that a baseline was written.
pub const BLESSED: &str = "the baseline is written";

/// A baseline that was written.
pub fn blessed(message: String) -> Case {
    Case { name: BLESSED.to_owned(), kind: Kind::Baseline, message, ..playable() }
}

/// A baseline that was to be written, and was left as it is.
pub fn not_blessed() -> Case {
    let message = "replicates broke, so that nothing was written".to_owned();
    Case { status: Status::Broken, ..blessed(message) }
}

/// A baseline that cannot be read.
pub fn unreadable_baseline(faults: &Faults) -> Case {
    Case {
        name: "its baseline can be read".to_owned(),
        kind: Kind::Baseline,
        status: Status::Wrong,
        message: faults.list().iter().map(told).collect::<Vec<_>>().join("\n"),
        ..playable()
    }
}

fn warning() -> Case {
    Case { status: Status::Failed, severity: Severity::Warning, ..playable() }
}

/// A claim and what the replicates say of it.
pub fn claimed(judged: &JudgedClaim, loaded: &Loaded, tree: &Node, replay: Option<Replay>) -> Case {
    let JudgedClaim { claim, estimate, margin, verdict, .. } = judged;
    let at = tree.at(&format!("expect.{}", claim.expectation));
    Case {
        name: claim.words.clone(),
        kind: if claim.is_invariant() { Kind::Invariant } else { Kind::Claim },
        status: match verdict {
            Verdict::Pass => Status::Passed,
            Verdict::Fail => Status::Failed,
            Verdict::Inconclusive => Status::Inconclusive,
        },
        severity: claim.severity,
        at: at.map_or(NOWHERE, |node| node.place.line_and_column()),
        because: claim.because.clone(),
        message: found(judged, loaded),
        figure: Some(Finding {
            estimate: estimate.clone(),
            bound: claim.bound,
            margin: *margin,
            unit: claim.unit.clone(),
        }),
        replay,
    }
}

/// What was found: estimate, interval, bound, margin and n; or that there is nothing to be found.
fn found(judged: &JudgedClaim, loaded: &Loaded) -> String {
    let JudgedClaim { claim, estimate, margin, missing, first, .. } = judged;
    let unit = claim.unit.as_str();
    if margin.is_nan() {
        return match missing {
            _ if claim.is_against_baseline() => {
                "it could not be evaluated: there is no baseline that knows it; `aipin check --bless` and the \
                 file's path writes one"
                    .to_owned()
            }
            0 => "it could not be evaluated: it is infinite in some replicates".to_owned(),
            _ => format!(
                "it could not be evaluated in {missing} of {} replicates: there is no number, or no such day",
                estimate.n
            ),
        };
    }
    let side = if *margin < 0.0 { "on the wrong side of" } else { "on the right side of" };
    let interval = match estimate.low < estimate.high {
        true => format!(" [{}; {}]", interval(estimate, unit), estimate.method),
        false => String::new(),
    };
    // In full where three digits do not tell it from the bound.
    let is_close = in_unit(estimate.value, unit) == in_unit(claim.bound, unit);
    let told = if is_close && *margin != 0.0 { in_full } else { in_unit };
    let mut text = format!(
        "{}{interval}, {} {side} {}, n = {}",
        told(estimate.value, unit),
        in_unit(margin.abs(), unit),
        told(claim.bound, unit),
        estimate.n,
    );
    if judged.limit.is_finite() {
        let is_lower = (claim.side == Side::AtLeast) != (judged.verdict == Verdict::Fail);
        let word = if is_lower { "at least" } else { "at most" };
        let (limit, level) = (in_unit(judged.limit, unit), percent(judged.level));
        text += &format!("; {word} {limit} at a level of {level}");
    }
    if let Some(bias) = bias(judged.bias, unit) {
        text += &format!("; it is {bias}, since few runs show too little of the worst");
    }
    if let Some(Found { replicate, step, value }) = first {
        let (date, value) = (loaded.game.calendar.date(*step), told(*value, unit));
        text += &format!("; first on {date} of replicate {replicate}: {value}");
    }
    if *missing > 0 {
        text += &format!("; it could not be evaluated in {missing} replicates");
    }
    text
}

/// A fault in one line.
pub fn told(fault: &Fault) -> String {
    let Place { source, .. } = &fault.place;
    let (line, column) = fault.place.line_and_column();
    let at = match source.name.as_str() {
        "--set" => format!("--set {}", quoted(&source.text)),
        name => format!("{name}:{line}:{column}"),
    };
    format!("{at}: {}", without_place(fault))
}

/// The same without its place where that is told already.
fn told_after(fault: &Fault, first: Option<&Fault>) -> String {
    match first.is_some_and(|first| std::ptr::eq(first, fault)) {
        true => without_place(fault),
        false => told(fault),
    }
}

fn without_place(fault: &Fault) -> String {
    let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
    format!("{}{help}", fault.message)
}
