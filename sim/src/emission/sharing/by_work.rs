//! By work: who did more valuable work gets more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Sharing, Whole};

/// Shares by the value of the work done, at the prices that customers pay.
///
/// ## Equation
/// `score = Σ served · price`
///
/// ## Why one would choose it
/// Pays for service and not for hardware that waits; nothing is paid while nobody asks for work.
///
/// ## Source
/// Render's and io.net's payment by job; HIP-147 pays data first.
///
/// ## Example
/// ```yaml
/// sharing: by_work
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByWork {}

impl Sharing for ByWork {
    fn score(&self, work_usd: f64, _: f64, _: &Whole) -> f64 {
        work_usd
    }

    fn worth_buying_usd(&self, part_usd: f64, cost: f64) -> f64 {
        if part_usd > 0.0 { part_usd / cost } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(ByWork {}.worth_buying_usd(100.0, 0.8), 125.0);
        assert_eq!(ByWork {}.worth_buying_usd(0.0, 0.0), 0.0);
        assert_eq!(ByWork {}.worth_buying_usd(1.0, 0.0), f64::INFINITY);
    }
}
