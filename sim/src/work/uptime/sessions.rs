//! Sessions: a device stays up or down for a while before chance is asked again.

use language::quantity::{Duration, Share};
use language::varied::{Shape, Varied};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bernoulli, Uptime};

/// Devices come and go in sessions: each stays as it is for a time, and then chance decides anew
/// whether it is up, independently of the others and of what it was.
///
/// ## Equation
/// Chance is asked at times of the device's own, `every` apart: `P(up) = share`. So a session lasts
/// `every/(1 − share)` on average and a break `every/share`; two looks at a device that are `t < every`
/// apart have the correlation `1 − t/every`, whatever the step. The times of an eighth of the devices
/// fall together. In steps that are longer than `every` each step is drawn anew, as with `bernoulli`.
///
/// ## Why one would choose it
/// With `bernoulli` and steps of an hour a device is on and off like a coin; people switch a device on
/// for an evening. How long it stays down in a row is what patience and training jobs feel.
///
/// ## Source
/// A definition; shares by kind of device stand in `hardware-models/`, the length is for the scenario
/// to say.
///
/// ## Example
/// ```yaml
/// uptime: { sessions: { share: 60 %, every: 4 hours } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    /// Probability of being up [1]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Varied<Share>>,
    /// Time for which a device stays as it is [days], such as `4 hours`; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub every: Duration,
}

impl Uptime for Sessions {
    fn shape(&self, of_the_hardware: f64) -> Shape {
        Bernoulli { share: self.share.clone() }.shape(of_the_hardware)
    }

    fn every_seconds(&self) -> Option<i64> {
        let seconds = self.every.value() * language::units::DAY_SECONDS;
        Some((seconds.round() as i64).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let sessions = |every| Sessions { share: None, every: Duration::of(every) };
        let seconds = ["4 hours", "1 week", "0.1 seconds"].map(|e| sessions(e).every_seconds());
        assert_eq!(seconds, [Some(14_400), Some(604_800), Some(1)]);
        assert_eq!(sessions("4 hours").shape(0.6), Shape::Same(0.6));
    }
}
