//! This file is about reducing: what is kept of each run for each claim, which is one number.

use std::ops::Range;

use sim::chance::Pairing;
use sim::run::Outcome;
use sim::scenario::{At, Bounds, DeviceQuantity, Loaded, ShareOfDevices};
use sim::world::Game;

use super::{Claim, Statistic};

/// What each replicate of a scenario, or of a variant of it, says to each claim.
#[derive(Clone)]
pub struct Watch {
    /// By claim, one value a replicate; NaN where it could not be evaluated.
    pub values: Vec<Vec<f64>>,
    /// By claim, what was seen of it in all steps, where it is about steps.
    pub seen: Vec<Seen>,
    /// Replicates that did not come to their end.
    pub broken: usize,
    readings: Vec<Reading>,
    game: Game,
}

/// What was seen of something in all steps.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Seen {
    /// Steps of all replicates in which it was evaluated.
    pub steps: u64,
    /// Of what always holds the first step in which it does not, of what sometimes holds the first in
    /// which it does.
    pub first: Option<Found>,
}

/// A step of a replicate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The replicate.
    pub replicate: u32,
    /// The step, from 0.
    pub step: u32,
    /// What was there; NaN if nothing.
    pub value: f64,
}

/// How a claim reads a run.
#[derive(Debug, Clone)]
struct Reading {
    that: String,
    devices: Option<(DeviceQuantity, ShareOfDevices)>,
    steps: Range<usize>,
    days: OfDays,
    /// By what a day is better than another.
    bounds: Bounds,
    invariant: Option<Invariant>,
}

/// What holds in steps.
#[derive(Debug, Clone, Copy)]
enum Invariant {
    Always,
    Sometimes,
}

/// What becomes of several days.
#[derive(Debug, Clone, Copy)]
enum OfDays {
    /// Every day counts, so that the worst does; what is missing on one is missing.
    Worst,
    /// A day is enough, so that the best counts; what is missing on others does not matter.
    Best,
    /// Their average.
    Average,
}

impl Watch {
    /// Prepares for the runs of a scenario or of a variant of it.
    #[must_use]
    pub fn new(loaded: &Loaded, claims: &[Claim]) -> Self {
        Self {
            values: vec![Vec::new(); claims.len()],
            seen: vec![Seen::default(); claims.len()],
            broken: 0,
            readings: claims.iter().map(|claim| Reading::of(claim, &loaded.game)).collect(),
            game: loaded.game.clone(),
        }
    }

    /// Whether the devices at the end are wanted.
    #[must_use]
    pub fn wants_devices(&self) -> bool {
        self.readings.iter().any(|reading| reading.devices.is_some())
    }

    /// How many replicates were taken.
    #[must_use]
    pub fn replicates(&self) -> u32 {
        self.values.first().map_or(0, |values| values.len() as u32)
    }

    /// What the chance of one replicate has to do with that of another. One alone is like any other:
    /// nothing stands beside it.
    #[must_use]
    pub fn pairing(&self) -> Pairing {
        match self.replicates() {
            1 => Pairing::Independent,
            _ => self.game.pairing,
        }
    }

    /// Takes the next run, in order of replicates; none where it did not come to its end.
    pub fn add(&mut self, run: Option<&Outcome>) {
        let replicate = self.replicates();
        let Some(run) = run else {
            self.broken += 1;
            self.values.iter_mut().for_each(|values| values.push(f64::NAN));
            return;
        };
        for (at, reading) in self.readings.iter().enumerate() {
            let days = reading.days(run, &self.game);
            self.values[at].push(reading.number(&days, run, &self.game));
            if let Some(invariant) = reading.invariant {
                self.seen[at].look(
                    |number| reading.is_worth_telling(invariant, number),
                    &days,
                    (replicate, reading.steps.start),
                );
            }
        }
    }
}

