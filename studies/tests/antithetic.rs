//! Measures what antithetic pairs and a control variate are worth, on a smaller network of glasses.
//! `--nocapture` shows what was measured.

use sim::ensemble;
use sim::scenario::{self, Loaded};
use studies::statistics::{Estimate, controlled_mean, mean, paired_mean};
use studies::{Collected, summary};

const GLASSES: &str = include_str!("../../scenarios/first-steps/glasses.yaml");

/// Half a year of a tenth of the network, with 200 replicates.
fn load(sets: &[&str]) -> Result<Loaded, String> {
    let smaller = [
        "run.days=180",
        "run.replicates=200",
        "fleet.glasses.devices=500",
        "fleet.home_gpus.devices=40",
        "emission.schedule.halving.initial=3000 LENS/day",
        "shocks=[]",
    ];
    let sets: Vec<String> = smaller.iter().chain(sets).map(|&set| set.to_owned()).collect();
    scenario::load("glasses.yaml", GLASSES, &sets, &Default::default()).map_err(|f| f.to_string())
}

fn play(sets: &[&str]) -> Collected {
    let loaded = load(sets).unwrap_or_else(|faults| panic!("{faults}"));
    let run = &loaded.written.run;
    let (seed, replicates) = (run.seed.into(), run.replicates.least());
    let runs = ensemble::play(&loaded.game, seed, replicates, false, || {});
    let mut collected = Collected::new(&loaded.game);
    for (replicate, run) in (0..).zip(runs.expect("it is sound")) {
        collected.add(replicate, Ok(run), loaded.game.decimals);
    }
    collected
}

/// The width of an interval.
fn width(estimate: &Estimate) -> f64 {
    estimate.high - estimate.low
}

#[test]
fn an_odd_number_of_replicates_makes_no_pairs() {
    let faults = load(&["run.chance=antithetic", "run.replicates=201"]).err().expect("a fault");
    assert!(faults.contains("replicates are pairs") && faults.contains("even"), "{faults}");
    assert!(load(&["run.replicates=201"]).is_ok());
}

#[test]
fn the_first_of_each_pair_is_the_run_that_it_would_be_alone() {
    let sets = ["run.days=20", "run.replicates=10"];
    let (alone, pairs) = (play(&sets), play(&["run.chance=antithetic", sets[0], sets[1]]));
    let end = |of: &Collected| of.dates[0].samples.clone();
    let mut moved = 0;
    for (alone, pairs) in end(&alone).iter().zip(&end(&pairs)) {
        let bits = |at: usize| (alone[at].to_bits(), pairs[at].to_bits());
        for at in (0..10).step_by(2) {
            assert_eq!(bits(at).0, bits(at).1);
            moved += u32::from(bits(at + 1).0 != bits(at + 1).1);
        }
    }
    assert!(moved > 0);
}

/// How many times as many independent runs the mean of each metric at the end would take.
#[test]
fn pairs_are_worth_more_runs_where_the_price_counts() {
    let (alone, pairs) = (play(&[]), play(&["run.chance=antithetic"]));
    let worth = |metric: &str| {
        let of = |of: &Collected| of.at_end(metric).expect("there is the metric").to_vec();
        let (alone, pairs) = (mean(&of(&alone)), paired_mean(&of(&pairs)));
        (width(&alone) / width(&pairs)).powi(2)
    };
    for metric in &pairs.last.metrics {
        println!("{}: {:.2}", metric.name, worth(&metric.name));
    }
    // For a price alone: 1/(1 + corr) with corr = (e^{−s²} − 1)/(e^{s²} − 1).
    assert!(worth("price.usd") > 1.0);
    let figures = summary(&pairs);
    let price = |statistic| {
        let of = |f: &&studies::Figure| f.metric == "price.usd" && f.statistic == statistic;
        figures.iter().find(of).expect("there is the figure").estimate.clone()
    };
    assert_eq!((price("mean").n, price("mean").method), (100, "Student t over pairs"));
    assert_eq!(price("p50").method, "order statistics of every other run");
}

/// What the price at the end, whose mean is known where trades do not move it, tells of other metrics.
#[test]
fn the_price_at_the_end_is_a_control_for_what_is_in_dollars() {
    let alone = play(&["market=exogenous"]);
    let of = |metric: &str| alone.at_end(metric).expect("there is the metric");
    for metric in &alone.last.metrics {
        let found = controlled_mean(of(&metric.name), of("price.usd"), 0.40);
        println!("{}: {:.0} % of the variance", metric.name, 100.0 * found.removed);
    }
    let price = mean(of("price.usd"));
    assert!(price.low <= 0.40 && 0.40 <= price.high, "{price:?}");
}
