//! Operators: who owns several devices of a cohort, and what they have in common.
//!
//! Operators have numbers, and own consecutive devices of their cohort: how many one comes to own is
//! drawn by his number alone. So whose a device is depends neither on when it comes nor on who else is
//! there. What an operator has not bought yet has not come yet.

use std::ops::Range;

use language::varied::Shape;

use super::traits::{Owned, Traits, Values};
use super::{Electricity, Losing, Patience, Sells};
use crate::chance::{Chance, Draws, Purpose};
use crate::lanes::Lanes;
use crate::maths;

/// The most devices that an operator owns.
const MOST: f64 = 65_535.0;

/// From what operators of a cohort are drawn: traits, chance, instructions, and the number by which
/// chance knows the cohort.
pub(super) type Drawing<'a> = (&'a Traits, &'a Chance, Lanes, u16);

/// Who owns several devices, in all cohorts.
#[derive(Debug, Clone, Default)]
pub struct Operators {
    /// The operators of each cohort; none where each device has an owner of its own.
    pub cohorts: Vec<Option<Holdings>>,
    /// What each device earned in this step, by row; empty where no operator owns several [USD/day].
    pub margins: Vec<f32>,
    /// How many operators have so many devices in the network, in the evening; empty where no operator
    /// owns several.
    pub by_size: Vec<u64>,
}

/// How operators own the devices of a kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Owning {
    /// Devices that an operator comes to own.
    pub devices: Shape,
    /// What each doubling of these takes off the price of electricity [1].
    pub discount: f64,
}

/// The operators of a cohort, by their numbers.
#[derive(Debug, Clone)]
pub struct Holdings {
    owning: Owning,
    /// The number of the first device of each, and of the first device that is nobody's yet.
    firsts: Vec<u64>,
    /// What the devices of each have in common.
    traits: Vec<(Electricity, Sells, Patience)>,
    /// For how long each has lost in a row.
    pub losing: Vec<Losing>,
    /// What each sees of his devices in this step.
    pub tallies: Vec<Tally>,
}

/// What an operator sees of his devices together in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// Devices in the network.
    pub here: u32,
    /// Devices that are switched off.
    pub idle: u32,
    /// What those in the network earned [USD/day].
    pub margin_usd: f64,
    /// What those that are switched off would bring in a step [USD].
    pub income_usd: f64,
    /// What they would have to bring [USD].
    pub hurdle_usd: f64,
    /// What these would cost [USD].
    pub cost_usd: f64,
    /// What he does.
    pub verdict: Verdict,
}

/// What an operator does with his devices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    #[default]
    Stays,
    /// He switches off all that are in the network.
    Leaves,
    /// He switches on all that he has switched off.
    Returns,
}

impl Operators {
    /// Makes room for the devices of a cohort that have joined, so many rows in all.
    pub(super) fn grow(
        &mut self,
        (cohort, joined): (usize, u64),
        rows: usize,
        owning: Option<Owning>,
        from: Drawing,
    ) {
        if let Some(owning) = owning {
            self.cohorts.resize_with(self.cohorts.len().max(cohort + 1), || None);
            let holdings = self.cohorts[cohort].get_or_insert_with(|| Holdings::new(owning));
            let most = holdings.grow(joined, from);
            self.by_size.resize(self.by_size.len().max(most + 1), 0);
        }
        if !self.cohorts.is_empty() {
            self.margins.resize(rows, 0.0);
        }
    }

    /// The operators of a cohort, if any of its operators owns several devices.
    #[must_use]
    pub fn of(&self, cohort: usize) -> Option<&Holdings> {
        self.cohorts.get(cohort).and_then(Option::as_ref)
    }

    /// Draws what the devices of each operator of a cohort have in common again.
    pub(super) fn draw_again(&mut self, cohort: usize, from: Drawing) {
        if let Some(Some(holdings)) = self.cohorts.get_mut(cohort) {
            holdings.traits.clear();
            holdings.draw_traits(from);
        }
    }

