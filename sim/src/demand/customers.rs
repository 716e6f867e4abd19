//! Customers: segments that ask at prices of their own, leave a service that fails and come back.

use language::quantity::{Share, SharePerTime};
use language::work::WorkPrice;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::times_base;
use crate::maths;

/// Customers of one kind: what they pay, what they put up with, how fast they leave and come back.
///
/// A segment asks for its share of the workload's volume, times what is there of it; on the first day all
/// of it is. Every segment is served alike.
///
/// ## Equation
/// `requested = volume · Σ share · there · (price ≤ pays) · (price / competitor)^elasticity`. With the
/// share `f` of the work that was asked for and not done, `d = max(0, f − tolerates) / (1 − tolerates)` of
/// its customers are dissatisfied, and in a step `there' = −leaves · d · there + returns · (1 − d) ·
/// (1 − there)`, solved exactly: `there(Δt) = x + (there − x)·e^(−(a + b)·Δt)`, `a = leaves · d`,
/// `b = returns · (1 − d)`, `x = b / (a + b)`. What is there in the evening asks on the next morning.
///
/// ## Why one would choose it
/// A network that cannot serve loses those whom it fails, the impatient first, and has them back long after
/// it can serve again: capacity that is gone for weeks takes demand with it.
///
/// ## Source
/// Exponential attrition with a hazard that grows with failure, a definition; that churn follows from
/// satisfaction in segments of customers is CrowdBrain's (2026) idea. All rates are the scenario's: no
/// measured churn of a network's customers was found.
///
/// ## Example
/// ```yaml
/// constant: 2e9 tokens/day
/// customers:
///   hobbyists: { share: 60 %, tolerates: 20 %, leaves: 2 %/day, returns: 1 %/day }
///   firms: { share: 40 %, tolerates: 1 %, leaves: 10 %/day, returns: 0.2 %/day, pays: 0.08 USD/Mtoken, elasticity: -0.3 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Share of the workload's volume that it could ask for [1]; those of all segments sum to 100 %.
    pub share: Share,
    /// The most that it pays [USD/unit]: it asks for nothing at a higher price; no bound by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays: Option<WorkPrice>,
    /// Relative change of its demand for a relative change of the price; from -10 to 0; the workload's by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -10.0, max = 0.0))]
    pub elasticity: Option<f64>,
    /// Share of failed work that leaves it satisfied [1].
    #[serde(default = "no_failure")]
    pub tolerates: Share,
    /// How fast its customers leave while nothing is served [1/time]: 5 %/day leaves e^(−0.05) after a day.
    pub leaves: SharePerTime,
    /// How fast those who left come back, or others come for them, while they would be satisfied [1/time].
    #[serde(default = "nobody")]
    pub returns: SharePerTime,
}

fn no_failure() -> Share {
    Share::of("0 %")
}

fn nobody() -> SharePerTime {
    SharePerTime::of("0 %/day")
}

/// What becomes of a segment in a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Share of it that is there in the evening [1].
    pub there: f64,
    /// Share of it that left in the step, whoever came [1].
    pub left: f64,
}

impl Segment {
    /// What it asks for as a multiple of what it would ask for at the competitor's price; `elasticity` is
    /// the workload's.
    #[must_use]
    pub fn times_base(&self, price_usd: f64, competitor_usd: f64, elasticity: f64) -> f64 {
        if self.pays.as_ref().is_some_and(|most| price_usd > most.usd) {
            return 0.0;
        }
        times_base(price_usd, competitor_usd, self.elasticity.unwrap_or(elasticity))
    }

    /// Share of its customers who are dissatisfied where so much of what was asked for was done [1].
    #[must_use]
    pub fn dissatisfied(&self, served_share: f64) -> f64 {
        let tolerated = self.tolerates.value();
        if tolerated >= 1.0 {
            return 0.0;
        }
        ((1.0 - served_share - tolerated) / (1.0 - tolerated)).clamp(0.0, 1.0)
    }

