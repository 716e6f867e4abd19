//! This file is about reading what the source says of itself: doc comments and what they stand over.

/// Something with a doc comment.
pub struct Documented {
    /// The comment, without its slashes.
    pub doc: String,
    /// The attributes between comment and code.
    pub attributes: String,
    /// The line of code under it.
    pub line: String,
}

impl Documented {
    /// The comment's first paragraph as one line.
    pub fn first(&self) -> String {
        first_paragraph(&self.doc)
    }
}

/// The text of a file of `src`, which may have a folder of its own.
pub fn file(path: &str) -> String {
    let mut text = crate::read(&format!("sim/src/{path}"));
    if text.is_empty() {
        text = crate::read(&format!("sim/src/{}/mod.rs", path.trim_end_matches(".rs")));
    }
    assert!(!text.is_empty(), "there is no sim/src/{path}");
    text
}

/// What has a doc comment in a text, tests left out.
pub fn documented(text: &str) -> Vec<Documented> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let (mut doc, mut attributes) = (Vec::new(), String::new());
    for line in text.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            doc.push(words.strip_prefix(' ').unwrap_or(words));
        } else if line.starts_with("#[") {
            attributes.push_str(line);
        } else {
            if !doc.is_empty() {
                let doc = doc.join("\n");
                found.push(Documented { doc, attributes, line: line.to_owned() });
            }
            (doc, attributes) = (Vec::new(), String::new());
        }
    }
    found
}

/// What stands between the braces of an item that begins with a head.
pub fn body<'a>(text: &'a str, head: &str) -> &'a str {
    let inside = text.split_once(head).and_then(|(_, rest)| rest.split_once("{\n"));
    let body = inside.and_then(|(_, rest)| rest.split_once("\n}")).map(|(body, _)| body);
    body.unwrap_or_else(|| panic!("there is no `{head}`"))
}

/// The sentence with which a file begins, after its name and a colon.
pub fn question(path: &str) -> String {
    let text = file(path);
    let lines = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    first_paragraph(&lines.collect::<Vec<_>>().join("\n"))
}

/// The first paragraph of a comment as one line.
pub fn first_paragraph(doc: &str) -> String {
    let lines = doc.lines().take_while(|line| !line.is_empty() && !line.starts_with("##"));
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A section of a comment, from its heading to the next.
pub fn section<'a>(doc: &'a str, heading: &str) -> Option<&'a str> {
    let start = doc.split_once(&format!("## {heading}")).map(|(_, rest)| rest)?;
    let (_, text) = start.split_once('\n')?;
    Some(text.split("\n## ").next().unwrap_or_default().trim())
}

/// The first block of a page that is fenced under a name.
pub fn fenced<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("\n```{name}\n"))?;
    rest.split_once("\n```\n").map(|(block, _)| block)
}
