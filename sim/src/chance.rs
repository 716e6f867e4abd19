//! This file is about chance: the only place where it enters.
//!
//! Every draw is a function of (seed, replicate, purpose, group, step, entity, nth) and of nothing
//! else, so adding a device, a metric or a mechanism moves no other draw, and two rule sets are
//! compared on the same chance. ChaCha8 is read as a random-access stream: seed and replicate make
//! the key; purpose, group and step the stream; entity and nth the position. The draws of
//! neighbouring devices are one block of output.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a draw is for. A number is never given to another purpose: results would move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The news that move the token's price: two words for a normal number, three for jumps.
    PriceNews = 1,
    /// Whether a device is up in a step and, if so, how much work comes to it: one word.
    Uptime = 2,
    /// How fast a device is among its kind, drawn at birth: two words.
    Speed = 3,
    /// How patient an owner is among others, drawn at birth: two words.
    Patience = 4,
    /// Whether a device's work is checked in a step: one word.
    Checking = 5,
    /// Whether the owner of an idle device looks at coming back in a step: one word.
    Return = 6,
    /// How often a device is up among others, drawn at birth: two words.
    Reliability = 7,
    /// What an owner pays for electricity among others, drawn at birth: two words.
    Electricity = 8,
    /// What share of the pay an owner sells among others, drawn at birth: two words.
    Selling = 9,
    /// When each of the risks would break a device, drawn when a life of it begins: four words.
    Failing = 10,
    /// When people tire of a device, drawn at birth: one word.
    Tiring = 11,
    /// How many outages begin in a region in a step, and when: one word, and one for each of them.
    Outage = 12,
    /// Whether an owner leaves in a step whatever it brought: one word.
    Leaving = 13,
    /// How many devices an operator comes to own, by the operator's number: two words.
    Operators = 16,
    /// Whether an honest device is taken for a cheat in a step: one word.
    FalseAlarm = 19,
    /// How many outages of a common cause begin in a step, and when: one word, and one for each of them.
    CommonCause = 23,
    /// Whether a group of devices has a good day: one word.
    GoodDay = 24,
    /// Whether a device is up until chance is asked again: one word.
    Session = 25,
    /// Which idle devices are sold in a step: one word.
    Resale = 29,
}

/// What the chance of one replicate has to do with that of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pairing {
    /// Nothing.
    #[default]
    Independent,
    /// Replicates are pairs: where the price of one rises by chance, that of the other falls. A pair counts
    /// as one observation.
    Antithetic,
}

impl Pairing {
    /// Whether it is the default.
    pub(crate) fn is_independent(&self) -> bool {
        *self == Self::Independent
    }

    /// The chance of a replicate of a seed.
    #[must_use]
    pub fn chance(self, seed: u64, replicate: u32) -> Chance {
        match self {
            Self::Independent => Chance::new(seed, replicate),
            Self::Antithetic => Chance::antithetic(seed, replicate),
        }
    }
}

/// The chance of one replicate.
#[derive(Debug, Clone, bevy_ecs::prelude::Resource)]
pub struct Chance {
    key: [u8; 32],
    /// The key of the replicate whose news this one mirrors, if it does.
    mirrored: Option<[u8; 32]>,
}

/// Added to a word it is half a turn in a circle, which turns a normal number's sign.
const HALF_A_TURN: u32 = 1 << 31;

impl Chance {
    /// The chance of a replicate of a seed.
    #[must_use]
    pub fn new(seed: u64, replicate: u32) -> Self {
        Self { key: key(seed, replicate), mirrored: None }
    }

    /// The chance of a replicate of antithetic pairs: one with an odd number sees the price's news of the
    /// one before it mirrored, and draws all else as ever. By itself each is like any other replicate.
    #[must_use]
    pub fn antithetic(seed: u64, replicate: u32) -> Self {
        let mirrored = (replicate % 2 == 1).then(|| key(seed, replicate - 1));
        Self { mirrored, ..Self::new(seed, replicate) }
    }

    /// The news that move the price in a step: uniform numbers in (0, 1), of which the first two and the
    /// last two each make a normal number, and the one between them counts jumps or ends a regime.
    ///
    /// Mirrored, both normal numbers `z` are `−z`, and the number between them is `1 − u`.
    #[must_use]
    pub fn news(&self, step: u32) -> [f64; 5] {
        let source = Self { key: self.mirrored.unwrap_or(self.key), mirrored: None };
        let mut words = [0; 5];
        source.draws(Purpose::PriceNews, 0, step, 0, 5).fill(&mut words);
        if self.mirrored.is_some() {
            let [u, v, between, w, x] = words;
            words = [u, v ^ HALF_A_TURN, !between, w, x ^ HALF_A_TURN];
        }
        words.map(uniform)
    }

    /// The draws of a purpose for a group of entities in a step, from an entity on, `each` words an
    /// entity.
    #[must_use]
    pub fn draws(&self, purpose: Purpose, group: u16, step: u32, first: u64, each: u64) -> Draws {
        let mut cipher = ChaCha8Rng::from_seed(self.key);
        cipher.set_stream((purpose as u64) << 56 | u64::from(group) << 40 | u64::from(step));
        cipher.set_word_pos(u128::from(first * each));
        Draws(cipher)
    }

