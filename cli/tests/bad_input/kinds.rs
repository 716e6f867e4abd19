//! What a kind of price, schedule or market is given and cannot mean.

use super::{Edit, refused};

/// The price of the small scenario, which these replace by a replay.
const PRICE: &str = "{ gbm: { start: 0.40 USD, volatility: 90 %/year } }";

#[test]
fn a_replay_has_one_series_of_prices_above_zero() {
    refused(&[
        Edit {
            name: "no series",
            edits: &[(PRICE, "{ replay: { between: linear } }")],
            told: "\
error: a replay needs prices
  --> scenario.yaml:15:10
   |
15 | price: { replay: { between: linear } }
   |          ^^^^^^
   |
   = help: write usd: { 2021-01-01: 1.71 USD, … } or daily: { usd: [1.71, …] }",
        },
        Edit {
            name: "two series",
            edits: &[(PRICE, "{ replay: { usd: { 2026-01-01: 1 USD }, daily: { usd: [1] } } }")],
            told: "\
error: `usd` and `daily` are two series at once
  --> scenario.yaml:15:48
   |
15 | price: { replay: { usd: { 2026-01-01: 1 USD }, daily: { usd: [1] } } }
   |                                                ^^^^^
   |
   = help: keep one of them",
        },
        Edit {
            name: "a series of no days",
            edits: &[(PRICE, "{ replay: { daily: { usd: [] } } }")],
            told: "\
error: a replay needs prices
  --> scenario.yaml:15:20
   |
15 | price: { replay: { daily: { usd: [] } } }
   |                    ^^^^^
   |
   = help: write daily: { usd: [1.71, 1.68, …] }",
        },
        Edit {
            name: "a price below zero",
            edits: &[(PRICE, "{ replay: { daily: { usd: [1.02, -0.98, 0] } } }")],
            told: "\
error: price 2 of 3 is not above zero
  --> scenario.yaml:15:29
   |
15 | price: { replay: { daily: { usd: [1.02, -0.98, 0] } } }
   |                             ^^^
   |
   = help: prices are more than 0 USD",
        },
        Edit {
            name: "a price with a unit in a list of numbers",
            edits: &[(PRICE, "{ replay: { daily: { usd: [1.02, 0.98 USD] } } }")],
            told: "\
error: `0.98 USD` is not a number
  --> scenario.yaml:15:41
   |
15 | price: { replay: { daily: { usd: [1.02, 0.98 USD] } } }
   |                                         ^^^^^^^^
   |
   = help: write 0.98 alone, without a unit",
        },
        Edit {
            name: "a misspelt way to follow it",
            edits: &[(PRICE, "{ replay: { moves: relativ, daily: { usd: [1] } } }")],
            told: "\
error: there is no kind `relativ`
  --> scenario.yaml:15:27
   |
15 | price: { replay: { moves: relativ, daily: { usd: [1] } } }
   |                           ^^^^^^^
   |
   = help: did you mean `relative`? known here: `level`, `relative`",
        },
    ]);
}

#[test]
fn what_would_bring_emission_or_price_to_nothing_is_refused() {
    const HALVING: &str = "{ halving: { initial: 3_000 LENS/day, every: 20 days } }";
    const POOL: &str = "{ constant_product: { depth: 40_000 USD, fee: 0.3 % } }";
    const VARIANT: &str = "  slower: { emission.schedule.halving.every: 40 days }";
    refused(&[
        Edit {
            name: "a half-life of no time",
            edits: &[
                (HALVING, "{ decay: { initial: 3_000 LENS/day, half_life: 0 days } }"),
                (VARIANT, "  none: {}"),
            ],
            told: "\
error: `0 days` is zero, and must be more
  --> scenario.yaml:19:60
   |
19 |   schedule: { decay: { initial: 3_000 LENS/day, half_life: 0 days } }
   |                                                            ^^^^^^",
        },
        Edit {
            name: "a half-life that is no time",
            edits: &[
                (HALVING, "{ decay: { initial: 3_000 LENS/day, half_life: 5 %/day } }"),
                (VARIANT, "  none: {}"),
            ],
            told: "\
error: `5 %/day` is a relative change per time
  --> scenario.yaml:19:60
   |
19 |   schedule: { decay: { initial: 3_000 LENS/day, half_life: 5 %/day } }
   |                                                            ^^^^^^^
   |
   = help: a length of time is wanted, such as `30 days`",
        },
        Edit {
            name: "an impact of everything",
            edits: &[(POOL, "{ linear_impact: { impact: 100 %, depth: 9 LENS/day } }")],
            told: "\
error: the price would fall to nothing
  --> scenario.yaml:23:36
   |
23 | market: { linear_impact: { impact: 100 %, depth: 9 LENS/day } }
   |                                    ^^^^^
   |
   = help: an impact is below 100 %",
        },
        Edit {
            name: "a depth of nothing",
            edits: &[(POOL, "{ linear_impact: { impact: 2 %, depth: 0 LENS/day } }")],
            told: "\
error: `0 LENS/day` is zero, and must be more
  --> scenario.yaml:23:48
   |
23 | market: { linear_impact: { impact: 2 %, depth: 0 LENS/day } }
   |                                                ^^^^^^^^^^",
        },
        Edit {
            name: "an amended impact of everything",
            edits: &[(
                "variants:",
                "amendments:\n  - { from: 2026-01-09, set: { market: { linear_impact: { impact: 100 %, depth: 9 LENS/day } } } }\nvariants:",
            )],
            told: "\
error: the price would fall to nothing
  --> scenario.yaml:25:67
   |
25 |   - { from: 2026-01-09, set: { market: { linear_impact: { impact: 100 %, depth: 9 LENS/day } } } }
   |                                                                   ^^^^^
   |
   = help: an impact is below 100 %",
        },
    ]);
}
