//! This file is about a comparison: a base and a proposal on the same chance, replicate by replicate.
//!
//! | file | asks |
//! |---|---|
//! | [`paired`] | what does the proposal change in each metric, and is it more than chance? |
//! | [`winners`] | who gains and who loses? |
//!
//! Every interval is one of 95 %; all of them together hold what they are of less often than that. Only
//! [`MetricDifference::is_different`] is said of all metrics at once.

pub mod paired;
pub mod winners;

use sim::chance::Pairing;
use sim::ensemble::{Broken, Played};
use sim::record::{Metric, Record};
use sim::run;
use sim::scenario::{Change, Loaded, difference};
use sim::world::GameParts;

use crate::collect::{Date, dates};
use paired::correct;
use winners::Winners;

pub use paired::{Distribution, Equivalence, Margin, MetricDifference};
pub use winners::{Class, ClassDifference, Grouping};

/// What a comparison holds to be much or little.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// A difference of a mean within which base and proposal are held to be equivalent.
    pub margin: Margin,
    /// A device is better or worse off by more than this share of the price of its hardware [1].
    pub device_share: f64,
    /// And by more than this [USD].
    pub device_usd: f64,
}

impl Default for Limits {
    /// 1 % of the base mean; 1 % of the hardware's price and at least 1 USD.
    fn default() -> Self {
        Self { margin: Margin::OfBase(0.01), device_share: 0.01, device_usd: 1.0 }
    }
}

/// A replicate that did not come to its end, and of which of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenPair {
    /// Which replicate.
    pub replicate: u32,
    /// What became of the base, if it broke.
    pub base: Option<Broken>,
    /// What became of the proposal, if it broke.
    pub proposal: Option<Broken>,
}

/// A comparison that is under way: what is kept does not grow with replicates times devices.
pub struct Comparison {
    changes: Vec<Change>,
    limits: Limits,
    decimals: [u32; 2],
    pairing: Pairing,
    dates: Vec<Date>,
    columns: Vec<Column>,
    only: [Vec<Metric>; 2],
    replicates: usize,
    broken: Vec<BrokenPair>,
    winners: Winners,
}

/// A metric that both have.
struct Column {
    metric: Metric,
    /// By date, one value a replicate of base and proposal.
    samples: Vec<[Vec<f64>; 2]>,
    /// Whether it differed in some step of some replicate.
    moved: bool,
}

/// What a proposal changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The parameters that are not the same.
    pub changes: Vec<Change>,
    /// What was held to be much or little.
    pub limits: Limits,
    /// Replicates that were taken, broken ones included.
    pub replicates: usize,
    /// Replicates of which one of the two, or both, did not come to their end; they are missing in all
    /// that follows.
    pub broken: Vec<BrokenPair>,
    /// Every metric of both, at the end of each year and at the end.
    pub metrics: Vec<MetricDifference>,
    /// Metrics that only the base has.
    pub only_base: Vec<Metric>,
    /// Metrics that only the proposal has.
    pub only_proposal: Vec<Metric>,
    /// Metrics of both that differ in some step of some replicate, if only in a bit.
    pub moved: Vec<String>,
    /// How each metric of both is spread over the replicates at the end.
    pub distributions: Vec<Distribution>,
    /// Who gains and who loses, class by class.
    pub classes: Vec<ClassDifference>,
    /// Whether all devices of all replicates came out the same, to the bit.
    pub devices_identical: bool,
}

