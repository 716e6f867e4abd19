//! Schedules of which whole tables or sums are published, without a preset.

use sim::emission::schedule::Period;
use sim::emission::{Memory, Network, ScheduleKind};
use sim::ledger::Units;
use sim::maths;

use crate::preset::tokens;
use crate::table;

fn schedule(text: &str) -> ScheduleKind {
    let tree = language::yaml::parse("schedule.yaml", text).unwrap_or_else(|f| panic!("{f}"));
    language::read(&tree, None).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Some days of a run that starts on a date.
fn days(start: &str, from: i64, until: i64, decimals: u32) -> Period {
    let start = start.parse().expect("a date");
    Period { start, from: from * 86_400, until: until * 86_400, decimals }
}

/// What a schedule mints in periods that follow each other.
fn minted(kind: &ScheduleKind, periods: impl IntoIterator<Item = Period>) -> Vec<Units> {
    let mut memory = Memory::default();
    let mint = |period| kind.minted(&Network::empty(period), &mut memory);
    periods.into_iter().map(mint).collect()
}

#[test]
fn the_twenty_years_of_io_net() {
    // docs.io.net, io-tokenomics (verified): 8 % of 500M in the first year, 1.02 % less each month; its sum over 240
    // months and its first month are derived.
    let kind =
        schedule("stepped: { initial: 3_333_333.33333333 IO/month, by: 1.02 %, every: 1 month }");
    let first = minted(&kind, [days("2024-06-01", 0, 30, 8)]);
    assert_eq!(first[0] / 100_000_000, 3_333_333);
    let twenty_years = minted(&kind, [days("2024-06-01", 0, 7_305, 8)]);
    assert_eq!(tokens(twenty_years[0], 8).round(), 298_893_387.0);
}

#[test]
fn the_halvings_of_bittensor() {
    // subtensor, coinbase/block_emission.rs (verified): 2^-⌊log2(1/(1 − issuance/21M))⌋ TAO a block of 12 seconds.
    let kind = schedule("supply_halving: { initial: 1 TAO/12 seconds, limit: 21_000_000 TAO }");
    let a_block = |issuance: Units| {
        let period = Period { until: 12, ..days("2025-01-01", 0, 0, 9) };
        kind.minted(&Network { supply: issuance, ..Network::empty(period) }, &mut Memory::default())
    };
    let tao = 1_000_000_000;
    let thresholds = [10_500_000, 15_750_000, 18_375_000, 19_687_500].map(|at: Units| at * tao);
    for (at, (before, after)) in thresholds.into_iter().zip([
        (tao, tao / 2),
        (tao / 2, tao / 4),
        (tao / 4, tao / 8),
        (tao / 8, tao / 16),
    ]) {
        assert_eq!((a_block(at - 1), a_block(at)), (before, after));
    }
    assert_eq!([21_000_000 * tao, 30_000_000 * tao].map(a_block), [0, 0]);
    let a_day = |issuance: Units| {
        let period = days("2025-12-14", 0, 1, 9);
        kind.minted(&Network { supply: issuance, ..Network::empty(period) }, &mut Memory::default())
    };
    assert_eq!([0, thresholds[0]].map(a_day), [7_200 * tao, 3_600 * tao]);
    // 1,000 blocks before the halving: 1,000 TAO, then half of one for 6,200 blocks.
    assert_eq!(a_day(thresholds[0] - 1_000 * tao), 1_000 * tao + 3_100 * tao);
    // Tokens that are recycled lower the issuance and put the halving off.
    assert_eq!(a_day(thresholds[0] - 1_000 * tao - 300 * tao), 1_300 * tao + 2_950 * tao);
}

#[test]
fn v57_a_pool_of_which_nodes_get_a_tenth_and_no_more_than_each_may() {
    let paid = |nodes: &str| {
        let kind = schedule(&format!(
            "pool: {{ holds: 840_852 RENDER, share: 10 %, every: 1 month, {nodes} }}"
        ));
        let units =
            kind.minted(&Network::empty(days("2024-01-01", 0, 31, 8)), &mut Memory::default());
        tokens(units, 8)
    };
    let row = table::row("V57");
    assert_eq!(row.numbers(), [paid("heads: 1"), paid("per_head: 75 RENDER, heads: 1_000")]);
    assert_eq!(row.within(), 0.0);
}

#[test]
fn the_minters_of_tokenspice() {
    // tokenspice, MinterAgents.py and its tests (verified). Linear: 20 in two mints, 10 each.
    let linear =
        schedule("capped: { total: 20 OCEAN, schedule: { fixed: { rate: 10 OCEAN/2 days } } }");
    let by_day = minted(&linear, (0..9).step_by(2).map(|day| days("2026-01-01", day, day + 2, 0)));
    assert_eq!(by_day, [10, 10, 0, 0, 0]);
    // Exponential: F(t) = 1 − 0.5^(t/H), of 1,000,000 with a half-life of four years of 365 days. At first it mints
    // ln 2/4 of them a year.
    let decay = "decay: { initial: 173_286.795139986327 OCEAN/year, half_life: 4 years }";
    let exponential = schedule(decay);
    let until = |years: f64| days("2026-01-01", 0, (years * 365.0) as i64, 12);
    for (years, share) in [(4.0, 0.5), (8.0, 0.75), (12.0, 0.875), (40.0, 1.0 - 1.0 / 1_024.0)] {
        let minted = tokens(minted(&exponential, [until(years)])[0], 12);
        assert!((minted - 1e6 * share).abs() < 1e-3, "{years}: {minted}");
    }
}

#[test]
fn the_ramped_minter_of_tokenspice() {
    // RampedExpFunc with H 4, T 0, 0.5, 1 and 2 years, M 10, 25 and 50 %: three parts of one decay, and after two
    // years another decay of the rest, 1 − G3 (verified). Half a year is 182.5 days; its dates are a day's number.
    let f = |days: f64| 1.0 - maths::power(0.5, days / 1_460.0);
    let g1 = 0.10 * f(182.0);
    let g2 = 0.25 * (f(365.0) - f(182.0)) + g1;
    let g3 = 0.50 * (f(730.0) - f(365.0)) + g2;
    let rest = 1_000_000.0 * (1.0 - g3) * std::f64::consts::LN_2 / 4.0;
    let ramped = schedule(&format!(
        "sum:
  ramp:
    scaled:
      share: {{ 2026-01-01: 10 %, 2026-07-02: 25 %, 2027-01-01: 50 %, 2028-01-01: 0 % }}
      schedule: {{ decay: {{ initial: 173_286.795139986327 OCEAN/year, half_life: 4 years }} }}
  rest: {{ decay: {{ initial: {rest:.6} OCEAN/year, half_life: 4 years, from: 2028-01-01 }} }}
"
    ));
    let by_day = minted(&ramped, (0..3_650).map(|day| days("2026-01-01", day, day + 1, 12)));
    let until = |days: usize| tokens(by_day[..days].iter().sum(), 12);
    let g4 = (1.0 - g3) * f(2_920.0) + g3;
    for (days, g) in [(182, g1), (365, g2), (730, g3), (3_650, g4)] {
        assert!((until(days) - 1e6 * g).abs() < 1e-3, "{days}: {}", until(days));
    }
}
