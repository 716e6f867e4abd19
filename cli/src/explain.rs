//! `aipin explain`: what a mechanism is, by the JSON Schema, which holds the docs of the code.

mod doc;
mod find;
mod page;
mod text;
mod walk;

use crate::failure::Failure;
use crate::{json, stdout};
use find::{Found, find};
use page::Page;

/// Print what a mechanism of a scenario is: equation, parameters, reason, source, example.
///
/// Without an argument: all kinds, each with a line.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A kind such as `halving`, another key, or a path such as `emission.burn.burn_and_mint`.
    kind: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let schema = sim::scenario::schema();
    let pages = walk::pages(&schema);
    let Some(asked) = &arguments.kind else {
        return match arguments.json {
            true => stdout::print(&json::pretty(&text::mechanisms(&pages))?),
            false => stdout::print(&text::list(&pages)),
        };
    };
    match (find(asked, &pages)?, arguments.json) {
        (Found::One(page, others), false) => stdout::print(&text::page(page, &others)),
        (Found::One(page, _), true) => stdout::print(&json::pretty(page)?),
        (Found::Several(pages), false) => stdout::print(&text::several(asked, &pages)),
        (Found::Several(pages), true) => list(&pages),
    }
}

/// Several pages of a name as JSON: where each stands, and what it is.
fn list(pages: &[&Page]) -> Result<(), Failure> {
    let one = |page: &&Page| serde_json::json!({ "name": page.name, "paths": page.paths, "about": page.about });
    stdout::print(&json::pretty(&pages.iter().map(one).collect::<Vec<_>>())?)
}