impl Reading {
    fn of(claim: &Claim, game: &Game) -> Self {
        let invariant = match claim.statistic {
            Statistic::Always => Some(Invariant::Always),
            Statistic::Sometimes(_) => Some(Invariant::Sometimes),
            _ => None,
        };
        let days = match (invariant, claim.at) {
            (Some(Invariant::Sometimes), _) | (None, At::SomeDay(_)) => OfDays::Best,
            (None, At::Between(_)) => OfDays::Average,
            _ => OfDays::Worst,
        };
        Self {
            that: claim.that.clone(),
            devices: DeviceQuantity::named(&claim.that).zip(claim.number.devices.clone()),
            steps: match invariant {
                Some(_) => claim.at.steps_of_all(game),
                None => claim.at.steps(game),
            },
            days,
            bounds: claim.bounds_of_a_run(),
            invariant,
        }
    }

    /// Whether a step breaks what always holds, or shows what sometimes holds.
    fn is_worth_telling(&self, invariant: Invariant, number: f64) -> bool {
        self.bounds.hold(number) == matches!(invariant, Invariant::Sometimes)
    }

    /// The metric on the days that are looked at; nothing if the run has no such metric.
    fn days(&self, run: &Outcome, game: &Game) -> Vec<f64> {
        let Some(column) = run.record.column(&self.that) else { return Vec::new() };
        let steps = self.steps.start..self.steps.end.min(run.record.steps());
        steps.map(|step| run.record.number(column, step, game.decimals)).collect()
    }

    /// The number that the claim is about; NaN if there is none.
    fn number(&self, days: &[f64], run: &Outcome, game: &Game) -> f64 {
        if let Some((quantity, of)) = &self.devices {
            return share_of_devices(*quantity, of, run, game);
        }
        let there = || days.iter().copied().filter(|number| !number.is_nan());
        let is_whole = there().count() == self.steps.len();
        let better = |a: &f64, b: &f64| self.bounds.inside(*a).total_cmp(&self.bounds.inside(*b));
        let found = match self.days {
            OfDays::Worst if is_whole => there().min_by(better),
            OfDays::Best => there().max_by(better),
            OfDays::Average if is_whole => self.average(days, game),
            OfDays::Worst | OfDays::Average => None,
        };
        found.unwrap_or(f64::NAN)
    }

    /// The average of days, of steps that may differ in length.
    fn average(&self, days: &[f64], game: &Game) -> Option<f64> {
        let length = |step: usize| game.calendar.clock(step as u32).days;
        let sum: f64 = days.iter().zip(self.steps.clone()).map(|(x, step)| x * length(step)).sum();
        let whole: f64 = self.steps.clone().map(length).sum();
        (whole > 0.0).then(|| sum / whole)
    }
}

/// The share of devices of which a quantity is within bounds; NaN if there are none.
fn share_of_devices(
    quantity: DeviceQuantity,
    of: &ShareOfDevices,
    run: &Outcome,
    game: &Game,
) -> f64 {
    let counts = |cohort: usize| {
        let cohort = &game.cohorts[cohort];
        let is_group = of.group.as_ref().is_none_or(|name| game.groups[cohort.group].name == *name);
        is_group && of.region.as_ref().is_none_or(|name| cohort.region == *name)
    };
    let counted: Vec<bool> = (0..game.cohorts.len()).map(counts).collect();
    let (mut all, mut good) = (0_u64, 0_u64);
    for device in &run.devices {
        if counted[device.cohort] && of.state.counts(device.state) {
            all += 1;
            good += u64::from(of.with.hold(quantity.of(device, game)));
        }
    }
    good as f64 / all as f64
}

impl Seen {
    fn look(
        &mut self,
        is_worth_telling: impl Fn(f64) -> bool,
        days: &[f64],
        (replicate, first): (u32, usize),
    ) {
        self.steps += days.len() as u64;
        let found = || days.iter().position(|number| is_worth_telling(*number));
        if let Some(at) = self.first.is_none().then(found).flatten() {
            let step = (first + at) as u32;
            self.first = Some(Found { replicate, step, value: days[at] });
        }
    }
}
