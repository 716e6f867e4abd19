//! Random schedules of every kind.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{DATES, TIMES, TIMES_ABOVE_ZERO, maybe, one_of, token_rate, tokens};

/// A schedule that holds no other.
fn simple(decimals: u32) -> BoxedStrategy<String> {
    let rate = move || token_rate(decimals);
    let every = || one_of(TIMES_ABOVE_ZERO);
    let from = || maybe(", from: ", one_of(DATES));
    let share = || one_of(&["0 %", "1.02 %", "1/336", "10 %", "100 %"]);
    let amount = move || tokens(decimals, 8).prop_map(|amount| format!("{amount} LENS"));
    let fixed = rate().prop_map(|rate| format!("fixed: {{ rate: {rate} }}"));
    let halving = (rate(), every(), from()).prop_map(|(initial, every, from)| {
        format!("halving: {{ initial: {initial}, every: {every}{from} }}")
    });
    let half_life = one_of(&["5 hours", "10 days", "2 years"]);
    let decay = (rate(), half_life, from()).prop_map(|(initial, half_life, from)| {
        format!("decay: {{ initial: {initial}, half_life: {half_life}{from} }}")
    });
    let dated = vec(rate(), 1..=DATES.len()).prop_map(|rates| {
        let rows = DATES.iter().zip(rates).map(|(date, rate)| format!("{date}: {rate}"));
        format!("dated: {{ {} }}", rows.collect::<Vec<_>>().join(", "))
    });
    let ends = maybe(", ", one_of(&["times: 3", "least: 7 LENS", "times: 2, least: 1 LENS"]));
    let stepped =
        (rate(), share(), every(), ends, from()).prop_map(|(initial, by, every, ends, from)| {
            format!("stepped: {{ initial: {initial}, by: {by}, every: {every}{ends}{from} }}")
        });
    let linear = (rate(), one_of(TIMES), amount(), every(), from()).prop_map(
        |(initial, hold, to, over, from)| {
            format!("linear: {{ initial: {initial}, hold: {hold}, to: {to}, over: {over}{from} }}")
        },
    );
    let supply_halving = (rate(), amount()).prop_map(|(initial, limit)| {
        format!("supply_halving: {{ initial: {initial}, limit: {limit} }}")
    });
    let disinflation = (share(), share(), share(), every(), every()).prop_map(
        |(rate, by, least, every, block)| {
            format!(
                "disinflation: {{ rate: {rate}, by: {by}, least: {least}, every: {every}, \
                 block: {block} }}"
            )
        },
    );
    let heads = maybe(", per_head: 3 LENS", one_of(&["", ", heads: 9"]));
    let refill = maybe(", refill: ", rate());
    let pool = (amount(), share(), every(), heads, refill).prop_map(
        |(holds, share, every, heads, refill)| {
            format!("pool: {{ holds: {holds}, share: {share}, every: {every}{heads}{refill} }}")
        },
    );
    let progress = (amount(), share(), share()).prop_map(|(total, one, other)| {
        let (from, until) = (DATES[1], DATES[3]);
        format!("progress: {{ total: {total}, reached: {{ {from}: {one}, {until}: {other} }} }}")
    });
    prop_oneof![
        fixed,
        halving,
        decay,
        dated,
        stepped,
        linear,
        supply_halving,
        disinflation,
        pool,
        progress
    ]
    .boxed()
}

/// Any schedule, of one kind or made of others.
pub fn schedule(decimals: u32) -> BoxedStrategy<String> {
    let part = move || simple(decimals);
    let per_device = part().prop_map(|part| {
        format!("per_device: {{ schedule: {{ {part} }}, quality: {{ measured: 28, none: 20, full: 30 }} }}")
    });
    let total = tokens(decimals, 6);
    let capped = (total, part()).prop_map(|(total, part)| {
        format!("capped: {{ total: {total} LENS, schedule: {{ {part} }} }}")
    });
    let share = one_of(&["1/7", "{ 2024-01-03: 10 %, 2024-02-03: 90 % }"]);
    let scaled = (share, part())
        .prop_map(|(share, part)| format!("scaled: {{ share: {share}, schedule: {{ {part} }} }}"));
    let sum = (part(), part())
        .prop_map(|(one, other)| format!("sum: {{ one: {{ {one} }}, other: {{ {other} }} }}"));
    prop_oneof![6 => part(), 1 => per_device, 1 => capped, 1 => scaled, 1 => sum]
        .prop_map(|schedule| format!("{{ {schedule} }}"))
        .boxed()
}
