//! Tables of Markdown.

/// A table whose columns after the first `left` are numbers.
pub fn table(head: &[&str], left: usize, rows: &[Vec<String>]) -> String {
    let rule = (0..head.len()).map(|at| if at < left { "---" } else { "---:" });
    let mut lines = vec![line(head), line(&rule.collect::<Vec<_>>())];
    lines.extend(rows.iter().map(|row| line(row)));
    lines.join("\n") + "\n"
}

/// A row and the end of its line.
pub fn row(cells: &[String]) -> String {
    line(cells) + "\n"
}

fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

/// A share as per cent.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A difference as per cent with its sign.
pub fn signed(share: f64) -> String {
    format!("{:+.0} %", share * 100.0).replace('-', "−")
}

/// A number with three significant digits.
pub fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        size if size >= 0.1 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}
