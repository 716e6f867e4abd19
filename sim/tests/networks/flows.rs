//! Random flows: a treasury that pays, and speculators.

use proptest::prelude::*;

use super::{maybe, one_of, percent, power};

/// Speculators who begin with a twentieth of the tokens and of their worth at the most: whoever could buy
/// all of a pool would leave a price that has no meaning.
fn capital((genesis, usd): (f64, f64)) -> BoxedStrategy<String> {
    (0..=5_u32, 0..=5_u32)
        .prop_map(move |(dollars, percent)| {
            let dollars = genesis * usd * f64::from(dollars) / 100.0;
            let tokens = genesis * f64::from(percent) / 100.0;
            format!("dollars: {dollars:.2} USD, tokens: {tokens:.0} LENS")
        })
        .boxed()
}

fn treasury() -> BoxedStrategy<String> {
    let spends = (power(-1, 6), one_of(&["day", "week", "month"]));
    spends.prop_map(|(usd, per)| format!("{{ spends: {usd} USD/{per} }}")).boxed()
}

fn momentum(worth: (f64, f64)) -> BoxedStrategy<String> {
    let window = one_of(&["5 hours", "1 day", "1 week", "2 months"]);
    (window, percent(300), capital(worth))
        .prop_map(|(window, strength, capital)| {
            format!("{{ window: {window}, strength: {strength}/day, {capital} }}")
        })
        .boxed()
}

fn value(worth: (f64, f64)) -> BoxedStrategy<String> {
    let stated = power(-3, 2).prop_map(|usd| format!("{{ stated: {{ usd: {usd} USD }} }}"));
    let fundamental = prop_oneof![
        2 => stated,
        2 => (0..=50_u32).prop_map(|n| format!("{{ burn_multiple: {{ multiple: {n}, over: 9 days }} }}")),
        1 => Just("{ stated: { usd: { 2024-01-03: 1 USD, 2024-01-20: 0 USD } } }".to_owned()),
    ];
    (fundamental, percent(300), capital(worth))
        .prop_map(|(fundamental, speed, capital)| {
            format!("{{ fundamental: {fundamental}, speed: {speed}/week, {capital} }}")
        })
        .boxed()
}

/// The section of a scenario.
pub fn flows(worth: (f64, f64)) -> BoxedStrategy<String> {
    let parts = (
        maybe("  treasury: ", treasury()),
        maybe("  momentum: ", momentum(worth)),
        maybe("  value: ", value(worth)),
    );
    parts
        .prop_map(|(treasury, momentum, value)| {
            let parts = [treasury, momentum, value];
            let parts = parts.iter().filter(|part| !part.is_empty());
            let parts: String = parts.map(|part| format!("{part}\n")).collect();
            if parts.is_empty() { parts } else { format!("flows:\n{parts}") }
        })
        .boxed()
}

/// One part, as an amendment writes it.
pub fn amended(worth: (f64, f64)) -> BoxedStrategy<String> {
    prop_oneof![
        treasury().prop_map(|text| format!("flows.treasury: {text}")),
        momentum(worth).prop_map(|text| format!("flows.momentum: {text}")),
        value(worth).prop_map(|text| format!("flows.value: {text}")),
    ]
    .boxed()
}
