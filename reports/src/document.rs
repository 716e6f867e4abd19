//! This file is about a report as blocks of meaning, before it becomes Markdown or HTML.

mod html;
mod inline;
mod markdown;
mod svg_ids;

#[cfg(test)]
mod tests;

use crate::Chart;

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What it is about.
    pub title: String,
    /// What identifies it: names and values, shown as a small table at the top.
    pub front_matter: Vec<(String, String)>,
    /// The report itself, in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a report.
///
/// Texts may hold `**bold**`, `*italic*`, `` `code` `` and `[links](https://…)`.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading; the title is level 1, so these begin at 2.
    Heading {
        /// From 2 to 4.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// A list of points.
    List(Vec<String>),
    /// A table of texts.
    Table {
        /// The names of the columns.
        header: Vec<String>,
        /// The cells; a short row is filled with empty ones.
        rows: Vec<Vec<String>>,
        /// How the columns stand; missing ones stand on the left.
        align: Vec<Align>,
        /// What the table shows; may be empty.
        caption: String,
    },
    /// A chart, which lies in `charts/` beside the report.
    Figure {
        /// The stem of the chart's files.
        name: String,
        /// What a reader who cannot see the picture should know.
        alt: String,
        /// Set below the picture on the page; the PNG that Markdown shows carries its own.
        caption: String,
        /// The picture itself, for the page.
        svg: String,
    },
    /// Something to type, or to copy.
    Code {
        /// The language, for colouring.
        language: String,
        /// The text, taken as it is.
        text: String,
    },
    /// A remark that should not be missed.
    Note(String),
    /// Blocks that are folded away.
    Details {
        /// What is inside.
        summary: String,
        /// The blocks.
        blocks: Vec<Block>,
    },
}

/// How a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
    /// Marks.
    Centre,
}

impl Block {
    /// A figure of this chart.
    pub fn figure(chart: &Chart) -> Self {
        Self::Figure {
            name: chart.name.clone(),
            alt: chart.alt.clone(),
            caption: chart.caption.clone(),
            svg: chart.to_inline_svg(),
        }
    }
}

/// How the nth column stands.
fn alignment(align: &[Align], column: usize) -> Align {
    align.get(column).copied().unwrap_or_default()
}
