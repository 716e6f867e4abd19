//! Every rule of emission in some of its forms, as a scenario has it. A kind that is added to the
//! crate is one line here; without it `every_key_of_emission_is_in_some_network` fails.

pub const SCHEDULES: &[&str] = &[
    "{ fixed: { rate: 40_000.1234 LENS/day } }",
    "{ halving: { initial: 60_000 LENS/day, every: 9 days } }",
    "{ decay: { initial: 2_000 LENS/hour, half_life: 12 days } }",
    "{ dated: { 2024-01-01: 9_000 LENS/day, 2024-01-09: 1_500_000 LENS/month } }",
    "{ stepped: { initial: 50_000 LENS/day, by: 10 %, every: 5 days, times: 3, least: 900 LENS, from: 2023-12-20 } }",
    "{ linear: { initial: 60_000 LENS/day, hold: 3 days, to: 100 LENS, over: 20 days } }",
    "{ supply_halving: { initial: 70_000 LENS/day, limit: 30_000_000 LENS } }",
    "{ disinflation: { rate: 35 %, by: 10 %, least: 1 %, every: 10 days, block: 6 seconds, from: 2023-12-25 } }",
    "{ pool: { holds: 900_000 LENS, share: 1/336, every: 6 hours, per_head: 75 LENS, heads: 1_000, refill: 9_000 LENS/day } }",
    "{ progress: { total: 3_000_000 LENS, reached: { 2024-01-01: 0 %, 2024-01-20: 80 % } } }",
    "{ per_device: { schedule: { fixed: { rate: 120.5 LENS/day } }, most: 300 } }",
    "{ per_device: { schedule: { fixed: { rate: 90 LENS/day } }, devices: 250, quality: { measured: 28, none: 20, full: 30, cut: 10 % } } }",
    "{ capped: { total: 900_000 LENS, already: 9_000 LENS, schedule: { fixed: { rate: 90_000 LENS/day } } } }",
    "{ scaled: { share: { 2024-01-01: 10 %, 2024-01-09: 1/7 }, schedule: { fixed: { rate: 90_000 LENS/day } } } }",
    "{ bonding: { initial: 0.2 %, every: 21 hours, most: 90_000 LENS, controller: { step: { target: 50 %, change: 0.005 %, most: 1 % } } } }",
    "{ bonding: { initial: 70 %, every: 1 hour, bonded: { 2024-01-01: 45 %, 2024-01-05: 71 % }, controller: { proportional: { goal: 67 %, change: 100 %, least: 50 %, most: 90 %, blocks_per_year: 8_766 } } } }",
    "{ bonding: { initial: 80 %, every: 1 hour, from: 2023-12-30, controller: { decaying: { ideal: 90 %, goal: 67 %, change: 100 %, variance: 5 %, half_life: 20 days, blocks_per_year: 8_766 } } } }",
    "{ bonding: { initial: 0.2 %, every: 1 day, controller: { pid: { target: 50 %, band: 2 %, proportional: 0.001, integral: 0.0001, derivative: 0.01, most: 1 % } } } }",
    "{ steered: { target: { devices: 300 }, initial: 20_000 LENS/day, proportional: 2, integral: 3 %/day, derivative: 1 day, least: 900 LENS/day, most: 90_000 LENS/day } }",
    "{ steered: { target: { pay: 9 USD/day }, initial: 20_000 LENS/day, proportional: 0.5, least: 0 LENS/day, most: 2_000_000 LENS/month } }",
    "{ work_pay: { job: 900 LENS, available: 200 LENS, epoch: 100 hours, nodes: { h200: { count: 90, multiplier: 5, hours: 50, up: 99.5 % } } } }",
    "{ sum: { usual: { fixed: { rate: 7 LENS/hour } }, tail: { fixed: { rate: 1_000_000 LENS/year } } } }",
    "{ vault_waterfall: { usd: 9 USD/day, reward_vault: 30_000 LENS, fee_vault: 5_000 LENS, burned: 30 %, most: 9_000 LENS/day } }",
    "{ filecoin_reward: { simple: 330_000_000 LENS, baseline: 770_000_000 LENS, per_device: 9 PiB, first_baseline: 1 EiB, from: 2023-06-01, at: 22 hours, rounded: once } }",
    "{ filecoin_reward: { simple: 330_000_000 LENS, baseline: 770_000_000 LENS, power: { 2024-01-01: 1 EiB, 2024-01-10: 4 EiB }, rounded: each_epoch } }",
];

