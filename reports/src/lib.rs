//! This crate is about what a run leaves behind: tables, charts and reports as bytes and strings.
//!
//! Every layer takes plain data and gives back bytes or text; only [`files`] touches a disk.
//! The same input gives the same bytes: there is no clock, no chance and no system font here.

mod error;
pub mod files;
pub mod tables;

pub use error::{Error, Result};
pub use tables::{Column, Table, TableWriter, Values};
