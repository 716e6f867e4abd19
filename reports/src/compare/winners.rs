//! This file is about who gains and who loses: the same devices under base and proposal, class by class.

use studies::Estimate;
use studies::compare::{ClassDifference, Grouping};

use super::Pair;
use super::words::{signed, signed_interval};
use crate::run::page::table;
use crate::run::words::{count, in_unit, percent};
use crate::{Align, Block, Forest, ForestPanel, ForestRow};

/// Whether there are devices that both have.
fn are_there(pair: &Pair) -> bool {
    pair.compared.classes.iter().any(|class| class.devices > 0.0)
}

fn all<'a>(pair: &'a Pair) -> Option<&'a ClassDifference> {
    pair.compared.classes.iter().find(|of| of.class.by == Grouping::All && of.devices > 0.0)
}

/// The classes of a grouping that has more than one.
fn of_grouping<'a>(pair: &'a Pair, by: Grouping) -> Vec<&'a ClassDifference> {
    let classes = pair.compared.classes.iter();
    let classes: Vec<_> = classes.filter(|of| of.class.by == by && of.devices > 0.0).collect();
    if classes.len() > 1 { classes } else { Vec::new() }
}

/// By what classes are compared, and what a reader calls that.
const GROUPINGS: [(Grouping, &str); 4] = [
    (Grouping::Group, "kind"),
    (Grouping::Region, "region"),
    (Grouping::Hardware, "hardware"),
    (Grouping::Cost, "running cost"),
];

/// The classes in the order in which they are read, without groupings that repeat another one under other
/// names: hardware often does for kinds, and running cost for regions.
fn classes<'a>(pair: &'a Pair) -> Vec<(&'static str, &'a ClassDifference)> {
    let mut groupings: Vec<(&'static str, Vec<&ClassDifference>)> = Vec::new();
    for (by, what) in GROUPINGS {
        let classes = of_grouping(pair, by);
        if !groupings.iter().any(|(_, known)| are_the_same(known, &classes)) {
            groupings.push((what, classes));
        }
    }
    let of = |(what, classes): (&'static str, Vec<&'a ClassDifference>)| {
        classes.into_iter().map(move |class| (what, class))
    };
    all(pair)
        .map(|class| ("all", class))
        .into_iter()
        .chain(groupings.into_iter().flat_map(of))
        .collect()
}

/// Whether the classes of two groupings have as many devices each and gain as much.
fn are_the_same(one: &[&ClassDifference], other: &[&ClassDifference]) -> bool {
    let key = |of: &&ClassDifference| [of.devices, of.median_usd.value].map(f64::to_bits);
    let sorted = |classes: &[&ClassDifference]| {
        let mut keys: Vec<[u64; 2]> = classes.iter().map(key).collect();
        keys.sort_unstable();
        keys
    };
    !one.is_empty() && sorted(one) == sorted(other)
}

/// A share in whole per cent; what is less than one has a digit more.
fn whole(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 0.05 => "under 0.1 %".to_owned(),
        percent if percent > 0.0 && percent < 1.0 => format!("{percent:.1} %"),
        percent => format!("{percent:.0} %"),
    }
}

/// A share of devices, of which nobody wants the fourth digit behind the point.
fn about(share: f64) -> String {
    if share > 0.0 && share < 0.0001 { "less than 0.01 %".to_owned() } else { percent(share) }
}

/// The name of a class as a reader should see it.
fn name(pair: &Pair, of: &ClassDifference) -> String {
    match of.class.by {
        Grouping::All => "all devices".to_owned(),
        Grouping::Cost => by_cost(pair, of).to_owned(),
        Grouping::Group | Grouping::Region | Grouping::Hardware => of.class.name.replace('_', " "),
    }
}

/// Classes by cost have their place among those that there are: devices that cost the same are in one, so
/// that it is no fifth of them.
fn by_cost(pair: &Pair, of: &ClassDifference) -> &'static str {
    let there = of_grouping(pair, Grouping::Cost);
    let place = there.iter().position(|class| class.class == of.class).unwrap_or(0);
    match (place, there.len().saturating_sub(place + 1)) {
        (0, _) => "cheapest to run",
        (_, 0) => "dearest to run",
        (below, above) if below == above => "in the middle of running cost",
        (1, _) => "second cheapest to run",
        _ => "second dearest to run",
    }
}

fn in_a_sentence(pair: &Pair, of: &ClassDifference) -> String {
    let name = name(pair, of);
    let by = signed(of.median_usd.value, "USD");
    match of.class.by {
        Grouping::Cost => format!("devices that are {name} ({by} in the middle)"),
        _ => format!("{name} ({by} in the middle)"),
    }
}