    /// Gives devices of a cohort, one after the other from one on, what they have in common with the
    /// others of their operators.
    pub(super) fn shared(&self, cohort: usize, first: u64) -> impl FnMut(Owned) -> Owned {
        let holdings = self.of(cohort);
        let mut owners = holdings.map(|holdings| holdings.owners(first));
        move |own| {
            let owner = owners.as_mut().and_then(Iterator::next);
            match holdings.zip(owner) {
                Some((holdings, owner)) => {
                    let (electricity, sells, _) = holdings.traits[owner];
                    // Its operator decides for it, so it never gives up by itself.
                    (own.0, electricity, sells, Patience::FOR_EVER)
                }
                None => own,
            }
        }
    }
}

impl Owning {
    /// What an operator of so many devices pays for electricity, as a share of what one of a single
    /// device pays [1].
    fn price_of(&self, devices: u64) -> f64 {
        let doublings = maths::ln(devices as f64) / maths::ln(2.0);
        maths::power(1.0 - self.discount, doublings)
    }
}

impl Holdings {
    fn new(owning: Owning) -> Self {
        let (traits, losing, tallies) = (Vec::new(), Vec::new(), Vec::new());
        Self { owning, firsts: vec![0], traits, losing, tallies }
    }

    /// Finds owners for so many devices; returns the most devices that one of the new owners has.
    fn grow(&mut self, devices: u64, from: Drawing) -> usize {
        let (_, chance, lanes, code) = from;
        let known = self.firsts.len() as u64 - 1;
        let draws = chance.draws(Purpose::Operators, code, 0, known, 2);
        let mut sizes = sizes(self.owning.devices, draws, lanes);
        let mut most = 1;
        while let Some(&end) = self.firsts.last()
            && end < devices
            && let Some(size) = sizes.next()
        {
            self.firsts.push(end + u64::from(size));
            most = most.max(size as usize);
        }
        self.draw_traits(from);
        self.losing.resize(self.traits.len(), Losing(0));
        self.tallies.resize(self.traits.len(), Tally::default());
        most
    }

    /// Draws what the devices of those operators have in common of whom it is not known.
    fn draw_traits(&mut self, (traits, chance, lanes, code): Drawing) {
        let known = self.traits.len();
        let drawn = traits.draw((chance, lanes), code, known as u64);
        let edges = self.firsts[known..].windows(2);
        self.traits.extend(drawn.zip(edges).map(|((_, mut usd, sells, patience), edges)| {
            usd.0 *= self.owning.price_of(edges[1] - edges[0]) as f32;
            (usd, sells, patience)
        }));
    }

    /// The operator of a device.
    #[must_use]
    pub fn owner(&self, device: u64) -> usize {
        self.firsts.partition_point(|&first| first <= device) - 1
    }

    /// For how long an operator bears losses.
    #[must_use]
    pub fn patience(&self, operator: usize) -> Patience {
        self.traits[operator].2
    }

    /// The operators of devices, one after the other from one on.
    fn owners(&self, device: u64) -> impl Iterator<Item = usize> {
        let end = self.firsts[self.firsts.len() - 1];
        self.runs(device..end).flat_map(|(operator, run)| run.map(move |_| operator))
    }

    /// The operators of some neighbouring devices, each with those of his devices that are among them,
    /// counted from the first.
    pub fn runs(&self, devices: Range<u64>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let Range { start, end } = devices;
        let from = self.owner(start);
        let row = move |device: u64| (device.clamp(start, end) - start) as usize;
        let runs = (from..).zip(self.firsts[from..].windows(2));
        let runs = runs.map(move |(operator, edges)| (operator, row(edges[0])..row(edges[1])));
        runs.take_while(|(_, run)| !run.is_empty())
    }
}

