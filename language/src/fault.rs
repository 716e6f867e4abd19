//! This file is about faults: what is wrong, where it stands, and what would be right.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::tree::Place;

/// One thing that is wrong in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Where it stands.
    pub place: Place,
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(place: &Place, message: impl Into<String>) -> Self {
        Self { place: place.clone(), message: message.into(), help: None }
    }

    /// Says what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers the nearest of the names that would be right, and lists them if they are few.
    #[must_use]
    pub fn nearest<'a>(self, wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Self {
        let right: Vec<&str> = right.into_iter().collect();
        let list = listed(right.iter().map(|name| format!("`{name}`")).collect());
        match nearest(wrong, &right) {
            Some(name) if right.len() > LISTED => self.help(format!("did you mean `{name}`?")),
            Some(name) => self.help(format!("did you mean `{name}`? known here: {list}")),
            None if right.is_empty() => self,
            None => self.help(format!("known here: {list}")),
        }
    }
}

/// Names that a fault lists; more would hide what it says.
pub const LISTED: usize = 16;

/// The names in one line, and how many more there are if they are many.
#[must_use]
pub fn listed(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(LISTED);
    names.truncate(LISTED);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}

/// The name that a misspelt one was most likely meant to be, or of which it is the beginning.
#[must_use]
pub fn nearest<'a>(wrong: &str, right: &[&'a str]) -> Option<&'a str> {
    let misspelt = right
        .iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), *name))
        .filter(|(distance, name)| *distance <= (name.len().max(wrong.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name);
    misspelt.or_else(|| begun(wrong, right))
}

/// The only name that begins so.
fn begun<'a>(wrong: &str, right: &[&'a str]) -> Option<&'a str> {
    let mut names = right.iter().filter(|name| wrong.len() >= 3 && name.starts_with(wrong));
    names.next().filter(|_| names.next().is_none()).copied()
}

/// As many faults are shown at once: nobody reads more.
pub const SHOWN_MAX: usize = 50;

/// Bytes of a line that is shown with its fault; a longer one was not written to be read.
const LINE_MAX: usize = 4_000;

/// Everything that is wrong in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Faults if there are any.
    ///
    /// # Errors
    /// The faults.
    pub fn none_of(faults: Vec<Fault>) -> Result<(), Faults> {
        if faults.is_empty() { Ok(()) } else { Err(Self::of(faults)) }
    }

    /// Some faults in the order of the text, each once.
    #[must_use]
    pub fn of(mut faults: Vec<Fault>) -> Self {
        faults.sort_by(|a, b| {
            let (one, other) = (&a.place, &b.place);
            (&one.source.name, one.start).cmp(&(&other.source.name, other.start))
        });
        faults.dedup();
        Self(faults)
    }

    /// The same, each with what it was found in before its message.
    #[must_use]
    pub fn within(mut self, what: &str) -> Self {
        for fault in &mut self.0 {
            fault.message = format!("{what}: {}", fault.message);
        }
        self
    }

    /// The faults in the order of the text.
    #[must_use]
    pub fn list(&self) -> &[Fault] {
        &self.0
    }

    /// The faults, to be added to others.
    #[must_use]
    pub fn into_list(self) -> Vec<Fault> {
        self.0
    }

    /// The faults as a reader sees them, with the lines they stand on.
    #[must_use]
    pub fn render(&self, coloured: bool) -> String {
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        let all = self.0.iter().take(SHOWN_MAX);
        let mut shown: Vec<String> =
            all.map(|fault| show(fault, Level::ERROR, &renderer)).collect();
        if self.0.len() > SHOWN_MAX {
            shown.push(format!("error: there are more than these {SHOWN_MAX}; mend them first"));
        }
        shown.join("\n\n")
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}

/// Faults that stop nothing, as a reader sees them, with the lines they stand on.
#[must_use]
pub fn warnings(list: &[Fault], coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let shown = list.iter().map(|fault| show(fault, Level::WARNING, &renderer));
    shown.collect::<Vec<_>>().join("\n\n")
}

fn show(fault: &Fault, level: Level, renderer: &Renderer) -> String {
    let Place { source, start, end } = &fault.place;
    let mut group = Group::with_title(level.primary_title(&fault.message));
    let (line, column) = fault.place.line_and_column();
    let first = source.text[..*start].rfind('\n').map_or(0, |at| at + 1);
    let last = source.text[*start..].find('\n').map_or(source.text.len(), |at| start + at);
    let shown = source.text[first..last].trim_end_matches('\r');
    if source.text.is_empty() || shown.len() > LINE_MAX {
        let origin = annotate_snippets::Origin::path(&source.name);
        group = group.element(origin.line(line).char_column(column));
    } else {
        // A caret under the first line is enough: a marked block of many lines hides the message.
        let mark = AnnotationKind::Primary
            .span(start - first..((*end).min(last) - first).min(shown.len()));
        let snippet = Snippet::source(shown).line_start(line).path(&source.name);
        group = group.element(snippet.annotation(mark));
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml;

    #[test]
    fn a_fault_shows_file_line_column_and_what_would_be_right() {
        let tree = yaml::parse("s.yaml", "run:\n  dayz: 3\n").expect("parses");
        let place = &tree.get("run").expect("there").entries()[0].0.place;
        let fault = Fault::new(place, "there is no `dayz`").nearest("dayz", ["days", "seed"]);
        let expected = "\
error: there is no `dayz`
 --> s.yaml:2:3
  |
2 |   dayz: 3
  |   ^^^^
  |
  = help: did you mean `days`? known here: `days`, `seed`";
        assert_eq!(Faults::from(fault).to_string(), expected);
    }

    #[test]
    fn a_name_that_is_far_from_all_is_not_guessed() {
        assert_eq!(nearest("zebra", &["days", "seed"]), None);
        assert_eq!(nearest("halvin", &["fixed", "halving"]), Some("halving"));
    }

    #[test]
    fn the_beginning_of_one_name_is_that_name() {
        assert_eq!(nearest("expo", &["even", "exponential"]), Some("exponential"));
        assert_eq!(nearest("pri", &["price_of_work", "price_of_data"]), None);
        assert_eq!(nearest("ex", &["even", "exponential"]), None);
    }
}
