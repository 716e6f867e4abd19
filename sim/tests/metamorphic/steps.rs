//! The length of a step, of a run and of an ensemble changes nothing that it should not.

use crate::ALIKE;
use crate::common::{self, amounts, assert_same, load, record};
use sim::ensemble;
use sim::ledger::Units;
use sim::record::{Record, Values};

/// A network whose price is a table, so that it is the same in any steps.
const TABLE: &str = "
run: { start: 2026-01-01, days: 168 }
token: { symbol: LENS, genesis: 100_000_000 LENS }
fleet: { one: { hardware: hotspot/lorawan, devices: 1_000, price: 100 USD, lead_time: 14 days, upkeep: 0.5 USD/day, spread: 20 % } }
price:
  replay:
    between: linear
    usd: { 2026-01-01: 1 USD, 2026-03-01: 2 USD, 2026-05-01: 0.20 USD, 2026-07-01: 0.60 USD }
demand: { packets: { data: lorawan_packets, constant: 9 GB/day, price: 2 USD/GB } }
work: { uptime: always }
emission:
  schedule: { halving: { initial: 1_000 LENS/day, every: 60 days } }
  sharing: by_presence
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 % } }
decisions:
  joining: { payback: { within: 150 days, interest: 0.5 %/day } }
  staying: { patience: { days: 14 } }
  selling: { cover_costs: { then: 20 % } }
";

/// What is minted is the same to the base unit. All else answers to what a step brought, and so comes a
/// step later, and to its morning's price: the error is in proportion to the step. Measured, a day against
/// an hour and a week against a day: devices 0.2 and 2.4 %, joined 0.4 and 2.6 %, revenue 0.7 and
/// 2.9 %, sold 1.5 and 5.4 %, burned 1.8 and 7.2 %, the last two because they divide dollars by a
/// price that falls within the step. The tolerances are about twice that.
#[test]
fn shorter_steps_come_to_about_the_same() {
    let play = |step: &str| record(TABLE, &[&format!("run.step={step}")]);
    let [hour, day, week] = ["hour", "day", "week"].map(play);
    let total = |record: &Record, metric: &str| -> f64 {
        match &record.columns[record.column(metric).expect("it is there")] {
            Values::Tokens(units) => units.iter().map(|&units| units as f64).sum(),
            Values::Numbers(values) => values.iter().sum(),
        }
    };
    let supply: Vec<f64> = [&hour, &day, &week].map(|r| total(r, "emission.minted_tokens")).into();
    assert_eq!(supply, [supply[0]; 3]);
    let assert_near = |what: &str, values: [f64; 3], tolerances: [f64; 2]| {
        for (pair, tolerance) in values.windows(2).zip(tolerances) {
            let gap = (pair[1] / pair[0] - 1.0).abs();
            assert!(gap <= tolerance, "{what}: {values:?}, a gap of {gap}");
        }
    };
    // Of each metric the sum over the run, and of devices the mean over its steps.
    let totals = |metric: &str| [&hour, &day, &week].map(|record| total(record, metric));
    let [hours, days, weeks] = totals("devices.active");
    let steps = [&hour, &day, &week].map(|record| record.steps() as f64);
    let active = [hours / steps[0], days / steps[1], weeks / steps[2]];
    assert_near("devices.active", active, [0.005, 0.05]);
    assert_near("devices.joined", totals("devices.joined"), [0.01, 0.05]);
    assert_near("work.revenue_usd", totals("work.revenue_usd"), [0.015, 0.06]);
    assert_near("operators.sold_tokens", totals("operators.sold_tokens"), [0.03, 0.11]);
    assert_near("emission.burned_tokens", totals("emission.burned_tokens"), [0.04, 0.15]);
}

#[test]
fn the_same_emission_written_in_three_ways_is_the_same() {
    for step in ["hour", "day", "week", "month"] {
        for rate in [
            "333.33333333 LENS/hour",
            "1_001.1 LENS/day",
            "77_777.7 LENS/week",
            "100_000 LENS/month",
            "1_000_000.00000001 LENS/year",
        ] {
            let step = format!("run.step={step}");
            let days = if step.ends_with("hour") { "run.days=40" } else { "run.days=800" };
            let with = |schedule: &str| {
                let schedule = format!("emission.schedule={schedule}");
                record(ALIKE, &[&step, days, &schedule])
            };
            let fixed = with(&format!("{{ fixed: {{ rate: {rate} }} }}"));
            let dated = with(&format!("{{ dated: {{ 2026-01-01: {rate} }} }}"));
            assert_same(&fixed, &dated, &format!("dated, {step}, {rate}"));
            let halving = with(&format!("{{ halving: {{ initial: {rate}, every: 5000 years }} }}"));
            assert_same(&fixed, &halving, &format!("halving, {step}, {rate}"));
        }
    }
}

#[test]
fn the_parts_of_a_month_are_minted_whatever_the_step() {
    let minted = |step: &str| -> Units {
        let step = format!("run.step={step}");
        let schedule = "emission.schedule.halving={ initial: 1_234_567 LENS/year, every: 1 month }";
        let record = record(ALIKE, &[&step, schedule, "run.days=59"]);
        amounts(&record, "emission.minted_tokens").iter().sum()
    };
    assert_eq!(minted("hour"), minted("day"));
    assert_eq!(minted("day"), minted("month"));
}

#[test]
fn twice_the_replicates_leave_the_first_half_as_it_was() {
    let game = load(common::BUSY, &["run.days=30"]).game;
    let play = |replicates| ensemble::play(&game, 7, replicates, true, || {}).expect("it holds");
    let (few, many) = (play(5), play(10));
    for (replicate, (few, many)) in few.iter().zip(&many).enumerate() {
        assert_same(&few.record, &many.record, &format!("replicate {replicate}"));
        assert_eq!(few.devices, many.devices);
    }
}

#[test]
fn a_longer_run_begins_like_a_shorter_one() {
    let (short, long) = (record(common::BUSY, &[]), record(common::BUSY, &["run.days=90"]));
    let steps = short.steps();
    let begin = |values: &Values| match values {
        Values::Numbers(numbers) => Values::Numbers(numbers[..steps].to_vec()),
        Values::Tokens(units) => Values::Tokens(units[..steps].to_vec()),
    };
    let columns = long.columns.iter().map(begin).collect();
    assert_same(&short, &Record { metrics: long.metrics.clone(), columns }, "the first 60 days");
}
