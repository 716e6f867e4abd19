//! Networks in which every mechanism is switched on at once, each in any of its forms.

use proptest::prelude::*;

use super::mechanisms::EMISSION;
use super::{maybe, one_of};

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
    (run, token, emission(), one_of(PRICES), (one_of(MARKETS), one_of(FLOWS)), amendments())
        .prop_map(|(run, token, emission, price, (market, flows), amendments)| {
            format!(
                "run: {{ start: 2024-01-01, {run} }}\n{token}price: {price}\nmarket: {market}\nflows: {flows}\n\
                 {emission}{amendments}{REST}"
            )
        })
        .boxed()
}
