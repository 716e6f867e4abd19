//! The language in which scenarios and devices are written: YAML with units.
//!
//! Text goes through four steps, each one file, so that every fault of a file is found at once and
//! each is shown at its place:
//!
//! | step | file | from → to |
//! |---|---|---|
//! | read | [`yaml`] | text → a [`tree`] whose every node knows where it stands |
//! | patch | [`tree`] | a variant, an amendment or `--set` replaces a branch |
//! | check | [`mod@check`] | tree against the JSON Schema of the Rust type → all faults, or plain values |
//! | mean | [`read()`] | plain values → the Rust type |

pub mod check;
pub mod fault;
pub mod fraction;
pub mod quantity;
pub mod schema;
pub mod timeline;
pub mod tokens;
pub mod tree;
pub mod units;
pub mod varied;
pub mod when;
pub mod work;
pub mod yaml;

mod read;
mod syntax;
mod text;

pub use fault::{Fault, Faults};
pub use read::{Wanted, read};
pub use tree::{Node, Place, Source};
