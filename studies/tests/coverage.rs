//! Measures how often intervals hold what they say they hold, on 2,000 repeats where no other number is
//! given, with fixed seeds. `--nocapture` shows what was measured.

use sim::chance::{Chance, Purpose, uniform};
use sim::ensemble;
use sim::maths;
use sim::scenario::{self, Tail};
use studies::Fan;
use studies::statistics::{Estimate, cvar, mean, nearest_rank, probability, quantile};

const REPEATS: u32 = 2_000;

/// The standard normal numbers below which 5 %, half and 95 % lie.
const QUANTILES: [(f64, f64); 3] =
    [(0.05, -1.644_853_626_951), (0.5, 0.0), (0.95, 1.644_853_626_951)];

/// Lognormal numbers from normal ones: many small and few large.
fn lognormal(z: f64) -> f64 {
    maths::exp(0.8 * z)
}

/// The same in whole numbers: 0 to some 20, with many alike.
fn counts(z: f64) -> f64 {
    (2.5 * lognormal(z)).floor()
}

/// A sample of one repeat.
fn sample(repeat: u32, n: usize, of: fn(f64) -> f64) -> Vec<f64> {
    let mut words = vec![0; 2 * n];
    Chance::new(17, repeat).draws(Purpose::Uptime, 0, n as u32, 0, 1).fill(&mut words);
    words.chunks_exact(2).map(|w| of(maths::normal(uniform(w[0]), uniform(w[1])))).collect()
}

/// How often intervals of samples hold the truth.
fn coverage(
    (repeats, n): (u32, usize),
    of: fn(f64) -> f64,
    truth: f64,
    interval: impl Fn(&[f64]) -> Estimate,
) -> f64 {
    let holds = |repeat: &u32| {
        let Estimate { low, high, .. } = interval(&sample(*repeat, n, of));
        assert!(!low.is_nan(), "there is an interval");
        low <= truth && truth <= high
    };
    (0..repeats).filter(holds).count() as f64 / f64::from(repeats)
}

/// Three standard errors of a share near 95 %.
fn error(repeats: u32) -> f64 {
    3.0 * (0.95 * 0.05 / f64::from(repeats)).sqrt()
}

/// Asserts that a coverage is what was measured when the test was written, within its error.
fn assert_near(what: &str, found: f64, measured: f64, repeats: u32) {
    println!("{what}: {:.1} %", found * 100.0);
    assert!((found - measured).abs() <= error(repeats), "{what}: {found}, not {measured}");
}

#[test]
fn quantiles_are_held_at_least_as_often_as_stated() {
    for n in [20, 100, 200] {
        for (share, z) in QUANTILES {
            for (name, of) in [("lognormal", lognormal as fn(f64) -> f64), ("counts", counts)] {
                let what = format!("{name}, n = {n}, p{:02.0}", share * 100.0);
                // Twenty runs cannot bound what 5 % of all stay below: 0.95^20 is 36 %.
                if n == 20 && share != 0.5 {
                    assert!(quantile(&sample(0, n, of), share).low.is_nan(), "{what}");
                    continue;
                }
                let held = coverage((REPEATS, n), of, of(z), |s| quantile(s, share));
                println!("{what}: {:.1} %", held * 100.0);
                assert!(held >= 0.95 - error(REPEATS), "{what}: {held}");
            }
        }
    }
}

/// The bounds of the band are the ranks ⌈0.05 n⌉ and ⌈0.95 n⌉ of n runs, between which a fresh run falls
/// with the probability of their distance over n + 1: 18/21, 90/101 and 180/201 for 20, 100 and 200.
#[test]
fn the_band_of_a_fan_holds_nine_tenths_of_fresh_runs_once_it_is_of_many() {
    for (n, exact) in [(20, 18.0 / 21.0), (100, 90.0 / 101.0), (200, 180.0 / 201.0)] {
        let mut held = 0.0;
        for repeat in 0..REPEATS {
            let mut runs = sample(repeat, n, lognormal);
            runs.sort_by(f64::total_cmp);
            let fresh = sample(REPEATS + repeat, 100, lognormal);
            let at = |share| nearest_rank(&runs, share).expect("there are runs");
            let (low, high) = (at(0.05), at(0.95));
            let inside = fresh.iter().filter(|run| (low..=high).contains(*run)).count();
            held += inside as f64 / 100.0 / f64::from(REPEATS);
        }
        println!("the 90 % band of {n} runs holds {:.1} % of fresh ones", held * 100.0);
        // The share that a band holds differs by √(p(1 − p)/(n + 2)) from one band to another, and by
        // √(p(1 − p)/100) for the fresh runs.
        let one = (exact * (1.0 - exact) * (1.0 / (n as f64 + 2.0) + 0.01)).sqrt();
        assert!((held - exact).abs() < 3.0 * one / f64::from(REPEATS).sqrt(), "{held} for {exact}");
    }
}

/// A network of nobody whose price walks.
const WALK: &str = "
run: { start: 2026-01-01, days: 365, step: month, seed: 1 }
token: { symbol: LENS, genesis: 1_000_000 LENS }
price: { gbm: { start: 1 USD, volatility: 90 %/year } }
emission: { schedule: { fixed: { rate: 0 LENS/day } } }
market: exogenous
";

