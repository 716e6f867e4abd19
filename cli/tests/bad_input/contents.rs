//! What is written in a scenario and cannot be meant.

use super::{Edit, refused};

#[test]
fn what_is_misspelt_is_named_with_what_is_nearest() {
    refused(&[
        Edit {
            name: "a misspelt key",
            edits: &[("volatility", "volatilty")],
            told: "\
error: there is no key `volatilty` here
  --> scenario.yaml:15:34
   |
15 | price: { gbm: { start: 0.40 USD, volatilty: 90 %/year } }
   |                                  ^^^^^^^^^
   |
   = help: did you mean `volatility`? known here: `start`, `drift`, `volatility`",
        },
        Edit {
            name: "a misspelt kind",
            edits: &[("payback: {", "paybak: {")],
            told: "\
error: there is no kind `paybak`
  --> scenario.yaml:22:14
   |
22 |   joining: { paybak: { within: 300 days } }
   |              ^^^^^^
   |
   = help: did you mean `payback`? known here: `none`, `payback`, `bass`",
        },
        Edit {
            name: "an unknown device",
            edits: &[("gpu/rtx-4090", "gpu/rtx-4900")],
            told: "\
error: there is no device `gpu/rtx-4900`
  --> scenario.yaml:12:15
   |
12 |     hardware: gpu/rtx-4900
   |               ^^^^^^^^^^^^
   |
   = help: did you mean `gpu/rtx-4090`?",
        },
        Edit {
            name: "an unknown AI model",
            edits: &[("llama-3.1-8b", "lama-3.1-8b")],
            told: "\
error: there is no AI model `lama-3.1-8b`
  --> scenario.yaml:17:18
   |
17 |   chat: { model: lama-3.1-8b, constant: 1e9 tokens/day, price: 0.05 USD/Mtoken }
   |                  ^^^^^^^^^^^
   |
   = help: did you mean `llama-3.1-8b`?",
        },
        Edit {
            name: "an unknown region",
            edits: &[("europe:", "eurpoe:")],
            told: "\
error: there is no region `eurpoe`
  --> scenario.yaml:14:28
   |
14 |     regions: { asia: 60 %, eurpoe: 40 % }
   |                            ^^^^^^
   |
   = help: did you mean `europe`? known here: `world`, `europe`, `asia`, `africa`, `oceania`, `north_america`, `south_america`",
        },
        Edit {
            name: "a key that is missing",
            edits: &[("  symbol: LENS\n", "")],
            told: "\
error: `symbol` is missing
 --> scenario.yaml:4:1
  |
4 | token:
  | ^^^^^
  |
  = help: symbol: Its symbol, by which amounts name it.",
        },
        Edit {
            name: "a device file that is not there",
            edits: &[("gpu/rtx-4090", "my-gpu.yaml")],
            told: "\
error: my-gpu.yaml: there is no such file
  --> scenario.yaml:12:15
   |
12 |     hardware: my-gpu.yaml
   |               ^^^^^^^^^^^
   |
   = help: a name that ends in .yaml is a device file of your own, beside the scenario",
        },
    ]);
}

