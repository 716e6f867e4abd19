//! What a preset mints, step by step, when it is played.

use sim::ledger::Units;
use sim::record::{Record, Values};
use sim::run::Run;
use sim::scenario::Loaded;

/// Loads a preset with assignments such as `run.days=365`.
pub fn load(text: &str, sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    sim::scenario::load("preset.yaml", text, &sets, &Default::default())
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// What each step of a preset mints, in base units.
pub fn mints(text: &str, sets: &[&str]) -> Vec<Units> {
    let mut run = Run::new(&load(text, sets).game, 1, 0);
    let mut before = run.ledger().minted();
    let mut minted = Vec::new();
    while run.steps_left() > 0 {
        run.step().unwrap_or_else(|violation| panic!("{violation}"));
        let now = run.ledger().minted();
        minted.push(now - before);
        before = now;
    }
    minted
}

/// What a preset writes down when it is played.
pub fn play(text: &str, sets: &[&str]) -> Record {
    let outcome = Run::new(&load(text, sets).game, 1, 0).finish(false);
    outcome.unwrap_or_else(|violation| panic!("{violation}")).record
}

/// Amounts that were written down, step by step, in base units.
pub fn units<'a>(record: &'a Record, name: &str) -> &'a [Units] {
    match &record.columns[record.column(name).unwrap_or_else(|| panic!("no {name}"))] {
        Values::Tokens(units) => units,
        Values::Numbers(_) => panic!("{name} is no amount"),
    }
}

/// Base units as tokens with so many decimals, for comparison with published numbers.
pub fn tokens(units: Units, decimals: u32) -> f64 {
    let one = 10_u128.pow(decimals);
    (units / one) as f64 + (units % one) as f64 / one as f64
}
