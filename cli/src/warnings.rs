//! Warnings: what is sound and may yet not mean what its author thinks, told on stderr.

use std::io::{IsTerminal, Write};

use language::Fault;
use language::fault;
use serde_json::{Value, json};

/// Tells of each on stderr.
pub fn tell(warnings: &[Fault]) {
    if !warnings.is_empty() {
        let text = fault::warnings(warnings, std::io::stderr().is_terminal());
        // A reader who closed stderr has no use for them.
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// A warning for programs.
pub fn to_json(warning: &Fault) -> Value {
    let (line, column) = warning.place.line_and_column();
    json!({
        "file": warning.place.source.name,
        "line": line,
        "column": column,
        "message": warning.message,
        "help": warning.help,
    })
}
