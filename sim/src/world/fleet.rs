//! The fleet: every device that ever was, in columns.
//!
//! All devices are rows of one table. A lot is a run of rows of one cohort, in order of birth, so
//! that a kernel walks plain slices with the cohort's numbers in hand. New devices are appended as
//! new lots; when there are many, the rows are put in order again, cohort by cohort.

use bevy_ecs::prelude::*;
use language::when::Seconds;

use super::{Cohort, Game, GameParts, Group};
use crate::chance::{Chance, Purpose, uniform};
use crate::maths;

/// How fast a device is among its kind: [`WEIGHT_ONE`] is the middle.
#[derive(Debug, Clone, Copy, Component)]
pub struct Weight(pub u32);

/// 1 while it is in the network, 0 once its owner has left.
#[derive(Debug, Clone, Copy, Component)]
pub struct Active(pub u8);

/// Its weight if it is up in this step, and 0 if not.
#[derive(Debug, Clone, Copy, Component)]
pub struct Shown(pub u32);

/// Tokens that its owner holds [grains].
#[derive(Debug, Clone, Copy, Component)]
pub struct Balance(pub u64);

/// All it ever earned, less all it ever cost, hardware included [USD].
#[derive(Debug, Clone, Copy, Component)]
pub struct Profit(pub f64);

/// Time of losses in a row [seconds]; whole, so that hours add up to days.
#[derive(Debug, Clone, Copy, Component)]
pub struct Losing(pub u32);

/// How patient its owner is: the middling owner's days of losses times this [1].
#[derive(Debug, Clone, Copy, Component)]
pub struct Patience(pub f32);

/// The step in which it joined.
#[derive(Debug, Clone, Copy, Component)]
pub struct Born(pub u32);

/// All components of a device.
pub type DeviceBundle = (Weight, Active, Shown, Balance, Profit, Losing, Patience, Born);

/// The weight of a device of middle speed.
pub const WEIGHT_ONE: u32 = 1 << 16;

/// The largest weight: four times the middle, so that weight times rate fits 64 bits.
const WEIGHT_MAX: u32 = (1 << 18) - 1;

/// Rows of one cohort, in order of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// Index of the cohort.
    pub cohort: usize,
    /// Its first row.
    pub row: usize,
    /// How many rows.
    pub len: usize,
    /// The number of its first device within the cohort; the others follow.
    pub first: u64,
}

impl Lot {
    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> std::ops::Range<usize> {
        self.row..self.row + self.len
    }
}

/// What is known of the fleet without looking at its rows.
#[derive(Debug, Clone, Default, Resource)]
pub struct Fleet {
    /// The lots, in order of rows.
    pub lots: Vec<Lot>,
    /// Rows in all.
    pub rows: usize,
    /// Devices of each cohort that ever joined.
    pub joined: Vec<u64>,
    /// Devices of each cohort that are in the network.
    pub active: Vec<u64>,
    /// Devices of each cohort that are ordered and not yet there.
    pub on_order: Vec<u64>,
    /// Fractions of devices that were ordered, by cohort.
    pub fraction: Vec<f64>,
    /// Devices on their way: when they come, to which cohort, how many; in order of time.
    pub pipeline: Vec<(Seconds, usize, u64)>,
    /// Devices that joined in this step.
    pub joined_now: u64,
    /// Devices that left in this step.
    pub left_now: u64,
}

impl Fleet {
    /// An empty fleet of so many cohorts.
    #[must_use]
    pub fn new(cohorts: usize) -> Self {
        let none = vec![0; cohorts];
        Self {
            joined: none.clone(),
            active: none.clone(),
            on_order: none,
            fraction: vec![0.0; cohorts],
            ..Self::default()
        }
    }

    /// Whether the lots have become so short that walking them costs more than the devices do.
    #[must_use]
    pub fn is_scattered(&self) -> bool {
        self.lots.len() > 4 * self.joined.len() + self.rows / 256
    }

    /// Puts the lots in order of cohort and birth; returns for each new row the old one.
    pub fn reorder(&mut self) -> Vec<u32> {
        let old = std::mem::take(&mut self.lots);
        let mut order = Vec::with_capacity(self.rows);
        for cohort in 0..self.joined.len() {
            let row = order.len();
            let mut lots = old.iter().filter(|lot| lot.cohort == cohort).peekable();
            let Some(first) = lots.peek().map(|lot| lot.first) else { continue };
            lots.for_each(|lot| order.extend(lot.rows().map(|row| row as u32)));
            self.lots.push(Lot { cohort, row, len: order.len() - row, first });
        }
        order
    }

    fn append(&mut self, cohort: usize, count: usize) -> u64 {
        let first = self.joined[cohort];
        match self.lots.last_mut().filter(|lot| lot.cohort == cohort) {
            Some(lot) => lot.len += count,
            None => self.lots.push(Lot { cohort, row: self.rows, len: count, first }),
        }
        self.rows += count;
        self.joined[cohort] += count as u64;
        self.active[cohort] += count as u64;
        first
    }
}

