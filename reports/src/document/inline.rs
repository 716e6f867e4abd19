//! This file is about light markup within a text: bold, italic, code and links.

/// A stretch of text in one manner.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline<'a> {
    Plain(&'a str),
    Bold(&'a str),
    Italic(&'a str),
    Code(&'a str),
    Link { text: &'a str, target: &'a str },
}

/// Splits a text into stretches; a sign without its partner stays what it is.
pub(super) fn parse(text: &str) -> Vec<Inline<'_>> {
    let mut stretches = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(letter) = text[at..].chars().next() {
        let opens = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let found = marked(&text[at..]).filter(|(stretch, _)| {
            // A star within a word or a product is a star.
            !matches!(stretch, Inline::Bold(_) | Inline::Italic(_)) || opens
        });
        let Some((stretch, length)) = found else {
            at += letter.len_utf8();
            continue;
        };
        if plain < at {
            stretches.push(Inline::Plain(&text[plain..at]));
        }
        stretches.push(stretch);
        at += length;
        plain = at;
    }
    if plain < text.len() {
        stretches.push(Inline::Plain(&text[plain..]));
    }
    stretches
}

/// The marked stretch at the beginning of `text` and its length with the marks.
fn marked(text: &str) -> Option<(Inline<'_>, usize)> {
    let between = |mark: &str| {
        let (inside, _) = text.strip_prefix(mark)?.split_once(mark)?;
        let tight = !inside.is_empty() && inside.trim() == inside;
        tight.then_some((inside, inside.len() + 2 * mark.len()))
    };
    if let Some((inside, length)) = between("`") {
        return Some((Inline::Code(inside), length));
    }
    if let Some((inside, length)) = between("**") {
        return Some((Inline::Bold(inside), length));
    }
    if let Some((inside, length)) = between("*") {
        return Some((Inline::Italic(inside), length));
    }
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, _) = rest.split_once(')')?;
    let whole = words.len() + target.len() + "[]()".len();
    (!words.contains(['[', '\n'])).then_some((Inline::Link { text: words, target }, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_in_pairs() {
        let text = "a **b** `c*d*` *e* [f g](https://h.org/i) 2 * 3 * 4 a*b*c **";
        assert_eq!(
            parse(text),
            [
                Inline::Plain("a "),
                Inline::Bold("b"),
                Inline::Plain(" "),
                Inline::Code("c*d*"),
                Inline::Plain(" "),
                Inline::Italic("e"),
                Inline::Plain(" "),
                Inline::Link { text: "f g", target: "https://h.org/i" },
                Inline::Plain(" 2 * 3 * 4 a*b*c **"),
            ]
        );
        assert_eq!(parse("[draft] ö*"), [Inline::Plain("[draft] ö*")]);
        assert_eq!(parse(""), []);
    }
}
