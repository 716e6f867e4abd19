//! The scenario: a page of YAML, from as it is written to as it is meant.

mod allowed;
mod amend;
mod checks;
mod demand;
mod expect;
mod fleet;
mod link;
mod load;
mod moves;
mod resolve;
mod token;
mod training;
mod warnings;
mod written;

pub use expect::{Bounds, Expectation, Statistic};
pub use link::GroupLink;
pub use load::{Loaded, OwnDevices, load};
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
