//! This file is about what stands around every picture: its title above, its caption below.

use super::canvas::{self, Anchor, Canvas, Letters, Point};
use super::grid::GUTTER;
use super::text::{self, Weight};
use crate::theme;

const TITLE_LINE: f64 = 24.0;
const CAPTION_LINE: f64 = 17.0;

/// Whether the picture carries its caption or the page around it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caption {
    Inside,
    Outside,
}

/// The words of a picture.
pub(super) struct Frame<'a> {
    title: &'a str,
    caption: &'a str,
    alt: &'a str,
}

impl<'a> Frame<'a> {
    pub(super) fn new((title, caption, alt): (&'a str, &'a str, &'a str), inside: Caption) -> Self {
        let caption = if inside == Caption::Inside { caption } else { "" };
        Self { title, caption, alt }
    }

    /// The whole picture. `place` is told below what there is room (px), and says where what it draws ends.
    pub(super) fn svg<D>(&self, place: impl FnOnce(f64) -> (f64, D)) -> String
    where
        D: FnOnce(&mut Canvas<'_>),
    {
        let width = theme::CHART_WIDTH;
        let room = width - 2.0 * GUTTER;
        let title = text::title(self.title, room);
        let caption = text::wrap(self.caption, theme::CAPTION_SIZE, Weight::Regular, room, 12);
        let (below, draw) = place(GUTTER / 2.0 + title.len() as f64 * TITLE_LINE + 6.0);
        let foot = if caption.is_empty() { 4.0 } else { 14.0 };
        let size = (width, (below + caption.len() as f64 * CAPTION_LINE + foot).ceil());
        let shapes = canvas::shapes(size, |canvas| {
            canvas.rectangle((0.0, 0.0), size, theme::BACKGROUND, 1.0);
            let bold = Letters::new(theme::TITLE_SIZE, Weight::Bold, theme::TEXT);
            lines(canvas, &title, (GUTTER, GUTTER / 2.0 + 18.0), TITLE_LINE, bold);
            draw(canvas);
            let quiet = Letters::new(theme::CAPTION_SIZE, Weight::Regular, theme::QUIET);
            lines(canvas, &caption, (GUTTER, below + 12.0), CAPTION_LINE, quiet);
        });
        picture(size, self.title, self.alt, &shapes)
    }
}

/// Shapes as a whole SVG, with what a screen reader says of it.
pub(super) fn picture(size: Point, title: &str, alt: &str, shapes: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {} role=\"img\" \
         stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>\n{shapes}</svg>\n",
        canvas::root_attributes(size),
        escaped(title),
        escaped(alt),
    )
}

/// Draws lines of text below each other.
pub(super) fn lines(
    canvas: &mut Canvas<'_>,
    lines: &[String],
    (x, y): Point,
    step: f64,
    style: Letters,
) {
    for (nth, line) in lines.iter().enumerate() {
        canvas.text(line, (x, y + nth as f64 * step), Anchor::Start, style);
    }
}

/// Text that is safe between the tags of XML; characters that XML forbids are left out.
pub(super) fn escaped(text: &str) -> String {
    let allowed = text.chars().filter(|letter| !letter.is_control() || letter.is_whitespace());
    let text: String = allowed.collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