    /// The draws of one entity, as uniform numbers in (0, 1).
    #[must_use]
    pub fn uniforms<const N: usize>(
        &self,
        purpose: Purpose,
        group: u16,
        step: u32,
        entity: u64,
    ) -> [f64; N] {
        let mut words = [0; N];
        self.draws(purpose, group, step, entity, N as u64).fill(&mut words);
        words.map(uniform)
    }
}

fn key(seed: u64, replicate: u32) -> [u8; 32] {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..12].copy_from_slice(&replicate.to_le_bytes());
    key[16..].copy_from_slice(b"aipin chance v01");
    key
}

/// Draws of neighbouring entities, in their order.
pub struct Draws(ChaCha8Rng);

impl Draws {
    /// Fills `words` with the next draws.
    pub fn fill(&mut self, words: &mut [u32]) {
        // The cipher hands out bytes in blocks, at twice the speed of single words.
        self.0.fill_bytes(bytemuck::cast_slice_mut(words));
        words.iter_mut().for_each(|word| *word = u32::from_le(*word));
    }
}

/// The middle of the interval that a word stands for, so never 0 and never 1.
#[must_use]
pub fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) / 4_294_967_296.0
}

/// The same for kernels, from 23 bits of the word: all that such a number can hold.
#[must_use]
#[inline(always)]
pub fn uniform_in_kernels(word: u32) -> f32 {
    ((word >> 9) as i32 as f32 + 0.5) * (1.0 / 8_388_608.0)
}

/// The number below which half of a word is with the probability of a share: with the last bit
/// of the word left out, 32 bits hold the threshold of certainty too. Shares above 1 count as 1.
#[must_use]
pub fn threshold(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 2_147_483_648.0) as u32
}

/// Whether a word says yes to a threshold.
#[must_use]
#[inline(always)]
pub fn says_yes(word: u32, threshold: u32) -> bool {
    word >> 1 < threshold
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths;

    #[test]
    fn the_stream_is_pinned() {
        // Known answer: if these words move, every result of every scenario moves.
        let mut words = [0; 3];
        Chance::new(7, 0).draws(Purpose::Uptime, 2, 100, 1_000, 1).fill(&mut words);
        assert_eq!(words, [1_145_895_872, 2_695_869_848, 2_739_690_657]);
    }

    #[test]
    fn a_block_is_the_draws_of_its_entities() {
        let chance = Chance::new(1, 3);
        let mut block = [0; 100];
        let mut draws = chance.draws(Purpose::Uptime, 0, 9, 50, 1);
        block.chunks_mut(33).for_each(|part| draws.fill(part));
        for (at, word) in block.iter().enumerate() {
            let mut one = [0];
            chance.draws(Purpose::Uptime, 0, 9, 50 + at as u64, 1).fill(&mut one);
            assert_eq!(one[0], *word);
        }
    }

    #[test]
    fn seed_replicate_purpose_group_and_step_each_make_another_stream() {
        let draw = |seed, replicate, purpose, group, step| {
            Chance::new(seed, replicate).uniforms::<1>(purpose, group, step, 0)[0].to_bits()
        };
        let mut draws = vec![
            draw(1, 0, Purpose::Uptime, 0, 0),
            draw(2, 0, Purpose::Uptime, 0, 0),
            draw(1, 1, Purpose::Uptime, 0, 0),
            draw(1, 0, Purpose::Speed, 0, 0),
            draw(1, 0, Purpose::Uptime, 1, 0),
            draw(1, 0, Purpose::Uptime, 0, 1),
        ];
        draws.sort_unstable();
        draws.dedup();
        assert_eq!(draws.len(), 6);
    }

    #[test]
    fn the_second_of_a_pair_mirrors_the_news_of_the_first_and_nothing_else() {
        let [first, second] = [6, 7].map(|replicate| Chance::antithetic(1, replicate));
        let alone = Chance::new(1, 7);
        for step in 0..1_000 {
            let [u, v, between, w, x] = first.news(step);
            let mirrored = second.news(step);
            assert_eq!(Chance::new(1, 6).news(step), first.news(step));
            assert_eq!(alone.uniforms::<5>(Purpose::PriceNews, 0, step, 0), alone.news(step));
            assert_eq!([mirrored[0], mirrored[2], mirrored[3]], [u, 1.0 - between, w]);
            for [a, b, c] in [[u, v, mirrored[1]], [w, x, mirrored[4]]] {
                assert!((maths::normal(a, b) + maths::normal(a, c)).abs() < 1e-13);
            }
            let draw = |chance: &Chance| chance.uniforms::<1>(Purpose::Uptime, 0, step, 9);
            assert_eq!(draw(&second), draw(&alone));
        }
    }

    #[test]
    fn uniform_numbers_are_uniform() {
        let mut words = vec![0; 100_000];
        Chance::new(5, 0).draws(Purpose::Uptime, 0, 0, 0, 1).fill(&mut words);
        let mean = words.iter().map(|&w| uniform(w)).sum::<f64>() / 1e5;
        // The standard error is 0.2887 / √1e5 = 0.00091.
        assert!((mean - 0.5).abs() < 4.0 * 0.000_91, "{mean}");
        let below = words.iter().filter(|&&w| says_yes(w, threshold(0.95))).count();
        assert!((below as f64 - 95_000.0).abs() < 4.0 * 68.9, "{below}");
        assert!(words.iter().all(|&w| says_yes(w, threshold(1.0)) && !says_yes(w, threshold(0.0))));
    }
}
