//! Redundant: several devices do each job, and the answer of most of them holds.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Checking, Suspect};

/// So many devices do each job, and their answers are compared. Whose answer is not that of more than
/// half of them gets no pay for the step and loses a share of all it holds, which is burned. Who fakes
/// alone is found; those who collude give the same false answer, which holds where they are more than
/// half of the copies, so that honest devices are caught in their place.
///
/// ## Equation
/// With `q` the share of devices that collude and `M ~ Binomial(copies − 1, q)` of them among the
/// others of a job: `P(caught) = 1` for who fakes alone, `P(1 + M ≤ copies / 2)` for who colludes, and
/// `P(M > copies / 2)` for honest devices, once a step; loss `⌊slash · held⌋`; left for customers
/// `1 / copies`, so that checking takes `(copies − 1) / copies` of what devices could do
///
/// ## Why one would choose it
/// Nobody is trusted, and no check needs to be drawn; it costs most of the capacity.
///
/// ## Source
/// Anderson (2004), *BOINC: a system for public-resource computing and storage*: jobs are sent to
/// several hosts until enough of them agree.
///
/// ## Example
/// ```yaml
/// checking: { redundant: { copies: 3, slash: 20 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redundant {
    /// Devices that do each job [1]; from 2 to 99.
    #[schemars(range(min = 2, max = 99))]
    pub copies: u32,
    /// Share of what it holds that a caught device loses [1].
    pub slash: Share,
}

impl Redundant {
    /// The probability that more than so many of the other copies of a job are of those who collude.
    fn more_than(&self, count: u32, colluding: f64) -> f64 {
        let others = self.copies - 1;
        let mut of = 1.0;
        let mut sum = 0.0;
        for among in 0..=others {
            if among > count {
                sum += of * power(colluding, among) * power(1.0 - colluding, others - among);
            }
            of *= f64::from(others - among) / f64::from(among + 1);
        }
        sum
    }
}

/// A number times itself so many times.
fn power(base: f64, times: u32) -> f64 {
    (0..times).fold(1.0, |product, _| product * base)
}

impl Checking for Redundant {
    fn slash(&self) -> f64 {
        self.slash.value()
    }

    fn left_for_customers(&self) -> f64 {
        1.0 / f64::from(self.copies)
    }

    fn looks(&self, _: f64) -> f64 {
        1.0
    }

    fn catches(&self, suspect: &Suspect) -> f64 {
        match suspect.passes {
            // With itself they are more than half.
            Some(_) => 1.0 - self.more_than(self.copies / 2 - 1, suspect.colluding),
            None => 1.0,
        }
    }

    fn accuses(&self, suspect: &Suspect) -> f64 {
        self.more_than(self.copies / 2, suspect.colluding)
    }

    fn is_told(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught(copies: u32, colluding: f64) -> [f64; 3] {
        let check = Redundant { copies, slash: Share::of("0 %") };
        let alone = Suspect { passes: None, colluding, days: 1.0 };
        let friend = Suspect { passes: Some(0.5), ..alone };
        [check.catches(&alone), check.catches(&friend), check.accuses(&alone)]
    }

    fn assert_near(is: [f64; 3], wanted: [f64; 3]) {
        let near = is.iter().zip(wanted).all(|(is, wanted)| (is - wanted).abs() < 1e-12);
        assert!(near, "{is:?} is not {wanted:?}");
    }

    #[test]
    fn by_hand() {
        // Of two copies one is no majority: who colludes passes if the other does too.
        assert_near(caught(2, 0.2), [1.0, 0.8, 0.0]);
        // Of three it passes if one of two others does, 1 − 0.8²; honest devices lose to two.
        assert_near(caught(3, 0.2), [1.0, 0.64, 0.04]);
        // Of five it takes two of four: 1 − 0.8⁴ − 4·0.2·0.8³ = 0.1808; and three: 0.0272.
        assert_near(caught(5, 0.2), [1.0, 0.8192, 0.0272]);
        assert_near(caught(99, 0.0), [1.0, 1.0, 0.0]);
    }

    #[test]
    fn copies_take_all_but_one_part_of_the_capacity() {
        let left = |copies| Redundant { copies, slash: Share::of("0 %") }.left_for_customers();
        assert_eq!([left(2), left(4)], [0.5, 0.25]);
    }
}
