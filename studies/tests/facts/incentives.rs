//! Incentives for supply beat those for demand while demand is exogenous.

use crate::played::{
    Played, WRITTEN, above, assert_above_zero, assert_within, end, play, play_with,
};

const SCENARIO: &str = include_str!("../../../scenarios/facts/supply-or-demand-side.yaml");

const DISCOUNT: &str = "demand.chat.price=0.314 USD/Mtoken";

/// The same tokens for operators bring 168.5 [164.4, 172.6] more machines at the end of the year than for
/// customers, 513 and not 345, and serve 1.21 [1.18, 1.24] billion tokens a day more. On the same chance,
/// n = 20; the discount comes to 1.053 [1.047, 1.059] of what was given.
#[test]
fn tokens_for_operators_bring_more_than_tokens_for_customers() {
    let (supply, demand) = (play(SCENARIO, WRITTEN), play(SCENARIO, "customers"));
    for metric in ["devices.active", "work.tokens_served"] {
        assert_above_zero(metric, &above(&supply.all(metric, end), &demand.all(metric, end)));
    }
    // The discount is what was given: 400 LENS a day, by their worth.
    let given = play(SCENARIO, "customers").all("price.usd", |usd| 400.0 * usd.iter().sum::<f64>());
    let discount = demand
        .all("work.tokens_served", |tokens| (0.50 - 0.314) * tokens.iter().sum::<f64>() / 1e6);
    let gap: Vec<f64> = discount.iter().map(|usd| usd / middle(&given)).collect();
    assert_within(
        "the discount over what was given",
        &studies::statistics::mean(&gap),
        (0.8, 1.25),
    );
}

/// The other way round where customers answer to the price and machines are idle: 1.61 billion tokens a day
/// are served and not 0.80, in each of 20 replicates.
#[test]
fn tokens_for_customers_bring_more_work_where_demand_is_elastic() {
    let served = |played: &Played| played.all("work.tokens_served", end);
    let supply = served(&play(SCENARIO, "elastic"));
    let demand = served(&play_with(SCENARIO, "elastic", &[DISCOUNT]));
    assert_above_zero("work that the discount brings", &above(&demand, &supply));
}

fn middle(sample: &[f64]) -> f64 {
    sample.iter().sum::<f64>() / sample.len() as f64
}
