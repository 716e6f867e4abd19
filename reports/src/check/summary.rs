//! This file is about the summary of a check, as Markdown for the page of the job.
//!
//! GitHub takes at most 1 MiB for a step and shows nothing of what is longer; a comment holds 65,536
//! characters. The summary is held to a fifth of the first: the most important comes first, and what
//! does not fit is left out by whole sections and counted.

use std::ops::Range;

use studies::{Case, Checked, CheckedScenario, Finding, Kind};

use super::outcome::Outcome;
use super::{annotations, place};
use crate::document::{Align, Block};
use crate::run::words::{interval, number, percent};

/// The most bytes of a summary.
pub const MOST_BYTES: usize = 200_000;

/// Room for the sentence that says what was left out.
const REMARK_BYTES: usize = 300;

/// The most rows of the table of scenarios, the worst first.
const MOST_SCENARIOS: usize = 500;

/// The most characters of a text of the author's.
const MOST_CHARACTERS: usize = 2_000;

/// The most lines of a message.
const MOST_LINES: usize = 50;

/// What is left out as a whole where there is no room for it.
struct Section {
    /// What it is one of, as it is counted.
    sort: &'static str,
    blocks: Vec<Block>,
}

/// The summary of a check: a headline, the table of scenarios, what is not met, what moved, warnings,
/// and every case of every scenario folded away. No longer than [`MOST_BYTES`].
#[must_use]
pub fn summary(checked: &Checked) -> String {
    within(sections(checked), MOST_BYTES)
}

fn sections(checked: &Checked) -> Vec<Section> {
    let mut sections = vec![
        Section { sort: "headline", blocks: headline(checked) },
        Section { sort: "table of scenarios", blocks: vec![scenarios(checked)] },
    ];
    let remark = annotations::left_out(checked);
    if remark > 0 {
        let text = format!(
            "GitHub shows {} annotations of a kind for a step: {remark} more are in this summary alone.",
            annotations::MOST
        );
        sections.push(Section { sort: "remark", blocks: vec![Block::Note(text)] });
    }
    sections.extend(missed(checked));
    sections.extend(checked.scenarios.iter().filter_map(moved));
    sections.extend(warnings(checked));
    sections.extend(checked.scenarios.iter().map(details));
    sections
}

/// As many sections as there is room for.
fn within(sections: Vec<Section>, most: usize) -> String {
    let (mut markdown, mut shown) = (String::new(), 0);
    for section in &sections {
        let next = section.markdown();
        if markdown.len() + next.len() + REMARK_BYTES > most {
            break;
        }
        markdown += &next;
        shown += 1;
    }
    let left_out: Vec<&str> = sections[shown..].iter().map(|section| section.sort).collect();
    if !left_out.is_empty() {
        let mut sorts = left_out.clone();
        sorts.dedup();
        let count =
            |sort: &&str| format!("{} × {sort}", left_out.iter().filter(|s| s == &sort).count());
        let counts = sorts.iter().map(count).collect::<Vec<_>>().join(", ");
        let text = format!("Left out, for want of room: {counts}. `results.json` has all.");
        markdown += &Block::Note(text).to_markdown();
        markdown += "\n";
    }
    markdown
}

