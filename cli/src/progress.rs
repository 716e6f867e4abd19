//! Progress on stderr, where somebody is looking.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts replicates, with rate and time left; hidden where stderr is no terminal.
pub fn replicates(count: u32, quiet: bool) -> ProgressBar {
    bar(count, "{bar:30} {pos}/{len} replicates, {per_sec}, {eta} left", quiet)
}

/// The same where fewer of them may be enough.
pub fn replicates_at_most(count: u32, quiet: bool) -> ProgressBar {
    bar(count, "{bar:30} {pos} of at most {len} replicates, {per_sec}, at most {eta} left", quiet)
}

fn bar(count: u32, template: &str, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(count.into()).with_style(style)
}
