//! Flows: who trades beside owners, customers and those whose locks open?

mod book;
pub mod fundamental;
mod momentum;
pub(crate) mod systems;
mod treasury;
mod value;

pub use book::{Book, Fill, Order};
pub use fundamental::FundamentalKind;
pub use momentum::Momentum;
pub use treasury::Treasury;
pub use value::Value;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The speculators that there may be, in the order in which they trade.
pub const SPECULATORS: [&str; 2] = ["momentum", "value"];

/// Who trades beside owners, customers and those whose locks open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flows {
    /// The treasury pays costs in dollars, for which it sells tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treasury: Option<Treasury>,
    /// Speculators who buy after a rise and sell after a fall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub momentum: Option<Momentum>,
    /// Speculators who buy below what they hold for the token's value and sell above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

impl Flows {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What speculators begin with, by their place in [`SPECULATORS`]; none for those who are not there.
    #[must_use]
    pub fn begin_with(&self, decimals: u32) -> [Option<Book>; SPECULATORS.len()] {
        let momentum = self.momentum.as_ref().map(|one| (&one.dollars, &one.tokens));
        let value = self.value.as_ref().map(|one| (&one.dollars, &one.tokens));
        [momentum, value]
            .map(|capital| capital.map(|(usd, tokens)| Book::of(usd, tokens, decimals)))
    }
}
