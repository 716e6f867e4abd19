//! Hardware: people use a device for as long as the hardware model says.

use hardware_models::failures;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Wearing;

/// People use each kind of device for as long as `wearing` of its file says; nobody ever tires of one
/// whose file says nothing. Who has tired of it does not come back, whatever it would earn.
///
/// ## Equation
/// `P(in use after t) = exp(−(t/scale)^shape)`, drawn when a device joins.
///
/// ## Why one would choose it
/// Wearables, toys and gadgets end in a drawer long before they break, and pay does not bring them back
/// out.
///
/// ## Source
/// Hermsen et al. (2017), JMIR mHealth 5(10) e164, for trackers; other devices as their files in
/// `hardware-models/` say.
///
/// ## Example
/// ```yaml
/// wearing: hardware
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hardware {}

impl Wearing for Hardware {
    fn law(&self, of_the_hardware: Option<failures::Weibull>) -> Option<failures::Weibull> {
        of_the_hardware
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let law = failures::Weibull { scale_days: 216.0, shape: 1.55 };
        assert_eq!(Hardware {}.law(Some(law)), Some(law));
        assert_eq!(Hardware {}.law(None), None);
    }
}
