//! A page: all that is to be said of a key of a scenario.

use serde::Serialize;

/// What a key is.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The last word of its path.
    pub name: String,
    /// Where it stands; `<name>` is a name of the author's own, `[]` an item of a list.
    pub paths: Vec<String>,
    pub about: String,
    pub equation: Option<String>,
    pub parameters: Vec<Parameter>,
    /// What it may be, if it is a choice.
    pub kinds: Vec<Kind>,
    pub why: Option<String>,
    pub source: Option<String>,
    pub example: Option<String>,
    /// The type behind it; a plain value has none.
    #[serde(skip)]
    pub definition: Option<String>,
}

/// A key of it.
#[derive(Debug, Serialize)]
pub struct Parameter {
    pub name: String,
    /// What it means, with its unit and bounds.
    pub meaning: String,
    pub required: bool,
    pub default: Option<String>,
    pub such_as: Option<String>,
    /// What it may be, if it is a choice.
    pub kinds: Vec<String>,
}

/// What a choice may be.
#[derive(Debug, Serialize)]
pub struct Kind {
    pub name: String,
    pub about: String,
}

impl Page {
    /// Mechanisms come before other keys of the same name, and these before plain values.
    pub fn rank(&self) -> usize {
        match (&self.equation, &self.definition) {
            (Some(_), _) => 0,
            (None, Some(_)) => 1,
            (None, None) => 2,
        }
    }
}
