//! `aipin schema`: the JSON Schema of a scenario.

use crate::failure::Failure;

pub fn run() -> Result<(), Failure> {
    println!("{}", crate::json::pretty(&sim::scenario::schema())?);
    Ok(())
}
