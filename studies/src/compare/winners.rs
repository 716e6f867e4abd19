//! This file is about winners and losers: the same devices under base and proposal, class by class.

use std::cmp::Ordering;
use std::ops::Range;

use sim::chance::Pairing;
use sim::run::DeviceAtEnd;
use sim::world::{Game, GameParts, State};

use super::{Limits, pairing};
use crate::statistics::{Estimate, Statistics, nearest_rank};

/// By what devices are put into classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// All together.
    All,
    /// By their kind in the scenario.
    Group,
    /// By region.
    Region,
    /// By hardware model.
    Hardware,
    /// By what it costs a day to run them in the base, in fifths of the devices of each replicate that
    /// both have: electricity at the owner's price for a day of work, wear of the battery and upkeep.
    /// Devices that cost the same are in the same fifth, the lower one.
    Cost,
}

/// A class of devices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// By what.
    pub by: Grouping,
    /// Its name: that of the group, the region or the hardware; `1` to `5` for the cheapest to the dearest
    /// fifth; `all`.
    pub name: String,
}

/// What a proposal means for a class of devices, over the replicates.
///
/// A device of the base is compared with the device of the same cohort and number in the same
/// replicate of the proposal, which has the same draws of chance; it may have joined on another day. Each
/// number is one of a replicate, and each estimate their mean with Student's interval, which ends at 0 and 1
/// for shares; antithetic replicates are one observation.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassDifference {
    /// The class.
    pub class: Class,
    /// Devices that both have, on average [devices].
    pub devices: f64,
    /// Devices that only the base has, on average [devices].
    pub only_base: f64,
    /// Devices that only the proposal has, on average [devices].
    pub only_proposal: f64,
    /// What it costs a day to run one of them, in the base [USD/day].
    pub cost_usd_per_day: Estimate,
    /// Pairs of devices without a difference, as what they made is no number; over all replicates.
    pub missing: usize,
    /// The median of what devices have made more [USD].
    pub median_usd: Estimate,
    /// The mean of what devices have made more [USD].
    pub mean_usd: Estimate,
    /// The share that is better off [1].
    pub better: Estimate,
    /// The share that is worse off [1].
    pub worse: Estimate,
    /// The share that is neither [1].
    pub same: Estimate,
    /// The share that is still there in the base [1].
    pub active_base: Estimate,
    /// The share that is still there in the proposal [1].
    pub active_proposal: Estimate,
    /// What that share is more, paired by replicate [1].
    pub active: Estimate,
}

/// Classes by cost.
const FIFTHS: usize = 5;

/// The classes while replicates come in: a row a replicate is kept of each, and no device.
pub(super) struct Winners {
    base: Game,
    proposal: Game,
    limits: Limits,
    /// Cohorts that have the same draws of chance: their places in base and proposal.
    cohorts: Vec<[Option<usize>; 2]>,
    classes: Vec<(Class, Rows)>,
    are_identical: bool,
}

/// A class in each replicate.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    missing: usize,
}

/// A class in a replicate; shares are NaN where both have no device of it.
struct Row {
    devices: f64,
    alone: [f64; 2],
    cost_usd_per_day: f64,
    median_usd: f64,
    mean_usd: f64,
    better: f64,
    worse: f64,
    active: [f64; 2],
}

impl Row {
    const MISSING: Self = Self {
        devices: f64::NAN,
        alone: [f64::NAN; 2],
        cost_usd_per_day: f64::NAN,
        median_usd: f64::NAN,
        mean_usd: f64::NAN,
        better: f64::NAN,
        worse: f64::NAN,
        active: [f64::NAN; 2],
    };
}

/// A device in base and proposal.
#[derive(Clone, Copy)]
struct Pair {
    cost_usd_per_day: f64,
    difference_usd: f64,
    /// What a difference must exceed to count [USD].
    counts_usd: f64,
    is_active: [bool; 2],
}

/// The devices of a class, or of a cohort, in a replicate.
#[derive(Default)]
struct Devices {
    pairs: Vec<Pair>,
    /// Costs of those that only one of the two has [USD/day].
    alone: [Vec<f64>; 2],
}

