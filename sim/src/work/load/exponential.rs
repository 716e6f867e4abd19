//! Exponential: work comes to devices by chance, to many of them little and to a few much.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Law, Load};

/// Work comes by chance: in each step the load of a device that is up is an exponential number of
/// mean one times its speed.
///
/// ## Equation
/// `work = speed · x · W / Σ speed · x` with `x = −ln u`, drawn anew for each device and step
///
/// ## Why one would choose it
/// Requests arrive unevenly; with it two devices of one kind do not earn the same on a day, and
/// owners with little patience leave on bad luck.
///
/// ## Source
/// The waiting time of a Poisson process; the common workload on which engines are compared uses
/// it.
///
/// ## Example
/// ```yaml
/// load: exponential
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exponential {}

impl Load for Exponential {
    fn law(&self) -> Law {
        Law::Exponential
    }
}
