//! What can go wrong, how it is told, and with which exit code.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use language::Faults;
use sim::ensemble::Broken;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// The scenario is wrong.
    Input(Faults),
    /// The command line is wrong, or names something that is not there.
    Usage(String),
    /// The engine broke one of its own rules.
    Broken(Broken),
    /// It did so in some of the replicates; all that the others show is written.
    SomeBroken(String),
    /// The program is at fault in another way.
    Internal(String),
    /// The system failed; the same command may work later.
    Retry(String),
}

impl Failure {
    fn code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Usage(_) => 2,
            Self::Broken(_) | Self::SomeBroken(_) => 3,
            Self::Internal(_) => 70,
            Self::Retry(_) => 75,
        }
    }

    /// Tells on stderr what is wrong and gives the exit code.
    pub fn report(&self) -> ExitCode {
        let text = match self {
            Self::Input(faults) => faults.render(std::io::stderr().is_terminal()),
            Self::Usage(text) | Self::Retry(text) => format!("error: {text}"),
            Self::Internal(text) => {
                format!("error: {text}\nThis is a defect of aipin; please report it.")
            }
            Self::SomeBroken(text) => {
                format!("error: {text}\nPlease report it with the scenario.")
            }
            Self::Broken(broken) => format!(
                "error: replicate {} {}\nThis is a defect of aipin; please report it with the scenario.",
                broken.replicate, broken.cause
            ),
        };
        // A reader who closed stderr has no use for the message.
        let _ = writeln!(std::io::stderr(), "{text}");
        ExitCode::from(self.code())
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::Input(faults)
    }
}

impl From<Broken> for Failure {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<reports::Error> for Failure {
    fn from(error: reports::Error) -> Self {
        match error {
            reports::Error::CannotWriteThere { .. } => Self::Usage(error.to_string()),
            reports::Error::WriteFailed { .. } => Self::Retry(error.to_string()),
            _ => Self::Internal(error.to_string()),
        }
    }
}
