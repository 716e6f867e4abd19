//! A scenario as it is played here: what its replicates wrote down, and what two of them differ in.

use sim::ensemble;
use sim::record::{Record, Values, tokens};
use sim::scenario::{self, Loaded};
use studies::Estimate;
use studies::statistics::mean;

/// A scenario as it is written.
pub const WRITTEN: &str = "";

/// All replicates of a scenario or of one of its variants.
pub struct Played {
    records: Vec<Record>,
    decimals: u32,
}

/// Plays a variant of a scenario as often as the scenario says.
pub fn play(text: &str, variant: &str) -> Played {
    play_with(text, variant, &[])
}

/// Plays a variant with assignments.
pub fn play_with(text: &str, variant: &str, sets: &[&str]) -> Played {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    let loaded = scenario::load("fact.yaml", text, &sets, &Default::default());
    let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
    let of_variant = |name| loaded.variant(name).unwrap_or_else(|faults| panic!("{faults}"));
    play_loaded(&if variant == WRITTEN { loaded } else { of_variant(variant) })
}

fn play_loaded(loaded: &Loaded) -> Played {
    let run = &loaded.written.run;
    let runs = ensemble::play(&loaded.game, run.seed.into(), run.replicates.least(), false, || {});
    let runs = runs.unwrap_or_else(|broken| panic!("{broken:?}"));
    let records = runs.into_iter().map(|run| run.record).collect();
    Played { records, decimals: loaded.game.decimals }
}

impl Played {
    /// What each replicate says of a metric, step by step.
    pub fn each(&self, metric: &str) -> Vec<Vec<f64>> {
        let of = |record: &Record| {
            let column = record.column(metric).unwrap_or_else(|| panic!("no metric `{metric}`"));
            match &record.columns[column] {
                Values::Numbers(numbers) => numbers.clone(),
                Values::Tokens(units) => {
                    units.iter().map(|&units| tokens(units, self.decimals)).collect()
                }
            }
        };
        self.records.iter().map(of).collect()
    }

    /// A number for each replicate, from what it says of a metric.
    pub fn all(&self, metric: &str, number: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        self.each(metric).iter().map(|values| number(values)).collect()
    }
}

/// What one sample is above another on the same chance, on average.
pub fn above(one: &[f64], other: &[f64]) -> Estimate {
    assert_eq!(one.len(), other.len(), "they are played as often");
    mean(&one.iter().zip(other).map(|(one, other)| one - other).collect::<Vec<_>>())
}

/// An estimate in words, for messages.
pub fn said(estimate: &Estimate) -> String {
    let Estimate { value, low, high, method, n } = estimate;
    format!("{value:.4} [{low:.4}, {high:.4}] ({method}, n = {n})")
}

/// Asserts that the whole interval of a number lies between two others; `--nocapture` shows them all.
pub fn assert_within(what: &str, estimate: &Estimate, (least, most): (f64, f64)) {
    println!("{what}: {}", said(estimate));
    let is_within = estimate.low >= least && estimate.high <= most;
    assert!(is_within, "{what} is {}, not within {least} and {most}", said(estimate));
}

/// Asserts that a number is above zero with its whole interval.
pub fn assert_above_zero(what: &str, estimate: &Estimate) {
    assert_within(what, estimate, (f64::MIN_POSITIVE, f64::MAX));
}

/// The last value.
pub fn end(values: &[f64]) -> f64 {
    *values.last().expect("a run has steps")
}

/// The largest value.
pub fn peak(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::MIN, f64::max)
}
