//! What changes a scenario and may not, and several faults at once.

use super::{Edit, refused};

#[test]
fn what_changes_a_scenario_is_checked_where_it_is_written() {
    refused(&[
        Edit {
            name: "a schedule out of order",
            edits: &[(
                "halving: { initial: 3_000 LENS/day, every: 20 days }",
                "dated: { 2026-02-01: 3 LENS/day, 2026-01-01: 4 LENS/day }",
            )],
            told: "\
error: the dates are not in order
  --> scenario.yaml:19:48
   |
19 |   schedule: { dated: { 2026-02-01: 3 LENS/day, 2026-01-01: 4 LENS/day } }
   |                                                ^^^^^^^^^^
   |
   = help: write the earliest first",
        },
        Edit {
            name: "an amendment of what there is",
            edits: &[(
                "variants:",
                "amendments:\n  - { from: 2026-01-20, set: { token.decimals: 9 } }\nvariants:",
            )],
            told: "\
error: an amendment cannot change `token.decimals`
  --> scenario.yaml:25:32
   |
25 |   - { from: 2026-01-20, set: { token.decimals: 9 } }
   |                                ^^^^^^^^^^^^^^
   |
   = help: known here: `demand`, `flywheel`, `work`, `emission`, `decisions`, `market`, `flows`, `rivals`",
        },
        Edit {
            name: "amendments out of order",
            edits: &[(
                "variants:",
                "amendments:\n  - { from: 2026-01-20, set: { work.matching: pro_rata } }\n  - { from: 2026-01-10, set: { work.matching: pro_rata } }\nvariants:",
            )],
            told: "\
error: the amendments are not in order of their dates
  --> scenario.yaml:26:13
   |
26 |   - { from: 2026-01-10, set: { work.matching: pro_rata } }
   |             ^^^^^^^^^^
   |
   = help: write the earliest first",
        },
        Edit {
            name: "a misspelt path in an amendment",
            edits: &[(
                "variants:",
                "amendments:\n  - { from: 2026-01-20, set: { emission.schedule.halving.evry: 3 days } }\nvariants:",
            )],
            told: "\
error: there is no key `evry` here
  --> scenario.yaml:25:32
   |
25 |   - { from: 2026-01-20, set: { emission.schedule.halving.evry: 3 days } }
   |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: did you mean `every`? known here: `initial`, `every`, `from`",
        },
        Edit {
            name: "a misspelt path in a variant",
            edits: &[("halving.every: 40", "halving.evry: 40")],
            told: "\
error: in the variant `slower`: there is no key `evry` here
  --> scenario.yaml:25:13
   |
25 |   slower: { emission.schedule.halving.evry: 40 days }
   |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: did you mean `every`? known here: `initial`, `every`, `from`",
        },
        Edit {
            name: "a path through a number in a variant",
            edits: &[("emission.schedule.halving.every", "token.decimals.places")],
            told: "\
error: in the variant `slower`: `token.decimals.places` leads nowhere
  --> scenario.yaml:25:13
   |
25 |   slower: { token.decimals.places: 40 days }
   |             ^^^^^^^^^^^^^^^^^^^^^
   |
   = help: `token.decimals` is `8`, which holds no `places`",
        },
        Edit {
            name: "a variant that is a number",
            edits: &[("{ emission.schedule.halving.every: 40 days }", "5")],
            told: "\
error: keys and values are wanted here, not a single value
  --> scenario.yaml:25:11
   |
25 |   slower: 5
   |           ^
   |
   = help: write { key: value } or one `key: value` a line",
        },
    ]);
}

#[test]
fn all_faults_of_a_file_are_told_at_once_in_its_order() {
    refused(&[
        Edit {
            name: "several of what is written",
            edits: &[
                ("0.3 %", "0.3 USD"),
                ("volatility", "volatilty"),
                ("every: 20 days", "every: 20"),
                ("devices: 20", "devices: -5"),
            ],
            told: "\
error: -5 is too small: at least 0
  --> scenario.yaml:13:14
   |
13 |     devices: -5
   |              ^^
   |
   = help: Devices on the first day; from 0 to 100 million.

error: there is no key `volatilty` here
  --> scenario.yaml:15:34
   |
15 | price: { gbm: { start: 0.40 USD, volatilty: 90 %/year } }
   |                                  ^^^^^^^^^
   |
   = help: did you mean `volatility`? known here: `start`, `drift`, `volatility`

error: `20` has no unit
  --> scenario.yaml:19:58
   |
19 |   schedule: { halving: { initial: 3_000 LENS/day, every: 20 } }
   |                                                          ^^
   |
   = help: a length of time is wanted, such as `2 years` or `180 days`

error: `0.3 USD` is an amount of money
  --> scenario.yaml:23:55
   |
23 | market: { constant_product: { depth: 40_000 USD, fee: 0.3 USD } }
   |                                                       ^^^^^^^
   |
   = help: a share is wanted, such as `70 %`",
        },
        Edit {
            name: "several of what is meant",
            edits: &[
                ("llama-3.1-8b", "lama-3.1-8b"),
                ("europe: 40", "europe: 30"),
                ("treasury: 20 %", "treasury: 30 %"),
            ],
            told: "\
error: the shares sum to 90 %
  --> scenario.yaml:14:5
   |
14 |     regions: { asia: 60 %, europe: 30 % }
   |     ^^^^^^^
   |
   = help: regions sum to 100 %

error: there is no AI model `lama-3.1-8b`
  --> scenario.yaml:17:18
   |
17 |   chat: { model: lama-3.1-8b, constant: 1e9 tokens/day, price: 0.05 USD/Mtoken }
   |                  ^^^^^^^^^^^
   |
   = help: did you mean `llama-3.1-8b`?

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
