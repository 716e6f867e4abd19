//! What moved in a scenario against another version of it, on the same chance.

use std::path::Path;

use language::Faults;
use reports::compare::{relative, signed, signed_interval};
use reports::run::words::in_unit;
use sim::scenario::{Loaded, Severity, same_chance};

use studies::baseline::{HEADLINES, network};
use studies::compare::{Compared, MetricDifference};
use studies::{Case, Finding, Kind, Status};

use super::base::Base;
use super::cases;
use crate::failure::Failure;
use crate::input;

/// Metrics that a message names; more of them would not be read.
const NAMED: usize = 12;

/// A scenario as it was, beside the same as it is.
pub enum Before {
    /// There was none.
    None,
    /// It cannot be read any more, or be compared replicate by replicate, and why not.
    Incomparable(String),
    /// What is played is the same.
    Same(Box<Loaded>),
    /// What is played is not the same.
    Other(Box<Loaded>),
}

impl Before {
    /// Reads a scenario as it was, with the seed and as many replicates as it has now.
    ///
    /// # Errors
    /// What keeps the check of other scenarios from going on.
    pub fn of(base: &Base, path: &Path, own: &Loaded, sets: &[String]) -> Result<Self, Failure> {
        let Some(before) = base.before(path) else { return Ok(Self::None) };
        let faulty = |faults: &Faults| Ok(Self::Incomparable(cases::told(&faults.list()[0])));
        let mut before = match input::scenario(&before, sets) {
            Ok(before) => before,
            Err(Failure::Input(faults)) => return faulty(&faults),
            Err(Failure::Usage(message)) => return Ok(Self::Incomparable(message)),
            Err(other) => return Err(other),
        };
        if network(&before) == network(own) {
            return Ok(Self::Same(Box::new(before)));
        }
        before.written.run.seed = own.written.run.seed;
        before.written.run.replicates = own.written.run.replicates.clone();
        match same_chance(&before, own) {
            Ok(()) => Ok(Self::Other(Box::new(before))),
            Err(faults) => faulty(&faults),
        }
    }

    /// The version to be played, if it is another one.
    pub fn other(&self) -> Option<&Loaded> {
        match self {
            Self::Other(loaded) => Some(loaded),
            _ => None,
        }
    }
}

/// What is told of a scenario against the version of it in `base`.
pub fn told(
    base: &str,
    before: &Before,
    compared: Option<Compared>,
    severity: Severity,
) -> Vec<Case> {
    let name = format!("against {base}: the scenario");
    let told = |status, severity, message: String| {
        vec![Case { name: name.clone(), status, severity, message, ..case() }]
    };
    let warned = |status, message| told(status, Severity::Warning, message);
    let compared = match (before, compared) {
        (Before::Other(_), Some(compared)) => compared,
        (Before::None, _) => return warned(Status::Failed, format!("there is none in {base}")),
        (Before::Incomparable(why), _) => {
            let message = format!("that of {base} cannot be compared: {why}");
            return told(Status::Failed, severity, message);
        }
        _ => return warned(Status::Passed, format!("what is played is as in {base}")),
    };
    let changes = changes(&compared);
    let mut cases = warned(Status::Failed, changes);
    cases.extend(broken(base, &compared));
    let headlines = compared.metrics.iter().filter(|metric| {
        metric.at == "end" && !metric.is_identical && HEADLINES.contains(&metric.metric.as_str())
    });
    let headlines: Vec<&MetricDifference> = headlines.collect();
    cases.extend(headlines.iter().map(|metric| moved_case(base, metric, severity)));
    cases.extend(other_days(base, &compared, &headlines, severity));
    if cases.len() == 1 {
        let message = format!("nothing moved on any day, in {} replicates", compared.replicates);
        cases.push(Case { name: format!("against {base}: its figures"), message, ..case() });
    }
    cases
}

