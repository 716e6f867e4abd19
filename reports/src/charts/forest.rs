//! This file is about differences with their intervals, one below the other: a dot and a line for
//! each, left or right of the line of no difference.

use super::Scale;
use super::canvas::{Anchor, Canvas, Letters, Point, Stroke};
use super::frame::{Caption, Frame};
use super::grid::GUTTER;
use super::numbers::{self, Affixes};
use super::scale::Axis;
use super::text::Weight;
use crate::tables::{Column, Table, Values};
use crate::theme;

/// From the end of one panel to the next (px).
const PANEL_GAP: f64 = 17.0;
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
    /// Differences of one unit each, one below the other.
    pub panels: Vec<ForestPanel>,
}

/// Differences that share an axis.
#[derive(Clone, Debug)]
pub struct ForestPanel {
    /// What the horizontal axis is, with its unit; one with `%` gives its numbers a per cent sign.
    pub unit: String,
    /// How far the axis goes from no difference at most: what is farther is an arrow at its end, so that
    /// it does not make dots of all others. Infinite for as far as they go.
    pub reach: f64,
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
struct Plot<'a> {
    panel: &'a ForestPanel,
    axis: Axis,
    left: f64,
    right: f64,
    top: f64,
}

impl Plot<'_> {
    /// Where the rows end.
    fn bottom(&self) -> f64 {
        self.y(self.panel.rows.len()) - 0.25 * ROW
    }

    /// Where the axis with its numbers and unit ends.
    fn end(&self) -> f64 {
        self.bottom() + 31.0
    }

    fn x(&self, value: f64) -> Option<f64> {
        Some(self.left + self.axis.share(value)?.clamp(0.0, 1.0) * (self.right - self.left))
    }

    fn y(&self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * ROW
    }
}

impl Forest {
    /// The numbers behind it.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let column = |name: &str, of: fn(&ForestRow) -> f64| {
            Column::new(name, Values::Float(self.rows().map(of).collect()))
        };
        let labels = self.rows().map(|row| row.label.clone()).collect();
        let units = |panel: &ForestPanel| vec![panel.unit.clone(); panel.rows.len()];
        let columns = vec![
            Column::new("what", Values::Text(labels)),
            column("difference", |row| row.value),
            column("low", |row| row.interval.0),
            column("high", |row| row.interval.1),
            Column::new("unit", Values::Text(self.panels.iter().flat_map(units).collect())),
        ];
        Table { columns }
    }

    /// The rows of all panels.
    fn rows(&self) -> impl Iterator<Item = &ForestRow> {
        self.panels.iter().flat_map(|panel| &panel.rows)
    }

    pub(super) fn svg(&self, caption: Caption) -> String {
        Frame::new((&self.title, &self.caption, &self.alt), caption).svg(|top| {
            let plots = self.plots(top + 4.0);
            let below = plots.last().map_or(top, Plot::end) + PANEL_GAP - 6.0;
            (below, move |canvas: &mut Canvas<'_>| plots.iter().for_each(|plot| plot.draw(canvas)))
        })
    }

    /// The panels one below the other, their axes as wide as all labels leave room for.
    fn plots(&self, mut top: f64) -> Vec<Plot<'_>> {
        let letters = Letters::new(theme::LABEL_SIZE, Weight::Regular, theme::TEXT);
        let labels = self.rows().map(|row| letters.width(&row.label));
        let labels = labels.fold(0.0, f64::max).min(LABEL_MOST);
        let quiet = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::TEXT);
        let words = self.rows().map(|row| quiet.width(&row.words) + 12.0);
        let words = words.fold(WORDS.0, f64::max).min(WORDS.1);
        let (left, right) = (GUTTER + labels + 16.0, theme::CHART_WIDTH - GUTTER - words);
        let mut plots = Vec::new();
        for panel in &self.panels {
            let plot = Plot { panel, axis: panel.axis(), left, right, top };
            top = plot.end() + PANEL_GAP;
            plots.push(plot);
        }
        plots
    }
}

impl ForestPanel {
    /// An axis that begins where the lowest difference does: shares of a base end at -100 %.
    fn axis(&self) -> Axis {
        let ends = |row: &ForestRow| [row.value, row.interval.0, row.interval.1, 0.0];
        let ends = self.rows.iter().flat_map(ends).filter(|end| end.is_finite());
        let ends = ends.map(|end| end.clamp(-self.reach, self.reach));
        let lowest = ends.clone().fold(0.0, f64::min);
        Axis::around(ends, Scale::Linear, true, 5).beginning_at(lowest)
    }
}

