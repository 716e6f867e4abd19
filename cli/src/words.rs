//! Words as a terminal shows them.

/// Columns of a line of text.
pub const WIDTH: usize = 100;

/// So many of something, whose plural ends in an s.
pub fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A count with its thousands kept apart.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "_-./=:@%+,".contains(sign);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The words of a text in lines that leave so many columns free at their beginning.
pub fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let room = WIDTH.saturating_sub(indent).max(20);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            *line = word.to_owned();
        } else if line.chars().count() + 1 + word.chars().count() <= room {
            *line += " ";
            *line += word;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The first sentence of a text: up to a mark of its end before a space.
pub fn sentence(text: &str) -> &str {
    let text = text.trim();
    let end = text.match_indices(['.', '?', '!']).map(|(at, _)| at + 1);
    let mut end = end.filter(|at| text[*at..].starts_with(char::is_whitespace));
    end.next().map_or(text, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_whole_words() {
        let text = format!("{} {}", "a".repeat(60), "ö".repeat(40));
        assert_eq!(wrapped(&text, 0).len(), 2);
        assert_eq!(wrapped(&text[..99], 0).len(), 1);
        assert_eq!(wrapped("one  two\nthree", 4), ["one two three"]);
        assert_eq!(wrapped("", 0), [""]);
    }

    #[test]
    fn a_point_within_a_number_ends_no_sentence() {
        assert_eq!(sentence("It mints 1.5 a day. Then none."), "It mints 1.5 a day.");
        assert_eq!(sentence("Does it?\nYes."), "Does it?");
        assert_eq!(sentence("no end"), "no end");
    }
}
