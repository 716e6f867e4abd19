//! This file is about differences with their intervals, one below the other: a dot and a line for
//! each, left or right of the line of no difference.

use super::Scale;
use super::canvas::{self, Anchor, Canvas, Letters, Point, Stroke};
use super::draw::{self, Caption, lines};
use super::grid::GUTTER;
use super::numbers::{self, Affixes};
use super::scale::Axis;
use super::text::{self, Weight};
use crate::tables::{Column, Table, Values};
use crate::{Block, Result, png, theme};

const TITLE_LINE: f64 = 24.0;
const CAPTION_LINE: f64 = 17.0;
/// From one row to the next (px).
const ROW: f64 = 26.0;
/// The most that labels take (px).
const LABEL_MOST: f64 = 260.0;
/// The least and the most that the words beside the rows take (px).
const WORDS: (f64, f64) = (150.0, 240.0);
const RADIUS: f64 = 4.0;

/// A picture of differences.
#[derive(Clone, Debug)]
pub struct Forest {
    /// The stem of its files.
    pub name: String,
    /// The finding, as a sentence; wrapped, never cut.
    pub title: String,
    /// The mechanism behind it, and how to read the lines.
    pub caption: String,
    /// What a reader who cannot see the picture should know.
    pub alt: String,
    /// What the horizontal axis is, with its unit; one with `%` gives its numbers a per cent sign.
    pub unit: String,
    /// The differences, the first on top.
    pub rows: Vec<ForestRow>,
}

/// One difference.
#[derive(Clone, Debug)]
pub struct ForestRow {
    /// What makes it.
    pub label: String,
    /// The difference.
    pub value: f64,
    /// The ends of its interval; NaN if there is none.
    pub interval: (f64, f64),
    /// A few words beside it.
    pub words: String,
    /// Whether it stands back behind the others.
    pub is_quiet: bool,
}

impl ForestRow {
    /// The place of its colour among the series colours: blue and orange on either side of no
    /// difference, grey where the interval holds it or the row stands back.
    fn hue(&self) -> usize {
        let (low, high) = self.interval;
        match self.is_quiet {
            false if low > 0.0 => 0,
            false if high < 0.0 => 1,
            _ => 7,
        }
    }
}

/// The plot with its axis (px).
struct Plot {
    axis: Axis,
    left: f64,
    right: f64,
    top: f64,
}

impl Plot {
    fn x(&self, value: f64) -> Option<f64> {
        Some(self.left + self.axis.share(value)?.clamp(0.0, 1.0) * (self.right - self.left))
    }

    fn y(&self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * ROW
    }
}

impl Forest {
    /// The picture with its title and caption in it.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.svg(Caption::Inside)
    }

    /// The picture of [`Forest::to_svg`] at twice its size.
    ///
    /// # Errors
    /// It cannot be packed.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png::from_svg(&self.to_svg())
    }

    /// The numbers behind it.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |name: &str, of: fn(&ForestRow) -> f64| {
            Column::new(name, Values::Float(self.rows.iter().map(of).collect()))
        };
        let labels = self.rows.iter().map(|row| row.label.clone()).collect();
        let columns = vec![
            Column::new("what", Values::Text(labels)),
            column("difference", |row| row.value),
            column("low", |row| row.interval.0),
            column("high", |row| row.interval.1),
        ];
        Table { columns }
    }

    /// The picture in a report, with its caption below it.
    #[must_use]
    pub fn figure(&self) -> Block {
        Block::Figure {
            name: self.name.clone(),
            alt: self.alt.clone(),
            caption: self.caption.clone(),
            svg: self.svg(Caption::Outside),
        }
    }

    fn svg(&self, caption: Caption) -> String {
        let width = theme::CHART_WIDTH;
        let room = width - 2.0 * GUTTER;
        let title = text::title(&self.title, room);
        let words = if caption == Caption::Inside { self.caption.as_str() } else { "" };
        let caption = text::wrap(words, theme::CAPTION_SIZE, Weight::Regular, room, 12);
        let top = GUTTER / 2.0 + title.len() as f64 * TITLE_LINE + 10.0;
        let plot = self.plot(top);
        let below = plot.y(self.rows.len()) + 2.0 * CAPTION_LINE;
        let height = (below + caption.len() as f64 * CAPTION_LINE + 14.0).ceil();
        let shapes = canvas::shapes((width, height), |canvas| {
            canvas.rectangle((0.0, 0.0), (width, height), theme::BACKGROUND, 1.0);
            let bold = Letters::new(theme::TITLE_SIZE, Weight::Bold, theme::TEXT);
            lines(canvas, &title, (GUTTER, GUTTER / 2.0 + 18.0), TITLE_LINE, bold);
            self.draw_axis(canvas, &plot);
            for (nth, row) in self.rows.iter().enumerate() {
                row.draw(canvas, &plot, plot.y(nth));
            }
            let quiet = Letters::new(theme::CAPTION_SIZE, Weight::Regular, theme::QUIET);
            lines(canvas, &caption, (GUTTER, below + 10.0), CAPTION_LINE, quiet);
        });
        draw::picture((width, height), &self.title, &self.alt, &shapes)
    }

    fn plot(&self, top: f64) -> Plot {
        let ends =
            self.rows.iter().flat_map(|row| [row.value, row.interval.0, row.interval.1, 0.0]);
        let axis = Axis::around(ends, Scale::Linear, true, 5);
        let letters = Letters::new(theme::LABEL_SIZE, Weight::Regular, theme::TEXT);
        let widths = self.rows.iter().map(|row| letters.width(&row.label));
        let labels = widths.fold(0.0, f64::max).min(LABEL_MOST);
        let quiet = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::TEXT);
        let words = self.rows.iter().map(|row| quiet.width(&row.words) + 12.0);
        let words = words.fold(WORDS.0, f64::max).min(WORDS.1);
        let (left, right) = (GUTTER + labels + 16.0, theme::CHART_WIDTH - GUTTER - words);
        Plot { axis, left, right, top }
    }

    fn draw_axis(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let bottom = plot.y(self.rows.len()) - 0.25 * ROW;
        let quiet = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        let numbers = numbers::axis(&plot.axis.ticks, Affixes::of_unit(&self.unit));
        for (tick, number) in plot.axis.ticks.iter().zip(numbers) {
            let Some(x) = plot.x(*tick) else { continue };
            let stroke = match *tick == 0.0 {
                true => Stroke { colour: theme::AXIS, width: 1.5 },
                false => Stroke { colour: theme::GRID, width: 1.0 },
            };
            canvas.path(&[(x, plot.top), (x, bottom)], stroke);
            canvas.text(&number, (x, bottom + 15.0), Anchor::Middle, quiet);
        }
        let unit: Point = (plot.right, bottom + 31.0);
        canvas.text(&self.unit, unit, Anchor::End, quiet);
    }
}

