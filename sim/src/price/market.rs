//! Market: the price is what the market left last night, and nothing else.

use jiff::civil::Date;
use language::quantity::Usd;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Morning, Opening, Price};

/// Opens where the market closed: only the flows of the model move the price.
///
/// ## Equation
/// `open(t) = close(t − 1)`
///
/// ## Why one would choose it
/// To see what emission, burning and selling do to the price by themselves.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// market: { start: 0.40 USD }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// The price on the first morning [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub start: Usd,
}

impl Price for Market {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.start.value()
    }

    fn open(&self, _: &Morning, _: &mut Memory) -> Opening {
        Opening::TimesClose(1.0)
    }

    fn depends_on_chance(&self) -> bool {
        false
    }
}
