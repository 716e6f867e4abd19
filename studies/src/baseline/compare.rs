//! This file is about what moved between a baseline and what the scenario comes to now.

use super::same::{of_counts, of_means, standard_errors};
use super::{Baseline, Figure};
use crate::statistics::holm;
use crate::verdict::Verdict;

/// The probability that anything is called moved on other chance where nothing is.
const FALSE_ALARMS: f64 = 0.01;

/// How a baseline was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// On the same chance: whatever moved was moved.
    Exact,
    /// On other chance, or another number of replicates: what moved more than chance moves it.
    Statistical,
}

/// All that moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Moves {
    /// How it was compared.
    pub basis: Basis,
    /// Whether another network was played than that of the baseline.
    pub scenario_changed: bool,
    /// How many figures were compared.
    pub compared: usize,
    /// The figures that are not what they were, the largest change first.
    pub figures: Vec<Move>,
    /// The parts of the day of which some value moved, in the order of the day; on the same chance.
    pub series: Vec<String>,
    /// Replicates of the smaller side, or pairs of them.
    pub replicates: u32,
}

/// A figure that is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The metric.
    pub metric: String,
    /// What of it.
    pub what: What,
    /// What it was; none where the baseline has no such figure.
    pub before: Option<f64>,
    /// What it is; none where there is no such figure any more.
    pub after: Option<f64>,
    /// How many standard errors two samples of other chance would be as far apart; NaN where only one
    /// side has it.
    pub standard_errors: f64,
    /// Whether chance explains it: other seeds move it as much.
    pub is_chance: bool,
}

/// What of a metric moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Its mean.
    Mean,
    /// The share of replicates in which it is so.
    Share,
    /// In how many replicates, or pairs of them, it is a finite number.
    Known,
}

impl Move {
    /// How much more it is, as a share of what it was; none where that is nothing.
    #[must_use]
    pub fn relative(&self) -> Option<f64> {
        let (before, after) = (self.before?, self.after?);
        (before != 0.0).then(|| (after - before) / before.abs())
    }

    /// How large a change it is: what came or went is the largest.
    fn size(&self) -> f64 {
        self.relative().map_or(f64::INFINITY, f64::abs)
    }
}

impl Moves {
    /// The figures that may not have moved so.
    pub fn failed(&self) -> impl Iterator<Item = &Move> {
        self.figures.iter().filter(|moved| self.basis == Basis::Exact || !moved.is_chance)
    }

    /// Whether it is what it was. One replicate says nothing on other chance.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match () {
            () if self.failed().next().is_some() || !self.series.is_empty() => Verdict::Fail,
            () if self.basis == Basis::Statistical && self.replicates < 2 => Verdict::Inconclusive,
            () => Verdict::Pass,
        }
    }
}

/// What moved from a baseline to what the scenario comes to now.
///
/// On the same seed and as many replicates, paired as they were, everything counts that is not what it was. On other chance a
/// figure counts that differs more than chance explains: by a test for each figure, and Holm's
/// correction, so that any is called moved with at most 1 % where none is.
#[must_use]
pub fn compare(stored: &Baseline, now: &Baseline) -> Moves {
    let of = |baseline: &Baseline| (baseline.seed, baseline.replicates, baseline.chance);
    let is_same = of(stored) == of(now);
    let basis = if is_same { Basis::Exact } else { Basis::Statistical };
    let replicates = (stored.observations(), now.observations());
    let mut figures = moves(stored, now, replicates);
    figures.sort_by(|a, b| b.size().total_cmp(&a.size()));
    let parts = stored
        .series
        .keys()
        .chain(now.series.keys().filter(|part| !stored.series.contains_key(*part)));
    let series = parts.filter(|part| is_same && stored.series.get(*part) != now.series.get(*part));
    Moves {
        basis,
        scenario_changed: stored.scenario != now.scenario,
        compared: stored.figures.len(),
        figures,
        series: series.cloned().collect(),
        replicates: replicates.0.min(replicates.1),
    }
}

/// The figures that are not what they were, in the order of the baseline.
fn moves(stored: &Baseline, now: &Baseline, replicates: (u32, u32)) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut tested = Vec::new();
    for (metric, before) in &stored.figures {
        match now.figures.get(metric) {
            Some(after) => tested.extend(tests(metric, (before, after), replicates)),
            None => moves.push(one_sided(metric, Some(before), None)),
        }
    }
    let probabilities: Vec<f64> = tested.iter().map(|(_, probability)| *probability).collect();
    for ((mut moved, probability), held) in tested.into_iter().zip(holm(&probabilities)) {
        moved.standard_errors = standard_errors(probability);
        moved.is_chance = held.p_value > FALSE_ALARMS;
        moves.push(moved);
    }
    let new = now.figures.iter().filter(|(metric, _)| !stored.figures.contains_key(*metric));
    moves.extend(new.map(|(metric, after)| one_sided(metric, None, Some(after))));
    moves.retain(|moved| moved.before != moved.after || moved.standard_errors.is_nan());
    moves
}

/// What can be asked of a figure, each with the probability that chance alone sets the two so far apart.
fn tests(
    metric: &str,
    (before, after): (&Figure, &Figure),
    replicates: (u32, u32),
) -> Vec<(Move, f64)> {
    let moved = |what, before, after| {
        let metric = metric.to_owned();
        Move { metric, what, before, after, standard_errors: 0.0, is_chance: true }
    };
    let mut tests = Vec::new();
    // Where it is a number in all replicates there is nothing to ask, and nothing to correct for.
    if (before.n, after.n) != replicates {
        let probability = of_counts((before.n, replicates.0), (after.n, replicates.1));
        let share = |n: u32, of: u32| Some(f64::from(n) / f64::from(of));
        let (before, after) = (share(before.n, replicates.0), share(after.n, replicates.1));
        tests.push((moved(What::Known, before, after), probability));
    }
    let count = |figure: &Figure| {
        let so = figure.share.unwrap_or(0.0) * f64::from(figure.n);
        (so.round() as u32, figure.n)
    };
    match (before.share, after.share) {
        (Some(_), Some(_)) => {
            let probability = of_counts(count(before), count(after));
            tests.push((moved(What::Share, before.share, after.share), probability));
        }
        _ if before.n > 0 && after.n > 0 => {
            let probability = of_means(before, after);
            tests.push((moved(What::Mean, before.mean, after.mean), probability));
        }
        _ => {}
    }
    tests
}

/// A figure that only one of the two has, which no chance explains.
fn one_sided(metric: &str, before: Option<&Figure>, after: Option<&Figure>) -> Move {
    let number = |figure: Option<&Figure>| figure.and_then(|figure| figure.mean.or(figure.share));
    Move {
        metric: metric.to_owned(),
        what: What::Mean,
        before: number(before),
        after: number(after),
        standard_errors: f64::NAN,
        is_chance: false,
    }
}
