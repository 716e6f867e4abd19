//! Random owners: when they join, leave and come back, and what they sell.

use proptest::prelude::*;
use proptest::sample::select;

use super::{between, maybe, one_of, percent, varied_share};

pub fn selling() -> BoxedStrategy<String> {
    let fixed = varied_share().prop_map(|share| format!("{{ fixed_share: {{ share: {share} }} }}"));
    let cover = varied_share().prop_map(|then| format!("{{ cover_costs: {{ then: {then} }} }}"));
    prop_oneof![Just("hold".to_owned()), Just("cover_costs".to_owned()), fixed, cover].boxed()
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
    let patience = (days, least, spread).prop_map(|(days, least, spread)| {
        // Owners differ in one way: by a range, or by a spread around one number.
        let spread = if days.starts_with('{') { "" } else { &spread };
        format!("{{ patience: {{ days: {days}, least: {least}{spread} }} }}")
    });
    prop_oneof![1 => Just("always".to_owned()), 3 => patience].boxed()
}

fn returning() -> BoxedStrategy<String> {
    let hurdle = (one_of(&["0 %", "25 %", "400 %"]), select(&[0, 2, 50, 100][..])).prop_map(
        |(margin, look)| format!("{{ hurdle: {{ margin: {margin}, look: {look} %/day }} }}"),
    );
    prop_oneof![1 => Just("none".to_owned()), 3 => hurdle].boxed()
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
    (joining, patience(), selling(), income, later)
        .prop_map(|(joining, staying, selling, income, (returning, repair))| {
            format!(
                "decisions:\n  joining: {joining}\n  staying: {staying}\n{income}  \
                 selling: {selling}{returning}\n  repair: {repair}\n"
            )
        })
        .boxed()
}
