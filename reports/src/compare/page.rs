//! This file is about the page of a comparison: what is proposed, what it does, for whom, and how to
//! compare again.

use sim::scenario::Change;
use studies::compare::MetricDifference;

use super::words::{Verdict, relative, signed, signed_interval, swept};
use super::{Pair, findings, headlines, winners};
use crate::run::page::table;
use crate::run::words::in_unit;
use crate::{Align, Block, Document, Picture};

/// The report of a comparison, with its pictures.
#[must_use]
pub fn page(pair: &Pair, pictures: &[Picture]) -> Document {
    let mut blocks = Vec::new();
    section(&mut blocks, "What is asked", asked(pair));
    section(&mut blocks, "What the proposal changes", changes(pair));
    section(&mut blocks, "What it does", does(pair));
    section(&mut blocks, "Headlines", vec![headline_table(pair)]);
    let classes = winners::blocks(pair);
    if !classes.is_empty() {
        section(&mut blocks, "Who gains and who loses", classes);
    }
    if !pictures.is_empty() {
        section(&mut blocks, "Charts", pictures.iter().map(Picture::figure).collect());
    }
    section(&mut blocks, "Every metric", vec![every_metric(pair)]);
    section(&mut blocks, "How to read this", vec![Block::List(reading(pair))]);
    section(&mut blocks, "How to do it again", again(pair));
    Document { title: findings::title(pair), front_matter: front_matter(pair), blocks }
}

fn section(blocks: &mut Vec<Block>, heading: &str, content: Vec<Block>) {
    blocks.push(Block::Heading { level: 2, text: heading.to_owned() });
    blocks.extend(content);
}

fn front_matter(pair: &Pair) -> Vec<(String, String)> {
    let calendar = &pair.loaded[0].game.calendar;
    let start = pair.loaded[0].written.run.start;
    let last = calendar.date(calendar.steps().saturating_sub(1));
    let of = |name: &str, value: String| (name.to_owned(), value);
    let side = |at: usize| format!("{}, SHA-256 {}", pair.labels[at], &pair.hashes[at][..16]);
    let mut pairs = vec![
        of("Base", side(0)),
        of("Proposal", side(1)),
        of("Time", format!("{start} to {last}, {} steps", calendar.steps())),
        of("Pairs of runs", pair.compared.replicates.to_string()),
        of("Seed", format!("{}, the same chance for both", pair.seed)),
        of("Model", format!("aipin {}", pair.version)),
    ];
    if !pair.changes.is_empty() {
        pairs.push(of("Changed in both", pair.changes.join(", ")));
    }
    pairs
}

fn asked(pair: &Pair) -> Vec<Block> {
    let [base, proposal] = pair.names();
    let asked = format!(
        "What changes when {base} is replaced by {proposal}? Both are played {} on the same chance, and each \
         run is compared with its twin.",
        match pair.compared.replicates {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        }
    );
    let about = pair.loaded[1].written.about.trim().replace('\n', " ");
    let about = (!about.is_empty()).then_some(Block::Paragraph(about));
    [Block::Paragraph(asked)].into_iter().chain(about).collect()
}

/// The parameters that differ.
fn changes(pair: &Pair) -> Vec<Block> {
    let changes = &pair.compared.changes;
    if changes.is_empty() {
        let text = "No parameter: with every default written out the two scenarios are the same.";
        return vec![Block::Paragraph(text.to_owned())];
    }
    let or_none = |value: &Option<String>| match value {
        Some(value) => format!("`{value}`"),
        None => "not there".to_owned(),
    };
    let row = |change: &Change| {
        vec![
            format!("`{}`", change.path),
            change.name.clone(),
            or_none(&change.from),
            or_none(&change.to),
            since(pair, change),
            change.unit.clone(),
        ]
    };
    // Most values have their unit with them.
    let columns = if changes.iter().all(|change| change.unit.is_empty()) { 5 } else { 6 };
    let header = ["parameter", "what it is", "from", "to", "when", "unit"];
    let rows = changes.iter().map(|change| row(change)[..columns].to_vec()).collect();
    let caption =
        "What is not the same with every default written out; all else is. Also: changes.csv.";
    vec![table(&header[..columns], rows, &[], caption)]
}

/// Since when a parameter differs, and the vote that made it so.
fn since(pair: &Pair, change: &Change) -> String {
    let Some(date) = change.date else { return "from the start".to_owned() };
    let mut amendments = pair.loaded.iter().rev().flat_map(|loaded| &loaded.written.amendments);
    let vote = amendments.find(|of| of.from == date && !of.proposal.is_empty());
    vote.map_or_else(|| date.to_string(), |of| format!("{date}, {}", of.proposal))
}

fn does(pair: &Pair) -> Vec<Block> {
    let mut blocks = vec![Block::List(findings::list(pair))];
    if pair.pairs() < 20 && !pair.is_null() {
        let note = "So few pairs show what can differ and not by how much on average; run more of them before \
                    you conclude anything.";
        blocks.push(Block::Note(note.to_owned()));
    }
    blocks
}

