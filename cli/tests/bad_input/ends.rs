//! What is said of how the lives of devices end and cannot be meant.

use super::{Edit, refused};

/// What these write work before.
const EMISSION: &str = "emission:";
/// The end of a line of the small scenario, behind which these write one more.
const JOINING: &str = "300 days } }";

#[test]
fn what_ends_the_lives_of_devices_has_units_and_bounds() {
    refused(&[
        Edit {
            name: "a law of use whose scale has no unit",
            edits: &[(EMISSION, "work: { wearing: { weibull: { scale: 216, shape: 1.55 } } }\nemission:")],
            told: "\
error: `216` has no unit
  --> scenario.yaml:18:38
   |
18 | work: { wearing: { weibull: { scale: 216, shape: 1.55 } } }
   |                                      ^^^
   |
   = help: a length of time is wanted, such as `30 days`",
        },
        Edit {
            name: "a law of use that is over at once",
            edits: &[(EMISSION, "work: { wearing: { weibull: { scale: 0 days, shape: 1.55 } } }\nemission:")],
            told: "\
error: `0 days` is zero, and must be more
  --> scenario.yaml:18:38
   |
18 | work: { wearing: { weibull: { scale: 0 days, shape: 1.55 } } }
   |                                      ^^^^^^",
        },
        Edit {
            name: "a law of use without a shape",
            edits: &[(EMISSION, "work: { wearing: { weibull: { scale: 216 days } } }\nemission:")],
            told: "\
error: `shape` is missing
  --> scenario.yaml:18:20
   |
18 | work: { wearing: { weibull: { scale: 216 days } } }
   |                    ^^^^^^^
   |
   = help: shape: Below 1 most who stop do so at once, above 1 they tire of it [1]; from 0.1 to 10.",
        },
        Edit {
            name: "a shape of nothing",
            edits: &[(EMISSION, "work: { wearing: { weibull: { scale: 216 days, shape: 0 } } }\nemission:")],
            told: "\
error: 0 is too small: at least 0.1
  --> scenario.yaml:18:55
   |
18 | work: { wearing: { weibull: { scale: 216 days, shape: 0 } } }
   |                                                       ^
   |
   = help: Below 1 most who stop do so at once, above 1 they tire of it [1]; from 0.1 to 10.",
        },
        Edit {
            name: "a risk below nothing",
            edits: &[(EMISSION, "work: { ageing: { hardware: { times: -1 } } }\nemission:")],
            told: "\
error: -1 is too small: at least 0
  --> scenario.yaml:18:38
   |
18 | work: { ageing: { hardware: { times: -1 } } }
   |                                      ^^
   |
   = help: How many times as large as in the hardware model the risks are [1]; from 0 to 1000, 1 by default.",
        },
        Edit {
            name: "a kind of ageing that is not there",
            edits: &[(EMISSION, "work: { ageing: weibull }\nemission:")],
            told: "\
error: there is no kind `weibull`
  --> scenario.yaml:18:17
   |
18 | work: { ageing: weibull }
   |                 ^^^^^^^
   |
   = help: known here: `none`, `hardware`",
        },
        Edit {
            name: "an outage of no time",
            edits: &[(EMISSION, "work: { outages: { regional: { per_year: 2, lasts: 0 hours } } }\nemission:")],
            told: "\
error: `0 hours` is zero, and must be more
  --> scenario.yaml:18:52
   |
18 | work: { outages: { regional: { per_year: 2, lasts: 0 hours } } }
   |                                                    ^^^^^^^",
        },
        Edit {
            name: "an outage of more than all",
            edits: &[(EMISSION, "work: { outages: { regional: { per_year: 2, lasts: 8 hours, share: 160 % } } }\nemission:")],
            told: "\
error: `160 %` is out of bounds
  --> scenario.yaml:18:68
   |
18 | work: { outages: { regional: { per_year: 2, lasts: 8 hours, share: 160 % } } }
   |                                                                    ^^^^^
   |
   = help: a share is from 0 % to 100 %",
        },
        Edit {
            name: "a repair that must pay at once",
            edits: &[(JOINING, "300 days } }\n  repair: { payback: { within: 0 days } }")],
            told: "\
error: `0 days` is zero, and must be more
  --> scenario.yaml:23:32
   |
23 |   repair: { payback: { within: 0 days } }
   |                                ^^^^^^",
        },
        Edit {
            name: "an amendment of how devices age",
            edits: &[("variants:", "amendments:\n  - { from: 2026-01-20, set: { work.ageing: hardware } }\nvariants:")],
            told: "\
error: an amendment cannot change how devices age
  --> scenario.yaml:25:25
   |
25 |   - { from: 2026-01-20, set: { work.ageing: hardware } }
   |                         ^^^
   |
   = help: `work.outages` and `decisions.repair` may change",
        },
    ]);
}
