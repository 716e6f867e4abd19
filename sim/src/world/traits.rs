//! Traits: in what one device and its owner differ from the next of their cohort.
//!
//! They are drawn when a device comes and stay as they are until the rules change what they are
//! drawn from; then they are drawn again on the same chance, so the same owner is again the patient
//! one.

use bevy_ecs::prelude::*;
use language::varied::Shape;

use super::{Cohort, Electricity, Fleet, Game, GameParts, Lot, Patience, Rules, Sells, Uptime};
use crate::chance::{Chance, Draws, Purpose, threshold, uniform_in_kernels};
use crate::lanes::{Kernel, Lanes};
use crate::maths::{exp_in_kernels, normal_in_kernels};

/// From what the traits of a cohort are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// Probability of being up in a step [1].
    pub uptime: Shape,
    /// Price of electricity [USD/kWh].
    pub electricity_usd_per_kwh: Shape,
    /// Share of the pay that the owner sells [1].
    pub sells: Shape,
    /// Losses in a row after which the owner leaves [days].
    pub patience_days: Shape,
}

/// The traits of a device and its owner.
pub(crate) type Owned = (Uptime, Electricity, Sells, Patience);

/// The traits of each cohort, as they were last drawn.
#[derive(Debug, Clone, Default, Resource)]
pub struct Drawn(pub Vec<Traits>);

impl Traits {
    /// The traits of a cohort under some rules.
    #[must_use]
    pub fn of(cohort: &Cohort, game: &GameParts, rules: &Rules) -> Self {
        Self {
            uptime: rules.work.uptime.shape(game.groups[cohort.group].uptime),
            electricity_usd_per_kwh: cohort.electricity_usd_per_kwh,
            sells: rules.decisions.selling.policy().share,
            patience_days: rules.decisions.staying.limit().days,
        }
    }

    /// The traits of neighbours, from one on.
    pub(crate) fn draw(
        &self,
        (chance, lanes): (&Chance, Lanes),
        code: u16,
        first: u64,
    ) -> impl Iterator<Item = Owned> + use<> {
        let values =
            |shape, purpose| Values::new(shape, chance.draws(purpose, code, 0, first, 2), lanes);
        let uptime = values(self.uptime, Purpose::Reliability);
        let electricity = values(self.electricity_usd_per_kwh, Purpose::Electricity);
        let sells = values(self.sells, Purpose::Selling);
        let patience = values(self.patience_days, Purpose::Patience);
        uptime.zip(electricity).zip(sells.zip(patience)).map(|((up, usd), (share, days))| {
            (
                Uptime(threshold(up)),
                Electricity(usd as f32),
                Sells(threshold(share)),
                Patience((days * 24.0).ceil() as u16),
            )
        })
    }
}

/// Numbers that are drawn together.
const BLOCK: usize = 64;

/// Numbers of a shape, one after the other, each from two draws of its own.
pub(crate) struct Values {
    shape: Shape,
    draws: Draws,
    lanes: Lanes,
    block: [f32; BLOCK],
    next: usize,
}

impl Values {
    pub(crate) fn new(shape: Shape, draws: Draws, lanes: Lanes) -> Self {
        Self { shape, draws, lanes, block: [0.0; BLOCK], next: BLOCK }
    }

    /// The next number of a distribution of which the draws are made in blocks.
    fn drawn(&mut self, spread: Option<f64>) -> f64 {
        if self.next == BLOCK {
            let mut words = [0; 2 * BLOCK];
            self.draws.fill(&mut words);
            let spread = spread.map(|spread| spread as f32);
            self.lanes.run(Draw { words: &words, spread, block: &mut self.block });
            self.next = 0;
        }
        self.next += 1;
        self.block[self.next - 1].into()
    }
}

impl Iterator for Values {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        Some(match self.shape {
            Shape::Same(value) => value,
            Shape::Between { from, to } => from + (to - from) * self.drawn(None),
            Shape::Around { median, spread } => median * self.drawn(Some(spread)),
        })
    }
}

/// Makes numbers of pairs of words: uniform ones, or lognormal ones of a spread around one.
struct Draw<'a> {
    words: &'a [u32; 2 * BLOCK],
    spread: Option<f32>,
    block: &'a mut [f32; BLOCK],
}

