//! Cheapest first: the devices whose work costs least get the jobs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Matching, Offer, serve_alike};

/// The devices whose work costs least get the jobs; those at the same cost share alike.
///
/// ## Equation
/// Cohorts in order of `cost`; each is full before the next begins.
///
/// ## Why one would choose it
/// A marketplace on which operators bid what the work costs them; the merit order of electricity.
///
/// ## Source
/// Merit-order dispatch; Akash and Golem let providers bid.
///
/// ## Example
/// ```yaml
/// matching: cheapest_first
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheapestFirst {}

impl Matching for CheapestFirst {
    fn share_out(&self, requested: f64, offers: &[Offer], served: &mut [f64]) {
        served.fill(0.0);
        let mut left = requested;
        let mut done = f64::NEG_INFINITY;
        // There are few cohorts, so looking for the next cost each time beats sorting them.
        while left > 0.0 {
            let costs = offers.iter().map(|offer| offer.cost_usd).filter(|cost| *cost > done);
            let Some(cost) = costs.min_by(f64::total_cmp) else { break };
            left = serve_alike(left, offers, served, |offer| offer.cost_usd == cost);
            done = cost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let offer = |units, cost_usd| Offer { units, cost_usd, reputation: 1.0 };
        let offers = [offer(10.0, 3.0), offer(30.0, 1.0), offer(10.0, 1.0)];
        let served = |requested| {
            let mut served = [9.0; 3];
            CheapestFirst {}.share_out(requested, &offers, &mut served);
            served
        };
        assert_eq!(served(20.0), [0.0, 15.0, 5.0]);
        assert_eq!(served(45.0), [5.0, 30.0, 10.0]);
        assert_eq!(served(99.0), [10.0, 30.0, 10.0]);
    }
}
