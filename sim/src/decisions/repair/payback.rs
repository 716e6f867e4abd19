//! Payback: owners mend what earns the repair back soon enough.

use language::quantity::Duration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Repair;

/// Owners mend a device in the step in which it breaks if it earns the repair back soon enough, at
/// today's pay; otherwise it is gone for good, whatever comes. A device whose file says nothing of a
/// repair cannot be mended. One that was mended works again after the time of the repair, as if it were
/// new.
///
/// ## Equation
/// Mended if `margin > 0` and `price / margin ≤ within`, where
/// `margin = uptime · speed · (pay · price + fee) − costs` of the device itself, a day.
///
/// ## Why one would choose it
/// What a device cost does not count any more, so a repair pays where a new device would not; but not
/// in a network whose pay has fallen.
///
/// ## Source
/// Payback as the rule of thumb of owners; price and time of a repair stand in `hardware-models/`, the
/// horizon is assumed.
///
/// ## Example
/// ```yaml
/// repair: { payback: { within: 90 days } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payback {
    /// The longest time in which a repair must pay itself back [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub within: Duration,
}

impl Repair for Payback {
    fn mends(&self, price_usd: f64, margin_usd_per_day: f64) -> bool {
        margin_usd_per_day > 0.0 && price_usd <= margin_usd_per_day * self.within.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let payback = Payback { within: Duration::of("90 days") };
        // 0.50 USD a day are 45 USD in 90 days.
        assert!(payback.mends(45.0, 0.5) && !payback.mends(45.01, 0.5));
        assert!(!payback.mends(45.0, -0.5) && !payback.mends(0.0, 0.0));
    }
}
