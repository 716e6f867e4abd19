//! This file is about a report as one page that needs nothing but itself.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value, context};

use super::inline::{self, Inline};
use super::{Align, Block, Document, alignment, svg_ids};
use crate::{Error, Result, theme};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

impl Document {
    /// The report as one HTML page, with its style and pictures inside and no script.
    pub fn to_html(&self) -> Result<String> {
        let mut page = Page::default();
        let blocks = page.blocks(&self.blocks);
        let front_matter: Vec<Value> = self
            .front_matter
            .iter()
            .map(|(name, value)| context! { name => name, value => markup(value) })
            .collect();
        let style = STYLE
            .replace("var(--series-1)", &theme::hue(0).ink.hex())
            .replace("var(--text)", &theme::TEXT.hex())
            .replace("var(--quiet)", &theme::QUIET.hex())
            .replace("var(--line)", &theme::GRID.hex());
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        environment.set_syntax(syntax.build().map_err(Error::rendering)?);
        environment.add_template("page.html", PAGE).map_err(Error::rendering)?;
        let template = environment.get_template("page.html").map_err(Error::rendering)?;
        let page = context! {
            title => &self.title,
            style => Value::from_safe_string(style),
            front_matter => front_matter,
            contents => page.contents,
            blocks => blocks,
        };
        template.render(page).map_err(Error::rendering)
    }
}

/// What is counted while the blocks of a page are gone through.
#[derive(Default)]
struct Page {
    ids: Vec<String>,
    contents: Vec<Value>,
    figures: usize,
}

impl Page {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Value {
        match block {
            Block::Heading { level, text } => {
                let level = (*level).clamp(2, 4);
                let id = self.new_id(text);
                if level <= 3 {
                    let entry = context! { level => level, id => &id, text => plain(text) };
                    self.contents.push(entry);
                }
                context! { kind => "heading", level => level, id => id, text => markup(text) }
            }
            Block::Paragraph(text) => context! { kind => "paragraph", text => markup(text) },
            Block::List(points) => {
                let points: Vec<Value> = points.iter().map(|point| markup(point)).collect();
                context! { kind => "list", points => points }
            }
            Block::Table { header, rows, align, caption } => table(header, rows, align, caption),
            Block::Figure { caption, svg, .. } => {
                self.figures += 1;
                let svg = svg_ids::prefixed(svg, &format!("figure-{}-", self.figures));
                let svg = Value::from_safe_string(svg);
                context! { kind => "figure", svg => svg, caption => markup(caption) }
            }
            Block::Code { language, text } => {
                context! { kind => "code", language => language, text => text }
            }
            Block::Note(text) => context! { kind => "note", text => markup(text) },
            Block::Details { summary, blocks } => {
                let blocks = self.blocks(blocks);
                context! { kind => "details", summary => markup(summary), blocks => blocks }
            }
        }
    }

    /// A name for links to a heading, made of its words; the second of a name gets a number.
    fn new_id(&mut self, heading: &str) -> String {
        let words = plain(heading).to_lowercase();
        let letters = words.split(|letter: char| !letter.is_alphanumeric());
        let stem = letters.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let mut names = [stem.clone()].into_iter().chain(numbered);
        let id = names.find(|name| !name.is_empty() && !self.ids.contains(name));
        let id = id.unwrap_or(stem);
        self.ids.push(id.clone());
        id
    }
}

/// Words of a cell from which on it gets room for sentences (letters).
const LONG: usize = 40;

fn table(header: &[String], rows: &[Vec<String>], align: &[Align], caption: &str) -> Value {
    let columns = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let row = |cells: &[String]| -> Vec<Value> {
        let cell = |column: usize| {
            let text = cells.get(column).map_or("", String::as_str);
            let class = match alignment(align, column) {
                Align::Left if longest_line(text) > LONG => "long",
                other => class(other),
            };
            context! { text => lines(text), class => class }
        };
        (0..columns).map(cell).collect()
    };
    let rows: Vec<Vec<Value>> = rows.iter().map(|cells| row(cells)).collect();
    context! { kind => "table", header => row(header), rows => rows, caption => markup(caption) }
}

/// Letters of the longest line of a cell.
fn longest_line(text: &str) -> usize {
    text.lines().map(|line| plain(line).chars().count()).max().unwrap_or(0)
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => "number",
        Align::Centre => "centre",
    }
}

/// The text with its light markup as HTML.
fn markup(text: &str) -> Value {
    let stretch = |stretch: Inline<'_>| match stretch {
        Inline::Plain(text) => escaped(text),
        Inline::Bold(text) => format!("<strong>{}</strong>", escaped(text)),
        Inline::Italic(text) => format!("<em>{}</em>", escaped(text)),
        Inline::Code(text) => format!("<code>{}</code>", escaped(text)),
        Inline::Link { text, target } if is_harmless(target) => {
            format!("<a href=\"{}\">{}</a>", escaped(target), escaped(text))
        }
        Inline::Link { text, .. } => escaped(text),
    };
    Value::from_safe_string(inline::parse(text).into_iter().map(stretch).collect())
}

/// The text of a cell, which may have several lines.
fn lines(text: &str) -> Value {
    Value::from_safe_string(markup(text.trim()).to_string().replace('\n', "<br>"))
}

/// A scenario's text may come from a stranger, and `javascript:` is a target too.
fn is_harmless(target: &str) -> bool {
    let scheme = target.split(['/', '#', '?']).next().unwrap_or_default();
    !scheme.contains(':')
        || ["https:", "http:", "mailto:"].iter().any(|safe| target.starts_with(safe))
}

/// The text without its light markup.
fn plain(text: &str) -> String {
    let stretch = |stretch: Inline<'_>| match stretch {
        Inline::Plain(text) | Inline::Bold(text) | Inline::Italic(text) | Inline::Code(text) => {
            text.to_owned()
        }
        Inline::Link { text, .. } => text.to_owned(),
    };
    inline::parse(text).into_iter().map(stretch).collect()
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;")
}
