//! This file is about the difference of two texts, shown as the lines that differ.

/// Lines around a difference, and the most lines that are shown.
const AROUND: usize = 2;
const MOST: usize = 40;

/// The first stretch of lines that differ: `-` is what is committed, `+` is what the code says.
pub fn of(committed: &str, wanted: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (committed.lines().collect(), wanted.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest);
    let tail = tail.take_while(|(old, new)| old == new).count();
    let mut shown = vec![format!("@@ from line {} @@", same + 1)];
    let mut show = |sign: char, lines: &[&str]| {
        shown.extend(lines.iter().take(MOST).map(|line| format!("{sign} {line}")));
        if lines.len() > MOST {
            shown.push(format!("{sign} … and {} lines more", lines.len() - MOST));
        }
    };
    show(' ', &old[same.saturating_sub(AROUND)..same]);
    show('-', &old[same..old.len() - tail]);
    show('+', &new[same..new.len() - tail]);
    show(' ', &old[old.len() - tail..(old.len() - tail + AROUND).min(old.len())]);
    shown.join("\n")
}

#[test]
fn by_hand() {
    let shown = of("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\nY\ne\nf");
    assert_eq!(shown, "@@ from line 4 @@\n  b\n  c\n- d\n+ X\n+ Y\n  e\n  f");
    assert_eq!(of("", "a"), "@@ from line 1 @@\n+ a");
}
