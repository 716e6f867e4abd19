//! This file is about who gains and who loses: the same devices under base and proposal, class by class.

use studies::Estimate;
use studies::compare::{ClassDifference, Grouping};

use super::Pair;
use super::words::{signed, signed_interval};
use crate::run::page::table;
use crate::run::words::{count, in_unit, interval, percent};
use crate::{Align, Block, Forest, ForestRow};

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

/// The classes in the order in which they are read; hardware only where it says more than the kind.
fn classes<'a>(pair: &'a Pair) -> Vec<(&'static str, &'a ClassDifference)> {
    let kinds = of_grouping(pair, Grouping::Group).len();
    let repeats = |by: Grouping| {
        by == Grouping::Hardware && of_grouping(pair, Grouping::Hardware).len() == kinds
    };
    let groupings = GROUPINGS.into_iter().filter(|(by, _)| !repeats(*by));
    let of = |(by, what)| of_grouping(pair, by).into_iter().map(move |class| (what, class));
    all(pair).map(|class| ("all", class)).into_iter().chain(groupings.flat_map(of)).collect()
}

/// A share in whole per cent.
fn whole(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// The name of a class as a reader should see it.
fn name(of: &ClassDifference) -> String {
    match of.class.by {
        Grouping::All => "all devices".to_owned(),
        Grouping::Cost => match of.class.name.as_str() {
            "1" => "cheapest fifth to run".to_owned(),
            "2" => "second cheapest fifth".to_owned(),
            "3" => "middle fifth".to_owned(),
            "4" => "second dearest fifth".to_owned(),
            _ => "dearest fifth to run".to_owned(),
        },
        Grouping::Group | Grouping::Region | Grouping::Hardware => of.class.name.replace('_', " "),
    }
}

fn in_a_sentence(of: &ClassDifference) -> String {
    let article = if of.class.by == Grouping::Cost { "the " } else { "" };
    format!("{article}{}", name(of))
}

/// Who is better and who is worse off, in a sentence; none without devices.
pub(super) fn sentence(pair: &Pair) -> Option<String> {
    let all = all(pair)?;
    let [_, proposal] = pair.names();
    let share = |estimate: &Estimate| {
        format!("{} ({})", percent(estimate.value), interval(estimate, "share"))
    };
    let extremes = extremes(pair).map_or(String::new(), |(most, least)| {
        let of = |class: &ClassDifference| {
            let by = signed(class.median_usd.value, "USD");
            format!("{} ({by} in the middle)", in_a_sentence(class))
        };
        format!("; it does most for {} and least for {}", of(most), of(least))
    });
    Some(format!(
        "Of the devices that both have, {} end better off with {proposal} and {} worse (95 % intervals, {}){extremes}",
        share(&all.better),
        share(&all.worse),
        pair.n()
    ))
}

/// The classes for which the proposal does most and least, where their intervals tell them apart.
fn extremes<'a>(pair: &'a Pair) -> Option<(&'a ClassDifference, &'a ClassDifference)> {
    let classes = classes(pair);
    let classes = || classes.iter().skip(1).map(|(_, class)| *class);
    let by = |a: &&ClassDifference, b: &&ClassDifference| {
        a.median_usd.value.total_cmp(&b.median_usd.value)
    };
    // Of classes that are the same devices by other names, the first.
    let (most, least) = (classes().rev().max_by(by)?, classes().min_by(by)?);
    (most.median_usd.low > least.median_usd.high).then_some((most, least))
}

/// The picture of what devices of each class gain; none without devices, or where all are the same.
pub(super) fn forest(pair: &Pair) -> Option<Forest> {
    if !are_there(pair) || pair.compared.devices_identical {
        return None;
    }
    let [base, proposal] = pair.names();
    let row = |(_, of): &(&str, &ClassDifference)| ForestRow {
        label: name(of),
        value: of.median_usd.value,
        interval: (of.median_usd.low, of.median_usd.high),
        words: format!("{} better, {} worse", whole(of.better.value), whole(of.worse.value)),
        is_quiet: false,
    };
    let title = match extremes(pair) {
        Some((most, least)) => format!(
            "{proposal} does most for {} ({}) and least for {} ({})",
            in_a_sentence(most),
            signed(most.median_usd.value, "USD"),
            in_a_sentence(least),
            signed(least.median_usd.value, "USD")
        ),
        None => format!("{proposal} does as much for one class as for another, as far as is told"),
    };
    let caption = format!(
        "Profit of the middle device of a class over the whole time, with {proposal} less with {base}: the \
         same devices on the same chance, hardware counted. Lines: 95 % intervals of its mean, {}. Blue: more; \
         orange: less; grey: not told from nothing. Beside: devices that are better and worse off by more than \
         {}.",
        pair.n(),
        limit(pair)
    );
    Some(Forest {
        name: "winners_and_losers".to_owned(),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        unit: "USD for the middle device".to_owned(),
        rows: classes(pair).iter().map(row).collect(),
    })
}

/// From when on a device counts as better or worse off.
fn limit(pair: &Pair) -> String {
    let limits = &pair.compared.limits;
    format!(
        "{} of what its hardware costs and {}",
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
            name(of),
            count(of.devices),
            signed(of.median_usd.value, "USD"),
            signed_interval(&of.median_usd, "USD"),
            percent(of.better.value),
            percent(of.worse.value),
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
