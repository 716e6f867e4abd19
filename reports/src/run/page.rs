//! This file is about the page of a run: what was asked, what happened, and how to do it again.

use sim::scenario::Severity;
use studies::{Claim, Figure, JudgedClaim, Verdict};

use super::findings::{self, unit};
use super::words::{bias, in_unit, interval, number, percent};
use super::{Played, gap, interruption, replicates, spiral};
use crate::{Align, Block, Chart, Document};

/// The report of a run, with its charts.
#[must_use]
pub fn page(played: &Played, charts: &[Chart]) -> Document {
    let mut blocks = Vec::new();
    section(&mut blocks, "What was asked", asked(played));
    section(&mut blocks, "What happened", happened(played));
    if !played.loaded.written.expect.is_empty() {
        section(&mut blocks, "What was expected", vec![expected(played)]);
    }
    let of_spiral = spiral::blocks(played);
    if !of_spiral.is_empty() {
        section(&mut blocks, "The death spiral", of_spiral);
    }
    section(&mut blocks, "Charts", charts.iter().map(Block::figure).collect());
    if !played.loaded.written.observed.is_empty() {
        section(&mut blocks, "Beside what was observed", vec![observed(played)]);
    }
    if interruption::matters(played) {
        section(&mut blocks, "What interruptions leave", interruption::blocks(played));
    }
    section(&mut blocks, "The figures", vec![end_table(played)]);
    section(&mut blocks, "The scenario", scenario(played));
    section(&mut blocks, "How to do it again", again(played));
    Document { title: title(played), front_matter: front_matter(played), blocks }
}

fn section(blocks: &mut Vec<Block>, heading: &str, content: Vec<Block>) {
    blocks.push(Block::Heading { level: 2, text: heading.to_owned() });
    blocks.extend(content);
}

fn title(played: &Played) -> String {
    played.name.replace(['-', '_'], " ")
}

fn front_matter(played: &Played) -> Vec<(String, String)> {
    let run = &played.loaded.written.run;
    let calendar = &played.loaded.game.calendar;
    let last = calendar.date(calendar.steps().saturating_sub(1));
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut pairs = vec![
        pair("Network", network(played)),
        pair("Time", format!("{} to {last}, {} steps", run.start, calendar.steps())),
        pair("Replicates", replicates::count(played)),
        pair("Seed", played.seed.to_string()),
        pair("Scenario", format!("SHA-256 {}", &played.scenario_hash[..16])),
        pair("Model", model(played)),
    ];
    if !played.changes.is_empty() {
        pairs.insert(0, pair("Changed", played.changes.join(", ")));
    }
    pairs
}

fn network(played: &Played) -> String {
    let devices = match played.has_devices() {
        true => number(played.loaded.game.devices_at_start() as f64),
        false => "no".to_owned(),
    };
    format!("{devices} devices, {}", played.symbol())
}

fn model(played: &Played) -> String {
    let devices = if played.has_devices() { "every device one by one, " } else { "" };
    format!("aipin {}: {devices}every token in a ledger", played.version)
}

fn asked(played: &Played) -> Vec<Block> {
    let about = played.loaded.written.about.trim();
    let about = if about.is_empty() { "The scenario does not say." } else { about };
    let mut blocks = vec![Block::Paragraph(about.replace('\n', " "))];
    for warning in played.loaded.warnings() {
        let help = warning.help.map_or_else(String::new, |help| format!(" ({help})"));
        let text = format!("This may not be meant: {}{help}.", warning.message);
        blocks.push(Block::Note(text));
    }
    blocks
}

fn happened(played: &Played) -> Vec<Block> {
    let mut blocks = vec![Block::List(findings::list(played))];
    let about = replicates::sentences(played).into_iter();
    blocks.extend(about.map(|sentence| Block::Paragraph(format!("{sentence}."))));
    let note = if played.collected.replicates() < 20 {
        "So few replicates show what can happen and not how likely it is; run more of them before you \
         conclude anything."
    } else {
        "Numbers are conditional on the scenario: a modelled outcome interval says how far apart the runs \
         are, and nothing about what the scenario leaves out."
    };
    blocks.push(Block::Note(note.to_owned()));
    blocks
}

/// What is asked by `aipin check` alone, since it takes other runs too.
fn compared(played: &Played) -> Vec<Claim> {
    let claims = studies::claims::claims(played.loaded);
    claims.into_iter().filter(|claim| !claim.is_of_one_scenario()).collect()
}

fn expected(played: &Played) -> Block {
    let row = |judged: &JudgedClaim| {
        let (claim, estimate) = (&judged.claim, &judged.estimate);
        let mut is = in_unit(estimate.value, &claim.unit);
        if estimate.low < estimate.high {
            is += &format!("\n({})", range(judged));
        }
        vec![
            claim.words.clone(),
            is,
            in_unit(judged.margin, &claim.unit),
            estimate.n.to_string(),
            verdict(played, judged),
            claim.because.clone(),
        ]
    };
    let open = |claim: Claim| {
        let mut row = vec![claim.words];
        row.extend(["–"; 3].map(str::to_owned));
        row.extend(["asked by `aipin check`".to_owned(), claim.because]);
        row
    };
    let header = ["what should be", "is\n(95 % interval)", "margin", "n", "verdict", "because"];
    let align = [Align::Left, Align::Right, Align::Right, Align::Right];
    let caption = "What the scenario expects. A verdict is one over all rows at once (Holm, 5 %), so that \
                   it asks for more than the interval of its row.";
    let rows = played.judged.iter().map(row).chain(compared(played).into_iter().map(open));
    table(&header, rows.collect(), &align, caption)
}

