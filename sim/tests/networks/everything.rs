//! Networks in which every mechanism is switched on at once, each in any of its forms. A kind that is
//! added to the crate is one line here.

use proptest::prelude::*;

use super::{maybe, one_of};

const SCHEDULES: &[&str] = &[
    "{ fixed: { rate: 40_000.1234 LENS/day } }",
    "{ halving: { initial: 60_000 LENS/day, every: 9 days } }",
    "{ decay: { initial: 2_000 LENS/hour, half_life: 12 days } }",
    "{ dated: { 2024-01-01: 9_000 LENS/day, 2024-01-09: 1_500_000 LENS/month } }",
    "{ per_device: { schedule: { fixed: { rate: 120.5 LENS/day } }, most: 300 } }",
    "{ sum: { usual: { fixed: { rate: 7 LENS/hour } }, tail: { fixed: { rate: 1_000_000 LENS/year } } } }",
    "{ vault_waterfall: { usd: 9 USD/day, reward_vault: 30_000 LENS, fee_vault: 5_000 LENS, most: 9_000 LENS/day } }",
];

const BURNS: &[&str] = &[
    "{ burn_and_mint: { credit: 0.00001 USD, share: 80 %, onboarding: 50 USD } }",
    "{ burn_and_mint: { credit: 2 USD, spent: 3_000 USD/day } }",
];

const REMINTS: &[&str] = &["{ cap: 9_000 LENS/day }", "{ cap: 900_000.5 LENS/year }"];

const VESTINGS: &[&str] = &[
    "{ share: 75 %, linear: 12 days }",
    "{ share: 40 %, linear: 3 days, every: 6 hours }",
    "{ share: 100 %, linear: 1 month, every: 1 month }",
];

const COLLATERALS: &[&str] = &[
    "{ per_device: 2_000.125 LENS, slash: 30 %, leaving: { share: 8.5 %, least: 2 %, full_after: 140 days }, unbonding: 4 days }",
    "{ per_device: 500 LENS, times: { cams: 10.5 }, slash: 100 %, offline: 0.1 %/hour, forfeits: to_treasury }",
    "{ per_device: 9_000 LENS, slash: 5 %, offline: 3 %/day, leaving: { share: 100 % }, unbonding: 2 days }",
];

const UNBONDINGS: &[&str] =
    &["{ leave: 2 %/day, takes: 5 days, sells: 50 % }", "{ leave: 60 %/day, takes: 1 hour }"];

const ESCROWS: &[&str] = &[
    "{ classes: { long: { share: 60 %, lock: 4 years, early: 3 }, short: { share: 40 %, lock: 20 days, renews: false } } }",
    "{ best: 7, least: 100_000 LENS, classes: { long: { share: 1 %, lock: 4 years }, short: { share: 99 %, lock: 0 days } } }",
];

const SPLITS: &[&str] = &[
    "{ devices: 60 %, stakers: 25 %, treasury: 10 %, insiders: 5 % }",
    "{ devices: 18 %, stakers: 82 % }",
];

const ALLOCATIONS: &[&str] = &[
    "{ share: 20 %, cliff: 2 days, linear: 20 days, sells: 30 % }",
    "{ share: 20 %, initial: 10 %, cliff: 5 days, at_cliff: 25 %, linear: 12 days, every: 1 day, sells: 100 % }",
    "{ tokens: 3_000_000 LENS, from: 2023-12-25, linear: 24 months, every: 1 month, first_step: at_cliff }",
];

const MARKETS: &[&str] = &[
    "{ constant_product: { depth: 400_000 USD, fee: 0.3 % } }",
    "{ linear_impact: { impact: 3 %, depth: 60_000 LENS/day } }",
    "exogenous",
];

const PRICES: &[&str] = &[
    "{ market: { start: 0.5 USD } }",
    "{ gbm: { start: 0.5 USD, volatility: 250 %/year } }",
    "{ replay: { usd: { 2024-01-01: 0.5 USD, 2024-01-10: 0.02 USD, 2024-01-20: 9 USD } } }",
];

