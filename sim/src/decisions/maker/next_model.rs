//! The next model: what the maker develops when it can afford it.

use language::quantity::{Duration, Ratio, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Once its cash suffices, the maker pays for the development of a better or cheaper device; when that
/// is done, all batches that are ordered from then on are of it.
///
/// ## Equation
/// Development begins in the first step in which `cash − reserve ≥ max(costs, from_cash)` after all
/// batches are paid; it costs `costs` at once and takes `takes`. From then on `bom` and `price` hold,
/// and devices of new batches have `1 + speed` times the speed of their kind, four times the middle at
/// the most, at the same power. What is left of the old model is sold first, at the new price; those
/// who think of joining know which model they would get.
///
/// ## Why one would choose it
/// The margin on devices funds the next model, which lets a flywheel of hardware sales go on; and
/// faster devices take a share of the pay from those who bought before.
///
/// ## Source
/// A definition. The threshold is the maker's caution; all numbers are the scenario's own.
///
/// ## Example
/// ```yaml
/// maker:
///   cash: 2_000_000 USD
///   makes: { glasses: { bom: 160 USD, price: 299 USD, batch: 5_000, next_model: { costs: 3_000_000 USD, takes: 1 year, bom: 120 USD, speed: 40 % } } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextModel {
    /// What its development costs [USD]; at least 0.
    pub costs: Usd,
    /// Cash above the reserve from which the maker begins [USD]; what it costs by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_cash: Option<Usd>,
    /// How long it takes [days].
    pub takes: Duration,
    /// What the factory then asks for one [USD]; as before by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bom: Option<Usd>,
    /// What owners then pay for one [USD]; as before by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Usd>,
    /// How much faster it is than the kind's own speed [1]; from 0 % to 300 %.
    #[serde(default = "as_before")]
    pub speed: Ratio,
}

fn as_before() -> Ratio {
    Ratio::of("0 %")
}

impl NextModel {
    /// Whether a maker that could spend so much begins with it.
    #[must_use]
    pub fn begins(&self, spare_usd: f64) -> bool {
        let threshold = self.from_cash.as_ref().map_or(0.0, |usd| usd.value());
        spare_usd >= threshold.max(self.costs.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let next = |from_cash: Option<&'static str>| NextModel {
            costs: Usd::of("300 USD"),
            from_cash: from_cash.map(Usd::of),
            takes: Duration::of("1 year"),
            bom: None,
            price: None,
            speed: as_before(),
        };
        assert_eq!([299.0, 300.0].map(|usd| next(None).begins(usd)), [false, true]);
        assert_eq!([499.0, 500.0].map(|usd| next(Some("500 USD")).begins(usd)), [false, true]);
        // Whoever begins can pay for it.
        assert!(!next(Some("1 USD")).begins(299.0));
    }
}