/// The interval of a claim, and to which side its estimate is biased.
fn range(judged: &JudgedClaim) -> String {
    let unit = &judged.claim.unit;
    let bias = bias(judged.bias, unit).map(|bias| format!("; it is {bias}"));
    interval(&judged.estimate, unit) + &bias.unwrap_or_default()
}

/// The verdict, whether a check would fail for it, and where to look if it is bad.
fn verdict(played: &Played, judged: &JudgedClaim) -> String {
    let is_warning = judged.claim.severity == Severity::Warning && judged.verdict != Verdict::Pass;
    let warning = if is_warning { " (a warning)" } else { "" };
    said(played, judged) + warning
}

fn said(played: &Played, judged: &JudgedClaim) -> String {
    match (judged.verdict, judged.missing, judged.first) {
        (Verdict::Pass, ..) => "**met**".to_owned(),
        (Verdict::Inconclusive, ..) => "inconclusive".to_owned(),
        (Verdict::Fail, 1.., _) => {
            format!("**not met**: it could not be evaluated in {} runs", judged.missing)
        }
        (Verdict::Fail, 0, Some(first)) => {
            let date = played.loaded.game.calendar.date(first.step);
            let replicate = replicates::number(played.collected, first.replicate);
            format!("**not met**: first on {date} in replicate {replicate}")
        }
        (Verdict::Fail, 0, None) if judged.margin.is_nan() => {
            "**not met**: it is infinite in some runs".to_owned()
        }
        (Verdict::Fail, 0, None) => "**not met**".to_owned(),
    }
}

fn observed(played: &Played) -> Block {
    let row = |pair: gap::Pair| {
        let gap = pair.simulated / pair.published - 1.0;
        vec![
            pair.date.to_string(),
            format!("`{}`", pair.metric),
            number(pair.published),
            number(pair.simulated),
            percent(gap),
        ]
    };
    let header = ["date", "metric", "published", "simulated (median)", "gap"];
    let align = [Align::Left, Align::Left, Align::Right, Align::Right, Align::Right];
    let rows: Vec<Vec<String>> = gap::pairs(played).into_iter().map(row).collect();
    Block::Details {
        summary: format!("{} published values beside the simulated ones", rows.len()),
        blocks: vec![table(
            &header,
            rows,
            &align,
            "The gap is simulated over published, less one.",
        )],
    }
}

/// The metrics at the end that a reader asks for first.
const HEADLINES: [&str; 15] = [
    "price.usd",
    "devices.active",
    "devices.onboarded",
    "devices.gone",
    "devices.gone.broken",
    "devices.gone.tired",
    "demand.served_share",
    "work.revenue_usd",
    "work.energy_kwh",
    "emission.reward_usd_per_device",
    "operators.margin_usd_median",
    "operators.payback_days_median",
    "operators.unprofitable_share",
    "ledger.supply",
    "ledger.burned",
];

/// Those of a token without devices.
const OF_THE_TOKEN: [&str; 10] = [
    "price.usd",
    "emission.scheduled_tokens",
    "emission.reminted_tokens",
    "emission.minted_tokens",
    "emission.burned_tokens",
    "ledger.supply",
    "ledger.circulating",
    "ledger.locked",
    "ledger.treasury",
    "ledger.burned",
];

fn end_table(played: &Played) -> Block {
    let metrics = if played.has_devices() { &HEADLINES[..] } else { &OF_THE_TOKEN };
    let rows = metrics.iter().filter_map(|metric| {
        let of = |statistic| studies::summary::at_end(played.figures, metric, statistic);
        let (median, low, high) = (of("p50")?, of("p05")?, of("p95")?);
        let unit = unit(played, median);
        let value = |figure: &Figure| in_unit(figure.estimate.value, &unit);
        Some(vec![
            format!("`{metric}`"),
            value(median),
            interval(&median.estimate, &unit),
            value(low),
            value(high),
            median.estimate.n.to_string(),
        ])
    });
    let header = ["metric at the end", "median", "95 % interval of the median", "p05", "p95", "n"];
    let caption =
        "Quantiles over the replicates by order statistics. All metrics, every year: summary.csv.";
    let align = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right];
    table(&header, rows.collect(), &align, caption)
}

pub(crate) fn table(
    header: &[&str],
    rows: Vec<Vec<String>>,
    align: &[Align],
    caption: &str,
) -> Block {
    Block::Table {
        header: header.iter().map(|name| (*name).to_owned()).collect(),
        rows,
        align: align.to_vec(),
        caption: caption.to_owned(),
    }
}

fn scenario(played: &Played) -> Vec<Block> {
    let text = played.loaded.resolved_yaml();
    vec![
        Block::Paragraph(
            "With every default written out; running it gives the same tables and charts."
                .to_owned(),
        ),
        Block::Details {
            summary: "scenario.resolved.yaml".to_owned(),
            blocks: vec![Block::Code { language: "yaml".to_owned(), text }],
        },
    ]
}

fn again(played: &Played) -> Vec<Block> {
    let mut blocks =
        vec![Block::Code { language: "sh".to_owned(), text: played.command.to_owned() }];
    let variants: Vec<&str> = played.loaded.written.variants.keys().map(String::as_str).collect();
    if !variants.is_empty() {
        blocks.push(Block::Paragraph(format!(
            "The scenario has variants on the same chance ({}): add `--variant NAME`.",
            variants.join(", ")
        )));
    }
    blocks
}
