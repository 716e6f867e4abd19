//! The fleet: every device that ever was, in columns.
//!
//! All devices are rows of one table. A lot is a run of rows of one cohort, in order of birth, so
//! that a kernel walks plain slices with the cohort's numbers in hand. New devices are appended as
//! new lots; when there are many, the rows are put in order again, cohort by cohort.

use bevy_ecs::prelude::*;
use language::varied::Shape;
use language::when::Seconds;

use super::ends::Ends;
use super::operators::Operators;
use super::standing::Standing;
use super::traits::{Drawn, Values};
use super::{Cohort, Game, GameParts, Group};
use crate::chance::{Chance, Purpose};
use crate::lanes::Lanes;
use crate::maths;

/// How fast a device is among its kind: [`WEIGHT_ONE`] is the middle.
#[derive(Debug, Clone, Copy, Component)]
pub struct Weight(pub u32);

/// 1 while it is in the network, 0 once its owner has given up, and another even number if it is
/// broken, in repair or gone for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Component)]
pub struct Active(pub u8);

impl Active {
    /// In the network.
    pub const HERE: Self = Self(1);
    /// Its owner has given up, and may come back.
    pub const GAVE_UP: Self = Self(0);
    /// It broke in this step, and its owner has not decided yet.
    pub const BROKEN: Self = Self(2);
    /// It is being mended.
    pub const IN_REPAIR: Self = Self(4);
    /// It is broken for good, or lies in a drawer.
    pub const GONE: Self = Self(6);

    /// 1 while it is in the network, and 0 otherwise.
    #[must_use]
    #[inline(always)]
    pub fn is_here(self) -> u8 {
        self.0 & 1
    }
}

/// Its weight times its load if it is up in this step, and 0 if not.
#[derive(Debug, Clone, Copy, Component)]
pub struct Shown(pub u32);

/// Tokens that its owner holds [grains].
#[derive(Debug, Clone, Copy, Component)]
pub struct Balance(pub u64);

/// All it ever earned, less all it ever cost, hardware included [USD]: to some ten-thousandths of
/// its size, as nothing is decided by it.
#[derive(Debug, Clone, Copy, Component)]
pub struct Profit(pub f32);

/// Time of losses in a row [hours]; counted no further than 65,534, which is 7 years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Component)]
pub struct Losing(pub u16);

/// How often it is up: the threshold of its probability, see [`crate::chance::threshold`].
#[derive(Debug, Clone, Copy, Component)]
pub struct Uptime(pub u32);

/// What its owner pays for electricity [USD/kWh].
#[derive(Debug, Clone, Copy, PartialEq, Component)]
pub struct Electricity(pub f32);

/// What its owner sells of the pay, in units of 2^-31.
#[derive(Debug, Clone, Copy, PartialEq, Component)]
pub struct Sells(pub u32);

/// Time of losses in a row that its owner bears [hours]: rounded up, as steps are whole hours;
/// 65,535 stands for more than can be counted, so for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Component)]
pub struct Patience(pub u16);

impl Patience {
    /// Never gives up.
    pub const FOR_EVER: Self = Self(u16::MAX);
}

/// The step in which it joined.
#[derive(Debug, Clone, Copy, Component)]
pub struct Born(pub u32);

/// All components of a device: what it is, what became of it, and its traits.
pub type DeviceBundle = (
    (Weight, Born),
    (Active, Shown, Balance, Profit, Losing, Ends),
    (Uptime, Electricity, Sells, Patience),
    Standing,
);

/// The weight of a device of middle speed.
pub const WEIGHT_ONE: u32 = 1 << 16;

/// The largest weight: four times the middle.
const WEIGHT_MAX: u32 = (1 << 18) - 1;

/// Bits of what a device can show: its weight times a load of at most 22.2.
pub const SHOWN_BITS: u32 = 23;

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

