//! The yardstick: the common workload `depin-mini` as a plain loop over plain vectors.
//!
//! It is what a good programmer writes on the first afternoon: a vector a variable, two passes a
//! day, ordinary branches, one draw at a time. A general engine is worth its generality only if it
//! is not slower than this, so the yardstick is neither hobbled nor tuned.
//!
//! Devices work, are paid from one emission by their share of all work, sell a part, leave when
//! they have lost money for too long, and think of coming back. No device is ever added: a
//! device-step is one device, active or not, over one day.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Days of the workload.
pub const DAYS: usize = 365;

/// The four classes of devices.
const CLASSES: [Class; 4] = [
    Class { share: 0.4, capex_usd: 300.0, power_watts: 60.0, rate: 0.15 },
    Class { share: 0.3, capex_usd: 1_200.0, power_watts: 250.0, rate: 0.6 },
    Class { share: 0.2, capex_usd: 4_000.0, power_watts: 450.0, rate: 1.5 },
    Class { share: 0.1, capex_usd: 15_000.0, power_watts: 1_200.0, rate: 5.0 },
];

/// Electricity: lognormal over devices.
const ELECTRICITY_MEDIAN_USD_PER_KWH: f64 = 0.15;
const ELECTRICITY_SIGMA: f64 = 0.35;

/// The token's price: where it starts, how it moves, and by what it is multiplied at half time.
const FIRST_PRICE_USD: f64 = 1.0;
const DAILY_SIGMA: f64 = 0.05;
const SHOCK: f64 = 0.3;

/// Emission per device on the first day [tokens], and the days in which it halves.
const FIRST_EMISSION: f64 = 3.0;
const HALVING_DAYS: f64 = 365.0;

/// What a customer pays a device for one unit of work [USD].
const FEE_USD: f64 = 0.4;

/// How far sales press the price, and the sales per device [tokens] at which they press no further.
const IMPACT: f64 = 0.02;
const DEPTH: f64 = 30.0;

/// Who is away comes back with this chance on a day that promises more than this share of the cost.
const HURDLE: f64 = 0.25;
const RETURN_CHANCE: f64 = 0.02;

const PRICE_NOISE: &str = include_str!("../scenarios/benchmarks/price-noise.txt");

/// A class of devices.
struct Class {
    share: f64,
    capex_usd: f64,
    power_watts: f64,
    /// Work in a day at load 1.
    rate: f64,
}

/// What is written down of one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Devices that were active when the day began.
    pub active: u32,
    /// Work of all devices.
    pub work: f64,
    /// Tokens emitted.
    pub emission: f64,
    /// Price of the token at the end of the day, after sales [USD].
    pub price_usd: f64,
    /// Mean profit of the devices that were active when the day began [USD].
    pub profit_usd: f64,
}

/// A network of `depin-mini`.
#[derive(Debug, Clone)]
pub struct Yardstick {
    rate: Vec<f64>,
    cost_usd: Vec<f64>,
    uptime: Vec<f64>,
    sold_share: Vec<f64>,
    patience: Vec<u32>,
    active: Vec<bool>,
    streak: Vec<u32>,
    tokens: Vec<f64>,
    cash_usd: Vec<f64>,
    work: Vec<f64>,
    price_usd: f64,
    chance: ChaCha8Rng,
    rows: Vec<Row>,
}

/// Sums over the devices that were active when a day began.
#[derive(Default)]
struct Sums {
    active: u32,
    sold: f64,
    profit_usd: f64,
}

impl Sums {
    fn add(&mut self, sold: f64, profit_usd: f64) {
        self.active += 1;
        self.sold += sold;
        self.profit_usd += profit_usd;
    }
}

impl Yardstick {
    /// A network before its first day, of so many devices.
    #[must_use]
    pub fn new(devices: usize, seed: u64) -> Self {
        let mut network = Self {
            rate: Vec::with_capacity(devices),
            cost_usd: Vec::with_capacity(devices),
            uptime: Vec::with_capacity(devices),
            sold_share: Vec::with_capacity(devices),
            patience: Vec::with_capacity(devices),
            active: vec![true; devices],
            streak: vec![0; devices],
            tokens: vec![0.0; devices],
            cash_usd: Vec::with_capacity(devices),
            work: vec![0.0; devices],
            price_usd: FIRST_PRICE_USD,
            chance: ChaCha8Rng::seed_from_u64(seed),
            rows: Vec::with_capacity(DAYS),
        };
        for _ in 0..devices {
            network.draw_device();
        }
        network
    }