fn headline_table(pair: &Pair) -> Block {
    let row = |(plain, difference): &(&str, &MetricDifference)| {
        let mut row = vec![name(pair, Some(plain), difference)];
        row.extend(figures(pair, difference));
        row
    };
    let rows = headlines::of(pair).iter().map(row).collect();
    table(&header(pair), rows, &align(), &caption(pair))
}

/// The names of the columns of a table of metrics.
fn header<'a>(pair: &Pair<'a>) -> [&'a str; 6] {
    let [base, proposal] = pair.labels.each_ref().map(String::as_str);
    ["at the end", "verdict", "relative", base, proposal, "difference\n(95 % interval)"]
}

fn align() -> [Align; 6] {
    let mut align = [Align::Right; 6];
    (align[0], align[1]) = (Align::Left, Align::Left);
    align
}

fn caption(pair: &Pair) -> String {
    let is_missing =
        |(_, of): &(&str, &MetricDifference)| of.difference.n > 0 && pair.missing(of) > 0;
    let missing = match headlines::of(pair).iter().any(is_missing) {
        false => "",
        true => {
            " A pair in which the base or the proposal has no number (what is never paid back has no payback) \
             is left out of that row, which then says its own n: it speaks for the others alone."
        }
    };
    format!(
        "Means over the runs, and their difference paired by replicate ({}), with Student's interval. Higher \
         and lower: at 5 % over all metrics and dates at once (Holm). The same within the margin: the 90 % \
         interval lies within {} (TOST).{missing}",
        pair.n(),
        findings::margin(pair)
    )
}

/// The columns after the name of a metric.
fn figures(pair: &Pair, of: &MetricDifference) -> [String; 5] {
    let unit = pair.unit(of.unit);
    // The unit once a row; shares keep their own.
    let bare =
        |text: String| text.strip_suffix(unit.as_str()).unwrap_or(&text).trim_end().to_owned();
    let below = if unit == "share" { String::new() } else { format!("\n{unit}") };
    let difference = swept(&of.difference, of.base.value);
    let mut by = bare(signed(difference.value, &unit));
    if !difference.low.is_nan() && !of.is_identical {
        by += &format!("\n({})", signed_interval(&difference, &unit));
    }
    [
        verdict(of),
        relative(of.relative.value),
        bare(in_unit(of.base.value, &unit)),
        [bare(in_unit(of.proposal.value, &unit)), below].concat(),
        by,
    ]
}

/// What it is, its metric, and of how many pairs it is where that is not all of them.
fn name(pair: &Pair, plain: Option<&str>, of: &MetricDifference) -> String {
    let n = match pair.missing(of) {
        missing if missing == 0 || of.difference.n == 0 => None,
        missing => Some(format!("n = {}; in {missing} there is none", of.difference.n)),
    };
    let metric = Some(format!("`{}`", of.metric));
    let lines = [plain.map(str::to_owned), metric, n].into_iter().flatten();
    lines.collect::<Vec<_>>().join("\n")
}

fn verdict(of: &MetricDifference) -> String {
    let verdict = Verdict::of(of);
    match verdict.differs() {
        true => format!("**{}**", verdict.short()),
        false => verdict.short().to_owned(),
    }
}

fn every_metric(pair: &Pair) -> Block {
    let row = |difference: &MetricDifference| {
        let mut row = vec![name(pair, None, difference)];
        row.extend(figures(pair, difference));
        row
    };
    let rows: Vec<Vec<String>> = pair.at_end().map(row).collect();
    Block::Details {
        summary: format!("All {} metrics at the end", rows.len()),
        blocks: vec![table(
            &header(pair),
            rows,
            &align(),
            "At the end of every year too, with p values and n: differences.csv.",
        )],
    }
}

fn reading(pair: &Pair) -> Vec<String> {
    let mut points = vec![
        "Both sides see the same prices, customers and luck wherever the rules let them, so that what \
         differs comes from the proposal. A draw that only one side makes moves none of the others."
            .to_owned(),
        "An interval says how well these runs tell the mean difference, given the scenarios; it says nothing of \
         what the scenarios leave out. Each holds alone with 95 %, all of them together less often."
            .to_owned(),
        "Not told apart is not the same as equal: that is what “same within margin” says.".to_owned(),
    ];
    let ratio = pair.end("devices.active").map(|of| of.variance_ratio);
    points.extend(ratio.filter(|ratio| ratio.is_finite() && *ratio > 1.0).map(|ratio| {
        format!(
            "Were chance not the same for both sides, it would take {} times as many runs to know the difference \
             in active devices as narrowly.",
            crate::run::words::number(ratio)
        )
    }));
    points
}

fn again(pair: &Pair) -> Vec<Block> {
    let code = |language: &str, text: String| Block::Code { language: language.to_owned(), text };
    let resolved = |at: usize, file: &str| Block::Details {
        summary: file.to_owned(),
        blocks: vec![code("yaml", pair.loaded[at].resolved_yaml())],
    };
    vec![
        code("sh", pair.command.to_owned()),
        Block::Paragraph("Both scenarios with every default written out:".to_owned()),
        resolved(0, "base/scenario.resolved.yaml"),
        resolved(1, "proposal/scenario.resolved.yaml"),
    ]
}