/// Who is better and who is worse off, in a sentence; none without devices.
pub(super) fn sentence(pair: &Pair) -> Option<String> {
    let all = all(pair)?;
    let [_, proposal] = pair.names();
    let share = |estimate: &Estimate| match estimate.low.is_nan() {
        true => about(estimate.value),
        false => {
            let [value, low, high] = [estimate.value, estimate.low, estimate.high].map(about);
            format!("{value} ({low} to {high})")
        }
    };
    let ranking = ranking(pair).map_or(String::new(), |ranking| format!("; it {ranking}"));
    Some(format!(
        "Of the devices that both have, {} end better off with {proposal} and {} worse (95 % intervals, {}){ranking}",
        share(&all.better),
        share(&all.worse),
        pair.n()
    ))
}

/// For which classes the proposal does more, as far as their intervals tell them apart: of kinds where there
/// are several, else of regions, else of what devices cost to run. None where there is one class only.
fn ranking(pair: &Pair) -> Option<String> {
    let ranked = [
        (Grouping::Group, "kind"),
        (Grouping::Region, "region"),
        (Grouping::Cost, "class of running cost"),
    ];
    let (mut classes, what) = ranked.into_iter().find_map(|(by, what)| {
        let classes = of_grouping(pair, by);
        (!classes.is_empty()).then_some((classes, what))
    })?;
    classes.sort_by(|a, b| b.median_usd.value.total_cmp(&a.median_usd.value));
    let (most, least) = (*classes.first()?, *classes.last()?);
    let is_above =
        |one: &ClassDifference, other: &ClassDifference| one.median_usd.low > other.median_usd.high;
    if !is_above(most, least) {
        return Some(format!("does as much for one {what} as for another, as far as is told"));
    }
    let others = &classes[1..classes.len() - 1];
    let are_apart = others.iter().all(|of| is_above(most, of) && is_above(of, least));
    let [most, least] = [most, least].map(|of| in_a_sentence(pair, of));
    Some(match are_apart && !others.is_empty() {
        true => format!("does most for {most} and least for {least}"),
        false => format!("does more for {most} than for {least}"),
    })
}

/// The picture of what devices of each class gain; none without devices, or where all are the same.
pub(super) fn forest(pair: &Pair) -> Option<Forest> {
    if !are_there(pair) || pair.compared.devices_identical {
        return None;
    }
    let [base, proposal] = pair.names();
    let row = |(_, of): &(&str, &ClassDifference)| ForestRow {
        label: name(pair, of),
        value: of.median_usd.value,
        interval: (of.median_usd.low, of.median_usd.high),
        words: format!("{} better, {} worse", whole(of.better.value), whole(of.worse.value)),
        is_quiet: false,
    };
    let title = match (ranking(pair), all(pair)) {
        (Some(ranking), _) => format!("{proposal} {ranking}"),
        (None, all) => {
            let gain = all.map_or(f64::NAN, |all| all.median_usd.value);
            format!("With {proposal} the middle device gains {}", signed(gain, "USD"))
        }
    };
    let caption = format!(
        "Profit of the middle device of a class over the whole time, with {proposal} less with {base}: the \
         same devices on the same chance, hardware counted. Lines: 95 % intervals of its mean, {}. Blue: more; \
         orange: less; grey: not told from nothing. Beside: the shares of devices that are better and worse off by \
         more than {}.",
        pair.n(),
        limit(pair)
    );
    Some(Forest {
        name: "winners_and_losers".to_owned(),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        panels: vec![ForestPanel {
            unit: "USD for the middle device".to_owned(),
            reach: f64::INFINITY,
            rows: classes(pair).iter().map(row).collect(),
        }],
    })
}

/// From when on a device counts as better or worse off.
fn limit(pair: &Pair) -> String {
    let limits = &pair.compared.limits;
    format!(
        "{} of the price of their hardware and more than {}",
        percent(limits.device_share),
        in_unit(limits.device_usd, "USD")
    )
}

/// The table of classes; nothing without devices.
pub(super) fn blocks(pair: &Pair) -> Vec<Block> {
    if !are_there(pair) {
        return Vec::new();
    }
    let row = |(what, of): &(&str, &ClassDifference)| {
        vec![
            (*what).to_owned(),
            name(pair, of),
            count(of.devices),
            signed(of.median_usd.value, "USD"),
            signed_interval(&of.median_usd, "USD"),
            about(of.better.value),
            about(of.worse.value),
            signed(of.active.value, "share"),
        ]
    };
    let header = [
        "by",
        "class",
        "devices",
        "middle device",
        "95 % interval",
        "better",
        "worse",
        "still active",
    ];
    let mut align = vec![Align::Left; 2];
    align.resize(header.len(), Align::Right);
    let caption = format!(
        "A device of the base beside the same device of the proposal, in the same replicate ({}). Middle \
         device: how much more it makes in all. Better, worse: by more than {}. Still active: by how many \
         points more of them are there at the end. More columns: winners.csv.",
        pair.n(),
        limit(pair)
    );
    vec![table(&header, classes(pair).iter().map(row).collect(), &align, &caption)]
}
