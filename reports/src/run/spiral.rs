//! This file is about the death spiral in the report of a run: whether it started, how deep it went,
//! and which link carried it.

use sim::scenario::Part;
use studies::statistics::{probability, probability_of, quantile};
use studies::{Attribution, Effect, Estimate};

use super::Played;
use super::page::table;
use super::words::{interval, number, percent};
use crate::{Align, Block, Forest, ForestPanel, ForestRow, Picture};

/// What is known of the spirals of all runs.
struct Spirals {
    started: Estimate,
    dead: Estimate,
    /// Of the runs in which one started.
    recovered: Estimate,
    after_days: Estimate,
    depth: Estimate,
}

impl Spirals {
    fn of(played: &Played) -> Option<Self> {
        let sample = |metric: &str| played.collected.at_end(metric);
        let started = sample("spiral.started")?;
        let of_started = |metric: &str| -> Vec<f64> {
            let all = sample(metric).unwrap_or_default().iter().zip(started);
            all.filter(|(_, started)| **started > 0.0).map(|(value, _)| *value).collect()
        };
        let back = of_started("spiral.recovered");
        Some(Self {
            started: probability_of(started),
            dead: probability_of(sample("spiral.dead")?),
            recovered: probability(back.iter().filter(|is| **is > 0.0).count(), back.len()),
            after_days: quantile(&of_started("spiral.after_days"), 0.5),
            depth: quantile(&of_started("spiral.depth"), 0.5),
        })
    }
}

/// Whether a spiral started, as a sentence; none where there are no devices.
pub(super) fn sentence(played: &Played) -> Option<String> {
    let spirals = Spirals::of(played)?;
    let Estimate { value, n, .. } = spirals.started;
    let of_runs = match n {
        1 => "one run".to_owned(),
        _ => format!("n = {n} runs, 95 % interval {}", interval(&spirals.started, "share")),
    };
    if value == 0.0 {
        return Some(format!("Price and devices never fall into a death spiral ({of_runs})"));
    }
    let dead = match spirals.dead.value {
        0.0 => "none ends with a tenth of its devices or less".to_owned(),
        share => format!("{} end with a tenth of their devices or less", percent(share)),
    };
    Some(format!(
        "A death spiral starts in {} of the runs ({of_runs}), after {} days in the median of these; it \
         takes {} of the devices, and in {} of these runs nine tenths of them are back in the end; of \
         all runs {dead}",
        percent(value),
        number(spirals.after_days.value),
        percent(spirals.depth.value),
        percent(spirals.recovered.value),
    ))
}

/// What the report says of it; nothing where there are no devices.
pub(super) fn blocks(played: &Played) -> Vec<Block> {
    let Some(spirals) = Spirals::of(played) else { return Vec::new() };
    let definition = "A spiral has started on the first day on which the price is at least 20 % and the \
                      active devices are at least 10 % below their highest of the last 90 days. Its depth \
                      is the share of these devices that is gone at the worst; they are back when nine \
                      tenths of them are active.";
    let mut blocks = vec![Block::Paragraph(definition.to_owned()), figures(&spirals)];
    if let Some(attribution) = played.attribution {
        blocks.push(Block::Paragraph(named(attribution)));
        blocks.extend(chart(played).map(|chart| Picture::Forest(chart).figure()));
        blocks.push(effects(attribution));
    }
    blocks
}

fn figures(spirals: &Spirals) -> Block {
    let row = |what: &str, estimate: &Estimate, unit: &str| {
        let value = super::words::in_unit(estimate.value, unit);
        vec![what.to_owned(), value, interval(estimate, unit), estimate.n.to_string()]
    };
    let rows = vec![
        row("runs in which one started", &spirals.started, "share"),
        row("median day on which it did", &spirals.after_days, ""),
        row("median share of the devices that it took", &spirals.depth, "share"),
        row("of these runs, devices back in the end", &spirals.recovered, "share"),
        row("of all runs, at most a tenth of the devices left", &spirals.dead, "share"),
    ];
    let header = ["the death spiral", "", "95 % interval", "n"];
    let align = [Align::Left, Align::Right, Align::Right, Align::Right];
    let caption = "Shares with Wilson's interval, medians with that of their order statistics.";
    table(&header, rows, &align, caption)
}