#[test]
fn what_is_measured_wrongly_is_told_what_would_be_right() {
    refused(&[
        Edit {
            name: "a missing unit",
            edits: &[("every: 20 days", "every: 20")],
            told: "\
error: `20` has no unit
  --> scenario.yaml:19:58
   |
19 |   schedule: { halving: { initial: 3_000 LENS/day, every: 20 } }
   |                                                          ^^
   |
   = help: a length of time is wanted, such as `2 years` or `180 days`",
        },
        Edit {
            name: "a misspelt unit",
            edits: &[("10 days", "10 dayz")],
            told: "\
error: `dayz` is no unit of time here
 --> scenario.yaml:9:33
  |
9 |     team: { share: 15 %, cliff: 10 dayz, linear: 90 days }
  |                                 ^^^^^^^
  |
  = help: did you mean `days`? a length of time is wanted, such as `2 years` or `180 days`",
        },
        Edit {
            name: "a wrong dimension",
            edits: &[("start: 0.40 USD", "start: 0.40 days")],
            told: "\
error: `0.40 days` is a length of time
  --> scenario.yaml:15:24
   |
15 | price: { gbm: { start: 0.40 days, volatility: 90 %/year } }
   |                        ^^^^^^^^^
   |
   = help: an amount of money is wanted, such as `149 USD`",
        },
        Edit {
            name: "a negative count",
            edits: &[("devices: 20", "devices: -5")],
            told: "\
error: -5 is too small: at least 0
  --> scenario.yaml:13:14
   |
13 |     devices: -5
   |              ^^
   |
   = help: Devices on the first day; from 0 to 100 million.",
        },
        Edit {
            name: "a word for a count",
            edits: &[("devices: 20", "devices: many")],
            told: "\
error: `many` is not a whole number
  --> scenario.yaml:13:14
   |
13 |     devices: many
   |              ^^^^
   |
   = help: Devices on the first day; from 0 to 100 million.",
        },
        Edit {
            name: "a seed that does not fit",
            edits: &[("seed: 7", "seed: 4294967296")],
            told: "\
error: 4294967296 is too large: at most 4294967295
 --> scenario.yaml:3:58
  |
3 | run: { start: 2026-01-01, days: 40, replicates: 3, seed: 4294967296 }
  |                                                          ^^^^^^^^^^
  |
  = help: Where chance starts; the same seed gives the same bytes.",
        },
        Edit {
            name: "another token's symbol",
            edits: &[("20_000_000 LENS", "20_000_000 HNT")],
            told: "\
error: `HNT` is not the token of this scenario
 --> scenario.yaml:7:12
  |
7 |   genesis: 20_000_000 HNT
  |            ^^^^^^^^^^^^^^
  |
  = help: an amount of the token is wanted, such as `500_000 LENS`",
        },
        Edit {
            name: "too fine an amount",
            edits: &[("20_000_000 LENS", "0.000000001 LENS")],
            told: "\
error: `0.000000001 LENS` is no whole number of base units, or too large
 --> scenario.yaml:7:12
  |
7 |   genesis: 0.000000001 LENS
  |            ^^^^^^^^^^^^^^^^
  |
  = help: LENS has 8 decimals (token.decimals)",
        },
        Edit {
            name: "a day that no month has",
            edits: &[("2026-01-01", "2026-02-30")],
            told: "\
error: `2026-02-30` is no date
 --> scenario.yaml:3:15
  |
3 | run: { start: 2026-02-30, days: 40, replicates: 3, seed: 7 }
  |               ^^^^^^^^^^
  |
  = help: write year-month-day, such as 2026-01-01",
        },
    ]);
}

#[test]
fn shares_that_do_not_sum_are_told_their_sum() {
    refused(&[
        Edit {
            name: "regions",
            edits: &[("europe: 40 %", "europe: 30 %")],
            told: "\
error: the shares sum to 90 %
  --> scenario.yaml:14:5
   |
14 |     regions: { asia: 60 %, europe: 30 % }
   |     ^^^^^^^
   |
   = help: regions sum to 100 %",
        },
        Edit {
            name: "the allocation",
            edits: &[
                ("share: 15 %", "share: 70 %"),
                ("90 days }", "90 days }\n    friends: { share: 40 % }"),
                ("{ constant_product: { depth: 40_000 USD, fee: 0.3 % } }", "exogenous"),
            ],
            told: "\
error: the shares sum to 110 %
 --> scenario.yaml:8:3
  |
8 |   allocation:
  |   ^^^^^^^^^^
  |
  = help: traders hold the rest, so at most 100 % are given away",
        },
        Edit {
            name: "the split of the emission",
            edits: &[("treasury: 20 %", "treasury: 30 %")],
            told: "\
error: the shares sum to 110 %
  --> scenario.yaml:20:3
   |
20 |   split: { devices: 80 %, treasury: 30 % }
   |   ^^^^^
   |
   = help: devices, stakers, treasury and insiders get 100 % together",
        },
    ]);
}

#[test]
fn what_is_there_twice_is_told_once() {
    refused(&[
        Edit {
            name: "two kinds at once",
            edits: &[("every: 20 days }", "every: 20 days }, fixed: { rate: 5 LENS/day }")],
            told: "\
error: `halving` and `fixed` are two kinds at once
  --> scenario.yaml:19:69
   |
19 |   schedule: { halving: { initial: 3_000 LENS/day, every: 20 days }, fixed: { rate: 5 LENS/day } }
   |                                                                     ^^^^^
   |
   = help: keep one of them",
        },
        Edit {
            name: "a key that is repeated",
            edits: &[("  decimals: 8", "  decimals: 8\n  decimals: 9")],
            told: "\
error: `decimals` is here a second time
 --> scenario.yaml:7:3
  |
7 |   decimals: 9
  |   ^^^^^^^^
  |
  = help: it was first set in line 6",
        },
    ]);
}
