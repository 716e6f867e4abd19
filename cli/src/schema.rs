//! `aipin schema`: the JSON Schema of a scenario.

use crate::failure::Failure;
use crate::{json, stdout};

pub fn run() -> Result<(), Failure> {
    stdout::print(&json::pretty(&sim::scenario::schema())?)
}