/// Devices of a cohort that are on their way to those who ordered them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delivery {
    /// When they work.
    pub due: Seconds,
    /// Index of the cohort.
    pub cohort: usize,
    /// How many.
    pub count: u64,
    /// What was paid for each [USD].
    pub price_usd: f64,
    /// Their speed over that of their kind [1].
    pub speed: f64,
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
    /// Devices on their way, in order of time.
    pub pipeline: Vec<Delivery>,
    /// Devices that joined in this step.
    pub joined_now: u64,
    /// Devices that left in this step.
    pub left_now: u64,
    /// Devices that came back in this step.
    pub returned_now: u64,
    /// Devices that are broken, those in repair included.
    pub broken: u64,
    /// Devices of which people are tired.
    pub tired: u64,
    /// Who owns several of them.
    pub operators: Operators,
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

    /// Devices of a group that ever joined or are ordered.
    #[must_use]
    pub fn known(&self, cohorts: &[Cohort], group: usize) -> u64 {
        let of_group = cohorts.iter().enumerate().filter(|(_, cohort)| cohort.group == group);
        of_group.map(|(at, _)| self.joined[at] + self.on_order[at]).sum()
    }

    /// Sends devices on their way, after all that come no later.
    pub fn send(&mut self, delivery: Delivery) {
        let place = self.pipeline.partition_point(|other| other.due <= delivery.due);
        self.pipeline.insert(place, delivery);
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

/// Adds the devices of a delivery in a step; the caller spawns what this returns, in this order.
pub(crate) fn deliver(
    (fleet, drawn): (&mut Fleet, &Drawn),
    game: &GameParts,
    (chance, lanes): (&Chance, Lanes),
    (delivery, step): (Delivery, u32),
) -> Vec<DeviceBundle> {
    let Delivery { cohort, count, price_usd, speed: times, .. } = delivery;
    let first = fleet.append(cohort, count as usize);
    let Cohort { group, code, .. } = game.cohorts[cohort];
    let Group { spread, lifetime, operators, .. } = game.groups[group];
    let draws = chance.draws(Purpose::Speed, code, 0, first, 2);
    let speeds = Values::new(speed(spread), draws, lanes);
    let from = (&drawn.0[cohort], chance, lanes, code);
    fleet.operators.grow((cohort, fleet.joined[cohort]), fleet.rows, operators, from);
    let traits = drawn.0[cohort].draw((chance, lanes), code, first);
    let traits = traits.map(fleet.operators.shared(cohort, first));
    let ends = lifetime.first_ends(chance, (code, first), game.calendar.clock(step).begin_hours());
    let device = |((speed, traits), ends)| {
        let profit = Profit(-price_usd as f32);
        let state = (Active::HERE, Shown(0), Balance(0), profit, Losing(0), ends);
        let speed = Weight(weight(speed * times));
        ((speed, Born(step)), state, traits, Standing::default())
    };
    speeds.zip(traits).zip(ends).take(count as usize).map(device).collect()
}

/// The shape of a speed of mean one.
fn speed(spread: f64) -> Shape {
    if spread == 0.0 {
        return Shape::Same(1.0);
    }
    Shape::Around { median: maths::exp(-spread * spread / 2.0), spread }
}

/// A speed as a weight.
fn weight(speed: f64) -> u32 {
    ((speed * f64::from(WEIGHT_ONE)).round() as u32).clamp(1, WEIGHT_MAX)
}

/// Everything about the devices that a compaction moves.
pub(crate) mod columns {
    use super::{
        Active, Balance, Born, Electricity, Ends, Losing, Patience, Profit, Sells, Shown, Uptime,
        Weight,
    };

    /// What became of them.
    pub(crate) type State = (
        &'static mut Active,
        &'static mut Shown,
        &'static mut Balance,
        &'static mut Profit,
        &'static mut Losing,
        &'static mut Ends,
    );

    /// What they are.
    pub(crate) type Kept = (
        &'static mut Weight,
        &'static mut Born,
        &'static mut Uptime,
        &'static mut Electricity,
        &'static mut Sells,
        &'static mut Patience,
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
pub(crate) fn settle_first_devices(
    world: &mut World,
    game: &Game,
    drawn: &Drawn,
    (chance, lanes): (&Chance, Lanes),
) -> Fleet {
    let mut fleet = Fleet::new(game.cohorts.len());
    for (at, cohort) in game.cohorts.iter().enumerate() {
        let count = cohort.devices.into();
        let price_usd = game.groups[cohort.group].price_usd * cohort.boxes();
        let delivery = Delivery { due: 0, cohort: at, count, price_usd, speed: 1.0 };
        world.spawn_batch(deliver((&mut fleet, drawn), game, (chance, lanes), (delivery, 0)));
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
        assert_eq!(speed(0.0), Shape::Same(1.0));
        assert_eq!(weight(1.0), WEIGHT_ONE);
        let draws = Chance::new(3, 0).draws(Purpose::Speed, 0, 0, 0, 2);
        let weights = Values::new(speed(0.3), draws, Lanes::best()).take(100_000).map(weight);
        let mean = weights.map(f64::from).sum::<f64>() / 1e5 / f64::from(WEIGHT_ONE);
        // The standard error is about 0.307 / √1e5 = 0.00097.
        assert!((mean - 1.0).abs() < 4.0 * 0.000_97, "{mean}");
    }
}
