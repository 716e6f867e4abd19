//! This file is about what electricity costs in a region.

use indexmap::IndexMap;
use language::fault::Faults;
use language::quantity::UsdPerKwh;
use language::yaml;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, empty_sources};

/// Regions by name.
pub type Regions = IndexMap<String, Electricity>;

/// What electricity costs in a region, taxes included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Electricity {
    /// What a household pays \[USD/kWh\]; at least 0.
    pub household: Sourced<UsdPerKwh>,
    /// What a business pays \[USD/kWh\]; at least 0.
    pub business: Sourced<UsdPerKwh>,
}

impl Electricity {
    /// What a household pays \[USD/kWh\].
    #[must_use]
    pub fn household_usd_per_kwh(&self) -> f64 {
        self.household.value.value()
    }

    /// What a business pays \[USD/kWh\].
    #[must_use]
    pub fn business_usd_per_kwh(&self) -> f64 {
        self.business.value.value()
    }
}

/// Reads regions from a text in the format of `electricity.yaml`; `name` is what faults call it.
///
/// # Errors
/// Every fault of the text, each at its place.
pub fn parse(name: &str, text: &str) -> Result<Regions, Faults> {
    let tree = yaml::parse(name, text)?;
    let mut faults = Vec::new();
    empty_sources(&tree, &mut faults);
    let regions = language::read(&tree, None)?;
    Faults::none_of(faults)?;
    Ok(regions)
}
