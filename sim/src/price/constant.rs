//! Constant: the price opens the same every morning.

use jiff::civil::Date;
use language::quantity::Usd;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Morning, Opening, Price};

/// The same price every morning; what the market does in a day is undone overnight.
///
/// ## Equation
/// `open(t) = usd`
///
/// ## Why one would choose it
/// To see a rule work without the noise of prices.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// constant: { usd: 0.40 USD }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// The price [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub usd: Usd,
}

impl Price for Constant {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.usd.value()
    }

    fn open(&self, _: &Morning, _: &mut Memory) -> Opening {
        Opening::Level(self.usd.value())
    }

    fn depends_on_chance(&self) -> bool {
        false
    }
}
