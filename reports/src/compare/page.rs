//! This file is about the page of a comparison: what is proposed, what it does, for whom, and how to
//! compare again.

use studies::compare::MetricDifference;

use super::words::{Verdict, relative, signed, signed_interval};
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
    let row = |change: &sim::scenario::Change| {
        vec![
            format!("`{}`", change.path),
            change.name.clone(),
            change.unit.clone(),
            or_none(&change.from),
            or_none(&change.to),
            change.date.map_or_else(|| "from the start".to_owned(), |date| date.to_string()),
        ]
    };
    let header = ["parameter", "what it is", "unit", "from", "to", "when"];
    let caption =
        "What is not the same with every default written out; all else is. Also: changes.csv.";
    vec![table(&header, changes.iter().map(row).collect(), &[], caption)]
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
        let mut row = vec![format!("{plain}, `{}`", difference.metric)];
        row.extend(figures(pair, difference));
        row
    };
    let rows = headlines::of(pair).iter().map(row).collect();
    table(&header(pair), rows, &align(), &caption(pair))
}

/// The names of the columns of a table of metrics.
fn header<'a>(pair: &Pair<'a>) -> [&'a str; 7] {
    let [base, proposal] = pair.labels.each_ref().map(String::as_str);
    ["at the end", "verdict", "relative", base, proposal, "difference", "95 % interval"]
}

fn align() -> [Align; 7] {
    let mut align = [Align::Right; 7];
    (align[0], align[1]) = (Align::Left, Align::Left);
    align
}

fn caption(pair: &Pair) -> String {
    format!(
        "Means over the runs, and their difference paired by replicate ({}), with Student's interval. Higher \
         and lower: at 5 % over all metrics and dates at once (Holm). The same within the margin: the 90 % \
         interval lies within {} (TOST).",
        pair.n(),
        findings::margin(pair)
    )
}

/// The columns after the name of a metric.
fn figures(pair: &Pair, difference: &MetricDifference) -> [String; 6] {
    let unit = pair.unit(difference.unit);
    let verdict = Verdict::of(difference);
    let words = if verdict.differs() {
        format!("**{}**", verdict.words())
    } else {
        verdict.words().to_owned()
    };
    // The unit once a row; shares keep their own.
    let bare =
        |text: String| text.strip_suffix(unit.as_str()).unwrap_or(&text).trim_end().to_owned();
    [
        words,
        relative(difference.relative.value),
        bare(in_unit(difference.base.value, &unit)),
        in_unit(difference.proposal.value, &unit),
        bare(signed(difference.difference.value, &unit)),
        signed_interval(&difference.difference, &unit),
    ]
}

fn every_metric(pair: &Pair) -> Block {
    let row = |difference: &MetricDifference| {
        let mut row = vec![format!("`{}`", difference.metric)];
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
        "Not told apart is not the same as equal: that is what “the same within the margin” says.".to_owned(),
    ];
    let ratio = pair.end("devices.active").map(|of| of.variance_ratio);
    points.extend(ratio.filter(|ratio| ratio.is_finite() && *ratio > 1.0).map(|ratio| {
        format!(
            "The same chance is worth {} times as many runs: so many more it would take on separate chance to \
             tell the difference in active devices as well.",
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