impl Comparison {
    /// Prepares for the replicates of a base and a proposal.
    #[must_use]
    pub fn new(base: &Loaded, proposal: &Loaded) -> Self {
        let limits = Limits::default();
        let [in_base, in_proposal] = [base, proposal].map(|loaded| run::metrics(&loaded.game));
        let dates = dates(&base.game);
        let both = in_base.iter().filter(|metric| in_proposal.contains(metric));
        let column = |metric: &Metric| Column {
            metric: metric.clone(),
            samples: dates.iter().map(|_| Default::default()).collect(),
            moved: false,
        };
        let without = |of: &[Metric], others: &[Metric]| {
            of.iter().filter(|metric| !others.contains(metric)).cloned().collect()
        };
        Self {
            changes: difference(base, proposal),
            limits,
            decimals: [base, proposal].map(|loaded| loaded.game.decimals),
            columns: both.map(column).collect(),
            only: [without(&in_base, &in_proposal), without(&in_proposal, &in_base)],
            pairing: pairing(&base.game, &proposal.game),
            dates,
            replicates: 0,
            broken: Vec::new(),
            winners: Winners::new(&base.game, &proposal.game, limits),
        }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        let winners = self.winners.with_limits(limits);
        Self { limits, winners, ..self }
    }

    /// Takes the same replicate of both, in order; played with the devices at the end.
    pub fn add(&mut self, replicate: u32, base: &Played, proposal: &Played) {
        self.replicates += 1;
        match (base, proposal) {
            (Ok(base), Ok(proposal)) => {
                let records = [&base.record, &proposal.record];
                let dates: Vec<usize> = self.dates.iter().map(|date| date.step).collect();
                for column in &mut self.columns {
                    column.add(records, self.decimals, &dates);
                }
                self.winners.add(&base.devices, &proposal.devices);
            }
            _ => {
                let of = |played: &Played| played.as_ref().err().cloned();
                let (base, proposal) = (of(base), of(proposal));
                self.broken.push(BrokenPair { replicate, base, proposal });
                self.columns.iter_mut().for_each(Column::miss);
                self.winners.miss();
            }
        }
    }

    /// What came of it.
    #[must_use]
    pub fn finish(self) -> Compared {
        let mut metrics = Vec::new();
        for (at, date) in self.dates.iter().enumerate() {
            metrics.extend(self.columns.iter().map(|column| {
                let [base, proposal] = &column.samples[at];
                let pairs = (base.as_slice(), proposal.as_slice());
                let by = (self.pairing, self.limits.margin);
                MetricDifference::of(&column.metric, &date.name, pairs, by)
            }));
        }
        correct(&mut metrics);
        let [only_base, only_proposal] = self.only;
        let (classes, devices_identical) = self.winners.finish();
        let moved = self.columns.iter().filter(|column| column.moved);
        Compared {
            changes: self.changes,
            limits: self.limits,
            replicates: self.replicates,
            broken: self.broken,
            metrics,
            only_base,
            only_proposal,
            moved: moved.map(|column| column.metric.name.clone()).collect(),
            distributions: self.columns.iter().filter_map(Column::distribution).collect(),
            classes,
            devices_identical,
        }
    }
}

/// What the chance of one replicate has to do with that of another: differences of runs that are pairs in
/// one of the two are pairs.
fn pairing(base: &GameParts, proposal: &GameParts) -> Pairing {
    if base.pairing == Pairing::Antithetic { base.pairing } else { proposal.pairing }
}

impl Column {
    fn add(&mut self, records: [&Record; 2], decimals: [u32; 2], dates: &[usize]) {
        let steps = records.map(Record::steps).into_iter().max().unwrap_or(0);
        let columns = records.map(|record| record.column(&self.metric.name));
        let number = |side: usize, step: usize| {
            let record: &Record = records[side];
            let column = columns[side].filter(|_| step < record.steps());
            column.map_or(f64::NAN, |column| record.number(column, step, decimals[side]))
        };
        let differs = |step: usize| number(0, step).to_bits() != number(1, step).to_bits();
        self.moved = self.moved || (0..steps).any(differs);
        for (sample, &step) in self.samples.iter_mut().zip(dates) {
            sample[0].push(number(0, step));
            sample[1].push(number(1, step));
        }
    }

    /// A replicate that did not come to its end is missing.
    fn miss(&mut self) {
        self.samples.iter_mut().flatten().for_each(|sample| sample.push(f64::NAN));
    }

    fn distribution(&self) -> Option<Distribution> {
        let [base, proposal] = self.samples.last()?;
        Some(Distribution::of(&self.metric, (base, proposal)))
    }
}