impl Kernel for Draw<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let pairs = self.block.iter_mut().zip(self.words.as_chunks::<2>().0);
        match self.spread {
            None => {
                for (value, [word, _]) in pairs {
                    *value = uniform_in_kernels(*word);
                }
            }
            Some(spread) => {
                for (value, [u, v]) in pairs {
                    let z = normal_in_kernels(uniform_in_kernels(*u), uniform_in_kernels(*v));
                    *value = exp_in_kernels(spread * z);
                }
            }
        }
    }
}

/// Draws the traits again whose shapes the rules of the day have changed.
pub(crate) fn draw_traits(
    (game, rules): (Res<Game>, Res<Rules>),
    (chance, lanes, mut fleet): (Res<Chance>, Res<Lanes>, ResMut<Fleet>),
    mut drawn: ResMut<Drawn>,
    mut devices: Query<(&mut Uptime, &mut Electricity, &mut Sells, &mut Patience)>,
) {
    for (at, cohort) in game.cohorts.iter().enumerate() {
        let traits = Traits::of(cohort, &game, &rules);
        if traits == drawn.0[at] {
            continue;
        }
        drawn.0[at] = traits;
        fleet.operators.draw_again(at, (&traits, &chance, *lanes, cohort.code));
        let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
        for (mut uptime, mut electricity, mut sells, mut patience) in tables {
            for Lot { row, len, first, .. } in fleet.lots.iter().filter(|lot| lot.cohort == at) {
                let anew = traits.draw((&chance, *lanes), cohort.code, *first);
                let anew = anew.map(fleet.operators.shared(at, *first));
                for (row, anew) in (*row..row + len).zip(anew) {
                    (uptime[row], electricity[row], sells[row], patience[row]) = anew;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(shape: Shape, count: usize) -> Vec<f64> {
        let draws = Chance::new(3, 0).draws(Purpose::Selling, 0, 0, 0, 2);
        Values::new(shape, draws, Lanes::best()).take(count).collect()
    }

    #[test]
    fn numbers_have_the_shape_that_they_are_drawn_from() {
        assert_eq!(values(Shape::Same(0.3), 2), [0.3, 0.3]);
        let between = values(Shape::Between { from: 4.0, to: 20.0 }, 100_000);
        let mean = between.iter().sum::<f64>() / 1e5;
        // The standard error is 16/√12/√1e5 = 0.0146.
        assert!((mean - 12.0).abs() < 4.0 * 0.0146, "{mean}");
        assert!(between.iter().all(|value| (4.0..20.0).contains(value)));
        let around = values(Shape::Around { median: 0.15, spread: 0.35 }, 100_000);
        let below = around.iter().filter(|value| **value < 0.15 * 1.419_067_5).count();
        // e^0.35 = 1.419068. One standard deviation above: 84.134 %, with a standard error of 0.115 %.
        assert!((below as f64 / 1e5 - 0.841_34).abs() < 4.0 * 0.001_15, "{below}");
    }

    #[test]
    fn a_number_is_the_same_with_all_instructions() {
        let shapes =
            [Shape::Between { from: 1.0, to: 2.0 }, Shape::Around { median: 1.0, spread: 0.7 }];
        for shape in shapes {
            let with = |lanes| {
                let draws = Chance::new(3, 0).draws(Purpose::Selling, 0, 0, 5, 2);
                Values::new(shape, draws, lanes).take(1_000).map(f64::to_bits).collect::<Vec<_>>()
            };
            for lanes in Lanes::all() {
                assert_eq!(with(lanes), with(Lanes::Baseline));
            }
        }
    }

    #[test]
    fn a_number_is_the_same_whatever_comes_before_it() {
        let shape = Shape::Around { median: 1.0, spread: 1.0 };
        let from = |first| {
            let draws = Chance::new(3, 0).draws(Purpose::Selling, 0, 0, first, 2);
            Values::new(shape, draws, Lanes::best())
        };
        assert!(from(0).skip(77).take(200).eq(from(77).take(200)));
    }
}
