//! This file is about a check with one case of each sort, for tests.

use sim::scenario::Severity;
use studies::{Case, Checked, CheckedScenario, Estimate, Finding, Kind, Replay, Status};

/// One case of each status, some that only warn, some that moved.
pub(super) fn checked() -> Checked {
    let mut open = case("p95 of price.usd at the end <= 2", Kind::Claim, Status::Inconclusive);
    open.because = "A price above is a bubble | or a fault.".into();
    open.message = "1.9 [1.7, 2.2] of n = 200 lies on both sides of 2".into();
    open.figure = Some(finding((1.9, 1.7, 2.2), 2.0, 0.1, "USD"));
    let mut warned = case("share of runs with a spiral <= 5 %", Kind::Claim, Status::Failed);
    warned.severity = Severity::Warning;
    let mut unsure = case("median of concentration.gini <= 0.4", Kind::Claim, Status::Inconclusive);
    unsure.severity = Severity::Warning;
    let mut moved = case("the figures are those of the baseline", Kind::Baseline, Status::Failed);
    moved.message = "1 of 25 figures moved on the same chance\n\n\
                     | figure | before | after |\n|---|--:|--:|\n\
                     | emission.minted_tokens | 100.000 | 110.000 |"
        .into();
    let mut moved_too = case("against main: price.usd", Kind::Against, Status::Failed);
    moved_too.severity = Severity::Warning;
    moved_too.figure = Some(finding((1.000_01, 0.9, 1.1), 1.0, f64::NAN, "USD"));
    let mut passed = case("supply.tokens always >= 0", Kind::Invariant, Status::Passed);
    passed.message = "in each of 73000 steps".into();
    let crash = CheckedScenario {
        path: "scenarios/a/crash.yaml".into(),
        seed: 7,
        replicates: 200,
        seconds: 12.345,
        cases: vec![failed(), open, warned, unsure, moved, moved_too, passed],
    };
    let alone = |path: &str, case: Case| CheckedScenario {
        path: path.into(),
        seed: 1,
        cases: vec![case],
        ..CheckedScenario::default()
    };
    let mut wrong = case("it can be read", Kind::Scenario, Status::Wrong);
    wrong.message = "3:1: unknown key `emision`\n9:5: `days` is missing".into();
    let mut broken = case("it can be played", Kind::Scenario, Status::Broken);
    broken.message = "replicate 3: the ledger does not add up".into();
    let scenarios = vec![
        crash,
        alone("scenarios/b/wrong.yaml", wrong),
        alone("scenarios/c/broken.yaml", broken),
    ];
    Checked { scenarios }
}

fn failed() -> Case {
    let mut case = case("mean of devices.active at the end >= 1000", Kind::Claim, Status::Failed);
    case.at = (41, 5);
    case.because = "The fleet must survive.".into();
    case.message = "812 [790, 834] of n = 200 is below 1000".into();
    case.figure = Some(finding((812.0, 790.0, 834.0), 1000.0, -188.0, "devices"));
    case.replay = Some(Replay {
        seed: 7,
        replicate: 13,
        command: "aipin run scenarios/a/crash.yaml --seed 7 --replicates 14".into(),
    });
    case
}

fn case(name: &str, kind: Kind, status: Status) -> Case {
    Case {
        name: name.into(),
        kind,
        status,
        severity: Severity::Error,
        at: (3, 1),
        because: String::new(),
        message: "as it is".into(),
        figure: None,
        replay: None,
    }
}

fn finding((value, low, high): (f64, f64, f64), bound: f64, margin: f64, unit: &str) -> Finding {
    let estimate = Estimate { value, low, high, method: "Student t", n: 200 };
    Finding { estimate, bound, margin, unit: unit.into() }
}
