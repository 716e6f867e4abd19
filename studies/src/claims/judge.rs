//! This file is about judging: all claims of a scenario at once.

use std::collections::BTreeMap;

use sim::scenario::{Against, Difference};

use super::evidence::{self, Evidence, Moments};
use super::holm::holm;
use super::reduce::Watch;
use super::{Claim, JudgedClaim, Side, Statistic, sides};
use crate::statistics::Estimate;
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

/// Judges all claims of a scenario at once, so that the chance that any verdict of pass is wrong is at
/// most `alpha`, and the same of fail. Whoever looks several times hands over the part of each look.
#[must_use]
pub fn judge_claims(claims: &[Claim], own: &Watch, others: Others, alpha: f64) -> Vec<JudgedClaim> {
    let numbers: Vec<Vec<f64>> =
        claims.iter().enumerate().map(|(at, claim)| numbers(claim, at, own, others)).collect();
    let evidence: Vec<Option<Evidence>> = claims
        .iter()
        .zip(&numbers)
        .map(|(claim, numbers)| evidence(claim, numbers, others))
        .collect();
    let p_values = claims.iter().zip(&evidence).map(|(claim, evidence)| {
        let p_values = |evidence: &Evidence| evidence.p_values(claim.side, claim.bound);
        evidence.as_ref().map(p_values)
    });
    let p_values: Vec<Option<(f64, f64)>> = p_values.collect();
    let known: Vec<(f64, f64)> = p_values.iter().flatten().copied().collect();
    let met = holm(&known.iter().map(|(met, _)| *met).collect::<Vec<_>>(), alpha);
    let missed = holm(&known.iter().map(|(_, missed)| *missed).collect::<Vec<_>>(), alpha);
    let mut held = met.into_iter().zip(missed);
    let mut judged = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        judged.push(match &evidence[at] {
            Some(evidence) => {
                let held = held.next().unwrap_or(((alpha, false), (alpha, false)));
                by_evidence(claim, &numbers[at], evidence, held)
            }
            None => exactly(claim, &numbers[at], own, at),
        });
    }
    judged
}

/// The number of each replicate; NaN where there is none.
fn numbers(claim: &Claim, at: usize, own: &Watch, others: Others) -> Vec<f64> {
    let own = &own.values[at];
    let Some(Against::Variant(name)) = &claim.number.against else { return own.clone() };
    let variant = others.variants.and_then(|variants| variants.get(name));
    let other = |replicate: usize| {
        variant.and_then(|variant| variant.values[at].get(replicate)).copied().unwrap_or(f64::NAN)
    };
    let compared = own.iter().enumerate().map(|(replicate, own)| match claim.number.difference {
        Difference::Absolute => own - other(replicate),
        Difference::Relative => own / other(replicate) - 1.0,
    });
    match claim.statistic {
        Statistic::ShareOfRuns(with) => compared.map(|number| with.inside(number)).collect(),
        _ => compared.collect(),
    }
}

/// What the replicates say, if each of them says something and it takes statistics to hear it.
fn evidence(claim: &Claim, numbers: &[f64], others: Others) -> Option<Evidence> {
    if claim.is_invariant() || numbers.is_empty() || numbers.iter().any(|number| number.is_nan()) {
        return None;
    }
    let evidence = match claim.statistic {
        Statistic::Mean if claim.is_against_baseline() => {
            let baseline = others.baseline.and_then(|baseline| baseline(&claim.that))?;
            let is_relative = claim.number.difference == Difference::Relative;
            evidence::against(numbers, baseline, is_relative)
        }
        _ if claim.is_against_baseline() => return None,
        Statistic::Mean => evidence::mean(numbers),
        Statistic::MeanOfYes => evidence::share(numbers, |number| number > 0.5),
        Statistic::Quantile(of) => evidence::quantile(numbers, of),
        Statistic::Cvar(worst, tail) => evidence::cvar(numbers, worst, tail),
        Statistic::ShareOfRuns(_) => evidence::share(numbers, |inside| inside >= 0.0),
        Statistic::Always | Statistic::Sometimes(_) => return None,
    };
    evidence.estimate().value.is_finite().then_some(evidence)
}

