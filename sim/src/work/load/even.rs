//! Even: every device gets the work that its speed makes of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Law, Load};

/// Work is spread evenly: a device's part follows from its speed alone.
///
/// ## Equation
/// `work = speed · W / Σ speed`
///
/// ## Why one would choose it
/// A network that balances its queue well, or a step so long that luck evens out.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// load: even
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Even {}

impl Load for Even {
    fn law(&self) -> Law {
        Law::Even
    }
}