/// How many devices operators come to own: for each whole number between two ends as many operators,
/// or the whole number nearest to one that is lognormal; at least one.
fn sizes(law: Shape, draws: Draws, lanes: Lanes) -> impl Iterator<Item = u32> {
    let (law, more) = match law {
        Shape::Between { from, to } => (Shape::Between { from, to: to + 1.0 }, 0.0),
        law => (law, 0.5),
    };
    Values::new(law, draws, lanes).map(move |size| (size + more).floor().clamp(1.0, MOST) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRAITS: Traits = Traits {
        uptime: Shape::Same(1.0),
        electricity_usd_per_kwh: Shape::Between { from: 0.1, to: 0.3 },
        sells: Shape::Same(0.5),
        patience_days: Shape::Between { from: 4.0, to: 20.0 },
    };

    fn grown(law: Shape, steps: &[u64]) -> Holdings {
        let chance = Chance::new(3, 0);
        let mut holdings = Holdings::new(Owning { devices: law, discount: 0.1 });
        for &devices in steps {
            holdings.grow(devices, (&TRAITS, &chance, Lanes::best(), 7));
        }
        holdings
    }

    #[test]
    fn runs_are_cut_where_operators_and_rows_end() {
        let one = Owning { devices: Shape::Same(1.0), discount: 0.0 };
        let holdings = Holdings { firsts: vec![0, 3, 4, 9], ..Holdings::new(one) };
        let runs = |devices| holdings.runs(devices).collect::<Vec<_>>();
        assert_eq!(runs(0..9), [(0, 0..3), (1, 3..4), (2, 4..9)]);
        assert_eq!(runs(2..5), [(0, 0..1), (1, 1..2), (2, 2..3)]);
        assert_eq!(runs(6..8), [(2, 0..2)]);
        assert_eq!(runs(4..4), []);
        assert_eq!([0, 2, 3, 4, 8].map(|device| holdings.owner(device)), [0, 0, 1, 2, 2]);
        assert!(holdings.owners(2).eq([0, 1, 2, 2, 2, 2, 2]));
    }

    #[test]
    fn whose_a_device_is_does_not_depend_on_how_devices_come() {
        let law = Shape::Around { median: 3.0, spread: 0.8 };
        let (at_once, in_turn) =
            (grown(law, &[5_000]), grown(law, &[0, 1, 2, 700, 701, 4_999, 5_000]));
        assert_eq!(at_once.firsts, in_turn.firsts);
        assert_eq!(at_once.traits, in_turn.traits);
        assert!(at_once.firsts.is_sorted_by(|one, next| one < next));
        let end = at_once.firsts.last().copied();
        assert!(end.is_some_and(|end| end >= 5_000), "{end:?}");
    }

    #[test]
    fn each_doubling_takes_its_part_off_the_price_of_electricity() {
        let price =
            |discount, devices| Owning { devices: Shape::Same(1.0), discount }.price_of(devices);
        assert_eq!(
            [price(0.1, 1), price(0.1, 2), price(0.0, 7), price(1.0, 1)],
            [1.0, 0.9, 1.0, 1.0]
        );
        assert!((price(0.1, 8) - 0.729).abs() < 1e-12);
        assert!((price(0.1, 100) - 0.496_585).abs() < 1e-6); // 0.9^6.643856
    }

    #[test]
    fn operators_own_as_many_devices_as_they_are_said_to() {
        let draws = || Chance::new(3, 0).draws(Purpose::Operators, 7, 0, 0, 2);
        let first = |law, count| sizes(law, draws(), Lanes::best()).take(count).collect::<Vec<_>>();
        assert_eq!(first(Shape::Same(4.0), 2), [4, 4]);
        // Each of 1 to 4 has a quarter, with a standard error of √(0.25 · 0.75 / 1e5) = 0.00137.
        let between = first(Shape::Between { from: 1.0, to: 4.0 }, 100_000);
        for size in 1..=4 {
            let share = between.iter().filter(|&&one| one == size).count() as f64 / 1e5;
            assert!((share - 0.25).abs() < 4.0 * 0.001_37, "{size}: {share}");
        }
        // Half are below the median of 40, with a standard error of 0.158 %; nobody owns nothing, and
        // nobody more than can be counted.
        let around = first(Shape::Around { median: 39.5, spread: 0.8 }, 100_000);
        let below = around.iter().filter(|&&size| size < 40).count() as f64 / 1e5;
        assert!((below - 0.5).abs() < 4.0 * 0.001_58, "{below}");
        let wild = first(Shape::Around { median: 40.0, spread: 9.0 }, 1_000);
        assert_eq!((wild.iter().min(), wild.iter().max()), (Some(&1), Some(&65_535)));
    }
}