/// What an amendment may set; `LIST` stands for any of a list.
const PATCHES: &[(&str, &[&str])] = &[
    ("emission.schedule", SCHEDULES),
    ("emission.burn", BURNS),
    ("emission.remint", REMINTS),
    ("emission.vesting", VESTINGS),
    ("emission.collateral", COLLATERALS),
    ("emission.unbonding", UNBONDINGS),
    ("emission.voting_escrow", ESCROWS),
    ("emission.split", SPLITS),
];

const REST: &str = "
fleet:
  cams: { hardware: glasses/xiaomi-ai-glasses, devices: 90, lead_time: 1 day, cheats: 20 %, limit: 400, price: 60 USD }
  minis: { hardware: edge/mac-mini-m4, devices: 40, lead_time: 2 days, limit: 200, price: 90 USD, upkeep: 2 USD/day }
  worn: { hardware: devices/mended.yaml, devices: 60, limit: 150 }
demand:
  video: { data: egocentric_video, constant: 900 GB/day, price: 5 USD/GB }
  chat: { model: qwen2.5-7b, constant: 40 Mtokens/day, price: 3 USD/Mtoken }
work:
  uptime: { bernoulli: { share: { from: 50 %, to: 99 % } } }
  checking: { spot_check: { share: 20 %, slash: 35 % } }
  ageing: { hardware: { times: 20 } }
  wearing: { weibull: { scale: 60 days, shape: 1.5 } }
decisions:
  joining: { payback: { within: 900 days, interest: 9 %/day } }
  staying: { patience: { days: 2 } }
  selling: { fixed_share: { share: 60 % } }
  returning: { hurdle: { margin: 10 %, look: 30 %/day } }
  repair: always
";

fn amendments() -> BoxedStrategy<String> {
    let patch = || {
        proptest::sample::select(PATCHES).prop_flat_map(|(path, list)| {
            one_of(list).prop_map(move |text| format!("{path}: {text}"))
        })
    };
    (patch(), patch(), patch())
        .prop_map(|(one, two, three)| {
            format!(
                "amendments:\n  - {{ from: 2024-01-08, set: {{ {one} }} }}\n  - {{ from: 2024-01-15, \
                 set: {{ {two} }} }}\n  - {{ from: 2024-01-22, set: {{ {three} }} }}\n"
            )
        })
        .boxed()
}

fn emission() -> BoxedStrategy<String> {
    let parts = (one_of(SCHEDULES), one_of(BURNS), one_of(REMINTS), one_of(SPLITS));
    let locks = (one_of(VESTINGS), one_of(COLLATERALS), one_of(UNBONDINGS), one_of(ESCROWS));
    let missed = "[{ from: 2024-01-05, until: 2024-01-09, tokens: 900 LENS }]";
    (parts, locks)
        .prop_map(move |((schedule, burn, remint, split), (vesting, collateral, unbonding, escrow))| {
            format!(
                "emission:\n  schedule: {schedule}\n  missed: {missed}\n  burn: {burn}\n  remint: \
                 {remint}\n  split: {split}\n  vesting: {vesting}\n  collateral: {collateral}\n  \
                 unbonding: {unbonding}\n  voting_escrow: {escrow}\n"
            )
        })
        .boxed()
}

/// The text of a network that has everything; every one of them loads.
pub fn everything() -> BoxedStrategy<String> {
    let run = one_of(&["days: 30, step: day", "days: 4, step: hour", "days: 160, step: week"]);
    let cap = maybe("  cap: ", one_of(&["20_100_000 LENS\n", "20_000_000 LENS\n"]));
    let allocations = (one_of(ALLOCATIONS), one_of(ALLOCATIONS));
    let token = (proptest::sample::select(&[4, 8, 18][..]), cap, allocations).prop_map(
        |(decimals, cap, (team, backers))| {
            format!(
                "token:\n  symbol: LENS\n  decimals: {decimals}\n  genesis: 20_000_000 LENS\n{cap}  \
                 allocation:\n    team: {team}\n    backers: {backers}\n"
            )
        },
    );
    (run, token, emission(), one_of(PRICES), one_of(MARKETS), amendments())
        .prop_map(|(run, token, emission, price, market, amendments)| {
            format!(
                "run: {{ start: 2024-01-01, {run} }}\n{token}price: {price}\nmarket: {market}\n\
                 {emission}{amendments}{REST}"
            )
        })
        .boxed()
}