/// Which link carries it, in a sentence.
fn named(attribution: &Attribution) -> String {
    let without = |effect: &Effect| {
        format!(
            "without it spirals take {} percentage points {} of the devices ({} together) and start in {} \
             of the runs instead of {}; with it the price ends at {} what it is without it",
            number(effect.depth.value.abs() * 100.0),
            if effect.depth.value > 0.0 { "less" } else { "more" },
            within(&effect.depth),
            percent(effect.started.value),
            percent(attribution.started.value),
            times(&effect.price),
        )
    };
    let mut sentences = Vec::new();
    if let Some(carrier) = attribution.carrier() {
        sentences.push(format!(
            "**The spiral is carried by the link “{}”** ({}): {}.",
            carrier.link.name,
            carrier.link.what,
            without(carrier)
        ));
        let others = attribution.as_much();
        let others: Vec<String> =
            others.iter().map(|other| format!("“{}”", other.link.name)).collect();
        if !others.is_empty() {
            sentences.push(format!(
                "As far as these runs tell, as much hangs on {}: without any one of them there is less of a \
                 spiral.",
                others.join(" and ")
            ));
        }
    }
    if let Some(support) = attribution.support() {
        sentences.push(format!(
            "**What holds the network up is the link “{}”** ({}): {}.",
            support.link.name,
            support.link.what,
            without(support)
        ));
    }
    if sentences.is_empty() {
        sentences.push(
            "No single link carries half of a spiral or more, beyond what chance does.".to_owned(),
        );
    }
    let [lifts, presses] = attribution.on_the_price();
    let on_the_price = [("lifts", lifts), ("presses", presses)];
    for (verb, effect) in
        on_the_price.into_iter().filter_map(|(verb, effect)| Some((verb, effect?)))
    {
        sentences.push(format!(
            "What {verb} the price most is “{}”: it ends at {} what it is without it.",
            effect.link.name,
            times(&effect.price)
        ));
    }
    sentences.join(" ")
}

/// A share as points of the whole.
fn points(share: f64) -> String {
    format!("{} %", number(share * 100.0))
}

fn within(estimate: &Estimate) -> String {
    match estimate.low.is_nan() {
        true => "no interval".to_owned(),
        false => format!("95 % interval {} to {}", points(estimate.low), points(estimate.high)),
    }
}

/// A ratio with its interval.
fn times(ratio: &Estimate) -> String {
    match ratio.low.is_nan() {
        true => format!("{} times", number(ratio.value)),
        false => format!("{} times ({})", number(ratio.value), interval(ratio, "")),
    }
}

/// The chart of what each link does; none where nothing was switched off.
pub(super) fn chart(played: &Played) -> Option<Forest> {
    let attribution = played.attribution?;
    let row = |effect: &Effect| ForestRow {
        label: effect.link.what.to_owned(),
        value: effect.depth.value * 100.0,
        interval: (effect.depth.low * 100.0, effect.depth.high * 100.0),
        words: format!("{} without it", percent(effect.started.value)),
        is_quiet: effect.link.part != Part::Link,
    };
    let title = match (attribution.carrier(), attribution.support()) {
        (Some(carrier), _) => format!("What carries the spiral: {}", carrier.link.what),
        (None, Some(support)) => {
            format!("What holds the network up: {}", support.link.what)
        }
        (None, None) => "No single link carries a spiral".to_owned(),
    };
    let caption = format!(
        "Each link is switched off alone, on the same chance. Right of zero: spirals are deeper with it. Left: \
         less deep. Lines: intervals that hold together with 95 %, n = {} pairs of runs. Beside: the share of \
         runs in which a spiral starts; with all links it is {}. Grey: what is no single link, or may be chance.",
        attribution.started.n,
        percent(attribution.started.value)
    );
    Some(Forest {
        name: "attribution".to_owned(),
        alt: named(attribution).replace("**", ""),
        title,
        caption,
        panels: vec![ForestPanel {
            unit: "% of the devices, depth with it less depth without it".to_owned(),
            reach: f64::INFINITY,
            rows: attribution.effects.iter().map(row).collect(),
        }],
    })
}

fn effects(attribution: &Attribution) -> Block {
    let row = |effect: &Effect| {
        let part = match effect.link.part {
            Part::Cause => " (a cause from outside)",
            Part::Sight => " (what a spiral is seen by)",
            Part::Several => " (several links at once)",
            Part::Link => "",
        };
        vec![
            format!("`{}`{part}", effect.link.name),
            effect.link.off(),
            points(effect.depth.value),
            within(&effect.depth).replace("95 % interval ", ""),
            percent(effect.started.value),
            percent(effect.dead.value),
            times(&effect.price),
            effect.depth.n.to_string(),
        ]
    };
    let header =
        ["link", "switched off by", "deeper by", "95 % interval", "start", "die", "price", "n"];
    let mut align = vec![Align::Left; 2];
    align.resize(header.len(), Align::Right);
    let caption = format!(
        "How much deeper spirals are with the link, paired by replicate, with intervals that hold together; the \
         runs without it in which a spiral starts, or the network dies; and the price in the end with it over that \
         without it, a geometric mean. With all links a spiral starts in {} of the runs and {} die.",
        percent(attribution.started.value),
        percent(attribution.dead.value)
    );
    table(&header, attribution.effects.iter().map(row).collect(), &align, &caption)
}
