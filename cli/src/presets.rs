//! Presets: the replicas of real networks that come with the program, each named by its file.

use std::path::Path;

use language::{Node, yaml};

use crate::words::{sentence, wrapped};

// `PRESETS`: the name and the text of each, in order of their names.
include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// The names of all presets.
pub fn names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// The text of the preset that is so called; a path has a dot or a slash, and no preset has.
pub fn text(name: &Path) -> Option<&'static str> {
    let name = name.to_str()?;
    PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// All presets, each with what it is about.
pub fn list() -> String {
    let width = names().map(str::len).max().unwrap_or(0);
    let one = |(name, text): &(&str, &str)| {
        let about = wrapped(&about(name, text), 4 + width);
        format!("  {name:width$}  {}", about.join(&format!("\n{:1$}", "", 4 + width)))
    };
    PRESETS.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The first sentence of what a preset says of itself.
fn about(name: &str, text: &str) -> String {
    let tree = yaml::parse(name, text).ok();
    let about = tree.as_ref().and_then(|tree| tree.get("about")).and_then(Node::scalar);
    sentence(about.unwrap_or_default()).to_owned()
}