/// That the scenario does not expect what it did: a gate that is opened should be seen.
pub fn claims(base: &str, before: &Before, own: &Loaded) -> Option<Case> {
    let (Before::Same(before) | Before::Other(before)) = before else { return None };
    let [before, own] = [&before.written.expect, &own.written.expect];
    let gone = before.iter().filter(|expectation| !own.contains(expectation)).count();
    let new = own.iter().filter(|expectation| !before.contains(expectation)).count();
    let message = format!(
        "of {} expectations there {gone} are not here as they were, and {new} of {} here are new",
        before.len(),
        own.len()
    );
    let name = format!("against {base}: what it expects");
    let (status, severity) = (Status::Failed, Severity::Warning);
    (gone > 0).then(|| Case { name, status, severity, message, ..case() })
}

/// A baseline that there was and is no more.
pub fn baseline_gone(base: &str, severity: Severity) -> Case {
    let name = format!("against {base}: the baseline");
    let message = format!("there is one in {base} and none here");
    Case { name, status: Status::Failed, severity, message, ..case() }
}

/// A scenario that there was and is no more.
pub fn gone(base: &str, severity: Severity) -> Case {
    let name = format!("against {base}: the scenario");
    let message = format!("there is one in {base} and none here");
    Case { name, status: Status::Failed, severity, message, ..case() }
}

fn case() -> Case {
    Case { kind: Kind::Against, ..cases::playable() }
}

/// What moved in some step and is not told by a case of its own.
fn other_days(
    base: &str,
    compared: &Compared,
    told: &[&MetricDifference],
    severity: Severity,
) -> Option<Case> {
    let is_told = |metric: &str| told.iter().any(|of| of.metric == metric);
    let moved = compared.moved.iter().map(String::as_str);
    let moved: Vec<&str> = moved.filter(|metric| !is_told(metric)).collect();
    let (first, rest) = moved.split_at(moved.len().min(NAMED));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    let message = format!("moved in some step: {}{more}", first.join(", "));
    let name = format!("against {base}: every day of every metric");
    (!moved.is_empty()).then(|| Case { name, status: Status::Failed, severity, message, ..case() })
}

/// The parameters that are not the same, a line each.
fn changes(compared: &Compared) -> String {
    let none = || "–".to_owned();
    let changes = compared.changes.iter().map(|change| {
        let since = change.date.map_or(String::new(), |date| format!(", from {date} on"));
        let (from, to) = (change.from.clone(), change.to.clone());
        let (from, to) = (from.unwrap_or_else(none), to.unwrap_or_else(none));
        format!("{}: {from} → {to}{since}", change.path)
    });
    changes.collect::<Vec<_>>().join("\n")
}

/// Replicates of the other version that did not come to their end.
fn broken(base: &str, compared: &Compared) -> Option<Case> {
    let mut broken = compared.broken.iter().filter_map(|pair| pair.base.as_ref());
    let first = broken.next()?;
    let (count, replicate, cause) = (1 + broken.count(), first.replicate, &first.cause);
    let message = format!("{count} replicates of {base} broke; replicate {replicate} {cause}");
    let name = format!("against {base}: it can be played");
    Some(Case { name, status: Status::Broken, message, ..case() })
}

fn moved_case(base: &str, metric: &MetricDifference, severity: Severity) -> Case {
    let MetricDifference { unit, base: before, proposal, difference, .. } = metric;
    let change = match metric.relative.value {
        share if share.is_finite() => format!(" ({})", relative(share)),
        _ => String::new(),
    };
    let sure = if metric.is_different { "" } else { "; its mean may be chance" };
    let message = format!(
        "from {} to {}: {}{change} [{}; paired, {}], n = {}{sure}",
        in_unit(before.value, unit),
        in_unit(proposal.value, unit),
        signed(difference.value, unit),
        signed_interval(difference, unit),
        difference.method,
        difference.n,
    );
    let (estimate, unit) = (proposal.clone(), (*unit).to_owned());
    let figure = Finding { estimate, bound: before.value, margin: f64::NAN, unit };
    let name = format!("against {base}: {}", metric.metric);
    Case { name, status: Status::Failed, severity, message, figure: Some(figure), ..case() }
}
