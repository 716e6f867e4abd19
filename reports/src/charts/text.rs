//! This file is about how wide words are in DejaVu Sans, so that labels can be kept apart.

use crate::theme;

/// Advance widths of the characters from space to tilde (thousandths of the letter size).
const WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// What a character of another script takes at most, but for the rarest.
const WIDTH_OTHER: u16 = 1000;

/// Bold letters are wider by a tenth or so.
const BOLD: f64 = 1.12;

/// The weight of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The width of `text` in letters of `size` (px).
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: f64 = text.chars().map(|letter| f64::from(advance(letter))).sum();
    let regular = thousandths / 1000.0 * size;
    if weight == Weight::Bold { regular * BOLD } else { regular }
}

fn advance(letter: char) -> u16 {
    let place = (letter as usize).checked_sub(' ' as usize);
    match letter {
        '–' => 500,
        '·' => 318,
        '−' | '×' => 838,
        'À'..='ɏ' => 700,
        _ => place.and_then(|place| WIDTHS.get(place)).copied().unwrap_or(WIDTH_OTHER),
    }
}

/// Breaks `text` between words into lines no wider than `room`; the last may end with `…`.
pub(super) fn wrap(
    text: &str,
    size: f64,
    weight: Weight,
    room: f64,
    lines_max: usize,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match joined {
            Some(joined) if width(&joined, size, weight) <= room => {
                lines.pop();
                lines.push(joined);
            }
            Some(joined) if lines.len() == lines_max => {
                lines.pop();
                lines.push(joined);
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        *line = shorten(line, size, weight, room);
    }
    lines
}

/// Breaks `text` like [`wrap`], into lines of about equal width rather than one and a stump.
pub(super) fn balance(
    text: &str,
    size: f64,
    weight: Weight,
    room: f64,
    lines_max: usize,
) -> Vec<String> {
    let widest = wrap(text, size, weight, room, lines_max);
    let narrower = (50..100)
        .map(|percent| wrap(text, size, weight, room * f64::from(percent) / 100.0, lines_max));
    let whole = |lines: &Vec<String>| {
        lines.len() == widest.len() && !lines.iter().any(|line| line.ends_with('…'))
    };
    narrower.into_iter().find(whole).unwrap_or(widest)
}

/// Breaks a title into as many lines as it needs, since a finding that is cut says nothing.
pub(super) fn title(text: &str, room: f64) -> Vec<String> {
    balance(text, theme::TITLE_SIZE, Weight::Bold, room, usize::MAX)
}

/// Cuts `text` at the end and says so with `…`, if it is wider than `room`.
pub(super) fn shorten(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while !kept.is_empty() {
        kept.pop();
        let shortened = format!("{}…", kept.trim_end());
        if width(&shortened, size, weight) <= room {
            return shortened;
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::png;

    /// The width that the renderer gives the text, from its first to its last dark pixel.
    fn rendered_width(text: &str, weight: &str) -> f64 {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='50'>\
             <text x='10' y='30' font-size='20' font-weight='{weight}'>{text}</text></svg>"
        );
        f64::from(png::parse(&svg).unwrap().root().bounding_box().width())
    }

    #[test]
    fn widths_agree_with_the_renderer() {
        for text in ["Sixty per cent of owners stay", "$12,500 (p5–p95)", "WWW iii"] {
            for (weight, name) in [(Weight::Regular, "normal"), (Weight::Bold, "bold")] {
                let (guess, real) = (width(text, 20.0, weight), rendered_width(text, name));
                assert!((guess / real - 1.0).abs() < 0.06, "{text} {name}: {guess} for {real}");
            }
        }
    }

    #[test]
    fn wraps_between_words_and_says_when_it_cuts() {
        let wrap = |text, lines_max| wrap(text, 10.0, Weight::Regular, 66.0, lines_max);
        assert_eq!(wrap("one two three four", 3), ["one two", "three four"]);
        assert_eq!(wrap("one two three four five six", 2), ["one two", "three four…"]);
        assert_eq!(wrap("incomprehensibilities", 2), ["incompreh…"]);
        assert_eq!(wrap("", 2), [] as [&str; 0]);
    }

    #[test]
    fn a_title_is_never_cut() {
        let words = "Single-board computer with an RK3588 is bound by memory when it decodes";
        for count in 1..6 {
            let text = vec![words; count].join(" ");
            assert_eq!(title(&text, 640.0).join(" "), text);
        }
    }

    #[test]
    fn a_title_has_no_stump() {
        let text = "one two three four";
        assert_eq!(balance(text, 10.0, Weight::Regular, 72.0, 2), ["one two", "three four"]);
        assert_eq!(wrap(text, 10.0, Weight::Regular, 72.0, 2), ["one two three", "four"]);
    }
}
