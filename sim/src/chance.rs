//! This file is about chance: the only place where it enters.
//!
//! Every draw is a function of (seed, replicate, purpose, group, step, entity, nth) and of nothing
//! else, so adding a device, a metric or a mechanism moves no other draw, and two rule sets are
//! compared on the same chance. ChaCha8 is read as a random-access stream: seed and replicate make
//! the key; purpose, group and step the stream; entity and nth the position. The draws of
//! neighbouring devices are one block of output.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a draw is for. A number is never given to another purpose: results would move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The news that move the token's price: two words for a normal number, three for jumps.
    PriceNews = 1,
    /// Whether a device is up in a step: one word.
    Uptime = 2,
    /// How fast a device is among its kind, drawn at birth: two words.
    Speed = 3,
    /// How patient an owner is among others, drawn at birth: two words.
    Patience = 4,
    /// Whether a device's work is checked in a step: one word.
    Checking = 5,
}

/// The chance of one replicate.
#[derive(Debug, Clone, bevy_ecs::prelude::Resource)]
pub struct Chance {
    key: [u8; 32],
}

impl Chance {
    /// The chance of a replicate of a seed.
    #[must_use]
    pub fn new(seed: u64, replicate: u32) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..12].copy_from_slice(&replicate.to_le_bytes());
        key[16..].copy_from_slice(b"aipin chance v01");
        Self { key }
    }

    /// Fills `words` with the draws of neighbouring entities of a group, `each` words an entity.
    pub fn fill(
        &self,
        purpose: Purpose,
        group: u16,
        step: u32,
        first: u64,
        each: u64,
        words: &mut [u32],
    ) {
        let mut rng = ChaCha8Rng::from_seed(self.key);
        rng.set_stream((purpose as u64) << 56 | u64::from(group) << 40 | u64::from(step));
        rng.set_word_pos(u128::from(first * each));
        // Bytes come out of the cipher in blocks, at twice the speed of single words.
        let mut bytes = [0; 1_024];
        for block in words.chunks_mut(bytes.len() / 4) {
            let bytes = &mut bytes[..4 * block.len()];
            rng.fill_bytes(bytes);
            for (word, four) in block.iter_mut().zip(bytes.chunks_exact(4)) {
                *word = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
            }
        }
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
        self.fill(purpose, group, step, entity, N as u64, &mut words);
        words.map(uniform)
    }
}

/// The middle of the interval that a word stands for, so never 0 and never 1.
#[must_use]
pub fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) / 4_294_967_296.0
}

/// The word below which a share of all words lies.
#[must_use]
pub fn threshold(share: f64) -> u64 {
    (share * 4_294_967_296.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_pinned() {
        // Known answer: if these words move, every result of every scenario moves.
        let mut words = [0; 3];
        Chance::new(7, 0).fill(Purpose::Uptime, 2, 100, 1_000, 1, &mut words);
        assert_eq!(words, [1_145_895_872, 2_695_869_848, 2_739_690_657]);
    }

    #[test]
    fn a_block_is_the_draws_of_its_entities() {
        let chance = Chance::new(1, 3);
        let mut block = [0; 100];
        chance.fill(Purpose::Uptime, 0, 9, 50, 1, &mut block);
        for (at, word) in block.iter().enumerate() {
            let mut one = [0];
            chance.fill(Purpose::Uptime, 0, 9, 50 + at as u64, 1, &mut one);
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
    fn uniform_numbers_are_uniform() {
        let mut words = vec![0; 100_000];
        Chance::new(5, 0).fill(Purpose::Uptime, 0, 0, 0, 1, &mut words);
        let mean = words.iter().map(|&w| uniform(w)).sum::<f64>() / 1e5;
        // The standard error is 0.2887 / √1e5 = 0.00091.
        assert!((mean - 0.5).abs() < 4.0 * 0.000_91, "{mean}");
        let below = words.iter().filter(|&&w| u64::from(w) < threshold(0.95)).count();
        assert!((below as f64 - 95_000.0).abs() < 4.0 * 68.9, "{below}");
    }
}
