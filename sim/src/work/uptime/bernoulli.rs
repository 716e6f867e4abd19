//! Bernoulli: each device is up by chance, every step anew.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Uptime;

/// Each device is up by chance, independently of the others and of yesterday.
///
/// ## Equation
/// `P(up) = share`, or what the hardware model says of its kind.
///
/// ## Why one would choose it
/// Devices at home lose power, network and attention; outages that last or hit a region together
/// need another kind.
///
/// ## Source
/// A definition; shares by kind of device stand in `hardware-models/`.
///
/// ## Example
/// ```yaml
/// uptime: { bernoulli: { share: 95 % } }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bernoulli {
    /// Probability of being up in a step [1]; the hardware model's by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
}

impl Uptime for Bernoulli {
    fn probability(&self, of_the_hardware: f64) -> f64 {
        self.share.as_ref().map_or(of_the_hardware, Share::value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(Bernoulli { share: None }.probability(0.9), 0.9);
        assert_eq!(Bernoulli { share: Some(Share::of("0 %")) }.probability(0.9), 0.0);
        assert_eq!(Bernoulli { share: Some(Share::of("95 %")) }.probability(0.9), 0.95);
    }
}
