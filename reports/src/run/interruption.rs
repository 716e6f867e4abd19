//! This file is about what interruptions leave of each workload: for a run in which devices train or
//! render, the reason behind what is served.

use sim::scenario::{Interrupted, Left};

use super::Played;
use super::page::table;
use super::words::{number, percent};
use crate::{Align, Block};

/// Whether a workload of the run says how it bears interruptions.
pub(super) fn matters(played: &Played) -> bool {
    let mut workloads = played.loaded.written.demand.values();
    workloads.any(|workload| workload.training.is_some() || workload.rendering.is_some())
}

/// What is left of a device's hour for each workload, as a sentence and a table.
pub(super) fn blocks(played: &Played) -> Vec<Block> {
    let all = played.loaded.interrupted();
    vec![Block::Paragraph(sentence(&all)), rows(&all)]
}

fn sentence(all: &[Interrupted]) -> String {
    let of = |one: &Interrupted| {
        let left = one.left.as_ref().ok()?;
        Some(format!("{} for `{}` on `{}`", kept(left), one.workload, one.group))
    };
    let parts: Vec<String> = all.iter().filter_map(of).collect();
    format!(
        "Of an hour of a device, interruptions and waiting for others leave {}. Arithmetic on the \
         assumptions of the scenario, the same in every run.",
        parts.join("; ")
    )
}

/// Shares near all are told by what is lost.
fn kept(left: &Left) -> String {
    let share = left.of_interruptions * left.of_exchange;
    match 1.0 - share {
        lost if lost > 0.0 && lost < 0.001 => format!("all but {}", percent(lost)),
        _ => percent(share),
    }
}

fn rows(all: &[Interrupted]) -> Block {
    let row = |one: &Interrupted| {
        let mut cells = vec![one.workload.clone(), one.group.clone(), one.hardware.clone()];
        cells.extend(match &one.left {
            Ok(left) => vec![
                hours(left.mtbf_seconds),
                percent(left.of_interruptions),
                percent(left.of_exchange),
                kept(left),
            ],
            Err(why) => vec!["–".to_owned(), "–".to_owned(), "–".to_owned(), format!("0: {why}")],
        });
        cells
    };
    let header = [
        "workload",
        "group",
        "hardware",
        "between interruptions",
        "left by interruptions",
        "left by the exchange",
        "left of an hour",
    ];
    let align = [
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ];
    let caption = "Training: time between interruptions of whatever stops a node, goodput at the best \
        checkpoint interval, and the computing share of a step. Other work: a request or a frame that \
        is half done on average; a prompt of 512 tokens answered with as many. The loss of requests \
        is told here and is not taken off a day's capacity, since it is smaller than any figure \
        that is shown.";
    table(&header, all.iter().map(row).collect(), &align, caption)
}

fn hours(seconds: f64) -> String {
    if seconds.is_infinite() {
        "never".to_owned()
    } else {
        format!("{} h", number(seconds / 3_600.0))
    }
}
