//! What the tests of the command share: how to run the real binary.

use std::path::Path;
use std::process::Command;

/// What the command did.
#[derive(Debug)]
pub struct Done {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it said beside that.
    pub stderr: String,
}

/// Gives a command its arguments and waits for it in a folder.
pub fn done(mut command: Command, folder: &Path, arguments: &[&str]) -> Done {
    let output = command.current_dir(folder).args(arguments).output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("prints UTF-8");
    Done { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}
