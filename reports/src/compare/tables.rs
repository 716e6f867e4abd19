//! This file is about the tables of a comparison.

use sim::scenario::Change;
use studies::Estimate;
use studies::compare::{ClassDifference, Grouping, MetricDifference};

use super::{Pair, Verdict};
use crate::{Column, Table, Values};

/// The parameters that differ, one a row.
#[must_use]
pub fn changes(pair: &Pair) -> Table {
    let changes = &pair.compared.changes;
    let text = |of: fn(&Change) -> String| Values::Text(changes.iter().map(of).collect());
    let columns = vec![
        Column::new("path", text(|change| change.path.clone())),
        Column::new("name", text(|change| change.name.clone())),
        Column::new("unit", text(|change| change.unit.clone())),
        Column::new("from", text(|change| change.from.clone().unwrap_or_default())),
        Column::new("to", text(|change| change.to.clone().unwrap_or_default())),
        Column::new(
            "date",
            text(|change| change.date.map_or_else(String::new, |date| date.to_string())),
        ),
    ];
    Table { columns }
}

/// One row a metric and date: what the proposal has more.
#[must_use]
pub fn differences(pair: &Pair) -> Table {
    let metrics = &pair.compared.metrics;
    let text = |of: fn(&MetricDifference) -> String| Values::Text(metrics.iter().map(of).collect());
    let float = |of: fn(&MetricDifference) -> f64| Values::Float(metrics.iter().map(of).collect());
    let whole = |of: fn(&MetricDifference) -> usize| {
        Values::Integer(metrics.iter().map(|metric| of(metric) as i64).collect())
    };
    let yes = |of: fn(&MetricDifference) -> bool| {
        Values::Integer(metrics.iter().map(|metric| of(metric).into()).collect())
    };
    let columns = vec![
        Column::new("metric", text(|of| of.metric.clone())),
        Column::new("at", text(|of| of.at.clone())),
        Column::new("base", float(|of| of.base.value)),
        Column::new("proposal", float(|of| of.proposal.value)),
        Column::new("difference", float(|of| of.difference.value)),
        Column::new("ci_low", float(|of| of.difference.low)),
        Column::new("ci_high", float(|of| of.difference.high)),
        Column::new("ci_method", text(|of| of.difference.method.to_owned())),
        Column::new("relative", float(|of| of.relative.value)),
        Column::new("relative_ci_low", float(|of| of.relative.low)),
        Column::new("relative_ci_high", float(|of| of.relative.high)),
        Column::new("higher_share", float(|of| of.higher.value)),
        Column::new("lower_share", float(|of| of.lower.value)),
        Column::new("n", whole(|of| of.difference.n)),
        Column::new("missing", whole(|of| of.missing)),
        Column::new("p_value", float(|of| of.p_value)),
        Column::new("p_holm", float(|of| of.p_holm)),
        Column::new("margin", float(|of| of.equivalence.margin)),
        Column::new("equivalence_p_value", float(|of| of.equivalence.p_value)),
        Column::new("is_equivalent", yes(|of| of.equivalence.is_equivalent)),
        Column::new("is_identical", yes(|of| of.is_identical)),
        Column::new("verdict", text(|of| Verdict::of(of).words().to_owned())),
        Column::new("correlation", float(|of| of.correlation)),
        Column::new("variance_ratio", float(|of| of.variance_ratio)),
        Column::new("unit", text(|of| of.unit.to_owned())),
    ];
    Table { columns }
}

/// By what classes are made, in the tables.
#[must_use]
pub fn by(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::All => "all",
        Grouping::Group => "group",
        Grouping::Region => "region",
        Grouping::Hardware => "hardware",
        Grouping::Cost => "cost_fifth",
    }
}

/// One row a class of devices: what it gains and loses.
#[must_use]
pub fn winners(pair: &Pair) -> Table {
    let classes = &pair.compared.classes;
    let text = |of: fn(&ClassDifference) -> String| Values::Text(classes.iter().map(of).collect());
    let float = |of: fn(&ClassDifference) -> f64| Values::Float(classes.iter().map(of).collect());
    let mut columns = vec![
        Column::new("by", text(|of| by(of.class.by).to_owned())),
        Column::new("class", text(|of| of.class.name.clone())),
        Column::new("devices", float(|of| of.devices)),
        Column::new("devices_only_base", float(|of| of.only_base)),
        Column::new("devices_only_proposal", float(|of| of.only_proposal)),
    ];
    type Of = fn(&ClassDifference) -> &Estimate;
    let estimates: [(&str, Of); 9] = [
        ("cost_usd_per_day", |of| &of.cost_usd_per_day),
        ("median_usd", |of| &of.median_usd),
        ("mean_usd", |of| &of.mean_usd),
        ("better_share", |of| &of.better),
        ("worse_share", |of| &of.worse),
        ("same_share", |of| &of.same),
        ("active_base_share", |of| &of.active_base),
        ("active_proposal_share", |of| &of.active_proposal),
        ("active_difference", |of| &of.active),
    ];
    for (name, of) in estimates {
        let float = |end: fn(&Estimate) -> f64| {
            Values::Float(classes.iter().map(|class| end(of(class))).collect())
        };
        columns.push(Column::new(name, float(|estimate| estimate.value)));
        columns.push(Column::new(format!("{name}_ci_low"), float(|estimate| estimate.low)));
        columns.push(Column::new(format!("{name}_ci_high"), float(|estimate| estimate.high)));
    }
    let missing = classes.iter().map(|class| class.missing as i64).collect();
    columns.push(Column::new("pairs_missing", Values::Integer(missing)));
    let n = classes.iter().map(|class| class.median_usd.n as i64).collect();
    columns.push(Column::new("n", Values::Integer(n)));
    Table { columns }
}
