//! Scenarios and comparisons as tests need them.

use sim::ensemble;
use sim::run::Outcome;
use sim::scenario::{self, Loaded};
use studies::{Compared, Comparison};

/// A scenario with assignments.
pub fn load(text: &str, sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    let loaded = scenario::load("test.yaml", text, &sets, &Default::default());
    loaded.unwrap_or_else(|faults| panic!("{faults}"))
}

/// All replicates of a scenario, with their devices.
pub fn play(loaded: &Loaded) -> Vec<Outcome> {
    let run = &loaded.written.run;
    let runs = ensemble::play(&loaded.game, run.seed.into(), run.replicates.least(), true, || {});
    runs.unwrap_or_else(|broken| panic!("{broken:?}"))
}

/// Compares what was played of two scenarios.
pub fn compare(base: (&Loaded, &[Outcome]), proposal: (&Loaded, &[Outcome])) -> Compared {
    let mut comparison = Comparison::new(base.0, proposal.0);
    for (replicate, (base, proposal)) in (0..).zip(base.1.iter().zip(proposal.1)) {
        comparison.add(replicate, &Ok(base.clone()), &Ok(proposal.clone()));
    }
    comparison.finish()
}
