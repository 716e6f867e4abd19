//! Correlated: devices of a group have good days and bad days together.

use language::quantity::Share;
use language::varied::{Shape, Varied};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bernoulli, Uptime};

/// Each device is up by chance, and those of a group have a part of that chance in common: on a bad day
/// many are down at once.
///
/// ## Equation
/// With `c = √rho` and one uniform number `U` a day for all devices of a group:
/// `P(up) = (1 − c) · share + c · [U < share]`, so on a bad day, which comes with `1 − share`, only
/// `(1 − c) · share` of them are up. Each is up with `share` on average, any two have the correlation
/// `rho`, and of `n` alike as many are up as a number of variance `n·p·(1 − p)·(1 + (n − 1)·rho)` says,
/// with `p = share`. In steps of an hour the hours of a day have `U` in common; a longer step has one
/// `U`, that of the day on which it begins.
///
/// ## Why one would choose it
/// With `bernoulli` the share that is up hardly moves once there are a thousand devices; where they
/// have a network, a season or a software in common it does, however many there are.
///
/// ## Source
/// A common shock, the simplest of exchangeable Bernoulli numbers; the variance is that of the
/// beta-binomial. Correlated failure is one of the operational risks of MeshNet; a value for such
/// devices is not published: `rho` is for the scenario to say.
///
/// ## Example
/// ```yaml
/// uptime: { correlated: { share: 95 %, rho: 0.2 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correlated {
    /// Probability of being up in a step [1]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Varied<Share>>,
    /// Correlation between any two devices of a group [1]; from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub rho: f64,
}

impl Uptime for Correlated {
    fn shape(&self, of_the_hardware: f64) -> Shape {
        Bernoulli { share: self.share.clone() }.shape(of_the_hardware)
    }

    fn in_common(&self) -> f64 {
        self.rho.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let uptime = |rho| Correlated { share: Some(Varied::Same(Share::of("90 %"))), rho };
        assert_eq!([0.0, 0.25, 1.0].map(|rho| uptime(rho).in_common()), [0.0, 0.5, 1.0]);
        assert_eq!(uptime(0.25).shape(0.7), Shape::Same(0.9));
        assert_eq!(Correlated { share: None, rho: 0.1 }.shape(0.7), Shape::Same(0.7));
        // On one day in ten 45 % are up and on the others 95 %: 90 % on average, and their variance is
        // 0.25 · 0.9 · 0.1.
        let (good, bad) = (0.5 * 0.9 + 0.5, 0.5 * 0.9);
        let (mean, square) = (0.9 * good + 0.1 * bad, 0.9 * good * good + 0.1 * bad * bad);
        assert!(
            (mean - 0.9_f64).abs() < 1e-12 && (square - mean * mean - 0.0225_f64).abs() < 1e-12
        );
    }
}