fn headline(checked: &Checked) -> Vec<Block> {
    let all = checked.scenarios.len();
    let bad = |scenario: &&CheckedScenario| {
        Outcome::worst(scenario).is_some_and(|worst| worst < Outcome::Warning)
    };
    let title = match checked.scenarios.iter().filter(bad).count() {
        0 => format!("aipin check: as expected, {all} of {all} scenarios"),
        bad => format!("aipin check: not as expected, {bad} of {all} scenarios"),
    };
    let counts = Outcome::ALL.iter().rev().filter_map(|outcome| {
        let count = outcome.count(checked);
        (count > 0).then(|| outcome.counted(count))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let text = format!("Cases: {counts}. Exit code {}.", checked.exit_code());
    vec![Block::Heading { level: 2, text: title }, Block::Paragraph(text)]
}

fn scenarios(checked: &Checked) -> Block {
    let mut worst_first: Vec<_> = checked.scenarios.iter().collect();
    worst_first.sort_by_key(|scenario| Outcome::worst(scenario).unwrap_or(Outcome::Passed));
    let left_out = worst_first.len().saturating_sub(MOST_SCENARIOS);
    let rows = worst_first.into_iter().take(MOST_SCENARIOS).map(|scenario| {
        let worst = Outcome::worst(scenario).map_or("nothing asked", Outcome::word);
        let passed = Outcome::Passed.count_in(scenario);
        vec![
            code(&scenario.path),
            worst.to_owned(),
            format!("{passed} of {}", scenario.cases.len()),
            scenario.replicates.to_string(),
            scenario.seed.to_string(),
            format!("{:.1} s", scenario.seconds),
        ]
    });
    let caption = match left_out {
        0 => String::new(),
        more => format!("The worst first; {more} more are not in the table."),
    };
    let header = ["scenario", "outcome", "passed", "n", "seed", "time"];
    table(&header, rows.collect(), 3..6, caption)
}

/// A section for each case that is not met, but for what moved.
fn missed(checked: &Checked) -> Vec<Section> {
    let mut sections = Vec::new();
    for outcome in [Outcome::Broken, Outcome::Wrong, Outcome::Failed, Outcome::Inconclusive] {
        for scenario in &checked.scenarios {
            let cases = scenario.cases.iter().filter(|case| Outcome::of(case) == outcome);
            for case in cases.filter(|case| !is_about_moves(case)) {
                let blocks = missed_case(scenario, case);
                sections.push(Section { sort: "case that is not met", blocks });
            }
        }
    }
    sections
}

fn missed_case(scenario: &CheckedScenario, case: &Case) -> Vec<Block> {
    let title = format!("{}: {}", Outcome::of(case).word(), clipped(&case.name));
    let place = Block::Paragraph(code(&place(scenario, case)));
    let mut blocks = vec![Block::Heading { level: 3, text: title }, place];
    blocks.extend(found(case));
    if !case.because.is_empty() {
        blocks.push(Block::Paragraph(format!("Why it matters: {}", clipped(&case.because))));
    }
    if let Some(figure) = &case.figure {
        let header = ["estimate", "95 % interval", "bound", "margin", "n"];
        blocks.push(table(&header, vec![numbers(figure)], 0..5, String::new()));
    }
    if let Some(replay) = &case.replay {
        let text = format!(
            "The worst replicate again (seed {}, replicate {}):",
            replay.seed, replay.replicate
        );
        blocks.push(Block::Paragraph(text));
        blocks.push(Block::Code { language: "sh".into(), text: replay.command.clone() });
    }
    blocks
}

/// Estimate, interval, bound, margin, n.
fn numbers(figure: &Finding) -> Vec<String> {
    let estimate = &figure.estimate;
    let unit = if matches!(figure.unit.as_str(), "" | "share") { "" } else { &figure.unit };
    let plain = |value: f64| match figure.unit.as_str() {
        "share" => percent(value),
        _ => number(value),
    };
    let value = format!("{} {unit}", plain(estimate.value));
    vec![
        value.trim_end().to_owned(),
        interval(estimate, if unit.is_empty() { &figure.unit } else { "" }),
        plain(figure.bound),
        plain(figure.margin),
        estimate.n.to_string(),
    ]
}

fn is_about_moves(case: &Case) -> bool {
    matches!(case.kind, Kind::Baseline | Kind::Against)
}

/// What moved in a scenario; none where nothing did.
fn moved(scenario: &CheckedScenario) -> Option<Section> {
    let cases = scenario.cases.iter().filter(|case| is_about_moves(case) && has_moved(case));
    let (figures, others): (Vec<_>, Vec<_>) = cases.partition(|case| case.figure.is_some());
    if figures.is_empty() && others.is_empty() {
        return None;
    }
    let text = format!("Moved: {}", code(&scenario.path));
    let mut blocks = vec![Block::Heading { level: 3, text }];
    for case in others {
        let name = format!("{}: {}", Outcome::of(case).word(), clipped(&case.name));
        blocks.push(Block::Paragraph(name));
        blocks.extend(found(case));
    }
    let rows: Vec<_> = figures.into_iter().filter_map(moved_row).collect();
    if !rows.is_empty() {
        let header = ["figure", "before", "after", "change", "unit", "outcome", "what that means"];
        blocks.push(table(&header, rows, 1..4, String::new()));
    }
    Some(Section { sort: "scenario that moved", blocks })
}

fn has_moved(case: &Case) -> bool {
    let differs = |figure: &Finding| figure.estimate.value.to_bits() != figure.bound.to_bits();
    Outcome::of(case) != Outcome::Passed || case.figure.as_ref().is_some_and(differs)
}

fn moved_row(case: &Case) -> Option<Vec<String>> {
    let figure = case.figure.as_ref()?;
    let (before, after) = (figure.bound, figure.estimate.value);
    Some(vec![
        clipped(&case.name),
        six_digits(before),
        six_digits(after),
        percent((after - before) / before.abs()),
        figure.unit.clone(),
        Outcome::of(case).word().to_owned(),
        clipped(&case.message),
    ])
}

/// The message of a case: a paragraph, or a list where it has several lines, and the tables within.
fn found(case: &Case) -> Vec<Block> {
    let parts = case.message.split("\n\n").map(|part| part.lines().take(MOST_LINES).collect());
    parts.map(|lines: Vec<&str>| part(&lines)).collect()
}

fn part(lines: &[&str]) -> Block {
    let cells = |line: &&str| line.trim_matches('|').split('|').map(clipped).collect::<Vec<_>>();
    match lines {
        [header, _, rows @ ..] if lines.iter().all(|line| line.starts_with('|')) => {
            let header = cells(header);
            let rows = rows.iter().map(cells).collect();
            Block::Table { header, rows, align: Vec::new(), caption: String::new() }
        }
        [] => Block::Paragraph(String::new()),
        [line] => Block::Paragraph(clipped(line)),
        _ => Block::List(lines.iter().copied().map(clipped).collect()),
    }
}

/// A number with as many digits as show a small move.
fn six_digits(value: f64) -> String {
    match format!("{value:.5e}").parse::<f64>() {
        Ok(rounded) if rounded.is_finite() => rounded.to_string(),
        _ => number(value),
    }
}

fn warnings(checked: &Checked) -> Option<Section> {
    let mut rows = Vec::new();
    for scenario in &checked.scenarios {
        let cases = scenario.cases.iter().filter(|case| !is_about_moves(case));
        for case in cases.filter(|case| Outcome::of(case) == Outcome::Warning) {
            rows.push(vec![
                code(&place(scenario, case)),
                clipped(&case.name),
                clipped(&case.message),
            ]);
        }
    }
    let text = "Warnings: the check does not fail for these".to_owned();
    let header = ["place", "expected", "found"];
    (!rows.is_empty()).then(|| Section {
        sort: "table of warnings",
        blocks: vec![Block::Heading { level: 3, text }, table(&header, rows, 0..0, String::new())],
    })
}

/// Every case of a scenario, folded away.
fn details(scenario: &CheckedScenario) -> Section {
    let rows = scenario.cases.iter().map(|case| {
        let mut row = vec![Outcome::of(case).word().to_owned(), clipped(&case.name)];
        row.extend(case.figure.as_ref().map_or_else(Vec::new, numbers));
        row
    });
    let header = ["outcome", "expected", "estimate", "95 % interval", "bound", "margin", "n"];
    let blocks = vec![table(&header, rows.collect(), 2..7, String::new())];
    let summary = format!("{}, case by case", clipped(&scenario.path));
    let blocks = vec![Block::Details { summary, blocks }];
    Section { sort: "list of all cases of a scenario", blocks }
}

impl Section {
    fn markdown(&self) -> String {
        self.blocks.iter().map(|block| block.to_markdown() + "\n\n").collect()
    }
}

/// A table of which these columns are numbers.
fn table(header: &[&str], rows: Vec<Vec<String>>, numbers: Range<usize>, caption: String) -> Block {
    let header: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
    let mut align = vec![Align::Left; header.len()];
    align[numbers].fill(Align::Right);
    Block::Table { header, rows, align, caption }
}

/// A path as code.
fn code(path: &str) -> String {
    format!("`{}`", clipped(&path.replace('`', "'")))
}

/// A text on one line, no longer than there is room for.
fn clipped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests;
