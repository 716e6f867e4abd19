//! Wake: which devices are up, and how much work comes to each.

use std::ops::Add;

use super::load::Law;
use super::turn::Turn;
use crate::chance::{Chance, Draws, Purpose, says_yes, threshold};
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

/// Devices that are woken together: their words stay in the first-level cache.
const BLOCK: usize = 512;

/// What the day makes of the chance of being up of all devices of a cohort, as thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Today {
    /// What is left of each one's own chance.
    own: u32,
    /// What is added for those that have a good day.
    common: u32,
    /// Says whether a device has one.
    word: u32,
}

impl Today {
    /// With an outage that takes a share of the step, and a part of the chance in common.
    pub(super) fn of(lost: f64, in_common: f64, word: u32) -> Option<Self> {
        if lost == 0.0 && in_common == 0.0 {
            return None;
        }
        let left = 1.0 - lost;
        let (own, common) = (threshold((1.0 - in_common) * left), threshold(in_common * left));
        Some(Self { own, common, word })
    }
}

/// Wakes some neighbouring devices of a cohort.
pub(super) struct Wake<'a> {
    pub chance: &'a Chance,
    /// The number by which chance knows the cohort.
    pub code: u16,
    pub step: u32,
    /// Whether all of them are always up, so that nothing is drawn.
    pub is_certain: bool,
    pub law: Law,
    /// What is different today for all of them, if anything is.
    pub today: Option<Today>,
    /// When chance was last asked, if that is not in each step.
    pub turn: Option<Turn>,
    pub rows: Sleepers<'a>,
}

impl Kernel for Wake<'_> {
    type Output = Awake;

    #[inline(always)]
    fn call(self) -> Awake {
        let Sleepers { first, weight, uptime, active, shown } = self.rows;
        // In sessions the words of the step are of use for the loads alone.
        let for_uptime = self.turn.is_none() && (!self.is_certain || self.today.is_some());
        let is_drawn = for_uptime || self.law == Law::Exponential;
        let draws = || self.chance.draws(Purpose::Uptime, self.code, self.step, first, 1);
        let mut draws = is_drawn.then(draws);
        let sessions = |turn| SessionWords::new(turn, self.chance, self.code, first);
        let mut sessions = self.turn.map(sessions);
        let (mut words, mut cut) = ([0; BLOCK], [Uptime(0); BLOCK]);
        let mut sum = Awake::default();
        let columns = weight.chunks(BLOCK).zip(uptime.chunks(BLOCK)).zip(active.chunks(BLOCK));
        for (shown, ((weight, uptime), active)) in shown.chunks_mut(BLOCK).zip(columns) {
            let words = &mut words[..shown.len()];
            let uptime = match self.today {
                Some(today) => cut_off(uptime, today, &mut cut),
                None => uptime,
            };
            if let Some(draws) = &mut draws {
                draws.fill(words);
            }
            match &mut sessions {
                Some(sessions) => {
                    sessions.show(weight, (uptime, active), shown);
                    if self.law == Law::Exponential {
                        // Who is up until chance is asked again has another load in each step.
                        apply_load(&[CERTAIN; BLOCK], words, shown);
                    }
                }
                None => {
                    show(weight, (uptime, active), words, shown);
                    if self.law == Law::Exponential {
                        apply_load(uptime, words, shown);
                    }
                }
            }
            sum = sum + add_up(shown);
        }
        sum
    }
}

/// A device that is always up.
const CERTAIN: Uptime = Uptime(1 << 31);

/// The words of neighbouring devices of which chance is not asked in each step: those of the time when
/// it was asked of some of them, and those of the next, when it was asked of the others.
struct SessionWords {
    turn: Turn,
    next: u64,
    both: [Draws; 2],
}

impl SessionWords {
    fn new(turn: Turn, chance: &Chance, code: u16, first: u64) -> Self {
        let of = |number| chance.draws(Purpose::Session, code, number, first, 1);
        Self { turn, next: first, both: [turn.number, turn.number + 1].map(of) }
    }

    /// Shows the weight of each of the next devices that is up.
    #[inline(always)]
    fn show(&mut self, weight: &[Weight], devices: (&[Uptime], &[Active]), shown: &mut [Shown]) {
        let (mut words, mut others) = ([0; BLOCK], [0; BLOCK]);
        let (words, others) = (&mut words[..shown.len()], &mut others[..shown.len()]);
        self.both[0].fill(words);
        self.both[1].fill(others);
        for ((word, other), device) in words.iter_mut().zip(others).zip(self.next..) {
            *word = if self.turn.has_come(device) { *other } else { *word };
        }
        self.next += shown.len() as u64;
        show(weight, devices, words, shown);
    }
}

