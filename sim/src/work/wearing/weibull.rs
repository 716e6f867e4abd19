//! Weibull: people use every device for a time of one law.

use hardware_models::failures;
use language::quantity::Duration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Wearing;

/// People use every device of the fleet for a time of one law, whatever its kind. Who has tired of it
/// does not come back, whatever it would earn.
///
/// ## Equation
/// `P(in use after t) = exp(−(t/scale)^shape)`, drawn when a device joins.
///
/// ## Why one would choose it
/// To try what a network bears, or to lay a published curve beneath it.
///
/// ## Source
/// Weibull (1951). A scale of 216 days and a shape of 1.55 go through the two points of Hermsen et al.
/// (2017), JMIR mHealth 5(10) e164: of 711 people 73.9 % used a tracker on day 100 and 16.0 % on day
/// 320. They had it for nothing, so owners of dear devices last longer.
///
/// ## Example
/// ```yaml
/// wearing: { weibull: { scale: 216 days, shape: 1.55 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weibull {
    /// Time after which 37 % still use it [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub scale: Duration,
    /// Below 1 most who stop do so at once, above 1 they tire of it [1]; from 0.1 to 10.
    #[schemars(range(min = 0.1, max = 10.0))]
    pub shape: f64,
}

impl Wearing for Weibull {
    fn law(&self, _: Option<failures::Weibull>) -> Option<failures::Weibull> {
        Some(failures::Weibull { scale_days: self.scale.value(), shape: self.shape })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let wearing = Weibull { scale: Duration::of("216 days"), shape: 1.55 };
        let law = wearing.law(None).unwrap();
        // (108/216)^1.55 = 0.341510, and e^-0.341510 = 0.710696.
        assert!((law.survival(108.0) - 0.710_696).abs() < 1e-6);
        let other = failures::Weibull { scale_days: 1.0, shape: 1.0 };
        assert_eq!(wearing.law(Some(other)), Some(law));
    }
}