fn by_evidence(
    claim: &Claim,
    numbers: &[f64],
    evidence: &Evidence,
    ((met_level, is_met), (missed_level, is_missed)): ((f64, bool), (f64, bool)),
) -> JudgedClaim {
    let (verdict, level) = match (is_met, is_missed) {
        (true, _) => (Verdict::Pass, met_level),
        (_, true) => (Verdict::Fail, missed_level),
        _ => (Verdict::Inconclusive, met_level),
    };
    let is_lower = (claim.side == Side::AtLeast) != (verdict == Verdict::Fail);
    let estimate = evidence.estimate().clone();
    JudgedClaim {
        claim: claim.clone(),
        limit: evidence.limit(is_lower, level),
        level: 1.0 - level,
        margin: claim.side.margin(estimate.value, claim.bound),
        estimate,
        verdict,
        worst: worst(claim, numbers),
        first: None,
        missing: 0,
    }
}

/// What needs no statistics: what holds in steps, and what could not be evaluated, which fails.
fn exactly(claim: &Claim, numbers: &[f64], own: &Watch, at: usize) -> JudgedClaim {
    let seen = own.seen[at];
    let missing = match claim.statistic {
        Statistic::Sometimes(_) => own.broken,
        _ => numbers.iter().filter(|number| number.is_nan()).count(),
    };
    let holds = match claim.statistic {
        Statistic::Always => seen.first.is_none(),
        Statistic::Sometimes(_) => seen.first.is_some(),
        _ => false,
    };
    let verdict = match holds && missing == 0 && seen.steps > 0 {
        true => Verdict::Pass,
        false => Verdict::Fail,
    };
    let worst = worst(claim, numbers);
    let value = extreme(claim, numbers);
    JudgedClaim {
        claim: claim.clone(),
        estimate: Estimate {
            value,
            low: value,
            high: value,
            method: "every step",
            n: numbers.len(),
        },
        limit: f64::NAN,
        level: 1.0,
        margin: margin(claim, value),
        verdict,
        worst,
        first: seen.first,
        missing,
    }
}

/// How far a number of a run is on the right side.
fn margin(claim: &Claim, number: f64) -> f64 {
    match claim.statistic {
        Statistic::Sometimes(bounds) => bounds.inside(number),
        // Such numbers say how far they are within bounds.
        Statistic::ShareOfRuns(_) => number,
        _ => claim.side.margin(number, claim.bound),
    }
}

/// By replicate the number, and how far it is on the right side; negative on the wrong one, where what
/// says nothing is the farthest.
#[must_use]
pub fn by_replicate(claim: &Claim, at: usize, own: &Watch, others: Others) -> Vec<(f64, f64)> {
    let numbers = numbers(claim, at, own, others);
    numbers.into_iter().map(|number| (number, standing(claim, number))).collect()
}

/// How far a replicate is on the right side; one that says nothing is the farthest on the wrong one.
fn standing(claim: &Claim, number: f64) -> f64 {
    // Where few runs may be good, a good one is on the wrong side.
    let sign = match (claim.statistic, claim.side) {
        (Statistic::ShareOfRuns(with), Side::AtMost) if sides(with).next().is_some() => -1.0,
        _ => 1.0,
    };
    let margin = sign * margin(claim, number);
    if margin.is_nan() { f64::NEG_INFINITY } else { margin }
}

/// The replicate that is the farthest on the wrong side.
fn worst(claim: &Claim, numbers: &[f64]) -> Option<u32> {
    let all = numbers.iter().map(|number| standing(claim, *number)).enumerate();
    let worst = all.min_by(|(_, a), (_, b)| a.total_cmp(b));
    worst.map(|(replicate, _)| replicate as u32)
}

/// Of what always holds the number that is nearest to not holding, of what sometimes holds the one that
/// does best.
fn extreme(claim: &Claim, numbers: &[f64]) -> f64 {
    let there = numbers.iter().copied().filter(|number| !number.is_nan());
    let margin = |number: f64| margin(claim, number);
    let found = match claim.statistic {
        Statistic::Sometimes(_) => there.max_by(|a, b| margin(*a).total_cmp(&margin(*b))),
        Statistic::Always => there.min_by(|a, b| margin(*a).total_cmp(&margin(*b))),
        _ => None,
    };
    found.unwrap_or(f64::NAN)
}
