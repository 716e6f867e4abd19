//! Random owners: when they join, leave and come back, and what they sell.

use proptest::prelude::*;
use proptest::sample::select;

use super::{TIMES_ABOVE_ZERO, between, dollars, maybe, one_of, percent, power, varied_share};

pub fn selling() -> BoxedStrategy<String> {
    let fixed = varied_share().prop_map(|share| format!("{{ fixed_share: {{ share: {share} }} }}"));
    let cover = varied_share().prop_map(|then| format!("{{ cover_costs: {{ then: {then} }} }}"));
    let covers = maybe(", covers_costs: ", one_of(&["true", "false"]));
    let waits = (dollars(-3, 1), percent(100), covers).prop_map(|(price, sells, covers)| {
        format!("{{ hold_until: {{ price: {price}, sells: {sells}/day{covers} }} }}")
    });
    let plain = one_of(&["hold", "cover_costs"]);
    prop_oneof![2 => plain, 1 => fixed, 1 => cover, 1 => waits].boxed()
}

pub fn patience() -> BoxedStrategy<String> {
    let days = prop_oneof![
        (1..=30_u32).prop_map(|days| days.to_string()),
        between(1, 30, ""),
        (1..=30_u32, percent(200))
            .prop_map(|(median, spread)| format!("{{ median: {median}, spread: {spread} }}")),
    ];
    let least = one_of(&["0 USD/day", "0.05 USD/day"]);
    let spread = maybe(", spread: ", one_of(&["0 %", "80 %"]));
    let sunk = maybe(", sunk_cost: ", one_of(&["-100 %", "-30 %", "0 %", "50 %", "900 %"]));
    let patience = (days, least, spread, sunk).prop_map(|(days, least, spread, sunk)| {
        // Owners differ in one way: by a range, or by a spread around one number.
        let spread = if days.starts_with('{') { "" } else { &spread };
        format!("{{ patience: {{ days: {days}, least: {least}{spread}{sunk} }} }}")
    });
    prop_oneof![1 => Just("always".to_owned()), 3 => patience].boxed()
}

fn returning() -> BoxedStrategy<String> {
    let hurdle = (one_of(&["0 %", "25 %", "400 %"]), select(&[0, 2, 50, 100][..])).prop_map(
        |(margin, look)| format!("{{ hurdle: {{ margin: {margin}, look: {look} %/day }} }}"),
    );
    prop_oneof![1 => Just("none".to_owned()), 3 => hurdle].boxed()
}

fn expectations() -> BoxedStrategy<String> {
    let adaptive = one_of(&["5 hours", "3 days", "1 month"])
        .prop_map(|time| format!("{{ adaptive: {{ half_life: {time} }} }}"));
    prop_oneof![one_of(&["today", "adaptive"]), adaptive].boxed()
}

fn panic() -> BoxedStrategy<String> {
    let sells = maybe(", sells: ", one_of(&["0 %/day", "20 %/day", "3 %/hour", "100 %/day"]));
    let parts = (percent(100), one_of(TIMES_ABOVE_ZERO), percent(100), sells);
    let panic = |(fall, within, leaves, sells)| {
        format!("{{ fall: {fall}, within: {within}, leaves: {leaves}/day{sells} }}")
    };
    parts.prop_map(panic).boxed()
}

fn engagement(group: &'static str) -> BoxedStrategy<String> {
    (any::<bool>(), percent(3), power(-3, 1), 0..=10_u32)
        .prop_map(move |(of_one, leaves, pay, exponent)| {
            let groups = if of_one { format!("groups: [{group}], ") } else { String::new() };
            let pay = format!("pay_halves: {pay} USD/day");
            format!("{{ {groups}leaves: {leaves}/day, {pay}, exponent: {exponent} }}")
        })
        .boxed()
}

fn staking() -> BoxedStrategy<String> {
    let above = maybe(", above: ", one_of(&["0 %/year", "20 %/year", "1 %/day"]));
    (percent(100), above).prop_map(|(share, above)| format!("{{ share: {share}{above} }}")).boxed()
}

/// What owners have on their minds beside the pay of the day, with a group that they may tire of.
fn kinds_of_mind(group: &'static str) -> [(&'static str, BoxedStrategy<String>); 4] {
    [
        ("expectations", expectations()),
        ("panic", panic()),
        ("engagement", engagement(group)),
        ("staking", staking()),
    ]
}

/// Some of it, as lines of `decisions`.
pub fn minds(group: &'static str) -> BoxedStrategy<String> {
    let line = |(key, text): (&'static str, BoxedStrategy<String>)| {
        maybe("  ", text.prop_map(move |text| format!("{key}: {text}\n")).boxed())
    };
    Vec::from(kinds_of_mind(group).map(line)).prop_map(|lines| lines.concat()).boxed()
}

/// One of it, as an amendment writes it.
pub fn new_mind(group: &'static str) -> BoxedStrategy<String> {
    let kinds = kinds_of_mind(group)
        .map(|(key, text)| text.prop_map(move |text| format!("decisions.{key}: {text}")).boxed());
    proptest::strategy::Union::new(kinds).boxed()
}

/// `decisions`: when owners join, stay and come back, what they sell, and what counts as income.
pub fn decisions() -> BoxedStrategy<String> {
    let payback = (1..2_000_u32, 0..=20_u32, select(&[0, 25, 100][..])).prop_map(
        |(within, interest, spread)| {
            format!(
                "{{ payback: {{ within: {within} days, interest: {interest} %/day, spread: \
                 {spread} % }} }}"
            )
        },
    );
    let joining = prop_oneof![Just("none".to_owned()), payback];
    let income = maybe("  income: ", one_of(&["earned\n", "sold\n"]));
    let repair = one_of(&["never", "always", "{ payback: { within: 900 days } }"]);
    let later = (maybe("\n  returning: ", returning()), repair);
    (joining, patience(), selling(), income, later, minds("n0"))
        .prop_map(|(joining, staying, selling, income, (returning, repair), minds)| {
            format!(
                "decisions:\n  joining: {joining}\n  staying: {staying}\n{income}  \
                 selling: {selling}{returning}\n  repair: {repair}\n{minds}"
            )
        })
        .boxed()
}
