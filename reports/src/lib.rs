//! This crate is about what a run leaves behind: tables, charts and reports as bytes and strings.
//!
//! Every layer takes plain data and gives back bytes or text; only [`files`] and
//! [`TableWriter`] touch a disk. The same input gives the same bytes: there is no clock,
//! no chance and no font of the machine in here.

pub mod charts;
pub mod check;
pub mod compare;
pub mod document;
mod error;
pub mod files;
pub mod png;
pub mod run;
pub mod tables;
pub mod theme;

pub use charts::{
    Band, Ceiling, Chart, DeviceDay, Ecdf, EcdfPanel, Forest, ForestPanel, ForestRow, Layer,
    LoadPoint, Mark, MarkKind, Panel, Picture, Roofline, Scale, Scatter, ScatterGroup,
    ScatterPanel, X,
};
pub use document::{Align, Block, Document};
pub use error::{Error, Result};
pub use tables::{Column, Table, TableWriter, Values};
