//! Random makers of devices.

use proptest::prelude::*;

use super::{dollars, maybe, one_of, percent};

const PRESALES: &[&str] = &[
    "{ units: 150, price: 90 USD, until: day 9 }",
    "{ units: 30, price: 0 USD, from: 2024-01-05, until: 2024-01-06 }",
];

const NEXT_MODELS: &[&str] = &[
    "{ costs: 9_000 USD, takes: 8 days, bom: 20 USD, price: 70 USD, speed: 300 % }",
    "{ costs: 500 USD, from_cash: 20_000 USD, takes: 0 days }",
];

fn product() -> BoxedStrategy<String> {
    let marketing = (percent(150), one_of(&["", ", first: 3_000 USD"]), 1..60_u32).prop_map(
        |(share, first, over)| {
            format!("{{ share: {share}, customer_cost: 9 USD, over: {over} days{first} }}")
        },
    );
    let sizes = (0..90_u32, 1..80_u32, maybe(", target: ", one_of(&["0", "25", "300"])));
    let times = (
        maybe(", lead_time: ", one_of(&["0 days", "6 hours", "9 days", "4 months"])),
        maybe(", waits: ", one_of(&["0 days", "3 days", "2 months"])),
    );
    let plans = (
        maybe(", price: ", dollars(0, 3)),
        maybe(", marketing: ", marketing.boxed()),
        maybe(", presale: ", one_of(PRESALES)),
        maybe(", next_model: ", one_of(NEXT_MODELS)),
    );
    (dollars(0, 2), sizes, times, plans)
        .prop_map(|(bom, (inventory, batch, target), (lead_time, waits), plans)| {
            let (price, marketing, presale, next_model) = plans;
            format!(
                "{{ bom: {bom}, inventory: {inventory}, batch: {batch}{target}{lead_time}{waits}{price}{marketing}{presale}{next_model} }}"
            )
        })
        .boxed()
}

/// `maker`, of two groups or of the first alone.
pub fn maker(first: &'static str, second: &'static str) -> BoxedStrategy<String> {
    let costs = one_of(&["", ", costs: 40 USD/day", ", costs: 2_000 USD/month"]);
    let reserve = maybe(", reserve: ", dollars(0, 4));
    (dollars(0, 5), costs, reserve, product(), product(), any::<bool>())
        .prop_map(move |(cash, costs, reserve, one, other, both)| {
            let second = if both { format!(", {second}: {other}") } else { String::new() };
            format!(
                "maker: {{ cash: {cash}{costs}{reserve}, makes: {{ {first}: {one}{second} }} }}\n"
            )
        })
        .boxed()
}
