//! Random burning, and what is minted again of it.

use proptest::prelude::*;

use super::{dollars, maybe, one_of, percent, power, token_rate};

fn dollars_a_day() -> BoxedStrategy<String> {
    power(-1, 6).prop_map(|usd| format!("{usd} USD/day")).boxed()
}

/// A sink that is made of no others. What burns an amount of tokens, whatever they cost, burns little
/// of the first supply: where nobody is left who sells, a price has no meaning.
fn sink(decimals: u32, genesis: f64) -> BoxedStrategy<String> {
    let spent = || maybe(", spent: ", dollars_a_day());
    let onboarding = maybe(", onboarding: ", dollars(0, 2));
    let parts = (dollars(-5, 0), percent(100), onboarding, spent(), maybe(", oracle: ", oracle()));
    let burn_and_mint = parts.prop_map(|(credit, share, onboarding, spent, oracle)| {
        let share = format!("credit: {credit}, share: {share}");
        format!("{{ burn_and_mint: {{ {share}{onboarding}{spent}{oracle} }} }}")
    });
    let fees = (percent(50), percent(30), percent(20), spent()).prop_map(
        |(burned, treasury, kept, spent)| {
            format!("{{ fees: {{ burned: {burned}, treasury: {treasury}, kept: {kept}{spent} }} }}")
        },
    );
    let earned = maybe(", earned: ", dollars_a_day());
    let costs = maybe(", costs: ", dollars_a_day());
    let every = maybe(", every: ", one_of(&["5 hours", "1 week", "1 month"]));
    let to_treasury = maybe(", to_treasury: ", percent(100));
    let buy_back = (percent(100), percent(100), earned, costs, every, to_treasury).prop_map(
        |(share, kept, earned, costs, every, to_treasury)| {
            let share = format!("share: {share}, kept: {kept}");
            format!("{{ buy_back: {{ {share}{earned}{costs}{every}{to_treasury} }} }}")
        },
    );
    let registration = (power(-9, -5), percent(100)).prop_map(move |(share, burned)| {
        let fee = written(genesis * share, decimals);
        format!("{{ registration: {{ fee: {fee} LENS, burned: {burned} }} }}")
    });
    let dated = power(-7, -5).prop_map(move |share| {
        let amount = written(genesis * share, decimals);
        format!("{{ dated: {{ 2024-01-03: {amount} LENS/day, 2024-02-01: 0 LENS/day }} }}")
    });
    let vault = (percent(100), 0..60_u32, percent(100), percent(100), spent()).prop_map(
        |(share, runway, mint, settle, spent)| {
            let spreads = format!("mint_spread: {mint}, settle_spread: {settle}");
            format!("{{ vault: {{ share: {share}, runway: {runway} days, {spreads}{spent} }} }}")
        },
    );
    // A fee for one gas a minute that stays as it is, or falls.
    let fee = genesis / 1e4 / 1_440.0 * 10_u64.pow(decimals) as f64;
    let base_fee = (power(-2, -1), 0..=1_u32).prop_map(move |(part, used)| {
        let initial = (fee * part).min(1e15) as u64;
        let fee = format!("eip1559: {{ initial: {initial}, limit: 2 }}");
        format!("{{ base_fee: {{ used: {used}, block: 1 minute, fee: {{ {fee} }} }} }}")
    });
    prop_oneof![
        4 => burn_and_mint,
        1 => fees,
        1 => buy_back,
        1 => registration,
        1 => dated,
        1 => vault,
        1 => base_fee,
    ]
    .boxed()
}

/// Tokens as they can be written with so many decimals.
fn written(tokens: f64, decimals: u32) -> String {
    format!("{tokens:.0$}", decimals.min(9) as usize)
}

pub fn burn(decimals: u32, genesis: f64) -> BoxedStrategy<String> {
    let sink = || sink(decimals, genesis);
    let sum = (sink(), sink())
        .prop_map(|(one, other)| format!("{{ sum: {{ one: {one}, other: {other} }} }}"));
    prop_oneof![2 => Just("none".to_owned()), 7 => sink(), 1 => sum].boxed()
}

fn oracle() -> BoxedStrategy<String> {
    let average = maybe("average: ", one_of(&["1 hour", "3 days", "1 month"]));
    (average, percent(30))
        .prop_map(|(average, confidence)| {
            let average = if average.is_empty() { average } else { format!("{average}, ") };
            format!("{{ {average}confidence: {confidence} }}")
        })
        .boxed()
}

/// `remint`, and at times a backstop with it.
pub fn remint(decimals: u32) -> BoxedStrategy<String> {
    let every = maybe(", every: ", one_of(&["12 hours", "1 day", "1 week", "1 month"]));
    let smoothing = maybe(", smoothing: ", one_of(&["{ epochs: 1 }", "{ epochs: 7 }"]));
    let paid = maybe(", paid: ", dollars_a_day());
    let backstop = (percent(100), percent(100), dollars(-5, 0), paid, oracle()).prop_map(
        |(bucket, floor, credit, paid, oracle)| {
            let parts = format!("bucket: {bucket}, floor: {floor}, ceiling: 300 %");
            format!("{{ {parts}, credit: {credit}{paid}, oracle: {oracle} }}\n")
        },
    );
    (token_rate(decimals), percent(100), every, smoothing, maybe("  backstop: ", backstop.boxed()))
        .prop_map(|(cap, share, every, smoothing, backstop)| {
            format!("{{ cap: {cap}, share: {share}{every}{smoothing} }}\n{backstop}")
        })
        .boxed()
}
