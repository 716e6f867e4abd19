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
fn the_fifty_years_of_hip_20() {
    // helium/HIP 0020-hnt-max-supply.md, its table (verified); the sum of 239,999,992.847 and 3.5763 in year 50
    // are derived from it.
    let kind = schedule("halving: { initial: 60_000_000 HNT/year, every: 2 years }");
    let first: jiff::civil::Date = "2019-08-01".parse().unwrap();
    let day = |year: i16| {
        let begin = jiff::civil::date(2019 + year, 8, 1);
        i64::from(first.until(begin).unwrap().get_days())
    };
    let years = (0..50).map(|year| days("2019-08-01", day(year), day(year + 1), 8));
    let years = minted(&kind, years);
    let at_start = |year: usize| tokens(years[..year - 1].iter().sum(), 8);
    let table = [
        (2, 60_000_000.0),
        (5, 180_000_000.0),
        (11, 232_500_000.0),
        (15, 238_125_000.0),
        (21, 239_765_625.0),
        (31, 239_992_676.0),
        (41, 239_999_771.0),
        (50, 239_999_989.0),
    ];
    for (year, supply) in table {
        assert!((at_start(year) - supply).abs() <= 0.5, "{year}: {}", at_start(year));
    }
    assert!((tokens(years.iter().sum(), 8) - 239_999_992.847).abs() < 5e-4);
    assert!((tokens(years[49], 8) - 3.5763).abs() < 5e-5);
}

#[test]
fn the_supplement_of_hip_149() {
    // helium-program-library, helium-sub-daos/src/supplement.rs: 196,000 HNT a day for 360 days, then down to
    // nothing over 720; HIP-149: 70.56M + 70.56M (verified).
    let kind =
        schedule("linear: { initial: 196_000 HNT/day, hold: 360 days, to: 0 HNT, over: 720 days }");
    let by_day = minted(&kind, (0..1_100).map(|day| days("2026-08-05", day, day + 1, 8)));
    let sum = |days: &[Units]| days.iter().sum::<Units>();
    assert_eq!(sum(&by_day[..360]), 7_056_000_000_000_000);
    assert_eq!(sum(&by_day[360..]), 7_056_000_000_000_000);
    // The chain mints twice ⌊9,800,000,000,000 · (1,439 − 2k) / 1,440⌋ on day k of the taper.
    for (k, day) in by_day[360..1_080].iter().enumerate() {
        let chain = 2 * (9_800_000_000_000 * (1_439 - 2 * k as Units) / 1_440);
        assert!(day.abs_diff(chain) <= 2, "day {k}: {day}, {chain}");
    }
    assert!(by_day[1_080..].iter().all(|day| *day == 0));
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
