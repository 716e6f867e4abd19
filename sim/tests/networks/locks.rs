//! Random locks: of allocations, of pay, of collateral, and of what stakers take out.

use proptest::prelude::*;

use super::{TIMES, TIMES_ABOVE_ZERO, maybe, one_of, percent};

/// Lengths of time with steps that divide them.
const STEPS: &[&str] = &[
    "linear: 20 months, every: 1 month",
    "linear: 2 years, every: 6 months, first_step: at_cliff",
    "linear: 30 days, every: 1 day",
    "linear: 3 days, every: 9 hours, first_step: at_cliff",
];

/// An allocation of at most a fifth of the first supply.
pub fn allocation() -> BoxedStrategy<String> {
    let whole = maybe(", linear: ", one_of(TIMES_ABOVE_ZERO));
    let steps = one_of(STEPS).prop_map(|steps| format!(", {steps}"));
    let flow = prop_oneof![whole, steps];
    let parts = (maybe(", initial: ", percent(50)), maybe(", at_cliff: ", percent(50)));
    let from = maybe(", from: ", one_of(&["2022-11-30", "2023-12-31", "2024-01-20"]));
    (0..=20_u32, one_of(TIMES), flow, parts, from, percent(100))
        .prop_map(|(share, cliff, flow, (initial, at_cliff), from, sells)| {
            format!(
                "{{ share: {share} %, cliff: {cliff}{flow}{initial}{at_cliff}{from}, sells: {sells} \
                 }}"
            )
        })
        .boxed()
}

pub fn vesting() -> BoxedStrategy<String> {
    let terms = one_of(&[
        "linear: 180 days",
        "linear: 3 days, every: 6 hours",
        "linear: 6 months, every: 1 month",
        "linear: 7 days, every: 7 days",
    ]);
    let vesting = (percent(100), terms);
    vesting.prop_map(|(share, terms)| format!("{{ share: {share}, {terms} }}")).boxed()
}

/// Collateral of so many tokens.
pub fn collateral(each: &'static [&'static str]) -> BoxedStrategy<String> {
    let times = maybe(", times: ", one_of(&["{ n0: 0.25 }", "{ n0: 1.5 }"]));
    let leaving =
        one_of(&["{ share: 8.5 %, least: 2 %, full_after: 140 days }", "{ share: 100 % }"]);
    let rest = (maybe(", leaving: ", leaving), maybe(", slash: ", percent(100)));
    let offline = maybe(", offline: ", one_of(&["0.1 %/hour", "500 %/day"]));
    let forfeits = maybe(", forfeits: ", one_of(&["burned", "to_treasury"]));
    (one_of(each), times, one_of(TIMES), rest, (offline, forfeits))
        .prop_map(|(each, times, unbonding, (leaving, slash), (offline, forfeits))| {
            format!(
                "{{ per_device: {each} LENS, unbonding: {unbonding}{times}{leaving}{slash}{offline}\
                 {forfeits} }}"
            )
        })
        .boxed()
}

pub fn unbonding() -> BoxedStrategy<String> {
    let leave = one_of(&["0.3 %/day", "40 %/day", "900 %/day"]);
    (leave, one_of(TIMES), percent(100))
        .prop_map(|(leave, takes, sells)| {
            format!("{{ leave: {leave}, takes: {takes}, sells: {sells} }}")
        })
        .boxed()
}

/// The locks of `emission`, each there or not. Not every random supply can put something down for all
/// devices of the first day, so that those begin with nothing; amendments want more.
pub fn locks() -> BoxedStrategy<String> {
    let line = |text: String| format!("{text}\n");
    let parts = (
        maybe("  vesting: ", vesting().prop_map(line).boxed()),
        maybe("  collateral: ", collateral(&["0"]).prop_map(line).boxed()),
        maybe("  unbonding: ", unbonding().prop_map(line).boxed()),
    );
    let all = |(vesting, collateral, unbonding)| format!("{vesting}{collateral}{unbonding}");
    parts.prop_map(all).boxed()
}
