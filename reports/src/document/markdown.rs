//! This file is about a report as Markdown in GitHub's flavour, for forums and repositories.

use super::inline::{self, Inline};
use super::{Align, Block, Document, alignment};

impl Document {
    /// The report as Markdown; its pictures are `charts/<name>.png` beside it.
    pub fn to_markdown(&self) -> String {
        let mut parts = vec![format!("# {}", text(&one_line(&self.title)))];
        if !self.front_matter.is_empty() {
            let row = |(name, value): &(String, String)| vec![format!("**{name}**"), value.clone()];
            let rows: Vec<_> = self.front_matter.iter().map(row).collect();
            parts.push(table(&[String::new(), String::new()], &rows, &[]));
        }
        parts.extend(self.blocks.iter().map(block));
        parts.join("\n\n") + "\n"
    }
}

impl Block {
    /// The block as Markdown.
    pub(crate) fn to_markdown(&self) -> String {
        block(self)
    }
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text: words } => {
            let signs = "#".repeat(usize::from((*level).clamp(2, 4)));
            format!("{signs} {}", text(&one_line(words)))
        }
        Block::Paragraph(words) => text(words),
        Block::List(points) => {
            let point = |words: &String| format!("- {}", text(words).replace('\n', "\n  "));
            points.iter().map(point).collect::<Vec<_>>().join("\n")
        }
        Block::Table { header, rows, align, caption } => {
            let table = table(header, rows, align);
            if caption.is_empty() { table } else { format!("*{}*\n\n{table}", text(caption)) }
        }
        Block::Figure { name, alt, .. } => {
            let alt = one_line(alt).replace('[', "\\[").replace(']', "\\]");
            format!("![{alt}](charts/{name}.png)")
        }
        Block::Code { language, text } => {
            let fence = fence(text);
            format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
        }
        Block::Note(words) => format!("> [!NOTE]\n> {}", text(words).replace('\n', "\n> ")),
        Block::Details { summary, blocks } => {
            let inside: Vec<String> = blocks.iter().map(self::block).collect();
            let summary = text(&one_line(summary));
            let inside = inside.join("\n\n");
            format!("<details>\n<summary>{summary}</summary>\n\n{inside}\n\n</details>")
        }
    }
}

fn table(header: &[String], rows: &[Vec<String>], align: &[Align]) -> String {
    let columns = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let row = |cells: &[String]| {
        let cell = |column: usize| cells.get(column).map_or(String::new(), |words| cell(words));
        let cells: Vec<String> = (0..columns).map(cell).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = |column| match alignment(align, column) {
        Align::Left => "---",
        Align::Right => "---:",
        Align::Centre => ":---:",
    };
    let rules: Vec<&str> = (0..columns).map(rule).collect();
    let mut lines = vec![row(header), format!("| {} |", rules.join(" | "))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

/// In a table GitHub reads a bar as the end of the cell, even within code.
fn cell(words: &str) -> String {
    text(words.trim()).replace('|', "\\|").replace('\n', "<br>")
}

/// Light markup is Markdown already; only what could pass for HTML is escaped, outside of code.
fn text(words: &str) -> String {
    let html = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;");
    let stretch = |stretch: Inline<'_>| match stretch {
        Inline::Plain(words) => html(words),
        Inline::Bold(words) => format!("**{}**", html(words)),
        Inline::Italic(words) => format!("*{}*", html(words)),
        Inline::Code(words) => format!("`{words}`"),
        Inline::Link { text, target } => format!("[{}]({target})", html(text)),
    };
    inline::parse(words).into_iter().map(stretch).collect()
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A fence longer than any run of backticks in the text.
fn fence(text: &str) -> String {
    let runs = text.split(|letter| letter != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}