/// Devices that join a cohort in a step.
pub(crate) struct Delivery {
    pub cohort: usize,
    pub count: u64,
    pub step: u32,
    /// How much owners' patience differs [1].
    pub patience_spread: f64,
}

/// Adds devices to a cohort; the caller spawns what this returns, in this order.
pub(crate) fn deliver(
    fleet: &mut Fleet,
    game: &GameParts,
    chance: &Chance,
    delivery: &Delivery,
) -> Vec<DeviceBundle> {
    let Delivery { cohort, count, step, patience_spread } = *delivery;
    let first = fleet.append(cohort, count as usize);
    let Cohort { group, code, .. } = &game.cohorts[cohort];
    let Group { spread, price_usd, .. } = game.groups[*group];
    let normals = |purpose| {
        let mut words = vec![0; 2 * count as usize];
        chance.fill(purpose, *code, 0, first, 2, &mut words);
        words.into_iter().map(uniform).collect::<Vec<f64>>()
    };
    let speeds = normals(Purpose::Speed);
    let patiences = normals(Purpose::Patience);
    let pairs = speeds.chunks_exact(2).zip(patiences.chunks_exact(2));
    pairs
        .map(|(speed, patience)| {
            let weight = Weight(weight(spread, speed[0], speed[1]));
            let z = maths::normal(patience[0], patience[1]);
            let patience = Patience(maths::exp(patience_spread * z) as f32);
            let profit = Profit(-price_usd);
            (weight, Active(1), Shown(0), Balance(0), profit, Losing(0), patience, Born(step))
        })
        .collect()
}

/// A speed drawn from a lognormal distribution of mean one, as a weight.
fn weight(spread: f64, u: f64, v: f64) -> u32 {
    let speed = maths::exp(spread * maths::normal(u, v) - spread * spread / 2.0);
    ((speed * f64::from(WEIGHT_ONE)).round() as u32).clamp(1, WEIGHT_MAX)
}

/// Everything about the devices that a compaction moves.
pub(crate) mod columns {
    use super::{Active, Balance, Born, Losing, Patience, Profit, Shown, Weight};

    /// All columns of the devices' table.
    pub(crate) type All = (
        &'static mut Weight,
        &'static mut Active,
        &'static mut Shown,
        &'static mut Balance,
        &'static mut Profit,
        &'static mut Losing,
        &'static mut Patience,
        &'static mut Born,
    );
}

/// Puts a column into a new order.
pub(crate) fn permute<T: Copy>(column: &mut [T], order: &[u32]) {
    let old = column.to_vec();
    for (value, &row) in column.iter_mut().zip(order) {
        *value = old[row as usize];
    }
}

/// Puts the first day's devices into a world.
pub(crate) fn settle_first_devices(world: &mut World, game: &Game, chance: &Chance) -> Fleet {
    let mut fleet = Fleet::new(game.cohorts.len());
    for (at, cohort) in game.cohorts.iter().enumerate() {
        let patience_spread = game.rules[0].1.decisions.staying.limit().spread;
        let count = cohort.devices.into();
        let delivery = Delivery { cohort: at, count, step: 0, patience_spread };
        let devices = deliver(&mut fleet, game, chance, &delivery);
        world.spawn_batch(devices);
    }
    fleet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_grow_and_are_put_in_order_of_cohort_and_birth() {
        let mut fleet = Fleet::new(2);
        fleet.append(0, 2);
        fleet.append(1, 1);
        fleet.append(1, 1);
        fleet.append(0, 1);
        let lot = |cohort, row, len, first| Lot { cohort, row, len, first };
        assert_eq!(fleet.lots, [lot(0, 0, 2, 0), lot(1, 2, 2, 0), lot(0, 4, 1, 2)]);
        assert_eq!(fleet.reorder(), [0, 1, 4, 2, 3]);
        assert_eq!(fleet.lots, [lot(0, 0, 3, 0), lot(1, 3, 2, 0)]);
        let mut column = ['a', 'b', 'x', 'y', 'c'];
        permute(&mut column, &[0, 1, 4, 2, 3]);
        assert_eq!(column, ['a', 'b', 'c', 'x', 'y']);
    }

    #[test]
    fn speeds_have_mean_one() {
        assert_eq!(weight(0.0, 0.3, 0.7), WEIGHT_ONE);
        let mut words = vec![0; 200_000];
        Chance::new(3, 0).fill(Purpose::Speed, 0, 0, 0, 2, &mut words);
        let draw = |words: &[u32]| f64::from(weight(0.3, uniform(words[0]), uniform(words[1])));
        let mean = words.chunks_exact(2).map(draw).sum::<f64>() / 1e5 / f64::from(WEIGHT_ONE);
        // The standard error is about 0.307 / √1e5 = 0.00097.
        assert!((mean - 1.0).abs() < 4.0 * 0.000_97, "{mean}");
    }
}
