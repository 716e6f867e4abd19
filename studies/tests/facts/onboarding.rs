//! Onboarding lags price by the lead time.

use studies::statistics::mean;

use crate::played::{Played, WRITTEN, assert_within, play};

const SCENARIO: &str = include_str!("../../../scenarios/facts/onboarding-lags-price.yaml");

/// Lags that are looked at [days].
const LAGS: usize = 240;

/// The correlation of what joins, as a share of those who are there, with the price of some days before
/// is largest at the lead time and a day, since orders are made in the evening of the day whose price was
/// seen: at 15, 61 and 181 days in each of 10 replicates with lead times of 14, 60 and 180 days, at
/// correlations of 0.87 to 0.95, 0.85 to 0.92 and 0.75 to 0.89.
#[test]
fn who_joins_answers_to_the_price_of_a_lead_time_ago() {
    for (variant, lead) in [(WRITTEN, 60.0), ("at_once", 14.0), ("shortage", 180.0)] {
        let lags = mean(&lags(&play(SCENARIO, variant)));
        assert_within("the lag with the largest correlation", &lags, (lead - 1.0, lead + 2.0));
    }
}

/// The lag at which each replicate's correlation is largest [days].
fn lags(played: &Played) -> Vec<f64> {
    let (prices, joined) = (played.each("price.usd"), played.each("devices.joined"));
    let active = played.each("devices.active");
    let of_one = |(prices, (joined, active)): (&Vec<f64>, (&Vec<f64>, &Vec<f64>))| {
        let share: Vec<f64> = joined[1..].iter().zip(active).map(|(j, a)| j / a).collect();
        let with = |lag: usize| correlation(&prices[1..prices.len() - lag], &share[lag..]);
        let best = (0..LAGS).max_by(|&one, &other| with(one).total_cmp(&with(other)));
        best.expect("there are lags") as f64
    };
    prices.iter().zip(joined.iter().zip(&active)).map(of_one).collect()
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let middle = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (a, b) = (middle(one), middle(other));
    let pairs = || one.iter().zip(other).map(|(x, y)| (x - a, y - b));
    let sum = |of: fn((f64, f64)) -> f64| pairs().map(of).sum::<f64>();
    sum(|(x, y)| x * y) / (sum(|(x, _)| x * x) * sum(|(_, y)| y * y)).sqrt()
}
