//! What a comparison prints when all is written.

use std::path::Path;

use reports::compare::{self as report, Pair, Verdict};
use serde_json::{Value, json};
use studies::Estimate;
use studies::compare::{ClassDifference, MetricDifference};

use super::Arguments;
use super::ask::Side;
use crate::failure::Failure;
use crate::{json, stdout};

/// Prints the findings, or everything for programs; nothing if that was asked for.
pub fn tell(
    arguments: &Arguments,
    sides: &[Side; 2],
    pair: &Pair,
    folder: &Path,
) -> Result<(), Failure> {
    if arguments.json {
        return stdout::print(&json::pretty(&result(sides, pair, folder))?);
    }
    if arguments.quiet {
        return Ok(());
    }
    let findings = report::findings(pair).into_iter();
    let mut lines: Vec<String> =
        findings.map(|sentence| format!("· {}", sentence.replace("**", ""))).collect();
    lines.push(folder.join("report.html").display().to_string());
    stdout::print(&lines.join("\n"))
}

fn result(sides: &[Side; 2], pair: &Pair, folder: &Path) -> Value {
    let compared = pair.compared;
    let changes = compared.changes.iter().map(|change| {
        json!({
            "path": change.path,
            "name": change.name,
            "unit": change.unit,
            "from": change.from,
            "to": change.to,
            "date": change.date.map(|date| date.to_string()),
        })
    });
    let end = compared.metrics.iter().filter(|difference| difference.at == "end");
    json!({
        "base": sides[0].source,
        "proposal": sides[1].source,
        "out": folder.display().to_string(),
        "seed": pair.seed,
        "replicates": compared.replicates,
        "broken": compared.broken.len(),
        "is_null": pair.is_null(),
        "changes": changes.collect::<Vec<_>>(),
        "end": end.map(metric).collect::<Vec<_>>(),
        "winners": compared.classes.iter().map(class).collect::<Vec<_>>(),
    })
}

fn metric(of: &MetricDifference) -> Value {
    json!({
        "metric": of.metric,
        "unit": of.unit,
        "base": json::number(of.base.value),
        "proposal": json::number(of.proposal.value),
        "difference": json::number(of.difference.value),
        "ci_low": json::number(of.difference.low),
        "ci_high": json::number(of.difference.high),
        "ci_method": of.difference.method,
        "relative": json::number(of.relative.value),
        "n": of.difference.n,
        "missing": of.missing,
        "p_holm": json::number(of.p_holm),
        "margin": json::number(of.equivalence.margin),
        "is_equivalent": of.equivalence.is_equivalent,
        "is_identical": of.is_identical,
        "verdict": Verdict::of(of).words(),
    })
}

fn class(of: &ClassDifference) -> Value {
    let estimate = |estimate: &Estimate| {
        json!({
            "value": json::number(estimate.value),
            "ci_low": json::number(estimate.low),
            "ci_high": json::number(estimate.high),
        })
    };
    json!({
        "by": report::by(of.class.by),
        "class": of.class.name,
        "devices": json::number(of.devices),
        "median_usd": estimate(&of.median_usd),
        "better_share": estimate(&of.better),
        "worse_share": estimate(&of.worse),
        "active_difference": estimate(&of.active),
        "n": of.median_usd.n,
    })
}
