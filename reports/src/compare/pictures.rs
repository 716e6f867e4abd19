//! This file is about the pictures of a comparison: which there are, and what each is to show.

use studies::Fan;
use studies::compare::MetricDifference;

use super::findings::amount;
use super::words::{Verdict, capital, signed};
use super::{Pair, headlines, winners};
use crate::run::charts::{dates, marks};
use crate::run::words::{in_unit, number};
use crate::{Chart, Ecdf, EcdfPanel, Forest, ForestRow, Layer, Mark, Panel, Picture, Scale};

/// All pictures of a comparison, in the order in which they are read; none where nothing differs.
#[must_use]
pub fn pictures(pair: &Pair) -> Vec<Picture> {
    if pair.is_null() {
        return Vec::new();
    }
    let pictures = [
        headlines_forest(pair).map(Picture::Forest),
        over_time(pair).map(Picture::Chart),
        distributions(pair).map(Picture::Ecdf),
        winners::forest(pair).map(Picture::Forest),
    ];
    pictures.into_iter().flatten().collect()
}

/// Headlines of which a share of the base has a meaning, and that move.
fn comparable<'a>(pair: &'a Pair) -> Vec<(&'static str, &'a MetricDifference)> {
    let headlines = headlines::of(pair).into_iter();
    let is_share = |of: &MetricDifference| pair.unit(of.unit) == "share";
    headlines
        .filter(|(_, of)| !of.is_identical && !is_share(of))
        .filter(|(_, of)| of.base.value > 0.0 && of.relative.value.is_finite())
        .collect()
}

/// Relative differences of the headlines.
fn headlines_forest(pair: &Pair) -> Option<Forest> {
    let comparable = comparable(pair);
    let [base, proposal] = pair.names();
    let size = |(_, of): &&(&str, &MetricDifference)| of.relative.value.abs();
    let differs = comparable.iter().filter(|(_, of)| Verdict::of(of).differs());
    let title = match differs.max_by(|a, b| size(a).total_cmp(&size(b))) {
        Some((plain, of)) => {
            format!("Moved most with {proposal}: {plain}, {} at the end", amount(pair, of))
        }
        None => format!("No headline figure tells {proposal} from {base}"),
    };
    let row = |(plain, of): &(&str, &MetricDifference)| {
        let unit = pair.unit(of.unit);
        let (low, high) = (of.relative.low, of.relative.high);
        ForestRow {
            label: capital(plain),
            value: of.relative.value * 100.0,
            interval: (low * 100.0, high * 100.0),
            words: format!("{} → {}", number(of.base.value), in_unit(of.proposal.value, &unit)),
            is_quiet: !Verdict::of(of).differs(),
        }
    };
    let caption = format!(
        "Means over the runs at the end, with {proposal} less with {base}, as a share of the latter; paired \
         replicate by replicate on the same chance, {}. Lines: 95 % intervals. Blue: higher; orange: lower; \
         grey: the same within the margin, or not told apart. Beside: {base} → {proposal}. Shares are in the \
         table.",
        pair.n()
    );
    (!comparable.is_empty()).then(|| Forest {
        name: "headlines".to_owned(),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        unit: "% of the base, difference at the end".to_owned(),
        rows: comparable.iter().map(row).collect(),
    })
}

/// What a unit is multiplied by in a chart, and what it is called there.
fn shown(pair: &Pair, unit: &str) -> (f64, String) {
    match pair.unit(unit).as_str() {
        "share" => (100.0, "%".to_owned()),
        unit => (1.0, unit.to_owned()),
    }
}

