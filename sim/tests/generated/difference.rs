//! This file is about the difference of two texts, shown as the lines that differ.

/// Lines around a difference, and the most lines that are shown.
const AROUND: usize = 2;
const MOST: usize = 60;

/// The lines that differ: `-` is what is committed, `+` is what the code says.
pub fn of(committed: &str, wanted: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (committed.lines().collect(), wanted.lines().collect());
    let signed = signed(&old, &new);
    let differs: Vec<usize> =
        signed.iter().enumerate().filter(|(_, line)| line.0 != ' ').map(|(at, _)| at).collect();
    let is_near = |at: usize| differs.iter().any(|&differs| differs.abs_diff(at) <= AROUND);
    let mut shown = Vec::new();
    let mut last = None;
    for (at, (sign, number, line)) in signed.iter().enumerate().filter(|(at, _)| is_near(*at)) {
        if last.is_none_or(|last| last + 1 != at) {
            shown.push(format!("@@ line {number} @@"));
        }
        shown.push(format!("{sign} {line}"));
        last = Some(at);
    }
    let more = shown.len().saturating_sub(MOST);
    shown.truncate(MOST);
    if more > 0 {
        shown.push(format!("… and {more} lines more"));
    }
    shown.join("\n")
}

/// Every line of both texts with its sign and its number in the committed one.
fn signed<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, usize, &'a str)> {
    // The length of the longest common rest from each pair of lines on.
    let width = new.len() + 1;
    let mut rest = vec![0_u32; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            rest[at * width + to] = if old[at] == new[to] {
                rest[(at + 1) * width + to + 1] + 1
            } else {
                rest[(at + 1) * width + to].max(rest[at * width + to + 1])
            };
        }
    }
    let (mut at, mut to, mut signed) = (0, 0, Vec::new());
    while at < old.len() || to < new.len() {
        let is_same = at < old.len() && to < new.len() && old[at] == new[to];
        let is_gone = to == new.len()
            || (at < old.len() && rest[(at + 1) * width + to] >= rest[at * width + to + 1]);
        let (sign, line) = match (is_same, is_gone) {
            (true, _) => (' ', old[at]),
            (false, true) => ('-', old[at]),
            (false, false) => ('+', new[to]),
        };
        signed.push((sign, at + 1, line));
        at += usize::from(sign != '+');
        to += usize::from(sign != '-');
    }
    signed
}

#[test]
fn by_hand() {
    let shown = of("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\nY\ne\nf");
    assert_eq!(shown, "@@ line 2 @@\n  b\n  c\n- d\n+ X\n+ Y\n  e\n  f");
    assert_eq!(of("", "a"), "@@ line 1 @@\n+ a");
    let two = of("a\n1\n2\n3\n4\n5\n6\nb", "1\n2\n3\n4\n5\n6");
    assert_eq!(two, "@@ line 1 @@\n- a\n  1\n  2\n@@ line 6 @@\n  5\n  6\n- b");
}