    fn draw_device(&mut self) {
        let class = class(uniform(&mut self.chance));
        let noise = (ELECTRICITY_SIGMA * normal(&mut self.chance)).exp();
        let usd_per_kwh = ELECTRICITY_MEDIAN_USD_PER_KWH * noise;
        self.rate.push(class.rate);
        self.cost_usd.push(class.power_watts * 24.0 / 1_000.0 * usd_per_kwh);
        self.uptime.push(0.80 + (0.995 - 0.80) * uniform(&mut self.chance));
        self.sold_share.push(0.3 + (0.9 - 0.3) * uniform(&mut self.chance));
        self.patience.push(5 + (16.0 * uniform(&mut self.chance)) as u32);
        self.cash_usd.push(-class.capex_usd);
    }

    /// Lives day `t`, the first being 0, with the news `z` of the price, a standard normal number.
    pub fn day(&mut self, t: usize, z: f64) {
        self.price_usd *= (DAILY_SIGMA * z - DAILY_SIGMA * DAILY_SIGMA / 2.0).exp();
        if t == DAYS / 2 {
            self.price_usd *= SHOCK;
        }
        let devices = self.rate.len() as f64;
        let emission = FIRST_EMISSION * devices * (-(t as f64) / HALVING_DAYS).exp2();
        let work = self.produce();
        let pay = if work > 0.0 { emission / work } else { 0.0 };
        let Sums { active, sold, profit_usd } = self.settle(pay);
        self.price_usd *= 1.0 - IMPACT * (sold / (DEPTH * devices)).min(1.0);
        let profit_usd = profit_usd / f64::from(active.max(1));
        self.rows.push(Row { active, work, emission, price_usd: self.price_usd, profit_usd });
    }

    /// The first pass: who is active and up works, for as long as customers ask.
    fn produce(&mut self) -> f64 {
        // Slices of one length: the compiler then leaves out the check of each index.
        let n = self.rate.len();
        let (active, uptime, rate) = (&self.active[..n], &self.uptime[..n], &self.rate[..n]);
        let work = &mut self.work[..n];
        let mut sum = 0.0;
        for i in 0..n {
            work[i] = 0.0;
            if active[i] && uniform(&mut self.chance) < uptime[i] {
                work[i] = rate[i] * exponential(&mut self.chance);
            }
            sum += work[i];
        }
        sum
    }

    /// The second pass, which needs the work of all: `pay` tokens for each unit of work.
    fn settle(&mut self, pay: f64) -> Sums {
        let n = self.rate.len();
        let (rate, cost_usd) = (&self.rate[..n], &self.cost_usd[..n]);
        let (uptime, sold_share) = (&self.uptime[..n], &self.sold_share[..n]);
        let (patience, work) = (&self.patience[..n], &self.work[..n]);
        let (active, streak) = (&mut self.active[..n], &mut self.streak[..n]);
        let (tokens, cash_usd) = (&mut self.tokens[..n], &mut self.cash_usd[..n]);
        let price_usd = self.price_usd;
        let mut sums = Sums::default();
        for i in 0..n {
            if active[i] {
                let reward = pay * work[i];
                let sold = sold_share[i] * reward;
                let profit_usd = sold * price_usd + FEE_USD * work[i] - cost_usd[i];
                tokens[i] += reward - sold;
                cash_usd[i] += profit_usd;
                sums.add(sold, profit_usd);
                streak[i] = if profit_usd < 0.0 { streak[i] + 1 } else { 0 };
                if streak[i] >= patience[i] {
                    active[i] = false;
                    streak[i] = 0;
                }
            } else {
                let usd_per_work = pay * price_usd * sold_share[i] + FEE_USD;
                let expected_usd = uptime[i] * rate[i] * usd_per_work - cost_usd[i];
                let hopes = expected_usd > HURDLE * cost_usd[i];
                if hopes && uniform(&mut self.chance) < RETURN_CHANCE {
                    active[i] = true;
                    streak[i] = 0;
                }
            }
        }
        sums
    }

    /// What was written down, a row a day.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// The news of the price for each day, the same for every engine.
#[must_use]
pub fn price_noise() -> Vec<f64> {
    let numbers = PRICE_NOISE.lines().filter(|line| !line.starts_with('#'));
    numbers.map(|line| line.parse().expect("a number a line")).collect()
}

/// The class in which a uniform number falls.
fn class(mut uniform: f64) -> &'static Class {
    for class in &CLASSES {
        if uniform < class.share {
            return class;
        }
        uniform -= class.share;
    }
    &CLASSES[CLASSES.len() - 1]
}

/// A uniform number in [0, 1).
fn uniform(chance: &mut ChaCha8Rng) -> f64 {
    const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
    (chance.next_u64() >> 11) as f64 * UNIT
}

/// An exponential number of mean 1.
fn exponential(chance: &mut ChaCha8Rng) -> f64 {
    -(1.0 - uniform(chance)).ln()
}

/// A standard normal number, by Box and Muller.
fn normal(chance: &mut ChaCha8Rng) -> f64 {
    (2.0 * exponential(chance)).sqrt() * (TAU * uniform(chance)).cos()
}