impl Winners {
    pub(super) fn new(base: &Game, proposal: &Game, limits: Limits) -> Self {
        let cohorts = same_cohorts(base, proposal);
        let mut classes = Vec::new();
        for of in &cohorts {
            for class in classes_of(of, base, proposal) {
                if classes.iter().all(|(known, _)| *known != class) {
                    classes.push((class, Rows::default()));
                }
            }
        }
        let fifths = (1..=FIFTHS).map(|fifth| (of_cost(fifth), Rows::default()));
        classes.extend(fifths);
        classes.sort_by_key(|(class, _)| class.by);
        let (base, proposal) = (base.clone(), proposal.clone());
        Self { base, proposal, limits, cohorts, classes, are_identical: true }
    }

    pub(super) fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Takes the devices of a replicate of both, each in order of cohort and number.
    pub(super) fn add(&mut self, base: &[DeviceAtEnd], proposal: &[DeviceAtEnd]) {
        let mut all: Vec<(Class, Devices)> = Vec::new();
        for of in &self.cohorts {
            let cohort = self.meet(*of, base, proposal);
            for class in classes_of(of, &self.base, &self.proposal) {
                gather(&mut all, class).extend(&cohort);
            }
        }
        let by_cost = all.first().map_or_else(Vec::new, |(_, everything)| by_cost(everything));
        all.extend(by_cost);
        for (class, rows) in &mut self.classes {
            let devices = all.iter().find(|(known, _)| known == class);
            rows.add(devices.map_or(&Devices::default(), |(_, devices)| devices));
        }
        self.are_identical &= are_identical(&self.cohorts, base, proposal);
    }

    /// A replicate that did not come to its end is missing.
    pub(super) fn miss(&mut self) {
        self.classes.iter_mut().for_each(|(_, rows)| rows.rows.push(Row::MISSING));
    }

    /// The devices of a cohort in base and proposal, met by their numbers.
    fn meet(
        &self,
        [in_base, in_proposal]: [Option<usize>; 2],
        base: &[DeviceAtEnd],
        proposal: &[DeviceAtEnd],
    ) -> Devices {
        let base = of_cohort(base, in_base);
        let proposal = of_cohort(proposal, in_proposal);
        let mut met = Devices::default();
        let (mut base, mut proposal) = (base.iter().peekable(), proposal.iter().peekable());
        loop {
            let order = match (base.peek(), proposal.peek()) {
                (Some(one), Some(other)) => one.number.cmp(&other.number),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return met,
            };
            let one = if order.is_le() { base.next() } else { None };
            let other = if order.is_ge() { proposal.next() } else { None };
            match (one, other) {
                (Some(one), Some(other)) => met.pairs.push(self.pair(one, other)),
                (Some(one), None) => met.alone[0].push(cost_usd_per_day(&self.base, one)),
                (None, Some(other)) => met.alone[1].push(cost_usd_per_day(&self.proposal, other)),
                (None, None) => {}
            }
        }
    }

    fn pair(&self, base: &DeviceAtEnd, proposal: &DeviceAtEnd) -> Pair {
        let group = &self.base.groups[self.base.cohorts[base.cohort].group];
        Pair {
            cost_usd_per_day: cost_usd_per_day(&self.base, base),
            difference_usd: proposal.profit_usd - base.profit_usd,
            counts_usd: self.limits.device_usd.max(self.limits.device_share * group.price_usd),
            is_active: [base, proposal].map(|device| device.state == State::Active),
        }
    }

    /// What came of every class that ever had a device, and whether no bit of any was another.
    pub(super) fn finish(self) -> (Vec<ClassDifference>, bool) {
        let pairing = pairing(&self.base, &self.proposal);
        let classes = self.classes.into_iter().filter(|(_, rows)| rows.has_devices());
        (classes.map(|(class, rows)| rows.finish(class, pairing)).collect(), self.are_identical)
    }
}

