//! Hardware: devices break as the hardware model says, more or less often.

use hardware_models::failures::Risks;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Ageing;

/// Three risks compete for a device: a fault from the factory (`infant_failures` of its file), chance
/// (`annual_failure_rate`) and wear (`life`, or the cycles of its battery, whichever come first). The
/// first to strike breaks it: it is out of the network from the step on in which that happens, and
/// draws no power. What is in its account stays its owner's. Whether it is mended is
/// `decisions.repair`.
///
/// ## Equation
/// `P(whole after t) = (1 − w + w·exp(−(t/30 d)^0.5)) · (1 − p)^(t/365 d) · exp(−(t/L)^3)` with the
/// share `w` of faults, the share `p` that breaks by chance in a year, and the life `L`. With `times`
/// m: `m·w`, at most 1; the other two factors to the power of m. All three times are drawn when a life
/// begins, and a repair begins a new one.
///
/// ## Why one would choose it
/// Hardware does not last: a network that does not grow shrinks, and its owners must earn a device
/// back before it breaks.
///
/// ## Source
/// The bathtub of infant, random and wear-out failures; shares and lives with their sources in
/// `hardware-models/`, shapes of 0.5 and 3 and the 30 days estimated: no fit for consumer devices was
/// found.
///
/// ## Example
/// ```yaml
/// ageing: { hardware: { times: 1.5 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Hardware {
    /// How many times as large as in the hardware model the risks are [1]; from 0 to 1000, 1 by
    /// default.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub times: f64,
}

impl Default for Hardware {
    fn default() -> Self {
        Self { times: 1.0 }
    }
}

impl Ageing for Hardware {
    fn risks(&self, of_the_hardware: Risks) -> Option<Risks> {
        (self.times > 0.0).then(|| of_the_hardware.times(self.times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hardware_models::failures::Weibull;

    #[test]
    fn by_hand() {
        let wear_out = Weibull { scale_days: 1_000.0, shape: 3.0 };
        let of_the_file = Risks { infant_share: 0.3, random_per_day: 0.001, wear_out };
        let risks = |times| Hardware { times }.risks(of_the_file);
        assert_eq!(risks(0.0), None);
        assert_eq!(risks(1.0), Some(of_the_file));
        // Eight times the risk of wear halves its scale: 8^(1/3) = 2.
        let eight = risks(8.0).unwrap();
        assert_eq!((eight.infant_share, eight.random_per_day), (1.0, 0.008));
        assert!((eight.wear_out.scale_days - 500.0).abs() < 1e-9);
    }
}