/// How often devices are up today.
#[inline(always)]
fn cut_off<'a>(uptime: &[Uptime], today: Today, cut: &'a mut [Uptime; BLOCK]) -> &'a [Uptime] {
    for (cut, uptime) in cut.iter_mut().zip(uptime) {
        let own = ((u64::from(uptime.0) * u64::from(today.own)) >> 31) as u32;
        cut.0 = own + today.common * u32::from(says_yes(today.word, uptime.0));
    }
    &cut[..uptime.len()]
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
///
/// Of a device that is up it is known that its word is below the threshold, and no more: where it
/// lies below is the uniform number of which the load is made.
#[inline(always)]
fn apply_load(uptime: &[Uptime], words: &[u32], shown: &mut [Shown]) {
    /// Added to a smaller number it leaves the nearest whole one in the last bits.
    const WHOLE: f32 = 8_388_608.0; // 2^23
    for ((shown, word), uptime) in shown.iter_mut().zip(words).zip(uptime) {
        let uniform = ((word >> 1) as i32 as f32 + 0.5) / uptime.0 as f32;
        let loaded = -ln_in_kernels(uniform) * shown.0 as i32 as f32;
        let nearest = (loaded + WHOLE).to_bits() & 0x7f_ffff;
        // Who is down shows nothing, whatever its word would make of it.
        shown.0 = nearest.max(1) * shown.0.min(1);
    }
}

#[inline(always)]
fn add_up(shown: &[Shown]) -> Awake {
    // Below 2^32: at most 512 devices, each of which shows less than 2^22.5.
    let (mut weight, mut up) = (0_u32, 0_u32);
    for shown in shown {
        weight += shown.0;
        up += u32::from(shown.0 > 0);
    }
    Awake { weight: weight.into(), up: up.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_day_takes_from_the_chance_and_a_good_one_gives_it_back() {
        let uptime = [0.0, 0.5, 0.9, 1.0].map(|share| Uptime(threshold(share)));
        let up = |lost, in_common, word| {
            let today =
                Today::of(lost, in_common, threshold(word) << 1).expect("it is no usual day");
            let mut cut = [Uptime(0); BLOCK];
            let share = |uptime: &Uptime| f64::from(uptime.0) / 2_147_483_648.0;
            cut_off(&uptime, today, &mut cut).iter().map(share).collect::<Vec<_>>()
        };
        let near = |found: Vec<f64>, wanted: [f64; 4]| {
            assert!(found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < 1e-8), "{found:?}");
        };
        assert_eq!(Today::of(0.0, 0.0, 7), None);
        near(up(0.25, 0.0, 0.7), [0.0, 0.375, 0.675, 0.75]);
        // It is a good day for those that are up on more than 70 %.
        near(up(0.0, 0.4, 0.7), [0.0, 0.3, 0.94, 1.0]);
        near(up(0.5, 0.4, 0.7), [0.0, 0.15, 0.47, 0.5]);
        near(up(0.0, 1.0, 0.7), [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn loads_of_the_devices_that_are_up_are_exponential_with_mean_one() {
        let mut words = vec![0; 100_000];
        Chance::new(9, 0).draws(Purpose::Uptime, 0, 0, 0, 1).fill(&mut words);
        for share in [1.0, 0.6] {
            let uptime = vec![Uptime(threshold(share)); words.len()];
            let (weight, active) =
                (vec![Weight(65_536); words.len()], vec![Active(1); words.len()]);
            let mut shown = vec![Shown(0); words.len()];
            show(&weight, (&uptime, &active), &words, &mut shown);
            apply_load(&uptime, &words, &mut shown);
            let up = shown.iter().filter(|shown| shown.0 > 0);
            let loads: Vec<f64> = up.map(|shown| f64::from(shown.0) / 65_536.0).collect();
            let count = loads.len() as f64;
            assert!((count / 1e5 - share).abs() < 4.0 * 0.001_55, "{count}");
            let mean = loads.iter().sum::<f64>() / count;
            // The standard error of the mean is 1/√60,000 = 0.0041; a load is above 2 with
            // P = e^-2 = 13.53 %, with a standard error of 0.14 %.
            assert!((mean - 1.0).abs() < 4.0 * 0.0041, "{mean}");
            let above = loads.iter().filter(|load| **load > 2.0).count() as f64 / count;
            assert!((above - 0.135_34).abs() < 4.0 * 0.001_4, "{above}");
        }
    }

    #[test]
    fn the_largest_load_fits_and_the_smallest_is_seen() {
        let mut shown = [(1 << 18) - 1, 1, 0].map(Shown);
        apply_load(&[Uptime(1 << 31); 3], &[0, u32::MAX, 0], &mut shown);
        // 262,143 · −ln 2^-32 = 5,814,518.
        assert_eq!(shown.map(|shown| shown.0), [5_814_518, 1, 0]);
    }
}