/// The cohorts of both, those with the same group and the same draws of chance as one.
fn same_cohorts(base: &GameParts, proposal: &GameParts) -> Vec<[Option<usize>; 2]> {
    let key = |game: &GameParts, at: usize| {
        let cohort = &game.cohorts[at];
        (game.groups[cohort.group].name.clone(), cohort.code)
    };
    let in_base = 0..base.cohorts.len();
    let in_proposal = || 0..proposal.cohorts.len();
    let other = |at: usize| in_proposal().find(|&other| key(proposal, other) == key(base, at));
    let mut cohorts: Vec<[Option<usize>; 2]> = in_base.map(|at| [Some(at), other(at)]).collect();
    let known: Vec<usize> = cohorts.iter().filter_map(|[_, other]| *other).collect();
    let new = in_proposal().filter(|at| !known.contains(at));
    cohorts.extend(new.map(|at| [None, Some(at)]));
    cohorts
}

/// The classes that a cohort is in, but for cost.
fn classes_of(of: &[Option<usize>; 2], base: &GameParts, proposal: &GameParts) -> Vec<Class> {
    let (game, at) = match of {
        [Some(at), _] => (base, *at),
        [None, Some(at)] => (proposal, *at),
        [None, None] => return Vec::new(),
    };
    let cohort = &game.cohorts[at];
    let group = &game.groups[cohort.group];
    let class = |by, name: &str| Class { by, name: name.to_owned() };
    vec![
        class(Grouping::All, "all"),
        class(Grouping::Group, &group.name),
        class(Grouping::Region, &cohort.region),
        class(Grouping::Hardware, &group.hardware),
    ]
}

fn of_cost(fifth: usize) -> Class {
    Class { by: Grouping::Cost, name: fifth.to_string() }
}

/// The devices of a cohort among all, which are in the order of their cohorts.
fn of_cohort(devices: &[DeviceAtEnd], cohort: Option<usize>) -> &[DeviceAtEnd] {
    let Some(cohort) = cohort else { return &[] };
    let range: Range<usize> = devices.partition_point(|device| device.cohort < cohort)
        ..devices.partition_point(|device| device.cohort <= cohort);
    &devices[range]
}

/// What it costs to run a device that is up all day and computes whenever it may: electricity, wear of its
/// battery and upkeep [USD/day].
fn cost_usd_per_day(game: &GameParts, device: &DeviceAtEnd) -> f64 {
    let cohort = &game.cohorts[device.cohort];
    let group = &game.groups[cohort.group];
    let working = (group.active_watts - group.idle_watts) * group.duty * group.heat;
    let kwh_per_day = (group.idle_watts + working) * 24.0 / 1_000.0;
    let wear_usd = group.charging.map_or(0.0, |c| c.network_per_day * c.wear_usd);
    let energy_usd = kwh_per_day * device.electricity_usd_per_kwh;
    cohort.boxes() * (energy_usd + wear_usd + group.upkeep_usd_per_day)
}

fn gather(all: &mut Vec<(Class, Devices)>, class: Class) -> &mut Devices {
    let at = all.iter().position(|(known, _)| *known == class).unwrap_or_else(|| {
        all.push((class, Devices::default()));
        all.len() - 1
    });
    &mut all[at].1
}

/// All devices in fifths by their cost; the bounds are those of the devices that both have.
fn by_cost(everything: &Devices) -> Vec<(Class, Devices)> {
    let mut costs: Vec<f64> = everything.pairs.iter().map(|pair| pair.cost_usd_per_day).collect();
    costs.sort_by(f64::total_cmp);
    let bound = |fifth: usize| nearest_rank(&costs, fifth as f64 / FIFTHS as f64);
    let bounds: Vec<f64> = (1..FIFTHS).filter_map(bound).collect();
    let mut fifths: Vec<(Class, Devices)> =
        (1..=FIFTHS).map(|fifth| (of_cost(fifth), Devices::default())).collect();
    let fifth = |cost: f64| bounds.partition_point(|bound| *bound < cost);
    for pair in &everything.pairs {
        fifths[fifth(pair.cost_usd_per_day)].1.pairs.push(*pair);
    }
    for (side, alone) in everything.alone.iter().enumerate() {
        for &cost in alone {
            fifths[fifth(cost)].1.alone[side].push(cost);
        }
    }
    fifths
}

