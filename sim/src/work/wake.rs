//! Wake: which devices are up, and how much work comes to each.

use std::ops::Add;

use super::load::Law;
use crate::chance::{Chance, Draws, Purpose, says_yes};
use crate::lanes::Kernel;
use crate::maths::ln_in_kernels;
use crate::world::{Active, Rows, Shown, Uptime, Weight};

/// What the devices that are up show together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Awake {
    /// Sum of what they show.
    pub weight: u64,
    /// How many they are.
    pub up: u64,
}

impl Add for Awake {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { weight: self.weight + other.weight, up: self.up + other.up }
    }
}

/// The columns that waking reads and writes.
pub(super) struct Sleepers<'a> {
    /// The number of the first device within its cohort.
    pub first: u64,
    pub weight: &'a [Weight],
    pub uptime: &'a [Uptime],
    pub active: &'a [Active],
    pub shown: &'a mut [Shown],
}

impl Rows for Sleepers<'_> {
    fn len(&self) -> usize {
        self.shown.len()
    }

    fn split_at(self, row: usize) -> (Self, Self) {
        let (weight, weights) = self.weight.split_at(row);
        let (uptime, uptimes) = self.uptime.split_at(row);
        let (active, actives) = self.active.split_at(row);
        let (shown, all_shown) = self.shown.split_at_mut(row);
        let rest = Self {
            first: self.first + row as u64,
            weight: weights,
            uptime: uptimes,
            active: actives,
            shown: all_shown,
        };
        (Self { first: self.first, weight, uptime, active, shown }, rest)
    }
}

/// Devices that are woken together: their draws stay in the first-level cache.
const BLOCK: usize = 512;

/// Wakes some neighbouring devices of a cohort.
pub(super) struct Wake<'a> {
    pub chance: &'a Chance,
    /// The number by which chance knows the cohort.
    pub code: u16,
    pub step: u32,
    /// Whether all of them are always up, so that nothing is drawn.
    pub is_certain: bool,
    pub law: Law,
    pub rows: Sleepers<'a>,
}

impl Kernel for Wake<'_> {
    type Output = Awake;

    #[inline(always)]
    fn call(self) -> Awake {
        let Sleepers { first, weight, uptime, active, shown } = self.rows;
        let draws = |purpose| self.chance.draws(purpose, self.code, self.step, first, 1);
        let mut ups = (!self.is_certain).then(|| draws(Purpose::Uptime));
        let mut loads = (self.law == Law::Exponential).then(|| draws(Purpose::Load));
        let (mut up, mut load) = ([0; BLOCK], [0; BLOCK]);
        let mut sum = Awake::default();
        let columns = weight.chunks(BLOCK).zip(uptime.chunks(BLOCK)).zip(active.chunks(BLOCK));
        for (shown, ((weight, uptime), active)) in shown.chunks_mut(BLOCK).zip(columns) {
            fill(&mut ups, &mut up[..shown.len()]);
            show(weight, (uptime, active), &up[..shown.len()], shown);
            if loads.is_some() {
                fill(&mut loads, &mut load[..shown.len()]);
                apply_load(&load[..shown.len()], shown);
            }
            sum = sum + add_up(shown);
        }
        sum
    }
}

#[inline(always)]
fn fill(draws: &mut Option<Draws>, words: &mut [u32]) {
    if let Some(draws) = draws {
        draws.fill(words);
    }
}

/// Shows the weight of each device that is up.
#[inline(always)]
fn show(
    weight: &[Weight],
    (uptime, active): (&[Uptime], &[Active]),
    words: &[u32],
    shown: &mut [Shown],
) {
    let devices = weight.iter().zip(uptime).zip(active).zip(words);
    for (shown, (((weight, uptime), active), word)) in shown.iter_mut().zip(devices) {
        let is_up = u32::from(says_yes(*word, uptime.0)) & u32::from(active.0);
        shown.0 = weight.0 * is_up;
    }
}

/// Multiplies what each device shows by an exponential load; who is up shows something.
#[inline(always)]
fn apply_load(words: &[u32], shown: &mut [Shown]) {
    /// Added to a small number it leaves the nearest whole one in the last bits.
    const WHOLE: f32 = 8_388_608.0; // 2^23
    for (shown, word) in shown.iter_mut().zip(words) {
        // The middle of one of 2^23 intervals: exact, never 0 and never 1.
        let uniform = ((word >> 9) as f32 + 0.5) * (1.0 / WHOLE);
        let loaded = -ln_in_kernels(uniform) * shown.0 as i32 as f32;
        let nearest = (loaded + WHOLE).to_bits() & 0x7f_ffff;
        shown.0 = nearest.max(shown.0.min(1));
    }
}

#[inline(always)]
fn add_up(shown: &[Shown]) -> Awake {
    let (mut weight, mut up) = (0_u64, 0_u32);
    for shown in shown {
        weight += u64::from(shown.0);
        up += u32::from(shown.0 > 0);
    }
    Awake { weight, up: up.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::threshold;

    #[test]
    fn a_device_shows_its_weight_if_it_is_there_and_up() {
        let weight = [10, 20, 30].map(Weight);
        let active = [1, 1, 0].map(Active);
        let mut shown = [Shown(7); 3];
        let mut woken = |share| {
            let uptime = [Uptime(threshold(share)); 3];
            show(&weight, (&uptime, &active), &[0, u32::MAX, 0], &mut shown);
            add_up(&shown)
        };
        assert_eq!(woken(0.5), Awake { weight: 10, up: 1 });
        assert_eq!(woken(1.0), Awake { weight: 30, up: 2 });
        assert_eq!(woken(0.0), Awake::default());
    }

    #[test]
    fn loads_are_exponential_with_mean_one() {
        let mut words = vec![0; 100_000];
        Chance::new(9, 0).draws(Purpose::Load, 0, 0, 0, 1).fill(&mut words);
        let mut shown = vec![Shown(65_536); words.len()];
        apply_load(&words, &mut shown);
        let loads: Vec<f64> = shown.iter().map(|shown| f64::from(shown.0) / 65_536.0).collect();
        let mean = loads.iter().sum::<f64>() / 1e5;
        // The standard error of the mean is 1/√1e5 = 0.0032; a load is above 2 with P = e^-2 =
        // 13.53 %, with a standard error of 0.108 %.
        assert!((mean - 1.0).abs() < 4.0 * 0.0032, "{mean}");
        let above = loads.iter().filter(|load| **load > 2.0).count() as f64 / 1e5;
        assert!((above - 0.135_34).abs() < 4.0 * 0.001_08, "{above}");
    }

    #[test]
    fn the_largest_load_fits_and_the_smallest_is_seen() {
        let mut shown = [(1 << 18) - 1, 1, 0].map(Shown);
        apply_load(&[0, u32::MAX, 0], &mut shown);
        // 262,143 · −ln 2^-24 = 4,360,888.4.
        assert_eq!(shown.map(|shown| shown.0), [4_360_888, 1, 0]);
    }
}
