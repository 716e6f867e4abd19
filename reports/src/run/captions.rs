//! This file is about the captions of charts: by what the lines come about in this scenario.

use sim::decisions::joining::JoiningKind;
use sim::decisions::returning::ReturningKind;
use sim::decisions::staying::StayingKind;
use sim::emission::BurnKind;

use super::Played;

/// How to read the bands of a fan.
pub(super) fn bands(played: &Played) -> &'static str {
    match played.collected.replicates() {
        1 => "One run, so there is no band.",
        _ => {
            "Line: median over the runs. Dark band: half of them. Light band: 90 % of them. A modelled \
             outcome interval, given this scenario."
        }
    }
}

/// What lines without a band show.
pub(super) fn medians(played: &Played) -> &'static str {
    match played.collected.replicates() {
        1 => "One run",
        _ => "Medians over the runs",
    }
}

/// Who comes and goes.
pub(super) fn devices(played: &Played) -> String {
    let decisions = &played.loaded.written.decisions;
    let mut what = Vec::new();
    if !matches!(decisions.joining, JoiningKind::None(_)) {
        what.push(
            "join while the hardware pays back soon enough, and wait for it to arrive".to_owned(),
        );
    }
    if !matches!(decisions.staying, StayingKind::Always(_)) {
        what.push("leave when they lose for too long".to_owned());
    }
    if !matches!(decisions.returning, ReturningKind::None(_)) {
        what.push("come back when it would pay again".to_owned());
    }
    if played.collected.last.column("devices.failed").is_some() {
        what.push("are left without a device that breaks, or tire of it".to_owned());
    }
    let owners = match what.is_empty() {
        true => "No owner joins, leaves or comes back.".to_owned(),
        false => format!("Owners {}.", what.join("; they ")),
    };
    format!("{owners} {}", bands(played))
}

/// What makes tokens, and what takes them.
pub(super) fn emission(played: &Played, burns: bool, insiders_sell: bool) -> String {
    let mut caption = format!("{}. What is minted follows the schedule", medians(played));
    if burns {
        caption += match played.loaded.written.emission.burn {
            BurnKind::BurnAndMint(_) | BurnKind::Fees(_) | BurnKind::Vault(_) => {
                "; what is burned follows what customers spend, at the token's price"
            }
            BurnKind::Dated(_) => "; what is burned was counted and is given by date",
            _ => "; what is burned follows rules of its own",
        };
    }
    caption += ".";
    if insiders_sell {
        caption += " Insiders sell a part of what their locks free.";
    }
    caption
}

/// What a margin is made of.
pub(super) fn margin(played: &Played) -> String {
    let income = match played.loaded.written.decisions.income.counts_what_is_kept() {
        true => "Pay in tokens at the day's price, and fees",
        false => {
            "Tokens that were sold, at the day's price, and fees; tokens that are kept count nothing"
        }
    };
    format!(
        "{income}; less electricity and upkeep; hardware is not counted. Line: the middle operator. Band: \
         from the tenth to the ninetieth of a hundred operators. Those at a loss are counted among the \
         devices that are up. {}.",
        medians(played)
    )
}
