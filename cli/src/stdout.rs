//! What is printed on stdout.

use std::io::{self, BufWriter, ErrorKind, Write};

use crate::failure::Failure;

/// Prints a text and ends its line.
pub fn print(text: &str) -> Result<(), Failure> {
    stream(|out| writeln!(out, "{text}"))
}

/// Prints bit by bit; a reader who closed the pipe has read enough.
pub fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    match write(&mut stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Retry(format!("stdout cannot be written ({error})")))
        }
        _ => Ok(()),
    }
}
