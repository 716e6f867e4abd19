//! This file is about how many replicates were played: what made them enough, and which of them broke.

use studies::{Of, Stopped};

use super::Played;
use super::words::percent;

/// How many there are, for the head of the report.
pub(super) fn count(played: &Played) -> String {
    let collected = played.collected;
    let all = collected.played();
    let which = match (all, collected.numbers.first()) {
        (1, Some(number)) if *number > 0 => format!("1 (number {number}, from 0)"),
        _ => all.to_string(),
    };
    match collected.broken.len() {
        0 => which,
        broken => format!("{which}, of which {broken} broke"),
    }
}

/// What made them enough and which broke, in a sentence each; none where there is nothing to say.
#[must_use]
pub fn sentences(played: &Played) -> Vec<String> {
    played.stopped.map(stopped).into_iter().chain(broken(played)).collect()
}

fn stopped(stopped: &Stopped) -> String {
    let Stopped { asked, of, n, half_width, is_within } = stopped;
    let (what, unit) = match of {
        Of::Mean => ("mean", "of it"),
        Of::Share => ("share", "of the replicates"),
    };
    let asked_for = percent(asked.half_width.value());
    let reached = percent(*half_width);
    let is = format!("the half-width of the {what} of {} is {reached} {unit}", asked.that);
    match is_within {
        true => format!("Stopped after {n} replicates: {is}, and {asked_for} was asked for"),
        false => format!("Not reached after {n} replicates: {is}, and {asked_for} was asked for"),
    }
}

fn broken(played: &Played) -> Option<String> {
    let first = played.collected.broken.first()?;
    Some(format!(
        "{} of {} replicates broke, which is a defect of the program, and no figure counts them; the \
         first is replicate {}: it {}",
        played.collected.broken.len(),
        played.collected.played(),
        first.replicate,
        first.cause
    ))
}
