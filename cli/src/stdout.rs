//! What is printed on stdout.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints a text and ends its line; a reader who closed the pipe has read enough.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Retry(format!("stdout cannot be written ({error})")))
        }
        _ => Ok(()),
    }
}