/// Whether all devices came out the same, to the bit.
fn are_identical(
    cohorts: &[[Option<usize>; 2]],
    base: &[DeviceAtEnd],
    proposal: &[DeviceAtEnd],
) -> bool {
    let is_same = |one: &DeviceAtEnd, other: &DeviceAtEnd| {
        let renumbered = DeviceAtEnd { cohort: one.cohort, ..*other };
        *one == renumbered && one.profit_usd.to_bits() == other.profit_usd.to_bits()
    };
    cohorts.iter().all(|[in_base, in_proposal]| {
        let (base, proposal) = (of_cohort(base, *in_base), of_cohort(proposal, *in_proposal));
        let mut pairs = base.iter().zip(proposal);
        base.len() == proposal.len() && pairs.all(|(one, other)| is_same(one, other))
    })
}

impl Devices {
    fn extend(&mut self, other: &Self) {
        self.pairs.extend_from_slice(&other.pairs);
        for (own, others) in self.alone.iter_mut().zip(&other.alone) {
            own.extend_from_slice(others);
        }
    }
}

impl Rows {
    fn add(&mut self, devices: &Devices) {
        let pairs = &devices.pairs;
        let all = pairs.len() as f64;
        let mut differences: Vec<f64> = pairs.iter().map(|pair| pair.difference_usd).collect();
        differences.retain(|difference| difference.is_finite());
        self.missing += pairs.len() - differences.len();
        differences.sort_by(f64::total_cmp);
        let known = differences.len() as f64;
        let count =
            |is: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|pair| is(pair)).count() as f64;
        let is_finite = |pair: &Pair| pair.difference_usd.is_finite();
        let active = |side: usize| count(&|pair| pair.is_active[side]) / all;
        self.rows.push(Row {
            devices: all,
            alone: [0, 1].map(|side| devices.alone[side].len() as f64),
            cost_usd_per_day: pairs.iter().map(|pair| pair.cost_usd_per_day).sum::<f64>() / all,
            median_usd: nearest_rank(&differences, 0.5).unwrap_or(f64::NAN),
            mean_usd: differences.iter().sum::<f64>() / known,
            better: count(&|pair| is_finite(pair) && pair.difference_usd > pair.counts_usd) / known,
            worse: count(&|pair| is_finite(pair) && -pair.difference_usd > pair.counts_usd) / known,
            active: [0, 1].map(active),
        });
    }

    fn has_devices(&self) -> bool {
        self.rows.iter().any(|row| row.devices + row.alone[0] + row.alone[1] > 0.0)
    }

    fn finish(self, class: Class, pairing: Pairing) -> ClassDifference {
        let mean = Statistics::of(pairing).mean;
        let of = |number: &dyn Fn(&Row) -> f64| {
            mean(&self.rows.iter().map(number).collect::<Vec<f64>>())
        };
        let share = |number: &dyn Fn(&Row) -> f64| within_bounds(of(number));
        ClassDifference {
            class,
            devices: of(&|row| row.devices).value,
            only_base: of(&|row| row.alone[0]).value,
            only_proposal: of(&|row| row.alone[1]).value,
            cost_usd_per_day: of(&|row| row.cost_usd_per_day),
            missing: self.missing,
            median_usd: of(&|row| row.median_usd),
            mean_usd: of(&|row| row.mean_usd),
            better: share(&|row| row.better),
            worse: share(&|row| row.worse),
            same: share(&|row| 1.0 - row.better - row.worse),
            active_base: share(&|row| row.active[0]),
            active_proposal: share(&|row| row.active[1]),
            active: of(&|row| row.active[1] - row.active[0]),
        }
    }
}

/// The mean of a share, with an interval that leaves out what no share can be.
fn within_bounds(mean: Estimate) -> Estimate {
    let method = if mean.low.is_nan() { mean.method } else { "Student t, within 0 and 1" };
    let [low, high] = [mean.low, mean.high].map(|end| end.clamp(0.0, 1.0));
    Estimate { low, high, method, ..mean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::mean;

    #[test]
    fn no_interval_of_a_share_leaves_0_to_1() {
        let rare = within_bounds(mean(&[0.0, 0.0, 0.001]));
        assert_eq!((rare.low, rare.method), (0.0, "Student t, within 0 and 1"));
        assert!(rare.high > rare.value && rare.value > 0.0);
        assert_eq!(within_bounds(mean(&[1.0, 1.0, 0.999])).high, 1.0);
        let alone = within_bounds(mean(&[0.5]));
        assert!(alone.low.is_nan() && alone.method != "Student t, within 0 and 1");
    }
}
