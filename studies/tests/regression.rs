//! Proves that a baseline tells a planted regression from a refactoring: emission that is a tenth higher
//! is seen on any chance, and a network that only chance or names set apart is not called moved.
//!
//! Each of the repeats plays a baseline and what it is compared with anew, each on its own seed, so that
//! repeats are independent. `--nocapture` shows the rates with Wilson's intervals.

use sim::ensemble;
use sim::scenario::{self, Loaded};
use studies::baseline::{Basis, Moves, compare};
use studies::statistics::probability;
use studies::{Baseline, Estimate, Figures, Verdict};

/// A network of forty devices for half a year of weeks.
const NETWORK: &str = "\
run: { start: 2026-01-01, days: 180, step: week, replicates: 60, seed: 1 }
token:
  symbol: LENS
  genesis: 2_000_000 LENS
  allocation: { team: { share: 15 %, cliff: 60 days, linear: 1 year, sells: 30 % } }
fleet:
  gpus: { hardware: gpu/rtx-4090, devices: 30, regions: { asia: 60 %, europe: 40 % } }
  minis: { hardware: edge/n150-mini-pc, devices: 10 }
price: { gbm: { start: 0.40 USD, volatility: 25 %/year } }
demand:
  chat: { model: llama-3.1-8b, constant: 1e9 tokens/day, price: 0.15 USD/Mtoken }
  notes: { model: llama-3.1-8b, constant: 2e8 tokens/day, price: 0.10 USD/Mtoken }
emission:
  schedule: { fixed: { rate: 500 LENS/day } }
  split: { devices: 80 %, treasury: 20 % }
  burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 % } }
decisions:
  joining: { payback: { within: 300 days } }
  staying: { patience: { days: 20 } }
  selling: { cover_costs: { then: 20 % } }
market: { constant_product: { depth: 400_000 USD, fee: 0.3 % } }
";

/// The same network under other names, its parts in another order.
fn refactored() -> String {
    let [gpus, minis] = [line("  gpus"), line("  minis")];
    let [chat, notes] = [line("  chat"), line("  notes")];
    let text = NETWORK.replace(&(gpus.clone() + &minis), &(minis + &gpus));
    let text = text.replace(&(chat.clone() + &notes), &(notes + &chat));
    let text = text.replace("  gpus:", "  cards:").replace("  minis:", "  boxes:");
    text.replace("  chat:", "  talk:").replace("  notes:", "  memos:")
}

fn line(key: &str) -> String {
    let line = NETWORK.lines().find(|line| line.starts_with(key)).expect("a line of the scenario");
    format!("{line}\n")
}

fn load(text: &str, sets: &[&str]) -> Loaded {
    let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
    let loaded = scenario::load("regression.yaml", text, &sets, &Default::default());
    loaded.unwrap_or_else(|faults| panic!("{faults}"))
}

/// The network with so many tokens a day.
fn emitting(lens: &str) -> Loaded {
    load(NETWORK, &[&format!("emission.schedule.fixed.rate={lens} LENS/day")])
}

/// What a scenario comes to on a seed.
fn play(loaded: &Loaded, seed: u32) -> Baseline {
    let mut loaded = loaded.clone();
    loaded.written.run.seed = seed;
    let mut figures = Figures::new(&loaded, "test");
    let replicates = loaded.written.run.replicates.least();
    let runs = ensemble::play(&loaded.game, seed.into(), replicates, false, || {});
    let runs = runs.unwrap_or_else(|broken| panic!("{broken:?}"));
    (0..).zip(&runs).for_each(|(replicate, run)| figures.add(replicate, Some(run)));
    figures.finish()
}

/// How often something was called moved.
#[derive(Default)]
struct Alarms {
    all: usize,
    /// By a figure that chance moves: what follows from the calendar alone gives itself away.
    by_chance: usize,
}

impl Alarms {
    fn add(&mut self, stored: &Baseline, moves: &Moves) {
        assert_eq!(moves.basis, Basis::Statistical);
        let varies = |metric: &String| {
            stored.figures.get(metric).is_some_and(|figure| figure.deviation != Some(0.0))
        };
        self.all += usize::from(moves.verdict() == Verdict::Fail);
        self.by_chance += usize::from(moves.failed().any(|moved| varies(&moved.metric)));
    }
}

fn told(what: &str, alarms: usize, repeats: u32) -> Estimate {
    let rate = probability(alarms, repeats as usize);
    let percent = |share: f64| 100.0 * share;
    let (low, high) = (percent(rate.low), percent(rate.high));
    println!("{what}: {alarms} of {repeats}, {:.1} % [{low:.1}, {high:.1}]", percent(rate.value));
    rate
}

/// What is compared, each on its own seed in each repeat.
fn measure(repeats: u32) -> [Alarms; 3] {
    let usual = load(NETWORK, &[]);
    let others = [load(&refactored(), &[]), emitting("550"), emitting("510")];
    let mut alarms: [Alarms; 3] = Default::default();
    for repeat in 0..repeats {
        let seed = 1 + 4 * repeat;
        let stored = play(&usual, seed);
        for ((other, alarms), seed) in others.iter().zip(&mut alarms).zip(seed + 1..) {
            alarms.add(&stored, &compare(&stored, &play(other, seed)));
        }
    }
    for (what, alarms) in ["refactoring", "emission + 10 %", "emission + 2 %"].iter().zip(&alarms) {
        told(what, alarms.all, repeats);
        told(&format!("{what}, by figures that chance moves"), alarms.by_chance, repeats);
    }
    alarms
}

#[test]
fn a_planted_regression_is_caught_and_a_refactoring_is_not() {
    const REPEATS: u32 = 20;
    let [refactoring, tenth, _] = measure(REPEATS);
    assert!(refactoring.all * 100 <= REPEATS as usize);
    assert_eq!(tenth.all, REPEATS as usize);
    assert!((REPEATS as usize - tenth.by_chance) * 100 <= 5 * REPEATS as usize);
}
