//! This file is about how many replicates were played: what made them enough, and which of them broke.

use sim::chance::Pairing;
use studies::{Collected, Of, Stopped};

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

/// The number of the replicate that was played in this place, from 0: one that is played alone keeps its own.
pub(super) fn number(collected: &Collected, place: u32) -> u32 {
    match (collected.played(), collected.numbers.first()) {
        (1, Some(number)) => *number,
        _ => place,
    }
}

/// What made them enough and which broke, in a sentence each; none where there is nothing to say.
#[must_use]
pub fn sentences(played: &Played) -> Vec<String> {
    played.stopped.map(stopped).into_iter().chain(broken(played)).collect()
}

fn stopped(stopped: &Stopped) -> String {
    let Stopped { asked, of, pairing, n, half_width, is_within } = stopped;
    let (what, unit) = match of {
        Of::Mean => ("mean", "of it"),
        Of::Share => ("share", "of the replicates"),
    };
    let asked_for = percent(asked.half_width.value());
    let reached = percent(*half_width);
    let is = format!("the half-width of the {what} of {} is {reached} {unit}", asked.that);
    let begin = if *is_within { "Stopped" } else { "Not reached" };
    format!("{begin} after {n} {}: {is}, and {asked_for} was asked for", observations(*pairing))
}

/// What statistics count.
pub(super) fn observations(pairing: Pairing) -> &'static str {
    match pairing {
        Pairing::Independent => "replicates",
        Pairing::Antithetic => "pairs of replicates",
    }
}

fn broken(played: &Played) -> Option<String> {
    let collected = played.collected;
    let first = collected.broken.first()?;
    let others = match collected.left_alone.len() {
        0 => String::new(),
        alone => format!(", nor {alone} that were of one pair with them"),
    };
    Some(format!(
        "{} of {} replicates broke, which is a defect of the program, and no figure counts them{others}; \
         the first is replicate {}: it {}",
        collected.broken.len(),
        collected.played(),
        first.replicate,
        first.cause
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replicate_that_is_played_alone_keeps_its_number() {
        let of = |numbers: &[u32]| Collected { numbers: numbers.to_vec(), ..Collected::default() };
        assert_eq!(number(&of(&[91]), 0), 91);
        assert_eq!(number(&of(&[0, 1, 2]), 2), 2);
    }
}
