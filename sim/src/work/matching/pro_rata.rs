//! Pro rata: all devices get the same share of what they offer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Matching, Offer, serve_alike};

/// All devices get the same share of what they offer.
///
/// ## Equation
/// `served = offered · min(1, requested / Σ offered)`
///
/// ## Why one would choose it
/// Networks that spread jobs at random come to this on average.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// matching: pro_rata
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProRata {}

impl Matching for ProRata {
    fn share_out(&self, requested: f64, offers: &[Offer], served: &mut [f64]) {
        serve_alike(requested, offers, served, |_| true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let offer = |units, cost_usd| Offer { units, cost_usd, reputation: 1.0 };
        let offers = [offer(30.0, 2.0), offer(10.0, 1.0)];
        let served = |requested| {
            let mut served = [0.0; 2];
            ProRata {}.share_out(requested, &offers, &mut served);
            served
        };
        assert_eq!(served(20.0), [15.0, 5.0]);
        assert_eq!(served(80.0), [30.0, 10.0]);
        assert_eq!(served(0.0), [0.0, 0.0]);
    }
}
