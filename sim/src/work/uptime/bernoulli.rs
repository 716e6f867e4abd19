//! Bernoulli: each device is up by chance, every step anew.

use language::quantity::Share;
use language::varied::{Shape, Varied};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Uptime;

/// Each device is up by chance, independently of the others and of yesterday.
///
/// ## Equation
/// `P(up) = share`, or what the hardware model says of its kind; the share may differ from device to
/// device.
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
    pub share: Option<Varied<Share>>,
}

impl Uptime for Bernoulli {
    fn shape(&self, of_the_hardware: f64) -> Shape {
        self.share.as_ref().map_or(Shape::Same(of_the_hardware), Varied::shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let share = |text| Bernoulli { share: Some(Varied::Same(Share::of(text))) };
        assert_eq!(Bernoulli { share: None }.shape(0.9), Shape::Same(0.9));
        assert_eq!(share("0 %").shape(0.9), Shape::Same(0.0));
        let share = Varied::Between { from: Share::of("80 %"), to: Share::of("99.5 %") };
        let uptime = Bernoulli { share: Some(share) };
        assert_eq!(uptime.shape(0.9), Shape::Between { from: 0.8, to: 0.995 });
    }
}
