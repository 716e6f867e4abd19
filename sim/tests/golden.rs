//! Proves that results are the same bits as when they were last looked at: on another machine, with
//! another compiler, and in a build of any kind.
//!
//! ```sh
//! cargo test -p sim --test golden               # as tests are built
//! cargo test -p sim --test golden --release     # as the program is built
//! # Without optimisation, every sum checked for overflow:
//! cargo test -p sim --test golden \
//!     --config 'profile.dev.package.sim.opt-level=0' \
//!     --config 'profile.dev.package.sim.overflow-checks=true' \
//!     --config 'profile.dev.package.sim.debug-assertions=true'
//! ```

pub mod common;

use common::{A_TENTH, BUSY, VARIANTS, depin_mini, load, play, varied};
use sim::record::Values;
use sim::run::{DeviceAtEnd, Outcome};
use sim::world::State;

/// What each network came to when it was last looked at.
const PINNED: [(&str, u64); 6] = [
    ("busy", 0x7d37_e98e_c8d5_b316),
    ("varied as written", 0x2cbb_99cc_961e_17eb),
    ("varied, impact", 0xa86a_e2d1_bba8_c5ac),
    ("varied, costs", 0xedc2_f846_1d4f_90cd),
    ("varied, worn", 0x69b1_7fd6_9986_f651),
    ("depin-mini, 1,000 devices, 60 days", 0x7a13_dbf8_2e01_4f62),
];

#[test]
fn results_are_the_bits_that_they_were() {
    let games = [
        load(BUSY, &[]).game,
        varied(VARIANTS[0], &[]),
        varied(VARIANTS[1], &[]),
        varied(VARIANTS[2], &[]),
        varied(VARIANTS[3], &[]),
        depin_mini(&[&A_TENTH[..], &["run.days=60"]].concat()),
    ];
    let found = games.map(|game| fingerprint(&play(&game, 7, 0)));
    let mut moved = Vec::new();
    for ((name, pinned), found) in PINNED.iter().zip(found) {
        if *pinned != found {
            moved.push(format!("{name}: pinned {pinned:#018x}, found {found:#018x}"));
        }
    }
    assert!(
        moved.is_empty(),
        "results moved:\n{}\nIf that is meant, write the new numbers here and a line under \
         Regression in CHANGELOG.md. If it is not, compare the records: `aipin run` before and \
         after, or on both machines.",
        moved.join("\n")
    );
}

/// All that is written down and every device at the end, as one number.
fn fingerprint(outcome: &Outcome) -> u64 {
    let mut hash = Fnv::default();
    let record = &outcome.record;
    for (metric, values) in record.metrics.iter().zip(&record.columns) {
        hash.eat(metric.name.as_bytes());
        hash.eat(metric.unit.as_bytes());
        match values {
            Values::Numbers(numbers) => numbers.iter().for_each(|&number| hash.number(number)),
            Values::Tokens(units) => units.iter().for_each(|units| hash.eat(&units.to_le_bytes())),
        }
    }
    outcome.devices.iter().for_each(|device| hash.device(device));
    hash.eat(&outcome.device_steps.to_le_bytes());
    hash.0
}

/// The hash of Fowler, Noll and Vo, FNV-1a of 64 bits.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn number(&mut self, number: f64) {
        // Which of the many bits of "no number" a division gives is the processor's choice.
        let bits = if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() };
        self.eat(&bits.to_le_bytes());
    }

    fn device(&mut self, device: &DeviceAtEnd) {
        let DeviceAtEnd { cohort, number, state, born, speed, balance, profit_usd, .. } = *device;
        self.eat(&(cohort as u64).to_le_bytes());
        self.eat(&number.to_le_bytes());
        self.eat(&[u8::from(state == State::Active)]);
        self.eat(&born.to_le_bytes());
        self.number(speed);
        self.eat(&balance.to_le_bytes());
        self.number(profit_usd);
    }
}

#[test]
fn the_hash_is_the_one_of_its_authors() {
    // From the test vectors of the hash: draft-eastlake-fnv, appendix C.
    for (text, hash) in [
        ("", 0xcbf2_9ce4_8422_2325),
        ("a", 0xaf63_dc4c_8601_ec8c),
        ("foobar", 0x8594_4171_f739_67e8),
    ] {
        let mut fnv = Fnv::default();
        fnv.eat(text.as_bytes());
        assert_eq!(fnv.0, hash, "{text}");
    }
}
