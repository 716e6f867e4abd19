//! Filecoin: rewards, base fees, pledges and fees, to the attoFIL.

use ruint::aliases::U384;
use sim::emission::schedule::filecoin::{Totals, next_baseline, reward_of_epoch, theta};
use sim::ledger::Units;

use crate::table;

const SIMPLE: &str = include_str!("filecoin/TestSimpleReward.golden");
const BASELINE: &str = include_str!("filecoin/TestBaselineReward.golden");

const FIL: Units = 1_000_000_000_000_000_000;
const TOTALS: Totals = Totals { simple: 330_000_000 * FIL, baseline: 770_000_000 * FIL };

/// The rows of a table, without its head.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).map(|line| line.split(',').map(str::trim).collect()).collect()
}

fn q128(text: &str) -> U384 {
    U384::from_str_radix(text, 10).unwrap()
}

fn simple(epoch: i64) -> Units {
    reward_of_epoch(epoch, U384::ZERO, U384::ZERO, &TOTALS)
}

/// As the test of the chain has it: what the first epoch pays above its simple part.
fn baseline(from: &str, to: &str) -> Units {
    reward_of_epoch(0, q128(from), q128(to), &TOTALS) - simple(0)
}

/// The first whole number in the value of a row of the table.
fn whole(id: &str) -> Units {
    let value = table::row(id).value;
    value.split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn all_512_rows_of_the_simple_reward() {
    let rows = rows(SIMPLE);
    assert_eq!(rows.len(), 512);
    for row in rows {
        assert_eq!(simple(row[0].parse().unwrap()).to_string(), row[1], "epoch {}", row[0]);
    }
}

#[test]
fn all_512_rows_of_the_baseline_reward() {
    let rows = rows(BASELINE);
    assert_eq!(rows.len(), 512);
    for row in rows {
        assert_eq!(baseline(row[0], row[1]).to_string(), row[2], "from {} to {}", row[0], row[1]);
    }
}

#[test]
fn v21_the_simple_reward_of_the_first_epoch() {
    assert_eq!(simple(0), whole("V21"));
}

#[test]
fn v22_the_simple_reward_of_a_late_epoch() {
    assert_eq!(simple(2_555_000), whole("V22"));
}

#[test]
fn v23_the_first_baseline_reward() {
    let rows = rows(BASELINE);
    assert_eq!(baseline(rows[0][0], rows[0][1]), whole("V23"));
}

#[test]
fn v24_the_last_baseline_reward() {
    let row = rows(BASELINE).pop().unwrap();
    assert_eq!(baseline(row[0], row[1]), whole("V24"));
}

/// Source: builtin-actors, `actors/reward/src/logic.rs`, `test_baseline_reward_growth` (verified).
#[test]
fn the_baseline_doubles_in_a_year() {
    // From a size [bytes], the allowed error [1].
    for (first, error) in [(1_u128 << 40, 1e-6), (1 << 50, 1e-8), (1 << 60, 1e-8), (10 << 60, 1e-8)]
    {
        let year = (0..1_051_200).fold(U384::from(first), |power, _| next_baseline(power));
        let off = f64::from(year) / (2.0 * first as f64) - 1.0;
        assert!(off.abs() <= error, "{first}: {off}");
    }
}

/// Source: builtin-actors @04eef6b7, `actors/reward/src/logic.rs`, `test_compute_r_theta` (verified).
#[test]
fn effective_network_time_lies_between_whole_epochs() {
    let baseline_at = |epoch: u64| (epoch + 1) * 2_048;
    let plain = |time, baseline, realized, target| {
        let number = theta(time, U384::from(baseline), U384::from(realized), U384::from(target));
        f64::from(number) / 2_f64.powi(128)
    };
    let two = 2_048 + 2 * 2_048;
    assert_eq!(plain(1, baseline_at(1), 2_048 + 2 * 2_048 / 2, two), 0.5);
    assert_eq!(plain(1, baseline_at(1), 2_048 + 2 * 2_048 / 4, two), 0.25);
    let fifteen: u64 = (0..16).map(baseline_at).sum();
    let sixteenth = baseline_at(16);
    assert_eq!(plain(16, sixteenth, fifteen + sixteenth / 4, fifteen + sixteenth), 15.25);
}
