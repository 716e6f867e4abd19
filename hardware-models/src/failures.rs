//! This file is about the end of a device: it breaks, is mended or thrown away, or lies in a drawer.

mod risks;
mod weibull;

pub use risks::{Failure, Risks};
pub use weibull::Weibull;

use language::quantity::{Duration, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, above_zero, positive};

/// What mends a broken device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    /// What it costs the owner \[USD\]; at least 0.
    pub price: Sourced<Usd>,
    /// Time until it works again \[days\]; at least 0.
    pub time: Sourced<Duration>,
}

/// For how long people go on wearing, carrying or playing with a device: of those who began, a share
/// `exp(-(t / scale)^shape)` still does after a time t (Weibull).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wearing {
    /// Time after which 1/e = 37 % still use it \[days\]; above 0.
    #[schemars(transform = positive)]
    pub scale: Sourced<Duration>,
    /// Below 1 most who stop do so at once, above 1 they tire of it \[1\]; above 0.
    #[schemars(transform = above_zero)]
    pub shape: Sourced<f64>,
}

impl Wearing {
    /// The law of the time for which they do.
    #[must_use]
    pub fn law(&self) -> Weibull {
        Weibull { scale_days: self.scale.value.value(), shape: self.shape.value }
    }
}
