//! Proves what those do to a price who trade beside owners and customers: the treasury, speculators who
//! follow the price or look at a value, and contracts whose oracle is late.

pub mod common;

use common::{amounts, load, numbers, record};
use sim::maths;
use sim::record::Record;
use sim::scenario;

const QUIET: &str = "
run: { start: 2026-01-01, days: 60 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
price: { market: { start: 1 USD } }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
market: { linear_impact: { impact: 10 %, depth: 100_000 LENS/day } }
";

fn closes(record: &Record) -> &[f64] {
    numbers(record, "market.close_usd")
}

/// Before purchases were bounded by the dollars that are paid, random networks came to prices of 10^26
/// and beyond: customers burned 100,000 tokens a day, a pool had 1,000, and all but one base unit of
/// them were bought back from it at any price.
#[test]
fn a_small_pool_rises_by_no_more_than_the_dollars_put_in_allow() {
    let pool = "market={ constant_product: { depth: 1_000 USD, fee: 0 % } }";
    let burn = "emission.burn={ burn_and_mint: { credit: 0.00001 USD, spent: 100_000 USD/day } }";
    let record = record(QUIET, &[pool, burn]);
    let (open, close) = (numbers(&record, "price.usd"), closes(&record));
    let depth = numbers(&record, "market.depth_usd");
    let mut before = 1_000.0;
    for step in 0..close.len() {
        let most = maths::power((before + 100_000.0) / before, 2.0);
        let rise = close[step] / open[step];
        assert!(rise > 1.0 && rise <= most * (1.0 + 1e-6), "step {step}: {rise} of {most}");
        before = depth[step];
    }
    // All that was ever paid: 60 days of 100,000 USD to the 1,000 of the first morning.
    assert!(before <= 6_001_000.0 && close[59] <= 6_001.0 * 6_001.0, "{before} {}", close[59]);
    assert!(close[0] > 10_200.0 && close[0] < 10_201.1, "{}", close[0]);
}

/// Half of the supply comes free in a steady flow over 100 days and is sold: where the price stands after
/// 60 days does not depend on the length of the steps, to a millionth.
#[test]
fn a_steady_flow_moves_the_price_as_far_by_hours_as_by_days() {
    let team = "token.allocation={ team: { share: 5 %, linear: 100 days, sells: 100 % } }";
    let root = "market={ square_root_impact: { volatility: 90 %/year, volume: 900_000 LENS/day } }";
    for market in ["run.days=60", root] {
        let last = |step: &str| {
            let record = record(QUIET, &[team, market, &format!("run.step={step}")]);
            *closes(&record).last().expect("a run has a step")
        };
        let (by_day, by_hour) = (last("day"), last("hour"));
        assert!(by_day < 0.6, "{market}: {by_day}");
        assert!((by_hour / by_day - 1.0).abs() < 1e-6, "{market}: {by_hour} {by_day}");
    }
}

#[test]
fn a_treasury_sells_for_its_costs_what_it_has_and_owes_nothing_for_the_rest() {
    let sets = [
        "emission={ schedule: { fixed: { rate: 100 LENS/day } }, split: { devices: 0 %, treasury: 100 % } }",
        "flows={ treasury: { spends: { 2026-01-01: 150 USD/day, 2026-01-10: 30 USD/day } } }",
        "market=exogenous",
    ];
    let record = record(QUIET, &sets);
    let sold = amounts(&record, "market.treasury_sold_tokens");
    let unpaid = numbers(&record, "market.treasury_unpaid_usd");
    assert_eq!([0, 8, 9, 59].map(|step| sold[step] / 100_000_000), [100, 100, 30, 30]);
    assert_eq!([0, 8, 9, 59].map(|step| unpaid[step]), [50.0, 50.0, 0.0, 0.0]);
    assert_eq!(amounts(&record, "ledger.treasury")[59] / 100_000_000, 51 * 70);
}

#[test]
fn a_fixed_bill_sells_more_tokens_the_lower_the_price_is() {
    let sets = [
        "emission={ schedule: { fixed: { rate: 500_000 LENS/day } }, split: { devices: 0 %, treasury: 100 % } }",
        "flows={ treasury: { spends: 10_000 USD/day } }",
    ];
    let record = record(QUIET, &sets);
    let sold = amounts(&record, "market.treasury_sold_tokens");
    assert!(sold.windows(2).all(|pair| pair[1] > pair[0]), "{sold:?}");
    assert!(closes(&record).windows(2).all(|pair| pair[1] < pair[0]));
}

const NUDGE: &str = "shocks=[{ name: nudge, price: { to: 101 %, at: day 5 } }]";

/// `g = impact · dollars/(price · depth) · 100 · strength` is 1 for a strength of 1 % a day here.
fn followed(strength: &str, window: &str) -> Record {
    let flows = format!(
        "flows={{ momentum: {{ window: {window}, strength: {strength} %/day, dollars: 1_000_000 USD, tokens: 0 LENS }} }}"
    );
    record(QUIET, &[&flows, NUDGE])
}

/// A rise by 1 % comes to `1 % / (1 − g · window)` in all where that is below 1, the sum of a geometric
/// series, and above it grows until so many dollars are spent that `g · window` is below 1.
#[test]
fn a_move_dies_out_below_the_threshold_and_feeds_itself_above_it() {
    let rise = |strength, window| {
        let record = followed(strength, window);
        let closes = closes(&record);
        (
            maths::ln(closes[59]),
            closes[59] / closes[50] - 1.0,
            numbers(&record, "market.momentum_usd")[59],
        )
    };
    let nudge = maths::ln(1.01);
    for (strength, window, times) in [("0.5", "1 day", 2.0), ("0.3", "2 days", 2.5)] {
        let (all, late, _) = rise(strength, window);
        assert!((all / (nudge * times) - 1.0).abs() < 0.05, "{strength}: {all}");
        assert!(late.abs() < 1e-4, "{strength}: {late}");
    }
    let (all, _, left) = rise("2", "1 day");
    // It stops short of what all of the dollars would do, with less than the half that keeps it going.
    assert!(all > 20.0 * nudge && all.is_finite() && (0.0..5e5).contains(&left), "{all} {left}");
}

#[test]
fn followers_of_a_fall_sell_what_they_have_and_no_more() {
    let flows = "flows={ momentum: { window: 3 days, strength: 40 %/day, dollars: 0 USD, tokens: 50_000 LENS } }";
    let fall = "shocks=[{ name: fall, price: { to: 70 %, at: day 5 } }]";
    let record = record(QUIET, &[flows, fall]);
    let (sold, left) = (
        amounts(&record, "market.momentum_sold_tokens"),
        amounts(&record, "market.momentum_tokens"),
    );
    assert!(sold[..5].iter().all(|&units| units == 0) && sold[5] > 0);
    let all: u128 = sold.iter().sum();
    assert_eq!(all + left[59], 50_000 * 100_000_000);
    assert!(left[59] < 50_000_000, "{}", left[59]);
    // What they earned is at the prices that they made.
    let usd = numbers(&record, "market.momentum_usd")[59];
    assert!(usd > 30_000.0 && usd < 35_000.0, "{usd}");
}

/// With `κ = impact · dollars/(price · depth) · 100 · speed = 0.1/day` a small gap is halved in
/// `ln 2/κ = 6.93` days; by hours `e^(−κt)`, by days `(1 − κ)^t`.
#[test]
fn a_small_gap_to_the_value_is_closed_with_its_half_life() {
    let flows = "flows={ value: { fundamental: { stated: { usd: 1.02 USD } }, speed: 0.1 %/day, dollars: 1_000_000 USD, tokens: 0 LENS } }";
    let gap = |step: &str, at: usize| {
        let record = record(QUIET, &[flows, &format!("run.step={step}")]);
        maths::ln(1.02 / closes(&record)[at]) / maths::ln(1.02)
    };
    assert!((gap("day", 6) / maths::power(0.9, 7.0) - 1.0).abs() < 0.02, "{}", gap("day", 6));
    assert!((gap("hour", 166) - 0.5).abs() < 0.01, "{}", gap("hour", 166));
    assert!(gap("day", 59) < 0.01, "{}", gap("day", 59));
}

#[test]
fn who_looks_at_burning_buys_while_the_token_is_cheap_by_it_and_sells_above() {
    // 1,000 USD a day times 365 and 5 over 100 million tokens less those of the day is 0.01825 USD and a
    // little more.
    let sets = |start: &str| {
        [
            format!("price={{ market: {{ start: {start} USD }} }}"),
            "emission.burn={ burn_and_mint: { credit: 0.00001 USD, spent: 1_000 USD/day } }".to_owned(),
            "flows={ value: { fundamental: { burn_multiple: { multiple: 5 } }, speed: 1 %/day, dollars: 50_000 USD, tokens: 900_000 LENS } }".to_owned(),
        ]
    };
    let played = |start: &str| record(QUIET, &sets(start).each_ref().map(String::as_str));
    let (cheap, dear) = (played("0.015"), played("0.03"));
    let value = numbers(&cheap, "market.fundamental_usd")[0];
    assert!((0.018_25..0.018_27).contains(&value), "{value}");
    let first =
        |record: &Record, what: &str| amounts(record, &format!("market.value_{what}_tokens"))[0];
    assert!(first(&cheap, "bought") > 0 && first(&cheap, "sold") == 0);
    assert!(first(&dear, "bought") == 0 && first(&dear, "sold") > 0);
}

/// The price rises by a dollar a day; customers pay 100 USD a day in credits.
const RISING: &str = "
run: { start: 2026-01-01, days: 40 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
price: { replay: { between: linear, usd: { 2026-01-01: 1 USD, 2026-02-10: 41 USD } } }
emission:
  schedule: { fixed: { rate: 0 LENS/day } }
  burn: { burn_and_mint: { credit: 0.00001 USD, spent: 100 USD/day } }
";

#[test]
fn credits_cost_what_a_late_or_dead_oracle_says() {
    let price_of_credits = |shocks: &str| {
        let record = record(RISING, &[shocks]);
        let burned = amounts(&record, "emission.burned_tokens");
        burned.iter().map(|&units| 100.0 / (units as f64 / 1e8)).collect::<Vec<_>>()
    };
    let assert_days = |found: &[f64], right: [(usize, f64); 4]| {
        for (day, usd) in right {
            assert!((found[day] - usd).abs() < 1e-5, "day {day}: {} for {usd}", found[day]);
        }
    };
    let late = "shocks=[{ name: late, oracle: { at: day 10, lasts: 5 days, lag: 2 days } }]";
    let dead = "shocks=[{ name: dead, oracle: { at: day 10, lasts: 5 days } }]";
    assert_days(&price_of_credits(late), [(9, 10.0), (10, 9.0), (14, 13.0), (15, 16.0)]);
    assert_days(&price_of_credits(dead), [(9, 10.0), (10, 11.0), (14, 11.0), (15, 16.0)]);
    // The market knows the true price, and what contracts see is written down.
    let record = record(RISING, &[late]);
    assert!((numbers(&record, "price.usd")[12] - 13.0).abs() < 1e-9);
    assert!((numbers(&record, "price.seen_usd")[12] - 11.0).abs() < 1e-9);
}

#[test]
fn what_is_bought_back_for_the_treasury_is_there_and_is_not_burned() {
    let burn =
        "emission.burn={ buy_back: { share: 100 %, earned: 100 USD/day, to_treasury: 25 % } }";
    let record = record(QUIET, &[burn, "market=exogenous"]);
    assert_eq!(amounts(&record, "ledger.treasury")[59] / 100_000_000, 60 * 25);
    assert_eq!(amounts(&record, "ledger.burned")[59] / 100_000_000, 60 * 75);
}

#[test]
fn flows_come_and_go_on_a_date() {
    let sets = [
        "flows={ momentum: { window: 1 day, strength: 1 %/day, dollars: 10 USD, tokens: 7 LENS } }",
        "amendments=[{ from: 2026-01-20, set: { flows: { value: { fundamental: { stated: { usd: 2 USD } }, speed: 1 %/day, dollars: 90 USD, tokens: 5 LENS } } } }]",
        NUDGE,
    ];
    let record = record(QUIET, &sets);
    let bought = |name: &str| amounts(&record, &format!("market.{name}_bought_tokens"));
    assert!(bought("momentum")[5] > 0 && bought("momentum")[19..].iter().all(|&units| units == 0));
    assert!(bought("value")[..19].iter().all(|&units| units == 0) && bought("value")[19] > 0);
    // Who has left the market keeps what he has.
    assert!(amounts(&record, "market.momentum_tokens")[59] > 700_000_000);
    load(QUIET, &sets);
}

#[test]
fn speculators_cannot_begin_with_more_than_traders_have() {
    let flows = "flows={ momentum: { window: 1 day, strength: 1 %/day, dollars: 1 USD, tokens: 100_000_001 LENS } }";
    let faults = scenario::load("a.yaml", QUIET, &[flows.to_owned()], &Default::default());
    let Err(faults) = faults else { panic!("it loads") };
    let text = faults.to_string();
    assert!(text.contains("speculators would begin with 100000001 tokens"), "{text}");
    let nothing = "shocks=[{ name: s, oracle: { at: day 3, lag: 0 days } }]";
    let faults = scenario::load("a.yaml", QUIET, &[nothing.to_owned()], &Default::default());
    assert!(faults.is_err());
}
