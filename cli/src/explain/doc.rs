//! The doc of a type, as the schema holds it: a first paragraph, then sections under headings.

/// What a doc says, without the marks of Markdown that a terminal does not need.
#[derive(Debug, Default, PartialEq)]
pub struct Doc {
    pub about: String,
    pub equation: Option<String>,
    pub why: Option<String>,
    pub source: Option<String>,
    pub example: Option<String>,
}

impl Doc {
    pub fn of(text: &str) -> Self {
        let mut parts = text.split("\n## ");
        let mut doc = Self { about: prose(parts.next().unwrap_or_default()), ..Self::default() };
        for part in parts {
            let (heading, body) = part.split_once('\n').unwrap_or((part, ""));
            match heading.split_whitespace().next() {
                Some("Equation") => doc.equation = Some(one_line(body).replace('`', "")),
                Some("Why") => doc.why = Some(prose(body)),
                Some("Source") => doc.source = Some(prose(body)),
                Some("Example") => doc.example = Some(code(body)),
                _ => doc.about = format!("{} {heading}: {}", doc.about, prose(body)),
            }
        }
        doc
    }
}

/// Words of a text in one line, without the stars of emphasis.
fn prose(text: &str) -> String {
    one_line(text).replace('*', "")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines between fences.
fn code(text: &str) -> String {
    let lines = text.trim().lines().filter(|line| !line.starts_with("```"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doc_is_told_apart() {
        let text = "Halves\nit.\n\n## Equation\n`a = b`,\n`c = d`\n\n## Why one would choose it\nEasy.\n\n\
            ## Source\n*Bitcoin*, `x.rs`.\n\n## Example\n```yaml\na:\n  b: 1\n```";
        let some = |text: &str| Some(text.to_owned());
        let doc = Doc {
            about: "Halves it.".to_owned(),
            equation: some("a = b, c = d"),
            why: some("Easy."),
            source: some("Bitcoin, `x.rs`."),
            example: some("a:\n  b: 1"),
        };
        assert_eq!(Doc::of(text), doc);
        assert_eq!(Doc::of("").about, "");
    }
}
