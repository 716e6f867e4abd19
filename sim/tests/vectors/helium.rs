//! Helium's rules, one by one: HIP-20, HIP-88, HIP-147 and HIP-149 as they were published, and what
//! the chain issued in whole months.

use language::tree::Node;
use sim::emission::oracle::Sight;
use sim::emission::schedule::Period;
use sim::emission::sharing::WorkFirst;
use sim::emission::sharing::utility::Utility;
use sim::emission::{Backstop, Epoch, Memory, Network, Remint, ScheduleKind, Split, Support};
use sim::ledger::Units;

use crate::table;

/// Base units of HNT ("bones") in a token.
const HNT: Units = 100_000_000;

const DAY: i64 = 86_400;

fn tree(text: &str) -> Node {
    language::yaml::parse("helium.yaml", text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The rows of a table as numbers, without its head.
pub fn rows(text: &str) -> Vec<Vec<f64>> {
    let number = |cell: &str| cell.parse().unwrap_or(f64::NAN);
    text.lines().skip(1).map(|line| line.split(',').map(number).collect()).collect()
}

pub fn hnt(units: Units) -> f64 {
    units as f64 / HNT as f64
}

fn period(start: &str, from_day: i64, until_day: i64) -> Period {
    let start = start.parse().expect("a date");
    Period { start, from: from_day * DAY, until: until_day * DAY, decimals: 8 }
}

/// HIP-20's emission: 60 million HNT a year, halved every two years.
fn hip_20(years: std::ops::Range<i64>) -> Units {
    let text = "halving: { initial: 60_000_000 HNT/year, every: 2 years }";
    let kind: ScheduleKind = language::read(&tree(text), None).expect("a schedule");
    let start = jiff::civil::date(2019, 8, 1);
    let year = language::when::Interval::months(12);
    let (from, until) = (year.times_after(start, years.start), year.times_after(start, years.end));
    kind.most(&Period { start, from, until, decimals: 8 })
}

#[test]
fn v03_the_supply_at_the_start_of_year_5() {
    table::row("V03").check(&[hnt(hip_20(0..4))]);
}

#[test]
fn v04_the_supply_at_the_start_of_year_21() {
    table::row("V04").check(&[hnt(hip_20(0..20))]);
}

/// All fifty rows of HIP-20's table; `hip_20.csv`.
#[test]
fn hip_20s_fifty_years_are_minted_and_split_as_its_table_has_them() {
    let rows = rows(include_str!("helium/hip_20.csv"));
    assert_eq!(rows.len(), 50);
    for row in &rows {
        let year = row[0] as i64;
        assert!((hnt(hip_20(0..year - 1)) - row[1]).abs() <= 0.5, "year {year} begins");
        let minted = hip_20(year - 1..year);
        // The table is rounded to a tenth.
        assert!((hnt(minted) - row[2]).abs() <= 0.0501, "year {year}: {}", hnt(minted));
        let [poc, data, founders, consensus] = [row[3], row[4], row[5], row[6]];
        let text = format!(
            "{{ devices: {} %, insiders: {founders} %, stakers: {consensus} % }}",
            poc + data
        );
        let split: Split = language::read(&tree(&text), None).expect("a split");
        assert_eq!(split.millionths(), 1_000_000, "year {year}");
        let parts = split.parts(minted);
        assert_eq!(parts.iter().sum::<Units>(), minted, "year {year}");
        let wanted = [poc + data, consensus, 0.0, founders].map(|part| hnt(minted) * part / 100.0);
        for (part, wanted) in parts.iter().zip(wanted) {
            assert!((hnt(*part) - wanted).abs() < 1e-6, "year {year}");
        }
    }
    // 240 million · (1 − 2^−25): what is still to come after fifty years is 7.15 HNT.
    assert!((hnt(hip_20(0..50)) - 239_999_992.847).abs() < 5e-4);
    assert!((hnt(hip_20(49..50)) - 3.576_3).abs() < 5e-5);
}

/// What is minted on a day: the schedule, and the most of net emissions.
fn most_of_a_day(schedule: &str, remint: &str) -> Units {
    let schedule: ScheduleKind = language::read(&tree(schedule), None).expect("a schedule");
    let remint: Remint = language::read(&tree(remint), None).expect("a remint");
    let day = period("2025-09-01", 0, 1);
    let network = Network { burned_before: Units::MAX / 2, ..Network::empty(day) };
    schedule.most(&day) + remint.minted(&network, &mut Memory::default()).units
}

#[test]
fn v08_the_cap_of_net_emissions() {
    let nothing = "fixed: { rate: 0 HNT/day }";
    let cap = most_of_a_day(nothing, "{ cap: 1_643.83561643 HNT/day, every: 1 day }");
    table::row("V08").check(&[hnt(cap)]);
    assert_eq!(cap, 164_383_561_643);
}

/// Whole months in which the cap bound on every day: days times schedule and cap.
#[test]
fn months_in_which_the_cap_binds_are_what_the_chain_issued() {
    let now = most_of_a_day(
        "fixed: { rate: 20_547.94520548 HNT/day }",
        "{ cap: 1_643.83561643 HNT/day, every: 1 day }",
    );
    // The launch kept the cap of an epoch of 30 minutes for the epoch of a day.
    let launch = most_of_a_day(
        "fixed: { rate: 82_191.78082192 HNT/day }",
        "{ cap: 34.24 HNT/day, every: 1 day }",
    );
    let months = include_str!("helium/helium_bme_monthly_2023_2026.csv");
    let issued = |month: &str| -> f64 {
        let line = months.lines().find(|line| line.starts_with(month)).expect("the month");
        line.split(',').nth(3).expect("a column").parse().expect("a number")
    };
    let wanted = [
        ("2023-05", 35, launch),
        ("2025-09", 35, now),
        ("2025-10", 28, now),
        ("2025-11", 28, now),
        ("2025-12", 35, now),
        ("2026-01", 28, now),
        ("2026-02", 17, now), // with a last week of three days
    ];
    for (month, days, day) in wanted {
        let gap = hnt(day * days) - issued(month);
        // The chain rounds each sub-network's part: a base unit or two a day.
        assert!(gap.abs() < 1e-6, "{month}: {gap}");
    }
}

/// HIP-149's backstop, with what carriers pay in a day: 9,100 USD.
fn hip_149() -> Backstop {
    let text = "{ subnetwork: 89.27 %, bucket: 70 %, floor: 50 %, ceiling: 300 %, \
                credit: 0.00001 USD, oracle: {} }";
    language::read(&tree(text), None).expect("a backstop")
}

fn at(usd: f64) -> Sight {
    let price = (usd * 1e8).round() as u64;
    Sight { mean: price, low: price }
}

/// The example of the program's tests at a price, after a smoothed burn.
fn epoch(usd: f64, burned: Units) -> Epoch {
    let cap = 1_644 * HNT;
    Epoch {
        rewards: 20_548 * HNT + burned.min(cap),
        burned_beyond: burned.saturating_sub(cap),
        credits: 910_000_000,
        subnetwork: (0.8927 * f64::from(u32::MAX)) as u32,
        price: at(usd),
        decimals: 8,
    }
}

#[test]
fn v10_the_floor_is_delivered() {
    let epoch = epoch(0.10, 91_000 * HNT);
    let Support { top_up, .. } = hip_149().epoch(&epoch);
    table::row("V10").check(&[hnt(epoch.rewards + top_up) * 0.8927 * 0.7]);
}

#[test]
fn v12_the_earnings_cap() {
    table::row("V12").check(&[hnt(hip_149().epoch(&epoch(2.50, 1_644 * HNT)).ceiling)]);
}

#[test]
fn v13_the_overflow() {
    let rewards = 13_870 * HNT * 100 / 70;
    table::row("V13").check(&[hnt(hip_149().overflow(rewards, 10_920 * HNT, rewards))]);
}

/// The example of HIP-149's text and of its `figures.py`: a baseline of 13,870 HNT, and 0.625 of all
/// that is minted reaches the devices.
fn figure(usd: f64, burned_beyond: Units) -> (f64, Support) {
    let epoch = Epoch {
        rewards: 22_192 * HNT,
        burned_beyond,
        subnetwork: (0.625 / 0.7 * f64::from(u32::MAX)).round() as u32,
        ..epoch(usd, 0)
    };
    let support = hip_149().epoch(&epoch);
    let usd_per_gb = hnt(epoch.rewards + support.top_up) * 0.625 * usd / 91_000.0;
    (usd_per_gb, support)
}

#[test]
fn hip_149s_figures_come_out() {
    let enough = 1_000_000 * HNT;
    let top_up = |usd| hnt(figure(usd, enough).1.top_up);
    assert!((top_up(0.10) - 50_608.0).abs() < 0.01);
    assert!((top_up(0.025) - 269_008.0).abs() < 0.01);
    // The floor binds below 0.328046 USD, and the ceiling above 1.968277.
    assert!(top_up(0.328_04) > 0.0 && top_up(0.328_05) == 0.0);
    let overflow = |usd| figure(usd, enough).1.overflow;
    assert!(overflow(1.968_27) == 0 && overflow(1.968_28) > 0);
    // The epoch of the fall from 0.10 to 0.025 USD, when 91,000 HNT were burned on average: the text
    // keeps the cap's 1,644 from the top-up, as the program does; `figures.py` does not.
    assert!((figure(0.025, (91_000 - 1_644) * HNT).0 - 0.019_153).abs() < 1e-6);
    assert!((figure(0.025, 91_000 * HNT).0 - 0.019_435).abs() < 1e-6);
    assert!((figure(0.10, enough).0 - 0.05).abs() < 1e-6);
}

/// What goes to coverage and to data [USD/day] of the hotspots' 60 % of Mobile's emission.
fn hip_147(terabytes: f64, hnt_usd: f64, rule: &str) -> [f64; 2] {
    let rule: WorkFirst = language::read(&tree(rule), None).expect("a sharing");
    let mobile_hnt = 0.82 * (20_547.95 + 1_644.0);
    let (data, coverage) = rule.parts(terabytes * 1_000.0 * 0.50, 0.60 * mobile_hnt * hnt_usd);
    [coverage, data]
}

/// HIP-53: two thirds of the hotspots' part for data at the most.
const LEGACY: &str = "{ pay: 100 %, most: 66.6666666667 % }";

const NEW: &str = "{ pay: 100 % }";

#[test]
fn v16_hip_147_as_it_was() {
    table::row("V16").check(&hip_147(40.0, 3.0, LEGACY));
}

#[test]
fn v18_hip_147_as_it_is() {
    table::row("V18").check(&hip_147(120.0, 20.0, NEW));
}

/// Both tables of HIP-147, twelve rows of eight figures; `hip_147.csv`.
#[test]
fn hip_147s_two_tables_come_out() {
    let rows = rows(include_str!("helium/hip_147.csv"));
    assert_eq!(rows.len(), 12);
    for row in &rows {
        let (terabytes, hotspots, hnt_usd) = (row[0], row[1], row[2]);
        for (rule, wanted) in [(LEGACY, &row[3..7]), (NEW, &row[7..11])] {
            let [coverage, data] = hip_147(terabytes, hnt_usd, rule);
            let found = [coverage, coverage / hotspots, data, data / (terabytes * 1_000.0)];
            // Published in whole dollars and in cents.
            for ((found, wanted), half) in found.iter().zip(wanted).zip([0.5, 0.005, 0.5, 0.005]) {
                let gap = (found - wanted).abs();
                assert!(gap <= half + 1e-3, "{terabytes} TB, {hnt_usd} USD: {found} for {wanted}");
            }
        }
    }
}

#[test]
fn v19_hip_88s_factor_of_devices() {
    let fees_usd = 448_000.0 * 40.0 + 2_000.0 * 10.0;
    let part = Utility { fees_usd, ..Utility::default() };
    table::row("V19").check(&[part.devices_factor()]);
}
