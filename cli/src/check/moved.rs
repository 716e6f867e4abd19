//! What moved in a scenario against another version of it, on the same chance.

use std::path::Path;

use reports::run::words::{in_unit, interval, percent};
use sim::scenario::{Loaded, Replicates, Severity};

use studies::baseline::HEADLINES;
use studies::compare::{Compared, MetricDifference};
use studies::{Case, Finding, Kind, Status};

use super::base::Base;
use super::cases;
use crate::failure::Failure;
use crate::input;

/// A scenario as it was, beside the same as it is.
pub enum Before {
    /// There was none.
    None,
    /// It cannot be read any more, and why.
    Unreadable(String),
    /// What is played is the same.
    Same,
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
        let run = &own.written.run;
        let mut sets = sets.to_vec();
        sets.push(format!("run.seed={}", run.seed));
        sets.push(format!("run.replicates={}", run.replicates.most()));
        match input::scenario(&before, &sets) {
            Ok(before) if is_same(&before, own) => Ok(Self::Same),
            Ok(before) => Ok(Self::Other(Box::new(before))),
            Err(Failure::Input(faults)) => Ok(Self::Unreadable(cases::told(&faults.list()[0]))),
            Err(Failure::Usage(message)) => Ok(Self::Unreadable(message)),
            Err(other) => Err(other),
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

/// Whether two scenarios play the same: what they say of themselves and expect may differ.
fn is_same(one: &Loaded, other: &Loaded) -> bool {
    let played = |loaded: &Loaded| {
        let mut written = loaded.written.clone();
        written.about.clear();
        written.variants.clear();
        written.expect.clear();
        written.observed.clear();
        written.run.replicates = Replicates::Number(1);
        written
    };
    one.own_devices() == other.own_devices() && played(one) == played(other)
}

/// What is told of a scenario against the version of it in `base`.
pub fn told(
    base: &str,
    before: &Before,
    compared: Option<Compared>,
    severity: Severity,
) -> Vec<Case> {
    let name = format!("it is as in {base}");
    let told = |status, message: String| {
        let severity = Severity::Warning;
        vec![Case { name: name.clone(), status, severity, message, ..case() }]
    };
    let compared = match (before, compared) {
        (Before::Other(_), Some(compared)) => compared,
        (Before::None, _) => return told(Status::Failed, format!("there is none in {base}")),
        (Before::Unreadable(why), _) => {
            return told(Status::Wrong, format!("that of {base} cannot be read: {why}"));
        }
        _ => return told(Status::Passed, format!("what is played is as in {base}")),
    };
    let changes = changes(&compared);
    let mut cases = told(Status::Failed, changes);
    cases.extend(broken(base, &compared));
    let moved = compared.metrics.iter().filter(|metric| {
        metric.at == "end" && !metric.is_identical && HEADLINES.contains(&metric.metric.as_str())
    });
    cases.extend(moved.map(|metric| moved_case(base, metric, severity)));
    if cases.len() == 1 {
        let message = format!("no figure moved, in {} replicates", compared.replicates);
        cases.push(Case { name: format!("its figures are those of {base}"), message, ..case() });
    }
    cases
}

/// A scenario that there was and is no more.
pub fn gone(base: &str) -> Case {
    let name = format!("it is as in {base}");
    let message = format!("there is one in {base} and none here");
    let (status, severity) = (Status::Failed, Severity::Warning);
    Case { name, status, severity, message, ..case() }
}

fn case() -> Case {
    Case { kind: Kind::Against, ..cases::playable() }
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
    let name = format!("that of {base} can be played");
    Some(Case { name, status: Status::Broken, message, ..case() })
}

fn moved_case(base: &str, metric: &MetricDifference, severity: Severity) -> Case {
    let MetricDifference { unit, base: before, proposal, difference, .. } = metric;
    let change = match metric.relative.value {
        share if share.is_finite() => format!(" ({})", percent(share)),
        _ => String::new(),
    };
    let sure = if metric.is_different { "" } else { "; this may be chance" };
    let message = format!(
        "from {} to {}: {}{change} [{}; paired, {}], n = {}{sure}",
        in_unit(before.value, unit),
        in_unit(proposal.value, unit),
        in_unit(difference.value, unit),
        interval(difference, unit),
        difference.method,
        difference.n,
    );
    let (estimate, unit) = (proposal.clone(), (*unit).to_owned());
    let figure = Finding { estimate, bound: before.value, margin: f64::NAN, unit };
    let name = format!("{} is as in {base}", metric.metric);
    Case { name, status: Status::Failed, severity, message, figure: Some(figure), ..case() }
}
