//! This file is about judging: all claims of a scenario at once.

use std::collections::BTreeMap;

use sim::chance::Pairing;
use sim::scenario::{Against, Difference};

use super::evidence::{self, Evidence, Moments};
use super::reduce::Watch;
use super::{Claim, JudgedClaim, Side, Statistic};
use crate::statistics::{Estimate, Held, holm};
use crate::verdict::Verdict;

/// What a stored baseline knows of a metric at the end; nothing if it does not know it.
pub type Baseline<'a> = dyn Fn(&str) -> Option<Moments> + 'a;

/// What the runs of a scenario are compared with.
#[derive(Clone, Copy, Default)]
pub struct Others<'a> {
    /// The runs of its variants, on the same chance.
    pub variants: Option<&'a BTreeMap<String, Watch>>,
    /// Its stored baseline.
    pub baseline: Option<&'a Baseline<'a>>,
}

impl Others<'_> {
    /// What the baseline knows of what a claim compares with it.
    fn known(&self, claim: &Claim) -> Option<Moments> {
        let baseline = self.baseline.filter(|_| claim.is_against_baseline())?;
        baseline(&claim.that)
    }
}

/// Judges all claims of a scenario at once, so that the chance that any verdict of pass is wrong is at
/// most `alpha`, and the same of fail. Whoever looks several times hands over the part of each look.
/// What is to be compared with a baseline fails, since there is none.
#[must_use]
pub fn judge_claims(
    claims: &[Claim],
    own: &Watch,
    variants: &BTreeMap<String, Watch>,
    alpha: f64,
) -> Vec<JudgedClaim> {
    judge_beside(claims, own, Others { variants: Some(variants), baseline: None }, alpha)
}

/// The same beside a baseline too.
#[must_use]
pub fn judge_beside(claims: &[Claim], own: &Watch, others: Others, alpha: f64) -> Vec<JudgedClaim> {
    let numbers: Vec<Vec<f64>> =
        claims.iter().enumerate().map(|(at, claim)| numbers(claim, at, own, others)).collect();
    let evidence: Vec<Option<Evidence>> = claims
        .iter()
        .zip(&numbers)
        .map(|(claim, numbers)| evidence(claim, (numbers, own.pairing()), others))
        .collect();
    let p_values = claims.iter().zip(&evidence).map(|(claim, evidence)| {
        let p_values = |evidence: &Evidence| evidence.p_values(claim.side, claim.bound);
        evidence.as_ref().map(p_values)
    });
    let p_values: Vec<Option<(f64, f64)>> = p_values.collect();
    let known: Vec<(f64, f64)> = p_values.iter().flatten().copied().collect();
    let met = holm(&known.iter().map(|(met, _)| *met).collect::<Vec<_>>());
    let missed = holm(&known.iter().map(|(_, missed)| *missed).collect::<Vec<_>>());
    let mut held = met.into_iter().zip(missed);
    let mut judged = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        let held = evidence[at].as_ref().and_then(|evidence| Some((evidence, held.next()?)));
        judged.push(match held {
            Some((evidence, held)) => by_evidence(claim, &numbers[at], evidence, held, alpha),
            None if claim.is_invariant() => in_steps(claim, &numbers[at], own, at),
            None => unknown(claim, &numbers[at]),
        });
    }
    judged
}

/// The number of each replicate; NaN where there is none.
fn numbers(claim: &Claim, at: usize, own: &Watch, others: Others) -> Vec<f64> {
    let own = own.values[at].iter();
    let compared = |own: f64, other: f64| match claim.number.difference {
        Difference::Absolute => own - other,
        // As a share of its size: what is above a number below zero is more.
        Difference::Relative => (own - other) / other.abs(),
    };
    match &claim.number.against {
        None => own.copied().collect(),
        Some(Against::Baseline) => {
            let mean = others.known(claim).map_or(f64::NAN, |baseline| baseline.mean);
            own.map(|own| compared(*own, mean)).collect()
        }
        Some(Against::Variant(name)) => {
            let variant = others.variants.and_then(|variants| variants.get(name));
            let others = variant.map_or(&[][..], |variant| &variant.values[at]);
            // A replicate that the variant lacks is missing.
            let others = others.iter().copied().chain(std::iter::repeat(f64::NAN));
            own.zip(others).map(|(own, other)| compared(*own, other)).collect()
        }
    }
}

/// What the replicates say, if each of them says something and it takes statistics to hear it.
fn evidence(
    claim: &Claim,
    (numbers, pairing): (&[f64], Pairing),
    others: Others,
) -> Option<Evidence> {
    if numbers.is_empty() || numbers.iter().any(|number| number.is_nan()) {
        return None;
    }
    let evidence = match claim.statistic {
        Statistic::Mean => match others.known(claim) {
            Some(baseline) => {
                let is_relative = claim.number.difference == Difference::Relative;
                evidence::mean_beside(numbers, pairing, baseline, is_relative)
            }
            None => evidence::mean(numbers, pairing),
        },
        Statistic::MeanOfYes => evidence::share(numbers, pairing, |number| number > 0.5),
        Statistic::Quantile(of) => evidence::quantile(numbers, of, pairing),
        Statistic::Cvar(worst, tail) => evidence::cvar(numbers, worst, tail, pairing),
        Statistic::ShareOfRuns(with) => {
            evidence::share(numbers, pairing, |number| with.hold(number))
        }
        Statistic::Always | Statistic::Sometimes(_) => return None,
    };
    evidence.is_finite().then_some(evidence)
}

