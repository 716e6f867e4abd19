//! This file is about the pictures of a comparison: which there are, and what each is to show.

use studies::Fan;
use studies::compare::MetricDifference;

use super::findings::amount;
use super::words::{self, Verdict, capital, signed, swept};
use super::{Pair, headlines, winners};
use crate::run::charts::{dates, marks};
use crate::run::words::{in_unit, number, percent};
use crate::{
    Chart, Ecdf, EcdfPanel, Forest, ForestPanel, ForestRow, Layer, Mark, Panel, Picture, Scale,
};

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

/// Headlines that move and have a number in a pair at least.
fn moving<'a>(pair: &'a Pair) -> Vec<(&'static str, &'a MetricDifference)> {
    let headlines = headlines::of(pair).into_iter();
    headlines.filter(|(_, of)| !of.is_identical && of.difference.n > 0).collect()
}

/// Relative differences of the headlines, and below them points of those that are shares.
fn headlines_forest(pair: &Pair) -> Option<Forest> {
    let is_share = |of: &MetricDifference| pair.unit(of.unit) == "share";
    let has_relative = |of: &MetricDifference| of.base.value > 0.0 && of.relative.value.is_finite();
    let (shares, others): (Vec<_>, Vec<_>) =
        moving(pair).into_iter().partition(|(_, of)| is_share(of));
    let (relative, left_out): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(_, of)| has_relative(of));
    let reach = reach(&relative);
    let relative_rows = relative.iter().map(|(plain, of)| relative_row(pair, plain, of, reach));
    let share_rows = shares.iter().map(|(plain, of)| share_row(pair, plain, of));
    let panels = [
        ("% of the base, difference at the end", reach, relative_rows.collect::<Vec<_>>()),
        ("points of a hundred, difference at the end", f64::INFINITY, share_rows.collect()),
    ];
    let panels = panels.into_iter().filter(|(_, _, rows)| !rows.is_empty());
    let panels =
        panels.map(|(unit, reach, rows)| ForestPanel { unit: unit.to_owned(), reach, rows });
    let panels: Vec<ForestPanel> = panels.collect();
    let [base, proposal] = pair.names();
    let there = headlines::of(pair)
        .into_iter()
        .filter(|(_, of)| Verdict::of(of).differs() && (is_share(of) || has_relative(of)));
    let title = match there.into_iter().next() {
        Some((plain, of)) => format!("With {proposal}, {plain} at the end: {}", amount(pair, of)),
        None => format!("No headline figure tells {proposal} from {base}"),
    };
    let missing = match left_out.is_empty() {
        true => "",
        false => " In the table alone: what is not above zero in the base.",
    };
    let beyond = if reach.is_finite() { " Arrows: beyond the axis." } else { "" };
    let caption = format!(
        "Means over the runs at the end, with {proposal} less with {base}, as a share of the latter, and in points \
         for what is a share itself; paired replicate by replicate on the same chance, {}, or as many as have a \
         number in both where another n is told. Lines: 95 % intervals. Blue: higher; orange: lower; grey: the \
         same within the margin, or not told apart.{beyond} Beside: {base} → {proposal}.{missing}",
        pair.n()
    );
    (!panels.is_empty()).then(|| Forest {
        name: "headlines".to_owned(),
        alt: format!("{title}. {caption}"),
        title,
        caption,
        panels,
    })
}

/// The least at which an axis of relative differences ends [%].
const LEAST_REACH: f64 = 20.0;

/// How far an axis of relative differences goes at most [%]: as far as four of five of them do, where others
/// go more than twice as far.
fn reach(rows: &[(&str, &MetricDifference)]) -> f64 {
    let farthest = |(_, of): &(&str, &MetricDifference)| {
        let of = &of.relative;
        [of.value, of.low, of.high].map(f64::abs).into_iter().fold(0.0, f64::max) * 100.0
    };
    let mut all: Vec<f64> = rows.iter().map(farthest).collect();
    all.sort_by(f64::total_cmp);
    let most = all.get((all.len() * 4 / 5).max(1) - 1).copied().unwrap_or(0.0).max(LEAST_REACH);
    if all.last().is_some_and(|last| *last > 2.0 * most) { most } else { f64::INFINITY }
}

fn relative_row(pair: &Pair, plain: &str, of: &MetricDifference, reach: f64) -> ForestRow {
    let unit = pair.unit(of.unit);
    let shown = swept(&of.relative, 1.0);
    let value = shown.value * 100.0;
    let amount = match value.abs() > reach * (1.0 + 1e-9) {
        true => format!("{}: ", words::relative(shown.value)),
        false => String::new(),
    };
    let [from, to] = [number(of.base.value), in_unit(of.proposal.value, &unit)];
    ForestRow {
        label: capital(plain),
        value,
        interval: (shown.low * 100.0, shown.high * 100.0),
        words: format!("{amount}{from} → {to}{}", n_of_its_own(pair, of)),
        is_quiet: !Verdict::of(of).differs(),
    }
}

fn share_row(pair: &Pair, plain: &str, of: &MetricDifference) -> ForestRow {
    let shown = swept(&of.difference, of.base.value);
    let [from, to] = [of.base.value, of.proposal.value].map(percent);
    ForestRow {
        label: capital(plain),
        value: shown.value * 100.0,
        interval: (shown.low * 100.0, shown.high * 100.0),
        words: format!("{from} → {to}{}", n_of_its_own(pair, of)),
        is_quiet: !Verdict::of(of).differs(),
    }
}

/// The number of pairs where it is not that of the others.
fn n_of_its_own(pair: &Pair, of: &MetricDifference) -> String {
    match of.difference.n == pair.pairs() {
        true => String::new(),
        false => format!(", n = {}", of.difference.n),
    }
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
    let caption = format!("{proposal} minus {base}, run by run on the same chance. {bands}");
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