pub const BURNS: &[&str] = &[
    "none",
    "{ burn_and_mint: { credit: 0.00001 USD, share: 80 %, onboarding: 50 USD } }",
    "{ burn_and_mint: { credit: 2 USD, spent: 3_000 USD/day, oracle: { average: 3 days, confidence: 5 %, deviations: 3 } } }",
    "{ fees: { burned: 60 %, treasury: 5 %, kept: 35 %, spent: 4_000 USD/day } }",
    "{ buy_back: { share: 80 %, earned: 4_000 USD/day, costs: 300 USD/day, every: 5 days } }",
    "{ buy_back: { share: 90 %, kept: 70 %, to_treasury: 40 % } }",
    "{ registration: { fee: 700 LENS, burned: 25 % } }",
    "{ dated: { 2024-01-03: 9_000 LENS/day, 2024-01-12: 1_000.5 LENS/week } }",
    "{ base_fee: { block: 1 hour, used: { 2024-01-01: 1_500_000, 2024-01-09: 1_400_000 }, fee: { eip1559: { initial: 1, limit: 3_000_000, elasticity: 2, denominator: 8, least: 1 } } } }",
    "{ base_fee: { block: 1 hour, used: 786_432, fee: { eip4844: { fraction: 5_007_716, target: 786_432, most: 1_179_648, base_fee: 8 } } } }",
    "{ base_fee: { block: 1 hour, used: 5_000_000_000, fee: { filecoin_base: { initial: 100, blocks: 5 } } } }",
    "{ base_fee: { block: 1 hour, used: 5_000_000, fee: { filecoin_premium: { initial: 100, premium: { 2024-01-01: 90, 2024-01-09: 120 } } } } }",
    "{ vault: { share: 90 %, runway: 7 days, settle_spread: 1 % } }",
    "{ vault: { spent: 3_000 USD/day, mint_spread: 5 %, block: 6 seconds, breaker: { warn_bp: 9_500, halt_bp: 9_000, shortest_blocks: 1, longest_blocks: 900, backoff_percent: 10 } } }",
    "{ sum: { customers: { burn_and_mint: { credit: 0.00001 USD, share: 30 % } }, company: { buy_back: { share: 80 %, earned: 900 USD/day, every: 1 week } }, joining: { registration: { fee: 90 LENS, burned: 50 % } }, given: { dated: { 2024-01-02: 700 LENS/day } } } }",
    "{ sum: { credits: { vault: { share: 40 % } }, use: { fees: { burned: 30 %, treasury: 20 %, kept: 1 % } }, room: { base_fee: { block: 1 hour, used: 9_000_000, fee: { eip1559: { initial: 1, limit: 30_000_000 } } } } } }",
];

pub const REMINTS: &[&str] = &[
    "{ cap: 9_000 LENS/day }",
    "{ cap: 900_000.5 LENS/year }",
    "{ cap: 9_000 LENS/day, share: 25 %, every: 1 week, from: 2023-12-30 }",
    "{ cap: 2_000 LENS/day, every: 1 day, smoothing: { epochs: 7, seed: 3 LENS } }",
];

