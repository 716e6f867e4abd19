//! Networks in which every mechanism is switched on at once, each in any of its forms.

use proptest::prelude::*;

use super::mechanisms::EMISSION;
use super::owners::minds;
use super::{maker, maybe, one_of};

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

const FLOWS: &[&str] = &[
    "{ treasury: { spends: 900 USD/day }, momentum: { window: 3 days, strength: 5 %/day, dollars: 90_000 USD, tokens: 100_000 LENS }, value: { fundamental: { burn_multiple: { multiple: 9, over: 5 days } }, speed: 2 %/day, dollars: 90_000 USD, tokens: 100_000 LENS } }",
    "{ treasury: { spends: { 2024-01-03: 30_000 USD/month } }, momentum: { window: 12 hours, strength: 90 %/day, dollars: 9 USD, tokens: 1_000_000 LENS }, value: { fundamental: { stated: { usd: 0.4 USD } }, speed: 50 %/day, dollars: 900_000 USD, tokens: 0 LENS } }",
];

const REST: &str = "
shocks: [{ name: late, oracle: { at: day 2, lasts: 9 days, lag: 1 day } }, { name: dead, oracle: { at: day 15, lasts: 2 days } }]
fleet:
  cams: { hardware: glasses/xiaomi-ai-glasses, devices: 90, lead_time: 1 day, cheats: { faked_work: 10 %, spoofed_location: 5 %, wash_demand: 5 %, spends: 9 USD/day }, limit: 400, price: 60 USD }
  minis: { hardware: edge/mac-mini-m4, devices: 40, lead_time: 2 days, limit: 200, price: 90 USD, upkeep: 2 USD/day, cheats: { sybils: 10 %, collusion: 10 % } }
  worn: { hardware: devices/mended.yaml, devices: 60, limit: 150 }
demand:
  video:
    data: egocentric_video
    constant: 900 GB/day
    price: 5 USD/GB
    data_market: { scale: 9 TB, half_life: 1 year, owners: 70 % }
  chat:
    model: qwen2.5-7b
    constant: 40 Mtokens/day
    price: 3 USD/Mtoken
    competitor: 3 USD/Mtoken
    competitor_falls: { halves_every: 60 days }
    elasticity: -0.5
    customers:
      firms: { share: 30 %, leaves: 20 %/day, returns: 1 %/day }
      others: { share: 70 %, leaves: 5 %/day, returns: 3 %/day, tolerates: 10 % }
flywheel: { data: 1 TB, half_life: 1 year, first_quality: 60 %, demand: 2 }
work:
  uptime: { bernoulli: { share: { from: 50 %, to: 99 % } } }
  checking: { spot_check: { share: 20 %, slash: 35 %, false_alarms: 2 %, costs: 0.01 USD } }
  penalty: { fine: 1 USD, escalates: 2, bans: 3 days }
  ageing: { hardware: { times: 20 } }
  wearing: { weibull: { scale: 60 days, shape: 1.5 } }
  outages: { common_cause: { per_year: 20, lasts: 2 days, groups: [cams, minis] } }
rivals:
  r: { from: day 4, until: day 40, times: 160 %, switching_cost: 30 USD, bonus: { usd: 20 USD, until: day 9 }, look: 8 %/day }
decisions:
  joining: { payback: { within: 900 days, interest: 9 %/day, newcomers: 0.1 %/day } }
  staying: { patience: { days: 2 } }
  selling: { fixed_share: { share: 60 % } }
  returning: { hurdle: { margin: 10 %, look: 30 %/day } }
  repair: always
  resale: { depreciation: 40 %/year }
";

/// Three amendments, each of which puts another form in the place of any rule of emission.
fn amendments() -> BoxedStrategy<String> {
    let patch = || {
        proptest::sample::select(&EMISSION[..]).prop_flat_map(|(key, forms)| {
            one_of(forms).prop_map(move |form| format!("emission.{key}: {form}"))
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

/// `emission` with all of its keys.
fn emission() -> BoxedStrategy<String> {
    let lines: Vec<BoxedStrategy<String>> = EMISSION
        .iter()
        .map(|(key, forms)| {
            one_of(forms).prop_map(move |form| format!("  {key}: {form}\n")).boxed()
        })
        .collect();
    lines.prop_map(|lines| format!("emission:\n{}", lines.concat())).boxed()
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
    let trade = (one_of(MARKETS), one_of(FLOWS));
    let people = (minds("minis"), maker::maker("cams", "minis"));
    let rest = (trade, amendments(), people);
    (run, token, emission(), one_of(PRICES), rest)
        .prop_map(|(run, token, emission, price, (trade, amendments, (minds, maker)))| {
            let (market, flows) = trade;
            format!(
                "run: {{ start: 2024-01-01, {run} }}\n{token}price: {price}\nmarket: {market}\n\
                 flows: {flows}\n{maker}{emission}{amendments}{REST}{minds}"
            )
        })
        .boxed()
}
