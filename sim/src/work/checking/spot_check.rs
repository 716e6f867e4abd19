//! Spot check: a share of the work is done a second time and compared.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Checking;

/// A share of the work is done a second time by another device and compared. Who faked it gets no
/// pay for the step and loses a share of all it holds, which is burned.
///
/// ## Equation
/// `P(caught in a step) = share`; loss `⌊slash · held⌋`; left for customers `1 / (1 + share)`
///
/// ## Why one would choose it
/// Inference costs more to prove than to do again, so networks sample.
///
/// ## Source
/// Becker (1968), *Crime and punishment*: cheating stops paying where probability times penalty
/// exceeds the gain. The shares are assumed.
///
/// ## Example
/// ```yaml
/// checking: { spot_check: { share: 5 %, slash: 20 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpotCheck {
    /// Share of the work that is checked [1].
    pub share: Share,
    /// Share of what it holds that a caught cheat loses [1].
    pub slash: Share,
}

impl Checking for SpotCheck {
    fn checked(&self) -> f64 {
        self.share.value()
    }

    fn slash(&self) -> f64 {
        self.slash.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let check = |share| SpotCheck { share, slash: Share::of("20 %") }.left_for_customers();
        assert_eq!(check(Share::of("0 %")), 1.0);
        assert_eq!(check(Share::of("25 %")), 0.8);
        assert_eq!(check(Share::of("100 %")), 0.5);
    }
}