impl Plot<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>) {
        let bottom = self.bottom();
        let quiet = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        let numbers = numbers::axis(&self.axis.ticks, Affixes::of_unit(&self.panel.unit));
        for (tick, number) in self.axis.ticks.iter().zip(numbers) {
            let Some(x) = self.x(*tick) else { continue };
            let stroke = match *tick == 0.0 {
                true => Stroke { colour: theme::AXIS, width: 1.5 },
                false => Stroke { colour: theme::GRID, width: 1.0 },
            };
            canvas.path(&[(x, self.top), (x, bottom)], stroke);
            canvas.text(&number, (x, bottom + 15.0), Anchor::Middle, quiet);
        }
        canvas.text(&self.panel.unit, (self.right, self.end()), Anchor::End, quiet);
        for (nth, row) in self.panel.rows.iter().enumerate() {
            row.draw(canvas, self, self.y(nth));
        }
    }
}

impl ForestRow {
    fn draw(&self, canvas: &mut Canvas<'_>, plot: &Plot<'_>, y: f64) {
        let hue = theme::hue(self.hue());
        let plain = Letters::new(theme::LABEL_SIZE, Weight::Regular, theme::TEXT);
        canvas.text(&self.label, (plot.left - 12.0, y + 4.5), Anchor::End, plain);
        let (low, high) = self.interval;
        let stroke = Stroke { colour: hue.line, width: 2.5 };
        if let (Some(from), Some(to)) = (plot.x(low), plot.x(high)) {
            canvas.path(&[(from, y), (to, y)], stroke);
        }
        let (first, last) = plot.axis.ends();
        if high.max(self.value) > last {
            canvas.path(&arrow((plot.right, y), 1.0), stroke);
        }
        if low.min(self.value) < first {
            canvas.path(&arrow((plot.left, y), -1.0), stroke);
        }
        if let Some(x) = plot.x(self.value).filter(|_| (first..=last).contains(&self.value)) {
            canvas.dot((x, y), RADIUS, hue.line);
        }
        let words = Letters::new(theme::TICK_SIZE, Weight::Regular, hue.ink);
        canvas.text(&self.words, (plot.right + 12.0, y + 4.5), Anchor::Start, words);
    }
}

/// The head of an arrow that points to the right (1) or the left (-1).
fn arrow((x, y): Point, to: f64) -> [Point; 3] {
    [(x - 7.0 * to, y - 5.0), (x, y), (x - 7.0 * to, y + 5.0)]
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
            panels: vec![ForestPanel {
                unit: "% of the devices".to_owned(),
                reach: f64::INFINITY,
                rows: vec![
                    row("owners sell", 60.0, 5.0),
                    row("x < y", 1.0, 4.0),
                    row("burn", -20.0, 3.0),
                ],
            }],
        }
    }

    #[test]
    fn a_row_has_the_colour_of_its_side() {
        assert_eq!(forest().rows().map(ForestRow::hue).collect::<Vec<_>>(), [0, 7, 1]);
        assert_eq!(ForestRow { is_quiet: true, ..row("shocks", 60.0, 5.0) }.hue(), 7);
    }

    #[test]
    fn every_row_and_number_is_in_the_picture() {
        let svg = forest().svg(Caption::Inside);
        for words in ["owners sell", "x &lt; y", "burn", "0%", "60%", "% of the devices", "Sales"] {
            assert!(svg.contains(words), "{words}");
        }
        let table = forest().to_table();
        assert_eq!(table.columns.len(), 5);
    }

    #[test]
    fn what_is_off_the_axis_is_an_arrow_and_leaves_room_for_the_others() {
        let mut forest = forest();
        forest.panels[0].reach = 30.0;
        let axis = forest.panels[0].axis();
        assert_eq!(axis.ends(), (-23.0, 40.0));
        let svg = forest.svg(Caption::Inside);
        assert!(!svg.contains("60%") && svg.contains("20%"));
        // A dot is a rim and a disc: two rows have one, the third an arrow.
        assert_eq!(svg.matches("<circle").count(), 4);
    }

    #[test]
    fn panels_have_axes_of_their_own() {
        let mut forest = forest();
        let rows = vec![row("served", 0.5, 0.1)];
        let points = ForestPanel { unit: "points".to_owned(), rows, ..forest.panels[0].clone() };
        forest.panels.push(points);
        let svg = forest.svg(Caption::Inside);
        assert!(svg.contains("60%") && svg.contains("0.6") && svg.contains("points"));
        assert_eq!(forest.to_table().columns.len(), 5);
    }

    #[test]
    fn a_difference_without_an_interval_is_a_dot() {
        let mut forest = forest();
        forest.panels[0].rows[0].interval = (f64::NAN, f64::NAN);
        assert_eq!(forest.panels[0].rows[0].hue(), 7);
        assert!(forest.svg(Caption::Inside).contains("owners sell"));
    }
}