impl ForestRow {
    fn draw(&self, canvas: &mut Canvas<'_>, plot: &Plot, y: f64) {
        let hue = theme::hue(self.hue());
        let plain = Letters::new(theme::LABEL_SIZE, Weight::Regular, theme::TEXT);
        canvas.text(&self.label, (plot.left - 12.0, y + 4.5), Anchor::End, plain);
        if let (Some(low), Some(high)) = (plot.x(self.interval.0), plot.x(self.interval.1)) {
            canvas.path(&[(low, y), (high, y)], Stroke { colour: hue.line, width: 2.5 });
        }
        if let Some(x) = plot.x(self.value) {
            canvas.dot((x, y), RADIUS, hue.line);
        }
        let words = Letters::new(theme::TICK_SIZE, Weight::Regular, hue.ink);
        canvas.text(&self.words, (plot.right + 12.0, y + 4.5), Anchor::Start, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, value: f64, reach: f64) -> ForestRow {
        let interval = (value - reach, value + reach);
        let words = "80 % to 0 %".to_owned();
        ForestRow { label: label.to_owned(), value, interval, words, is_quiet: false }
    }

    fn forest() -> Forest {
        Forest {
            name: "attribution".to_owned(),
            title: "Sales carry it".to_owned(),
            caption: "How to read it.".to_owned(),
            alt: "Three differences.".to_owned(),
            unit: "% of the devices".to_owned(),
            rows: vec![
                row("owners sell", 60.0, 5.0),
                row("x < y", 1.0, 4.0),
                row("burn", -20.0, 3.0),
            ],
        }
    }

    #[test]
    fn a_row_has_the_colour_of_its_side() {
        assert_eq!(forest().rows.iter().map(ForestRow::hue).collect::<Vec<_>>(), [0, 7, 1]);
        assert_eq!(ForestRow { is_quiet: true, ..row("shocks", 60.0, 5.0) }.hue(), 7);
    }

    #[test]
    fn every_row_and_number_is_in_the_picture() {
        let svg = forest().to_svg();
        for words in ["owners sell", "x &lt; y", "burn", "0%", "60%", "% of the devices", "Sales"] {
            assert!(svg.contains(words), "{words}");
        }
        let table = forest().to_table();
        assert_eq!(table.columns.len(), 4);
    }

    #[test]
    fn a_difference_without_an_interval_is_a_dot() {
        let mut forest = forest();
        forest.rows[0].interval = (f64::NAN, f64::NAN);
        assert_eq!(forest.rows[0].hue(), 7);
        assert!(forest.to_svg().contains("owners sell"));
    }
}