pub const BACKSTOPS: &[&str] = &[
    "{ subnetwork: 89.27 %, bucket: 70 %, floor: 50 %, ceiling: 300 %, credit: 0.00001 USD, paid: 9_100 USD/day, oracle: { average: 1 hour, confidence: 0.3 % } }",
    "{ bucket: 100 %, floor: 90 %, ceiling: 110 %, credit: 2 USD, oracle: {} }",
];

pub const SPLITS: &[&str] = &[
    "{ devices: 60 %, stakers: 25 %, treasury: 10 %, insiders: 5 % }",
    "{ devices: 18 %, stakers: 82 % }",
    "{ first: { growth: { to: treasury, most: { halving: { initial: 5_000 LENS/day, every: 8 days } } }, oracles: { to: stakers, share: 7 % } }, devices: 75 %, stakers: 10 %, treasury: 15 % }",
    "{ first: { work: { to: devices, share: 50 %, most: { capped: { total: 90_000 LENS, schedule: { fixed: { rate: 9_000 LENS/day } } } } }, growth: { to: insiders, share: 10 % } }, devices: 40 %, insiders: 60 % }",
];

pub const SUBNETS: &[&str] = &[
    "{ by_price: { list: { inference: { 2024-01-01: 0.08, 2024-01-05: 0.09 }, training: 0.02 }, burned: { training: { 2024-01-01: 10 %, 2024-01-09: 100 % } }, smoothing: 0.01, halving: 900, block: 1 hour, from: 2023-12-30 } }",
    "{ by_flow: { list: { inference: { 2024-01-01: 40, 2024-01-05: -10 }, storage: 25 }, half_life: 90, exponent: 1.5, cutoff: -90, block: 1 hour, from: 2023-12-30 } }",
];

pub const SHARINGS: &[&str] =
    &["by_work", "by_presence", "{ work_first: { pay: 90 %, most: 70 % } }"];

pub const VESTINGS: &[&str] = &[
    "{ share: 75 %, linear: 12 days }",
    "{ share: 40 %, linear: 3 days, every: 6 hours }",
    "{ share: 100 %, linear: 1 month, every: 1 month }",
];

pub const COLLATERALS: &[&str] = &[
    "{ per_device: 2_000.125 LENS, slash: 30 %, leaving: { share: 8.5 %, least: 2 %, full_after: 140 days }, unbonding: 4 days }",
    "{ per_device: 500 LENS, times: { cams: 10.5 }, slash: 100 %, offline: 0.1 %/hour, forfeits: to_treasury }",
    "{ per_device: 9_000 LENS, slash: 5 %, offline: 3 %/day, leaving: { share: 100 % }, unbonding: 2 days, affordable: 700 USD/day, forfeits: burned }",
];

pub const UNBONDINGS: &[&str] =
    &["{ leave: 2 %/day, takes: 5 days, sells: 50 % }", "{ leave: 60 %/day, takes: 1 hour }"];

pub const ESCROWS: &[&str] = &[
    "{ classes: { long: { share: 60 %, lock: 4 years, early: 3 }, short: { share: 40 %, lock: 20 days, renews: false } } }",
    "{ best: 7, longest: 2 years, least: 100_000 LENS, classes: { long: { share: 1 %, lock: 4 years }, short: { share: 99 %, lock: 0 days } } }",
];

pub const MISSED: &[&str] =
    &["[{ from: 2024-01-05, until: 2024-01-09, tokens: 900 LENS, because: a pause }]"];

/// The keys of `emission`, each with its forms.
pub const EMISSION: [(&str, &[&str]); 12] = [
    ("schedule", SCHEDULES),
    ("missed", MISSED),
    ("burn", BURNS),
    ("remint", REMINTS),
    ("backstop", BACKSTOPS),
    ("split", SPLITS),
    ("subnets", SUBNETS),
    ("sharing", SHARINGS),
    ("vesting", VESTINGS),
    ("collateral", COLLATERALS),
    ("unbonding", UNBONDINGS),
    ("voting_escrow", ESCROWS),
];