    /// How it answers to a step of so many days in which so much of what was asked for was done.
    #[must_use]
    pub fn answer(&self, there: f64, served_share: f64, days: f64) -> Answer {
        let dissatisfied = self.dissatisfied(served_share);
        let leaves = self.leaves.value() / 100.0 * dissatisfied;
        let returns = self.returns.value() / 100.0 * (1.0 - dissatisfied);
        let both = leaves + returns;
        if both == 0.0 {
            return Answer { there, left: 0.0 };
        }
        let rest = returns / both;
        let way = (there - rest) * (1.0 - maths::exp(-both * days));
        Answer { there: there - way, left: leaves * (rest * days + way / both) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(tolerates: &'static str, leaves: &'static str, returns: &'static str) -> Segment {
        Segment {
            share: Share::of("100 %"),
            pays: None,
            elasticity: None,
            tolerates: Share::of(tolerates),
            leaves: SharePerTime::of(leaves),
            returns: SharePerTime::of(returns),
        }
    }

    #[test]
    fn by_hand() {
        // Half of the service for 10 days at 4 % a day: e^-0.2 = 0.818731.
        let leaving = segment("0 %", "4 %/day", "0 %/day").answer(1.0, 0.5, 10.0);
        assert!((leaving.there - 0.818_730_753).abs() < 1e-9, "{leaving:?}");
        assert!((leaving.left - 0.181_269_247).abs() < 1e-9, "{leaving:?}");
        // All of the service: of the 40 % that are gone e^-0.5 = 0.606531 are still gone after 50 days.
        let coming = segment("0 %", "4 %/day", "1 %/day").answer(0.6, 1.0, 50.0);
        assert!((coming.there - (1.0 - 0.4 * 0.606_530_660)).abs() < 1e-9, "{coming:?}");
        assert_eq!(coming.left, 0.0);
        // Half: they leave at 2 % and come at 0.5 % a day, so that a fifth is there in the end, and so
        // many come as leave: 0.2 · 2 % a day.
        let rest = segment("0 %", "4 %/day", "1 %/day").answer(0.2, 0.5, 30.0);
        assert!((rest.there - 0.2).abs() < 1e-15, "{rest:?}");
        assert!((rest.left - 0.2 * 0.02 * 30.0).abs() < 1e-12, "{rest:?}");
    }

    #[test]
    fn what_is_tolerated_makes_nobody_leave() {
        let patient = segment("50 %", "4 %/day", "0 %/day");
        let dissatisfied = [1.0, 0.5, 0.25, 0.0].map(|served| patient.dissatisfied(served));
        assert_eq!(dissatisfied, [0.0, 0.0, 0.5, 1.0]);
        assert_eq!(patient.answer(0.7, 0.5, 30.0), Answer { there: 0.7, left: 0.0 });
        assert_eq!(segment("100 %", "4 %/day", "0 %/day").dissatisfied(0.0), 0.0);
    }

    #[test]
    fn two_halves_of_a_step_are_the_step() {
        let segment = segment("10 %", "9 %/day", "3 %/day");
        let whole = segment.answer(0.8, 0.4, 30.0);
        let half = segment.answer(0.8, 0.4, 15.0);
        let rest = segment.answer(half.there, 0.4, 15.0);
        assert!((whole.there - rest.there).abs() < 1e-12, "{whole:?} {rest:?}");
        assert!((whole.left - half.left - rest.left).abs() < 1e-12, "{whole:?} {half:?} {rest:?}");
    }

    #[test]
    fn above_what_it_pays_it_asks_for_nothing() {
        let price = serde_json::from_value("0.08 USD/token".into()).unwrap();
        let own = Segment {
            pays: Some(price),
            elasticity: Some(-1.0),
            ..segment("0 %", "1 %/day", "0 %/day")
        };
        let asked = [0.02, 0.08, 0.081].map(|usd| own.times_base(usd, 0.04, 0.0));
        assert_eq!(asked, [2.0, 0.5, 0.0]);
        let other = Segment { elasticity: None, ..own };
        assert_eq!(other.times_base(0.08, 0.04, -2.0), 0.25);
    }
}
