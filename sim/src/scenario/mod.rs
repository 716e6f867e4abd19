//! The scenario: a page of YAML, from as it is written to as it is meant.

mod allowed;
mod amend;
mod checks;
mod customers;
mod demand;
mod device_quantity;
mod difference;
mod expect;
mod fleet;
mod flywheel;
mod link;
mod links;
mod load;
mod moves;
mod operators;
mod replicates;
mod resolve;
mod token;
mod training;
mod warnings;
mod written;

pub use device_quantity::DeviceQuantity;
pub use difference::{Change, difference, same_chance};
pub use expect::{
    Against, At, Bounds, CvarBounds, Days, DeviceState, Difference, Expectation, QuantileBounds,
    Severity, ShareOfDevices, ShareOfRuns, Tail,
};
pub use link::GroupLink;
pub use links::{Link, Part};
pub use load::{Loaded, OwnDevices, load};
pub use operators::GroupOperators;
pub use replicates::{Enough, Precision, REPLICATES_MAX, Replicates};
pub use training::{Interrupted, Left};
pub use written::{Amendment, FleetGroup, Observed, RunSettings, Scenario, TokenSettings};

/// The JSON Schema of a scenario, for editors and for the check.
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = language::schema::of::<Scenario>();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), "A scenario of aipin".into());
    }
    schema
}
