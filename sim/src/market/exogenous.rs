//! Exogenous: trades do not move the price.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Market, Reserves};
use crate::ledger::Units;

/// Trades do not move the price; it closes where it opened.
///
/// ## Equation
/// `close(t) = open(t)`
///
/// ## Why one would choose it
/// A replayed price already holds what trades did to it; a small network in a large market.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// market: exogenous
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exogenous {}

impl Market for Exogenous {
    fn pool(&self, _: f64, _: f64) -> Option<Reserves> {
        None
    }

    fn at_price(&self, pool: Reserves, _: f64, _: f64) -> Reserves {
        pool
    }

    fn after_sale(&self, pool: Reserves, _: Units) -> Reserves {
        pool
    }

    fn after_purchase(&self, pool: Reserves, _: Units) -> Reserves {
        pool
    }
}
