//! What is said of devices and their owners and cannot be meant: in what they differ, how they work
//! and what they count.

use super::{Edit, refused};

/// The ends of two lines of the small scenario, behind which these write one more.
const REGIONS: &str = "europe: 40 % }";
const JOINING: &str = "300 days } }";
/// What these write work before.
const EMISSION: &str = "emission:";

#[test]
fn what_electricity_costs_has_a_unit_and_a_spread() {
    refused(&[
        Edit {
            name: "a price of electricity without a unit",
            edits: &[(REGIONS, "europe: 40 % }\n    electricity: 0.15")],
            told: "\
error: `0.15` has no unit
  --> scenario.yaml:15:18
   |
15 |     electricity: 0.15
   |                  ^^^^
   |
   = help: a price of energy is wanted, such as `0.12 USD/kWh`",
        },
        Edit {
            name: "a price of electricity below nothing",
            edits: &[(REGIONS, "europe: 40 % }\n    electricity: -0.15 USD/kWh")],
            told: "\
error: `-0.15 USD/kWh` is out of bounds
  --> scenario.yaml:15:18
   |
15 |     electricity: -0.15 USD/kWh
   |                  ^^^^^^^^^^^^^
   |
   = help: a price of energy is at least 0 USD/kWh",
        },
        Edit {
            name: "a median without a unit",
            edits: &[(REGIONS, "europe: 40 % }\n    electricity: { median: 0.15, spread: 35 % }")],
            told: "\
error: `0.15` has no unit
  --> scenario.yaml:15:28
   |
15 |     electricity: { median: 0.15, spread: 35 % }
   |                            ^^^^
   |
   = help: a price of energy is wanted, such as `0.12 USD/kWh`",
        },
        Edit {
            name: "a median without a spread",
            edits: &[(REGIONS, "europe: 40 % }\n    electricity: { median: 0.15 USD/kWh }")],
            told: "\
error: `spread` is missing
  --> scenario.yaml:15:5
   |
15 |     electricity: { median: 0.15 USD/kWh }
   |     ^^^^^^^^^^^
   |
   = help: spread: The standard deviation of the logarithm; at least 0 %.",
        },
        Edit {
            name: "a spread without a unit",
            edits: &[(
                REGIONS,
                "europe: 40 % }\n    electricity: { median: 0.15 USD/kWh, spread: 0.35 }",
            )],
            told: "\
error: `0.35` has no unit
  --> scenario.yaml:15:50
   |
15 |     electricity: { median: 0.15 USD/kWh, spread: 0.35 }
   |                                                  ^^^^
   |
   = help: a share of any size is wanted, such as `25 %`",
        },
        Edit {
            name: "more than all of the idle power",
            edits: &[(REGIONS, "europe: 40 % }\n    standby: 120 %")],
            told: "\
error: `120 %` is out of bounds
  --> scenario.yaml:15:14
   |
15 |     standby: 120 %
   |              ^^^^^
   |
   = help: a share is from 0 % to 100 %",
        },
    ]);
}

#[test]
fn a_range_has_ends_of_one_kind_in_their_order() {
    refused(&[
        Edit {
            name: "a range of uptime upside down",
            edits: &[(
                EMISSION,
                "work: { uptime: { bernoulli: { share: { from: 99 %, to: 80 % } } } }\nemission:",
            )],
            told: "\
error: `80 %` is below `99 %`, where the range begins
  --> scenario.yaml:18:57
   |
18 | work: { uptime: { bernoulli: { share: { from: 99 %, to: 80 % } } } }
   |                                                         ^^^^
   |
   = help: write { from: 80 %, to: 99 % }",
        },
        Edit {
            name: "up more often than always",
            edits: &[(
                EMISSION,
                "work: { uptime: { bernoulli: { share: { from: 80 %, to: 120 % } } } }\nemission:",
            )],
            told: "\
error: `120 %` is out of bounds
  --> scenario.yaml:18:57
   |
18 | work: { uptime: { bernoulli: { share: { from: 80 %, to: 120 % } } } }
   |                                                         ^^^^^
   |
   = help: a share is from 0 % to 100 %",
        },
        Edit {
            name: "half a range and half a spread",
            edits: &[(
                JOINING,
                "300 days } }\n  selling: { fixed_share: { share: { from: 30 %, median: 60 % } } }",
            )],
            told: "\
error: `from` and `median` do not go together
  --> scenario.yaml:23:50
   |
23 |   selling: { fixed_share: { share: { from: 30 %, median: 60 % } } }
   |                                                  ^^^^^^
   |
   = help: write one value, { from: …, to: … } or { median: …, spread: … }",
        },
        Edit {
            name: "a range of patience upside down",
            edits: &[(
                JOINING,
                "300 days } }\n  staying: { patience: { days: { from: 20, to: 4 } } }",
            )],
            told: "\
error: `4` is below `20`, where the range begins
  --> scenario.yaml:23:48
   |
23 |   staying: { patience: { days: { from: 20, to: 4 } } }
   |                                                ^
   |
   = help: write { from: 4, to: 20 }",
        },
        Edit {
            name: "patience of no day",
            edits: &[(
                JOINING,
                "300 days } }\n  staying: { patience: { days: { from: 0, to: 20 } } }",
            )],
            told: "\
error: 0 is too small: at least 1
  --> scenario.yaml:23:40
   |
23 |   staying: { patience: { days: { from: 0, to: 20 } } }
   |                                        ^
   |
   = help: The lower end.",
        },
        Edit {
            name: "days of patience with a unit",
            edits: &[(
                JOINING,
                "300 days } }\n  staying: { patience: { days: { from: 4 days, to: 20 days } } }",
            )],
            told: "\
error: `4 days` is not a number
  --> scenario.yaml:23:40
   |
23 |   staying: { patience: { days: { from: 4 days, to: 20 days } } }
   |                                        ^^^^^^
   |
   = help: write 4 alone, without a unit

error: `20 days` is not a number
  --> scenario.yaml:23:52
   |
23 |   staying: { patience: { days: { from: 4 days, to: 20 days } } }
   |                                                    ^^^^^^^
   |
   = help: write 20 alone, without a unit",
        },
    ]);
}

