//! This file is about what a comparison found, in sentences made of its figures.

use studies::compare::{Margin, MetricDifference};

use super::words::{Verdict, capital, relative, signed, signed_interval, swept};
use super::{Pair, headlines, of_pairs, winners};
use crate::run::words::{in_unit, number};

/// Headlines that get a sentence of their own.
const SENTENCES: usize = 6;

/// The finding in one line: the title of the report.
pub(super) fn title(pair: &Pair) -> String {
    let [base, proposal] = pair.names();
    if pair.is_null() {
        return format!("{proposal} changes nothing: every difference from {base} is zero");
    }
    let headlines = headlines::of(pair);
    let differs = headlines.iter().find(|(_, of)| Verdict::of(of).differs());
    match differs {
        Some((plain, difference)) => {
            format!("With {proposal}, {plain} at the end: {}", amount(pair, difference))
        }
        None => format!("No headline figure tells {proposal} from {base}"),
    }
}

/// How much more or less, as a share of the base where that has a meaning.
pub(super) fn amount(pair: &Pair, difference: &MetricDifference) -> String {
    let unit = pair.unit(difference.unit);
    let share = difference.relative.value;
    match unit == "share" || !share.is_finite() || difference.base.value < 0.0 {
        true => signed(swept(&difference.difference, difference.base.value).value, &unit),
        false => relative(share),
    }
}

/// What happened, a sentence a headline, then all metrics together, and who gains and loses.
#[must_use]
pub fn list(pair: &Pair) -> Vec<String> {
    let mut sentences = Vec::new();
    if pair.is_null() {
        sentences.push(nothing(pair));
        return sentences;
    }
    let headlines = headlines::of(pair);
    sentences
        .extend(headlines.iter().take(SENTENCES).map(|(plain, of)| of_metric(pair, plain, of)));
    sentences.extend(winners::sentence(pair));
    sentences.push(all_together(pair));
    sentences.extend(only_one_has(pair));
    sentences.extend(broken(pair));
    sentences
}

/// The null reform.
fn nothing(pair: &Pair) -> String {
    let [base, proposal] = pair.names();
    format!(
        "Every difference is zero, to the bit: {proposal} and {base} have the same value in all {} pairs of \
         runs, for each of {} metrics in every step, and every device ends the same. {proposal} changes \
         nothing",
        pair.pairs(),
        pair.at_end().count(),
    )
}

fn of_metric(pair: &Pair, plain: &str, difference: &MetricDifference) -> String {
    let unit = pair.unit(difference.unit);
    let [_, proposal] = pair.names();
    let estimate = &swept(&difference.difference, difference.base.value);
    let metric = &difference.metric;
    let what = format!("{} (`{metric}`)", capital(plain));
    let [from, to] = [difference.base.value, difference.proposal.value].map(|v| in_unit(v, &unit));
    let missing = match pair.missing(difference) {
        0 => String::new(),
        missing => format!("; in {missing} of {} pairs there is none", pair.pairs()),
    };
    let n = estimate.n;
    let within =
        format!("95 % interval {}, n = {n}, paired{missing}", signed_interval(estimate, &unit));
    let by = signed(estimate.value, &unit);
    match Verdict::of(difference) {
        Verdict::Identical => {
            format!("{what}: {to} at the end with either, the same to the bit (n = {n}{missing})")
        }
        Verdict::Missing => format!("{what}: there is no number to compare"),
        Verdict::Unknown => {
            format!(
                "{what}: {by} at the end with {proposal}, {to} instead of {from} ({}{missing})",
                of_pairs(n)
            )
        }
        Verdict::Equivalent => format!(
            "{what}: the same within {} at the end with {proposal} ({by}; {within})",
            margin(pair)
        ),
        Verdict::Higher | Verdict::Lower => {
            format!(
                "{what}: **{by}** at the end with {proposal}, {to} instead of {from} ({within})"
            )
        }
        Verdict::Open if estimate.low > 0.0 || estimate.high < 0.0 => format!(
            "{what}: not told apart at the end among so many figures, though alone it would be ({by}; {within})"
        ),
        Verdict::Open => format!("{what}: not told apart at the end ({by}; {within})"),
    }
}

/// The margin of equivalence in words.
pub(super) fn margin(pair: &Pair) -> String {
    match pair.compared.limits.margin {
        Margin::OfBase(share) => format!("{} % of the base", number(share * 100.0)),
        Margin::Absolute(size) => format!("a margin of {}", number(size)),
    }
}

fn all_together(pair: &Pair) -> String {
    let verdicts: Vec<Verdict> = pair.at_end().map(Verdict::of).collect();
    let count = |verdict| verdicts.iter().filter(|of| **of == verdict).count();
    let parts = [
        (Verdict::Higher, "higher"),
        (Verdict::Lower, "lower"),
        (Verdict::Equivalent, "the same within the margin"),
        (Verdict::Identical, "the same to the bit"),
        (Verdict::Open, "not told apart"),
        (Verdict::Unknown, "of too few pairs to tell"),
        (Verdict::Missing, "without a number"),
    ];
    let parts = parts.map(|(verdict, words)| (count(verdict), words));
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, words)| format!("{count} {words}")).collect();
    format!("Of {} metrics at the end: {}", verdicts.len(), parts.join(", "))
}

fn only_one_has(pair: &Pair) -> Option<String> {
    let names = |metrics: &[sim::record::Metric]| {
        let names: Vec<String> =
            metrics.iter().take(5).map(|metric| format!("`{}`", metric.name)).collect();
        let more = metrics.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        names.join(", ") + &more
    };
    let sides = [&pair.compared.only_base, &pair.compared.only_proposal];
    let sides = sides.into_iter().zip(pair.names()).filter(|(metrics, _)| !metrics.is_empty());
    let parts: Vec<String> =
        sides.map(|(metrics, name)| format!("only {name} has {}", names(metrics))).collect();
    (!parts.is_empty()).then(|| format!("Metrics that are not compared: {}", parts.join("; ")))
}

fn broken(pair: &Pair) -> Option<String> {
    let broken = pair.compared.broken.len();
    (broken > 0).then(|| {
        format!(
            "{broken} of {} pairs did not come to their end and are missing in all of this",
            pair.compared.replicates
        )
    })
}
