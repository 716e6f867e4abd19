//! This file is about what a check leaves behind: the same findings for a CI system, for a reader and
//! for a program.
//!
//! | file | for |
//! |---|---|
//! | [`junit()`] | CI systems, which show test suites and their cases |
//! | [`annotations()`] | GitHub, which shows them beside the lines of a scenario |
//! | [`summary()`] | who opens the page of the job |
//! | [`results()`] | programs: with the exit code, this is what they may rely on |

mod annotations;
mod junit;
mod outcome;
mod results;
mod summary;

#[cfg(test)]
mod example;

pub use annotations::annotations;
pub use junit::junit;
pub use results::{Tool, results, schema};
pub use summary::{MOST_BYTES, summary};

use studies::{Case, CheckedScenario};

/// Where a case stands: `path:line:column`, or the path alone where it stands nowhere.
fn place(scenario: &CheckedScenario, case: &Case) -> String {
    match case.at {
        (0, _) => scenario.path.clone(),
        (line, column) => format!("{}:{line}:{column}", scenario.path),
    }
}