#[test]
fn load_income_and_returning_are_kinds() {
    refused(&[
        Edit {
            name: "a misspelt load",
            edits: &[(EMISSION, "work: { load: expo }\nemission:")],
            told: "\
error: there is no kind `expo`
  --> scenario.yaml:18:15
   |
18 | work: { load: expo }
   |               ^^^^
   |
   = help: did you mean `exponential`? known here: `even`, `exponential`",
        },
        Edit {
            name: "a load with a key that it has not",
            edits: &[(EMISSION, "work: { load: { exponential: { mean: 2 } } }\nemission:")],
            told: "\
error: there is no key `mean` here
  --> scenario.yaml:18:32
   |
18 | work: { load: { exponential: { mean: 2 } } }
   |                                ^^^^",
        },
        Edit {
            name: "a misspelt income",
            edits: &[(JOINING, "300 days } }\n  income: solt")],
            told: "\
error: there is no kind `solt`
  --> scenario.yaml:23:11
   |
23 |   income: solt
   |           ^^^^
   |
   = help: did you mean `sold`? known here: `earned`, `sold`",
        },
        Edit {
            name: "a return at which nobody looks",
            edits: &[(JOINING, "300 days } }\n  returning: { hurdle: { margin: 25 % } }")],
            told: "\
error: `look` is missing
  --> scenario.yaml:23:16
   |
23 |   returning: { hurdle: { margin: 25 % } }
   |                ^^^^^^
   |
   = help: look: Share of the owners of idle devices who look at the pay [1/time]; at most 100 %/day.",
        },
        Edit {
            name: "a look that is no share per time",
            edits: &[(
                JOINING,
                "300 days } }\n  returning: { hurdle: { margin: 25 %, look: 2 % } }",
            )],
            told: "\
error: `2 %` is of another dimension
  --> scenario.yaml:23:46
   |
23 |   returning: { hurdle: { margin: 25 %, look: 2 % } }
   |                                              ^^^
   |
   = help: a share per time is wanted, such as `1 %/day`",
        },
        Edit {
            name: "a margin below nothing",
            edits: &[(
                JOINING,
                "300 days } }\n  returning: { hurdle: { margin: -25 %, look: 2 %/day } }",
            )],
            told: "\
error: `-25 %` is out of bounds
  --> scenario.yaml:23:34
   |
23 |   returning: { hurdle: { margin: -25 %, look: 2 %/day } }
   |                                  ^^^^^
   |
   = help: a share of any size is at least 0 %",
        },
    ]);
}

#[test]
fn what_owners_do_fits_together() {
    refused(&[
        Edit {
            name: "a spread beside a range of days",
            edits: &[(
                JOINING,
                "300 days } }\n  staying: { patience: { days: { from: 4, to: 20 }, spread: 30 % } }",
            )],
            told: "\
error: `days` is a range already, so owners differ without a `spread`
  --> scenario.yaml:23:61
   |
23 |   staying: { patience: { days: { from: 4, to: 20 }, spread: 30 % } }
   |                                                             ^^^^
   |
   = help: leave `spread` out, or give `days` as one number",
        },
        Edit {
            name: "more than all owners look in a day",
            edits: &[(
                JOINING,
                "300 days } }\n  returning: { hurdle: { margin: 25 %, look: 200 %/day } }",
            )],
            told: "\
error: `200 %/day` is more than all of them in a day
  --> scenario.yaml:23:46
   |
23 |   returning: { hurdle: { margin: 25 %, look: 200 %/day } }
   |                                              ^^^^^^^^^
   |
   = help: write at most 100 %/day",
        },
    ]);
}