#[test]
fn the_fan_of_a_scenario_holds_its_fresh_runs() {
    const RUNS: u32 = 200;
    const FANS: u64 = 20;
    let walk = scenario::load("walk.yaml", WALK, &[], &Default::default());
    let walk = walk.unwrap_or_else(|faults| panic!("{faults}"));
    let play = |seed| ensemble::play(&walk.game, seed, RUNS, false, || {}).expect("it is sound");
    let mut held = 0.0;
    for seed in 0..FANS {
        let (runs, fresh) = (play(seed), play(1_000 + seed));
        let fan = Fan::of(&runs, "price.usd", 8).expect("there is a price");
        let column = fresh[0].record.column("price.usd").expect("there is a price");
        let (low, high) = (fan.p05[11], fan.p95[11]);
        let is_inside = |usd: &f64| (low..=high).contains(usd);
        let ends = fresh.iter().map(|run| run.record.number(column, 11, 8));
        held += ends.filter(is_inside).count() as f64 / f64::from(RUNS) / FANS as f64;
    }
    println!("20 fans of 200 runs hold {:.1} % of 200 fresh runs each", held * 100.0);
    // 180/201, and errors of √(p(1 − p)·(1/202 + 1/200)) for each fan.
    let exact: f64 = 180.0 / 201.0;
    let one = (exact * (1.0 - exact) * (1.0 / 202.0 + 1.0 / 200.0)).sqrt();
    assert!((held - exact).abs() < 3.0 * one / (FANS as f64).sqrt(), "{held} for {exact}");
}

/// Student's interval is exact for normal samples; of a lognormal one the mean of few misses the large.
#[test]
fn means_are_held_as_often_as_stated_and_less_often_where_few_large_ones_count() {
    let of_mean = |n, of, truth| coverage((REPEATS, n), of, truth, mean);
    let lognormal_mean = maths::exp(0.32);
    for (n, measured) in [(5, 0.95), (20, 0.95), (200, 0.95)] {
        assert_near(&format!("normal, n = {n}"), of_mean(n, |z| z, 0.0), measured, REPEATS);
    }
    for (n, measured) in [(20, 0.90), (100, 0.93), (1_000, 0.95)] {
        let found = of_mean(n, lognormal, lognormal_mean);
        assert_near(&format!("lognormal, n = {n}"), found, measured, REPEATS);
    }
}

/// Wilson's interval holds the truth about as often as stated on average over probabilities, and less often
/// at some of them.
#[test]
fn probabilities_are_held_as_often_as_stated_on_average() {
    let (mut sum, mut least, mut cases) = (0.0, 1.0_f64, 0.0);
    for n in [20, 100, 200, 1_000] {
        for truth in [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99] {
            let is_held = |repeat: &u32| {
                let mut words = vec![0; n];
                Chance::new(23, *repeat).draws(Purpose::Uptime, 0, n as u32, 0, 1).fill(&mut words);
                let yes = words.iter().filter(|word| uniform(**word) < truth).count();
                let Estimate { low, high, .. } = probability(yes, n);
                low <= truth && truth <= high
            };
            let held = (0..REPEATS).filter(is_held).count() as f64 / f64::from(REPEATS);
            println!("p = {truth}, n = {n}: {:.1} %", held * 100.0);
            (sum, least, cases) = (sum + held, least.min(held), cases + 1.0);
        }
    }
    println!("on average {:.2} %, at the least {:.1} %", 100.0 * sum / cases, 100.0 * least);
    assert!(sum / cases >= 0.945 && least >= 0.90, "{} and {least}", sum / cases);
}

/// The mean of the lowest 5 % of lognormal(0, 0.8): e^{σ²/2}·Φ(−z − σ)/0.05 with z = 1.644854.
const LOWEST: f64 = 0.199561;

/// The mean of the highest 5 % of the same: e^{σ²/2}·Φ(σ − z)/0.05.
const HIGHEST: f64 = 5.483620;

fn of_tails(repeats: u32, n: usize, measured: [f64; 2]) {
    for ((tail, truth), measured) in
        [(Tail::Low, LOWEST), (Tail::High, HIGHEST)].into_iter().zip(measured)
    {
        let found = coverage((repeats, n), lognormal, truth, |s| cvar(s, 0.05, tail).estimate);
        assert_near(&format!("worst 5 %, {tail:?}, n = {n}"), found, measured, repeats);
    }
}

#[test]
fn the_mean_of_the_worst_of_a_hundred_is_held_about_as_often_as_stated() {
    of_tails(REPEATS, 100, [0.96, 0.93]);
}

#[test]
fn the_mean_of_the_worst_of_a_thousand_is_held_about_as_often_as_stated() {
    of_tails(REPEATS / 8, 1_000, [0.95, 0.95]);
}

/// Known values (10,000 samples of each size): 0.2101 ± 0.0386 of a hundred, 0.2003 ± 0.0119 of a
/// thousand, for a truth of 0.19956.
#[test]
fn the_mean_of_the_worst_of_few_looks_too_good_and_says_so() {
    for (n, deviation) in [(100, 0.0386), (1_000, 0.0119)] {
        let found: Vec<_> = (0..REPEATS / 8)
            .map(|repeat| cvar(&sample(repeat, n, lognormal), 0.05, Tail::Low))
            .collect();
        let average = |of: fn(&studies::statistics::CvarEstimate) -> f64| {
            found.iter().map(of).sum::<f64>() / found.len() as f64
        };
        let (value, bias) = (average(|cvar| cvar.estimate.value), average(|cvar| cvar.bias));
        let error = deviation / (found.len() as f64).sqrt();
        println!("n = {n}: {value:.4} ± {error:.4}, bias said to be {bias:.4}");
        assert!((value - bias - LOWEST).abs() < 3.0 * error, "{value} less {bias}");
    }
}
