//! Pages as plain text.

use super::page::{Page, Parameter};
use crate::words::{sentence, wrapped};

/// A page in full.
pub fn page(page: &Page, others: &[&Page]) -> String {
    let mut parts = vec![page.paths.join("\n"), wrapped(&page.about, 0).join("\n")];
    let mut section = |heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let lines: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
            parts.push(format!("{heading}\n{}", lines.join("\n").replace("  \n", "\n")));
        }
    };
    let prose =
        |text: &Option<String>| text.as_ref().map_or_else(Vec::new, |text| wrapped(text, 2));
    section("Equation", prose(&page.equation));
    section("Kinds", rows(page.kinds.iter().map(|kind| (kind.name.as_str(), kind.about.clone()))));
    section("Parameters", rows(page.parameters.iter().map(|p| (p.name.as_str(), meaning(p)))));
    section("Why", prose(&page.why));
    section("Source", prose(&page.source));
    let example = page.example.as_deref().unwrap_or_default();
    section("Example", example.lines().map(str::to_owned).collect());
    section(
        "Also so called",
        rows(others.iter().map(|other| (other.paths[0].as_str(), brief(other)))),
    );
    parts.join("\n\n")
}

/// Names in a column, and what each is beside it.
fn rows<'a>(rows: impl Iterator<Item = (&'a str, String)>) -> Vec<String> {
    let rows: Vec<(&str, String)> = rows.collect();
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (name, about) in rows {
        for (at, line) in wrapped(&about, width + 4).into_iter().enumerate() {
            lines.push(format!("{:width$}  {line}", if at == 0 { name } else { "" }));
        }
    }
    lines
}

/// What a parameter means, and what holds if nobody says anything of it.
fn meaning(parameter: &Parameter) -> String {
    // A default shows how it is written, too; the example is that of its unit, not of this key.
    let such_as = parameter.such_as.iter().filter(|_| parameter.default.is_none());
    let such_as = such_as.map(|example| format!("written as {example}"));
    let default = parameter.default.iter().map(|default| format!("default {default}"));
    let required = parameter.required.then(|| "required".to_owned()).into_iter();
    let known: Vec<String> = required.chain(default).chain(such_as).collect();
    let known = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
    let kinds = match parameter.kinds.is_empty() {
        true => String::new(),
        false => format!(" One of {}.", parameter.kinds.join(", ")),
    };
    format!("{}{kinds}{known}", parameter.meaning)
}

fn brief(page: &Page) -> String {
    sentence(&page.about).to_owned()
}

/// Pages among which one must choose.
pub fn several(asked: &str, pages: &[&Page]) -> String {
    let all =
        pages.iter().flat_map(|page| page.paths.iter().map(|path| (path.as_str(), brief(page))));
    let head = format!("`{asked}` stands in several places; ask for one of them by its path:");
    [vec![head], rows(all)].concat().join("\n  ")
}

/// What has an equation: kinds of a choice, and rules without one.
pub fn mechanisms(pages: &[Page]) -> Vec<&Page> {
    pages.iter().filter(|page| page.rank() == 0).collect()
}

/// All kinds below the choices that they answer, and then the rules without a choice.
pub fn list(pages: &[Page]) -> String {
    let mut parts = vec![
        "`aipin explain KIND` tells all of one; where a name stands twice, its path.".to_owned(),
    ];
    let mechanisms = mechanisms(pages);
    let is_kind = |page: &&&Page, choice: &Page| {
        let above = |path: &String| {
            path.rsplit_once('.')
                .is_some_and(|(above, _)| choice.paths.iter().any(|path| path == above))
        };
        page.paths.iter().any(above)
    };
    let mut choices: Vec<&Page> = Vec::new();
    for page in pages.iter().filter(|page| !page.kinds.is_empty()) {
        // A choice that stands under several names is listed where it stands first.
        if choices.iter().all(|choice| choice.definition != page.definition) {
            choices.push(page);
        }
    }
    for choice in &choices {
        if mechanisms.iter().any(|page| is_kind(&page, choice)) {
            let kinds = choice.kinds.iter().map(|kind| (kind.name.as_str(), kind.about.clone()));
            parts.push(part(&format!("{}: {}", choice.paths[0], choice.about), rows(kinds)));
        }
    }
    let alone =
        mechanisms.iter().filter(|page| choices.iter().all(|choice| !is_kind(page, choice)));
    let alone = alone.map(|page| (page.paths[0].as_str(), brief(page)));
    parts.push(part("Rules without a choice:", rows(alone)));
    parts.join("\n\n")
}

fn part(head: &str, lines: Vec<String>) -> String {
    [vec![head.to_owned()], lines].concat().join("\n  ")
}