fn by_evidence(
    claim: &Claim,
    numbers: &[f64],
    evidence: &Evidence,
    (met, missed): (Held, Held),
    alpha: f64,
) -> JudgedClaim {
    let (verdict, held) = match (met.p_value <= alpha, missed.p_value <= alpha) {
        (true, _) => (Verdict::Pass, met),
        (_, true) => (Verdict::Fail, missed),
        _ => (Verdict::Inconclusive, met),
    };
    let level = alpha / held.among as f64;
    let is_lower = (claim.side == Side::AtLeast) != (verdict == Verdict::Fail);
    let estimate = evidence.estimate().clone();
    JudgedClaim {
        claim: claim.clone(),
        limit: evidence.limit(is_lower, level),
        level: 1.0 - level,
        margin: claim.side.margin(estimate.value, claim.bound),
        estimate,
        bias: evidence.bias(),
        verdict,
        worst: worst(claim, numbers),
        wrong: wrong(claim, numbers),
        first: None,
        missing: 0,
    }
}

/// A claim that could not be evaluated, which fails.
fn unknown(claim: &Claim, numbers: &[f64]) -> JudgedClaim {
    JudgedClaim {
        claim: claim.clone(),
        estimate: exact(f64::NAN, "none: it could not be evaluated", numbers.len()),
        bias: None,
        limit: f64::NAN,
        level: f64::NAN,
        margin: f64::NAN,
        verdict: Verdict::Fail,
        worst: worst(claim, numbers),
        wrong: wrong(claim, numbers),
        first: None,
        missing: count_missing(numbers),
    }
}

fn count_missing(numbers: &[f64]) -> usize {
    numbers.iter().filter(|number| number.is_nan()).count()
}

/// A number that is known as it is.
fn exact(value: f64, method: &'static str, n: usize) -> Estimate {
    Estimate { value, low: f64::NAN, high: f64::NAN, method, n }
}

/// What holds in steps, which needs no statistics. What was never evaluated fails.
fn in_steps(claim: &Claim, numbers: &[f64], own: &Watch, at: usize) -> JudgedClaim {
    let seen = own.seen[at];
    let is_sometimes = matches!(claim.statistic, Statistic::Sometimes(_));
    let missing = if is_sometimes { own.broken } else { count_missing(numbers) };
    let holds = seen.first.is_some() == is_sometimes;
    let verdict = match holds && missing == 0 && seen.steps > 0 {
        true => Verdict::Pass,
        false => Verdict::Fail,
    };
    let value = nearest(claim, numbers);
    JudgedClaim {
        claim: claim.clone(),
        estimate: exact(value, "every step", numbers.len()),
        bias: None,
        limit: f64::NAN,
        level: 1.0,
        margin: claim.bounds_of_a_run().inside(value),
        verdict,
        worst: worst(claim, numbers),
        wrong: wrong(claim, numbers),
        first: seen.first,
        missing,
    }
}

/// How far the number of a run is on the right side; the least there is if it says nothing.
fn goodness(claim: &Claim, number: f64) -> f64 {
    let inside = claim.bounds_of_a_run().inside(number);
    match (claim.statistic, claim.side) {
        _ if inside.is_nan() => f64::NEG_INFINITY,
        // Where few runs may be so, it is those that are so that are on the wrong side.
        (Statistic::ShareOfRuns(_), Side::AtMost) => -inside,
        (Statistic::MeanOfYes, Side::AtLeast) => number - 0.5,
        (Statistic::MeanOfYes, Side::AtMost) => 0.5 - number,
        _ => inside,
    }
}

/// The replicate that is the farthest on the wrong side, or the nearest to it.
fn worst(claim: &Claim, numbers: &[f64]) -> Option<u32> {
    let goodness = |replicate: &usize| goodness(claim, numbers[*replicate]);
    let worst = (0..numbers.len()).min_by(|a, b| goodness(a).total_cmp(&goodness(b)));
    worst.map(|replicate| replicate as u32)
}

/// The replicates on the wrong side, the worst first, and their numbers.
fn wrong(claim: &Claim, numbers: &[f64]) -> Vec<(u32, f64)> {
    let goodness = |number: f64| goodness(claim, number);
    let all = numbers.iter().enumerate().map(|(replicate, number)| (replicate as u32, *number));
    let mut wrong: Vec<(u32, f64)> = all.filter(|(_, number)| goodness(*number) < 0.0).collect();
    wrong.sort_by(|(_, a), (_, b)| goodness(*a).total_cmp(&goodness(*b)));
    wrong
}

/// Of what always holds the number that is nearest to breaking it, of what sometimes holds the one that
/// does best.
fn nearest(claim: &Claim, numbers: &[f64]) -> f64 {
    let there = numbers.iter().copied().filter(|number| !number.is_nan());
    let better = |a: &f64, b: &f64| goodness(claim, *a).total_cmp(&goodness(claim, *b));
    let found = match claim.statistic {
        Statistic::Sometimes(_) => there.max_by(better),
        Statistic::Always => there.min_by(better),
        _ => None,
    };
    found.unwrap_or(f64::NAN)
}
