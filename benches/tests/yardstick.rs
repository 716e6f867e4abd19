//! Proves that the yardstick plays the common workload `depin-mini`, and no lighter one.

use benches::yardstick::{DAYS, Row, Yardstick, price_noise};

/// So many that 4 standard errors are less than 2 % of each reference value: over 16 seeds, 1.8 % of
/// the active share on the last day, and less of the others.
const DEVICES: usize = 100_000;

/// How far a value may be from the reference.
const TOLERANCE: f64 = 0.02;

// Source of all reference values: depin-mini, NumPy, 1 M devices, mean of three seeds.

/// Share of devices that are active when a day begins.
const ACTIVE: [(usize, f64); 5] =
    [(90, 0.9202), (180, 0.8564), (200, 0.7028), (270, 0.3957), (364, 0.3217)];
/// Price at the end of the last day [USD].
const LAST_PRICE_USD: f64 = 0.228_64;
/// Mean over days of the work for each device, active or not.
const WORK: f64 = 0.7209;
/// Mean over days of the mean profit of active devices [USD].
const PROFIT_USD: f64 = 0.7360;

fn played(devices: usize, seed: u64, days: usize) -> Yardstick {
    let mut yardstick = Yardstick::new(devices, seed);
    for (t, z) in price_noise().into_iter().take(days).enumerate() {
        yardstick.day(t, z);
    }
    yardstick
}

fn mean(rows: &[Row], of: impl Fn(&Row) -> f64) -> f64 {
    rows.iter().map(of).sum::<f64>() / rows.len() as f64
}

fn assert_near(what: &str, found: f64, reference: f64) {
    let off = found / reference - 1.0;
    assert!(off.abs() <= TOLERANCE, "{what}: {found:.5}, the reference has {reference}");
}

#[test]
fn the_trajectory_is_that_of_the_reference() {
    let yardstick = played(DEVICES, 1, DAYS);
    let rows = yardstick.rows();
    assert_eq!(rows.len(), DAYS);
    for (day, share) in ACTIVE {
        let active = f64::from(rows[day].active) / DEVICES as f64;
        assert_near(&format!("active on day {day}"), active, share);
    }
    assert_near("last price", rows[DAYS - 1].price_usd, LAST_PRICE_USD);
    assert_near("work", mean(rows, |row| row.work) / DEVICES as f64, WORK);
    assert_near("profit", mean(rows, |row| row.profit_usd), PROFIT_USD);
}

#[test]
fn the_first_day_by_hand() {
    let yardstick = played(1_000, 1, 1);
    let row = yardstick.rows()[0];
    assert_eq!((row.active, row.emission), (1_000, 3_000.0));
    // exp(0.05 · 0.84226… − 0.05² / 2) is 1.041709; owners sell 60 % of 3 tokens on average, which
    // press the price by 0.02 · 1.8 / 30 = 0.0012.
    assert!((row.price_usd - 1.041_709 * (1.0 - 0.001_2)).abs() < 1e-4, "{row:?}");
}

#[test]
fn a_seed_is_a_trajectory() {
    let rows = |seed| played(100, seed, 30).rows().to_vec();
    assert_eq!(rows(1), rows(1));
    assert_ne!(rows(1), rows(2));
}

#[test]
fn there_is_a_number_for_each_day() {
    assert_eq!(price_noise().len(), DAYS);
}
