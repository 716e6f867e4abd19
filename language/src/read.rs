//! This file is about reading a tree as a Rust type, once it was checked.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::check;
use crate::fault::{Fault, Faults};
use crate::schema;
use crate::tokens::Token;
use crate::tree::Node;

/// A type that a file can be read as.
pub trait Wanted: DeserializeOwned + JsonSchema {}

impl<T: DeserializeOwned + JsonSchema> Wanted for T {}

/// Reads a tree as a type; amounts of the token are checked against `token` where one is given.
///
/// # Errors
/// Every fault of the tree, each at its place.
pub fn read<T: Wanted>(node: &Node, token: Option<&Token>) -> Result<T, Faults> {
    let values = check::check(node, &schema::of::<T>(), token)?;
    serde_json::from_value(values).map_err(|error| {
        // The check has passed all that the schema says, so this is a fault of a type's own rule.
        Faults::from(Fault::new(&node.place, error.to_string()))
    })
}
