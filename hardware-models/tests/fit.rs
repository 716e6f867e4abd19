//! This file is about the fit: the factors in the code are what the published rows imply.

use hardware_models::efficiency::{self, Median};
use hardware_models::fit::{self, Pair, Phase};
use hardware_models::measurements::{LanguageRow, TaskRow, language, tasks};
use hardware_models::task_efficiency;

fn same(wanted: Option<Median>, written: Option<Median>) -> bool {
    match (wanted, written) {
        (None, None) => true,
        // The table is written with three digits behind the point.
        (Some((wanted, n)), Some((written, m))) => n == m && (wanted - written).abs() <= 0.000_51,
        _ => false,
    }
}

#[test]
fn the_factors_of_language_models_are_the_fit() {
    let rows: Vec<&LanguageRow> = language().iter().collect();
    let wanted = fit::table(&rows);
    for line in &wanted {
        println!("{line:?}");
    }
    assert_eq!(wanted.len(), efficiency::FITTED.len());
    for (wanted, written) in wanted.iter().zip(efficiency::FITTED) {
        assert_eq!((wanted.class, wanted.runtime), (written.class, written.runtime));
        let agree =
            same(wanted.bandwidth, written.bandwidth) && same(wanted.compute, written.compute);
        assert!(agree, "{written:?} should be {wanted:?}");
    }
}

#[test]
fn the_factors_of_tasks_are_the_fit() {
    let rows: Vec<&TaskRow> = tasks().iter().collect();
    let wanted = fit::task_table(&rows);
    for line in &wanted {
        println!("{line:?}");
    }
    assert_eq!(wanted.len(), task_efficiency::FITTED.len());
    for (wanted, written) in wanted.iter().zip(task_efficiency::FITTED) {
        let key = |line: &task_efficiency::Fitted| (line.class, line.runtime, line.network);
        assert_eq!(key(wanted), key(written));
        let near = (wanted.share.0 / written.share.0 - 1.0).abs() < 0.005;
        assert!(near && wanted.share.1 == written.share.1, "{written:?} should be {wanted:?}");
    }
}

#[test]
fn the_spreads_are_those_of_devices_left_out() {
    let of = |phase: Phase| -> Vec<Pair> {
        language().iter().filter_map(|row| fit::left_out(language(), row, phase)).collect()
    };
    let tasks: Vec<Pair> =
        tasks().iter().filter_map(|row| fit::task_left_out(tasks(), row)).collect();
    for (pairs, written) in [
        (of(Phase::Decode), efficiency::BANDWIDTH_SPREAD),
        (of(Phase::Prefill), efficiency::COMPUTE_SPREAD),
        (tasks, task_efficiency::SPREAD),
    ] {
        let wanted = fit::spread(&pairs);
        println!("{} pairs: {wanted}", pairs.len());
        assert!((wanted - written).abs() <= 0.000_51, "{written} should be {wanted}");
    }
}
