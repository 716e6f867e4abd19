//! Common chance: by how much a difference is known better if base and proposal have the same chance.

mod common;

use common::{compare, load, play};
use sim::scenario::Loaded;
use studies::Compared;
use studies::compare::MetricDifference;

/// What a device earns a day in dollars is linear in what is minted, and varies with the price alone,
/// which nobody moves.
const TEXT: &str = "
run: { start: 2026-01-01, days: 10, replicates: 2000, seed: 1 }
token: { symbol: T, genesis: 1_000_000 T }
fleet: { boxes: { hardware: edge/mac-mini-m4, devices: 3 } }
price: { gbm: { start: 1 USD, volatility: 10 %/year } }
emission: { schedule: { fixed: { rate: 1_000 T/day } }, sharing: by_presence }
work: { uptime: always }
market: exogenous
";

/// 10 % more is minted.
const MORE: &str = "emission.schedule.fixed.rate=1_100 T/day";

fn reward(compared: &Compared) -> &MetricDifference {
    let is_it = |metric: &&MetricDifference| {
        metric.metric == "emission.reward_usd_per_device" && metric.at == "end"
    };
    compared.metrics.iter().find(is_it).expect("devices are paid")
}

/// With payoffs X and 1.1 X, an independent difference varies by (1 + 1.21) σ², and one on common
/// chance by 0.01 σ²: 221 times less.
#[test]
fn common_chance_is_worth_221_times_the_replicates() {
    let base = load(TEXT, &[]);
    let [same, other]: [Loaded; 2] =
        [&[MORE][..], &[MORE, "run.seed=2"]].map(|sets| load(TEXT, sets));
    let played = play(&base);
    let common = compare((&base, &played), (&same, &play(&same)));
    let independent = compare((&base, &played), (&other, &play(&other)));
    let (common, independent) = (reward(&common), reward(&independent));
    // The one is 1.1 times the other in every replicate, so that there is no sampling error in this.
    assert!((common.variance_ratio - 221.0).abs() < 1e-3, "{common:?}");
    assert!((common.correlation - 1.0).abs() < 1e-9);
    let width = |metric: &MetricDifference| metric.difference.high - metric.difference.low;
    let ratio = (width(independent) / width(common)).powi(2);
    // X is as good as normal (σ of its logarithm: 1.7 %). The relative variance of a sample variance
    // is then 2/n, and that of two of them 2 ρ²/n together, where ρ² = 1/2.21 between 1.1 X′ − X and 0.1 X.
    let n = common.difference.n as f64;
    let error = 221.0 * ((2.0 + 2.0 - 2.0 * 2.0 / 2.21) / n).sqrt();
    println!("variance ratio {ratio:.1}, 221 ± {error:.1} (standard error), n = {n}");
    assert!((ratio - 221.0).abs() < 4.0 * error, "{ratio} is not 221 ± {error}");
    // Both find the same difference: the wider interval is 1.96 standard errors to each side.
    let apart = (independent.difference.value - common.difference.value).abs();
    assert!(apart < 4.0 / 1.96 * width(independent) / 2.0, "{independent:?} and {common:?}");
    assert!(independent.correlation.abs() < 4.0 / n.sqrt());
}
