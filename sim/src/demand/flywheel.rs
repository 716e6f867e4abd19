//! Flywheel: data that devices collect make the service better, and a better service is asked for more.

use language::quantity::{Bytes, Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stock;
use crate::maths;

/// A dataset that grows by what devices collect, a quality that grows with it by a power law, and demand
/// that answers to quality.
///
/// Without this section, or with `demand: 0` or `exponent: 0`, nothing that is collected moves demand.
///
/// ## Equation
/// `dataset' = −ln 2/half_life · dataset + served`, from `data` on the first day; `quality = 1 − (1 −
/// first_quality)·(dataset/data)^(−exponent)`, from 0 to 1; the demand for what it improves is
/// multiplied by `(quality/first_quality)^demand`. What is collected today tells tomorrow.
///
/// ## Why one would choose it
/// The argument for devices as data nodes: capture, train, serve better, be asked for more. It can be
/// switched off alone, so that what it adds is told apart from the token's own wheel.
///
/// ## Source
/// Power laws of learning curves: Hestness et al. (2017), *Deep learning scaling is predictable,
/// empirically*: exponents of 0.07 to 0.35 (recalled); Kaplan et al. (2020): 0.095; Hoffmann et al. (2022):
/// the loss of a language model above its floor falls with D^(−0.28) (both secondary). How quality moves
/// demand is assumed.
///
/// ## Example
/// ```yaml
/// demand:
///   video: { data: egocentric_video, constant: 5 TB/day, price: 0.25 USD/GB }
///   chat: { model: llama-3.1-8b, constant: 2e9 tokens/day, price: 0.05 USD/Mtoken }
/// flywheel: { data: 50 TB, half_life: 2 years, first_quality: 60 %, improves: [chat], demand: 1.5 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataFlywheel {
    /// The workloads whose data it learns from; all that collect data by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub learns_from: Vec<String>,
    /// Data that there are on the first day, at which quality is `first_quality` [bytes]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub data: Bytes,
    /// Time in which half of the data teach no more [days]; more than 0; they teach for ever by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub half_life: Option<Duration>,
    /// Quality of the service with the data of the first day, of a perfect one [1]; at least 1 %.
    pub first_quality: Share,
    /// How fast what is lacking falls with data; from 0, where it never does, to 2.
    #[serde(default = "of_language")]
    #[schemars(range(min = 0.0, max = 2.0))]
    pub exponent: f64,
    /// The workloads that it improves; all that collect no data by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub improves: Vec<String>,
    /// Relative change of their demand for a relative change of quality; from 0, where it changes
    /// nothing, to 10.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub demand: f64,
}

fn of_language() -> f64 {
    0.28 // Hoffmann et al. 2022, the exponent of data in the loss of language models; secondary
}

impl DataFlywheel {
    /// Quality with so much data, of a perfect one [1].
    #[must_use]
    pub fn quality(&self, data_bytes: f64) -> f64 {
        let lacking = 1.0 - self.first_quality.value();
        if lacking == 0.0 {
            return 1.0;
        }
        let times = maths::power(data_bytes / self.data.value(), -self.exponent);
        (1.0 - lacking * times).clamp(0.0, 1.0)
    }

    /// The dataset after so many days in which so much was collected [bytes].
    #[must_use]
    pub fn data_after(&self, data_bytes: f64, collected_bytes: f64, days: f64) -> f64 {
        let half_life = self.half_life.as_ref().map(Duration::value);
        stock::after(data_bytes, collected_bytes, days, half_life)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flywheel(exponent: f64) -> DataFlywheel {
        DataFlywheel {
            learns_from: Vec::new(),
            data: Bytes::of("1 TB"),
            half_life: None,
            first_quality: Share::of("60 %"),
            exponent,
            improves: Vec::new(),
            demand: 1.0,
        }
    }

    #[test]
    fn by_hand() {
        // 40 % are lacking; with 16 times the data and an exponent of a half, a quarter of them.
        let quality = [1e12, 16e12, 0.25e12].map(|data| flywheel(0.5).quality(data));
        assert_eq!(quality.map(|q| (q * 1e9).round() / 1e9), [0.6, 0.9, 0.2]);
        // Ten times the data with 0.28: 0.4 · 10^-0.28 = 0.4 · 0.524807 are lacking.
        assert!((flywheel(0.28).quality(1e13) - 0.790_077).abs() < 1e-6);
        assert_eq!(flywheel(0.0).quality(9e99), flywheel(0.5).quality(1e12));
    }

    #[test]
    fn quality_stays_between_nothing_and_perfect() {
        assert_eq!(flywheel(0.5).quality(0.0), 0.0);
        assert_eq!(flywheel(0.5).quality(1e10), 0.0);
        assert!(flywheel(2.0).quality(1e300) <= 1.0);
        let perfect = DataFlywheel { first_quality: Share::of("100 %"), ..flywheel(0.5) };
        assert_eq!([0.0, 1e12].map(|data| perfect.quality(data)), [1.0, 1.0]);
    }

    #[test]
    fn data_age() {
        let aging = DataFlywheel { half_life: Some(Duration::of("1 year")), ..flywheel(0.5) };
        assert_eq!(aging.data_after(8e12, 0.0, 730.0), 2e12);
        assert_eq!(flywheel(0.5).data_after(8e12, 1e12, 730.0), 9e12);
    }
}
