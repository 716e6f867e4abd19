//! Proves that the common workload `depin-mini`, written in our language and played by the normal
//! engine, goes the way that it goes in other engines.

pub mod common;

use common::{depin_mini, numbers};
use sim::ensemble;
use sim::record::Record;

/// Shares of 10,000 devices that are active when a day begins, counted from 0.
/// Source: depin-mini, NumPy, 1 M devices, mean of three seeds (verified).
const ACTIVE: [(usize, f64); 5] =
    [(90, 0.9202), (180, 0.8564), (200, 0.7028), (270, 0.3957), (364, 0.3217)];

/// The price on the last evening, daily work a device there is, and mean profit of the active, each
/// averaged over the days. Source: as above (verified).
const PRICE_USD: f64 = 0.228_64;
const WORK: f64 = 0.7209;
const PROFIT_USD: f64 = 0.7360;

/// With this many replicates of 10,000 devices, four standard errors stay below the tolerance.
const REPLICATES: u32 = 16;
const TOLERANCE: f64 = 0.02;

fn records() -> Vec<Record> {
    let runs = ensemble::play(&depin_mini(&[]), 1, REPLICATES, false, || {});
    runs.expect("no rule is broken").into_iter().map(|run| run.record).collect()
}

#[test]
fn it_goes_the_way_that_it_goes_in_other_engines() {
    let records = records();
    let mean =
        |of: &dyn Fn(&Record) -> f64| records.iter().map(of).sum::<f64>() / f64::from(REPLICATES);
    let of_days = |record: &Record, name| {
        let values = numbers(record, name);
        values.iter().sum::<f64>() / values.len() as f64
    };
    let near = |what: &str, found: f64, expected: f64| {
        let off = found / expected - 1.0;
        assert!(off.abs() < TOLERANCE, "{what}: {found} against {expected}, off by {off}");
    };
    for (day, share) in ACTIVE {
        // We write down who is there in the evening: that of the day before is the morning's.
        let active = mean(&|record| numbers(record, "devices.active")[day - 1] / 1e4);
        near(&format!("active on day {day}"), active, share);
    }
    near("price", mean(&|record| numbers(record, "market.close_usd")[364]), PRICE_USD);
    // A unit of work is a gigabyte, so a thousand megabytes.
    near("work", mean(&|record| of_days(record, "work.data_megabytes") / 1e3 / 1e4), WORK);
    near("profit", mean(&|record| of_days(record, "operators.margin_usd_mean")), PROFIT_USD);
}