/// The paired differences of a few headlines over time.
fn over_time(pair: &Pair) -> Option<Chart> {
    let decimals = pair.loaded.map(|loaded| loaded.game.decimals);
    let sides = [(pair.kept[0], decimals[0]), (pair.kept[1], decimals[1])];
    let mut panels = Vec::new();
    let mut finding = None;
    for metric in headlines::over_time(pair) {
        let (Some(fan), Some(at_end)) = (Fan::of_differences(sides, metric), pair.end(metric))
        else {
            continue;
        };
        finding = finding.or_else(|| largest(pair, metric, &fan));
        let (times, unit) = shown(pair, at_end.unit);
        let unit = match unit.as_str() {
            "%" => "% points, difference".to_owned(),
            unit => format!("{unit}, difference"),
        };
        let scaled = |values: Vec<f64>| values.into_iter().map(|value| value * times).collect();
        panels.push(Panel {
            title: capital(headlines::plain(metric)),
            unit,
            scale: Scale::Linear,
            x: dates(pair.loaded[0]),
            layers: vec![Layer::fan("difference", fan.quantiles().map(scaled))],
        });
    }
    let [base, proposal] = pair.names();
    let bands = match pair.kept[0].len() {
        1 => "One pair of runs, so there is no band.",
        _ => {
            "Line: median over the pairs of runs. Dark band: half of them. Light band: 90 % of them, a \
             modelled outcome interval. Where it lies on one side of zero, nearly all pairs agree."
        }
    };
    let caption =
        format!("What {proposal} has more than {base}, run by run on the same chance. {bands}");
    let title = finding?;
    Some(Chart {
        name: "difference_over_time".to_owned(),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        panels,
        marks: marks_of_both(pair),
    })
}

/// When a difference is largest, and how large.
fn largest(pair: &Pair, metric: &str, fan: &Fan) -> Option<String> {
    let known = fan.p50.iter().enumerate().filter(|(_, value)| value.is_finite());
    let (step, value) = known.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    let date = pair.loaded[0].game.calendar.date(step as u32);
    let unit = pair.unit(pair.end(metric)?.unit);
    let [base, proposal] = pair.names();
    let plain = headlines::plain(metric);
    let of = match pair.kept[0].len() {
        1 => "one pair".to_owned(),
        n => format!("median of {n} pairs"),
    };
    Some(match *value == 0.0 {
        true => format!("{} differ in few pairs of {proposal} and {base} ({of})", capital(plain)),
        false => format!(
            "{proposal} is farthest from {base} in {plain} on {date}: {} ({of})",
            signed(*value, &unit)
        ),
    })
}

/// The shocks and amendments of both, each once.
fn marks_of_both(pair: &Pair) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for mark in pair.loaded.iter().flat_map(|loaded| marks(loaded)) {
        if !all.iter().any(|known| known.at == mark.at && known.label == mark.label) {
            all.push(mark);
        }
    }
    all
}

/// How the runs end, before and after.
fn distributions(pair: &Pair) -> Option<Ecdf> {
    let distribution = |metric: &str| {
        let mut all = pair.compared.distributions.iter();
        all.find(|of| of.metric == metric && !of.base.is_empty() && !of.proposal.is_empty())
    };
    let moving = headlines::of(pair).into_iter().filter(|(_, of)| !of.is_identical);
    let spread = |values: &[f64]| values.first() != values.last();
    let there = moving.filter_map(|(plain, of)| Some((plain, of, distribution(&of.metric)?)));
    let there = there.filter(|(_, _, of)| spread(&of.base) || spread(&of.proposal));
    let there: Vec<_> = there.take(4).collect();
    let (plain, difference, first) = there.first()?;
    let unit = pair.unit(difference.unit);
    let [base, proposal] = pair.names();
    let middle = |quantiles: &[f64]| in_unit(quantiles[quantiles.len() / 2], &unit);
    let title = format!(
        "{} in the middle run: {} with {proposal}, {} with {base}",
        capital(plain),
        middle(&first.proposal),
        middle(&first.base)
    );
    let panel =
        |(plain, difference, of): &(&str, &MetricDifference, &studies::compare::Distribution)| {
            let (times, unit) = shown(pair, difference.unit);
            let scaled = |values: &[f64]| values.iter().map(|value| value * times).collect();
            EcdfPanel {
                title: capital(plain),
                unit,
                quantiles: [scaled(&of.base), scaled(&of.proposal)],
            }
        };
    let caption = format!(
        "For each value at the end, the share of the runs that stay at or below it: modelled outcomes, given \
         the scenarios, {} runs of each. A line farther right has more.",
        pair.pairs()
    );
    Some(Ecdf {
        name: "distributions".to_owned(),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        labels: pair.labels.clone(),
        panels: there.iter().map(panel).collect(),
    })
}
