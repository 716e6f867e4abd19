//! This file is about words: what a claim is called, which does not change from run to run.

use sim::scenario::{Against, At, Bounds, Days, DeviceState, Difference, Tail};

use super::{Claim, Side, Statistic, sides};

/// What is claimed.
pub(super) fn claimed(claim: &Claim) -> String {
    let bound = bounded(claim.side, claim.bound, &claim.unit);
    let subject = format!("{}{}", subject(claim), less(claim));
    match claim.statistic {
        Statistic::Always => format!("{}{} is always {bound}", claim.that, among(claim.at)),
        Statistic::Sometimes(bounds) => {
            let bounds = both(bounds, &claim.unit);
            format!("{}{} is sometimes {bounds}", claim.that, among(claim.at))
        }
        Statistic::Mean => format!("mean of {subject} is {bound}"),
        Statistic::MeanOfYes => format!("{subject} is so in {bound} of runs"),
        Statistic::Quantile(0.05) => format!("p05 of {subject} is {bound}"),
        Statistic::Quantile(0.5) => format!("p50 of {subject} is {bound}"),
        Statistic::Quantile(0.95) => format!("p95 of {subject} is {bound}"),
        Statistic::Quantile(of) => format!("{} quantile of {subject} is {bound}", percent(of)),
        Statistic::Cvar(worst, tail) => {
            let tail = match tail {
                Tail::Low => "lowest",
                Tail::High => "highest",
            };
            format!("mean of the {tail} {} of {subject} is {bound}", percent(worst))
        }
        Statistic::ShareOfRuns(with) => {
            let with = both(with, unit_of_a_run(claim));
            format!("in {bound} of runs, {subject} is {with}")
        }
    }
}

/// What is looked at, and when.
fn subject(claim: &Claim) -> String {
    let Some(of) = &claim.number.devices else {
        return format!("{}{}", claim.that, when(claim.at));
    };
    let state = match of.state {
        DeviceState::Any => "",
        DeviceState::Active => "active ",
        DeviceState::Gone => "gone ",
    };
    let group = of.group.as_ref().map_or(String::new(), |group| format!(" of {group}"));
    let region = of.region.as_ref().map_or(String::new(), |region| format!(" in {region}"));
    let with = both(of.with, &claim.number.unit);
    format!("the share of {state}devices{group}{region} with {} {with}", claim.that)
}

/// What it is compared with.
fn less(claim: &Claim) -> String {
    let other = match &claim.number.against {
        None => return String::new(),
        Some(Against::Baseline) => "in the baseline".to_owned(),
        Some(Against::Variant(name)) => format!("in the variant {name}"),
    };
    match claim.number.difference {
        Difference::Absolute => format!(", less that {other},"),
        Difference::Relative => format!(", as a change from that {other},"),
    }
}

/// The unit of the number of a run.
fn unit_of_a_run(claim: &Claim) -> &str {
    let number = &claim.number;
    let is_relative = number.against.is_some() && number.difference == Difference::Relative;
    if number.devices.is_some() || is_relative { "share" } else { &number.unit }
}

fn when(at: At) -> String {
    match at {
        At::End => " at the end".to_owned(),
        At::On(moment) => format!(" on {moment}"),
        At::EveryDay(days) => format!(" on every day{}", span(days)),
        At::SomeDay(days) => format!(" on some day{}", span(days)),
        At::Between(days) => format!(" on the average of all days{}", span(days)),
    }
}

/// The days of what holds in every step or in some.
fn among(at: At) -> String {
    match at {
        At::EveryDay(days) | At::SomeDay(days) => span(days),
        _ => String::new(),
    }
}

fn span(days: Days) -> String {
    let from = days.from.map_or(String::new(), |from| format!(" from {from}"));
    let to = days.to.map_or(String::new(), |to| format!(" to {to}"));
    from + &to
}

fn both(bounds: Bounds, unit: &str) -> String {
    let all: Vec<String> = sides(bounds).map(|(side, bound)| bounded(side, bound, unit)).collect();
    all.join(" and ")
}

fn bounded(side: Side, bound: f64, unit: &str) -> String {
    let word = match side {
        Side::AtLeast => "at least",
        Side::AtMost => "at most",
    };
    format!("{word} {}", in_unit(bound, unit))
}

/// A number as it was written, in its unit.
pub fn in_unit(number: f64, unit: &str) -> String {
    match unit {
        "share" => percent(number),
        "" => grouped(number),
        _ => format!("{} {unit}", grouped(number)),
    }
}

fn percent(share: f64) -> String {
    // A share that was written in per cent comes back without the last bits of its product.
    format!("{} %", grouped((share * 1e11).round() / 1e9))
}

/// A number with thousands kept apart.
fn grouped(number: f64) -> String {
    let text = number.abs().to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    let sign = if number < 0.0 { "−" } else { "" };
    format!("{sign}{}{rest}", groups.join(","))
}
