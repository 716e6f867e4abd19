//! This file is about one panel: its axes, its lines to read values off, and its words.

use super::canvas::{Anchor, Canvas, Letters, Point};
use super::key;
use super::layers::{self, Series};
use super::numbers::{self, Affixes};
use super::plot::Plot;
use super::scale::Axis;
use super::text::{self, Weight};
use super::{Layer, Panel, Scale, X};
use crate::theme::{self, Hue};

/// From one line of a label or key to the next (px).
pub(super) const LINE_HEIGHT: f64 = 17.0;
/// Between the axis and its numbers, and between a line's end and its label (px).
pub(super) const SPACING: f64 = 7.0;
/// A label is at most this wide before it is broken, and has at most two lines (px).
const LABEL_WIDTH_MAX: f64 = 132.0;
/// One line of title and unit (px).
const HEADING_LINE: f64 = LINE_HEIGHT + 1.0;

/// A panel that knows what it will draw, but not yet where.
pub(super) struct Draft<'a> {
    pub(super) panel: &'a Panel,
    pub(super) series: Vec<Series<'a>>,
    axis: Axis,
    pub(super) numbers: Vec<String>,
    pub(super) end_labels: Vec<Vec<String>>,
    naming: Naming,
}

/// Where a reader learns which line is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// At the ends of the lines, where it costs the eye nothing.
    Ends,
    /// In a key above the plot.
    Key,
    /// In a key above all panels.
    Elsewhere,
}

/// The room a panel takes beside its plot (px).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Margins {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        panel: &'a Panel,
        hue: &impl Fn(&str) -> Hue,
        width: f64,
        height: f64,
    ) -> Self {
        let series = |layer| layers::series(layer, &panel.x, hue);
        let series: Vec<Series<'a>> = panel.layers.iter().flat_map(series).collect();
        let stacked = panel.layers.iter().any(|layer| matches!(layer, Layer::Stack { .. }));
        let heights = series.iter().flat_map(Series::heights);
        let axis = Axis::around(heights, panel.scale, stacked, (height / 45.0) as usize);
        let affixes = Affixes::of_unit(&panel.unit);
        let numbers = match panel.scale {
            Scale::Linear => numbers::axis(&axis.ticks, affixes),
            Scale::Log => numbers::decades(&axis.ticks, affixes),
        };
        let room = LABEL_WIDTH_MAX.min(width * 0.3);
        let wrap = |series: &Series<'_>| {
            text::wrap(series.label, theme::LABEL_SIZE, Weight::Regular, room, 2)
        };
        let end_labels: Vec<Vec<String>> = series.iter().map(wrap).collect();
        let mut draft = Self { panel, series, axis, numbers, end_labels, naming: Naming::Ends };
        if !draft.labels_fit(height) {
            draft.naming = Naming::Key;
        }
        draft
    }

    /// Leaves the names of the series to a key above all panels.
    pub(super) fn named_elsewhere(mut self) -> Self {
        self.naming = Naming::Elsewhere;
        self
    }

    /// Labels stand at the ends of their lines, unless they are cut, crowded or far from there, or
    /// name an area that is gone there.
    fn labels_fit(&self, height: f64) -> bool {
        let whole = self.end_labels.iter().flatten().all(|line| !line.ends_with('…'));
        let lines = self.end_labels.iter().filter(|label| !label.is_empty()).count();
        let crowded = lines as f64 * self.label_gap() > height + LINE_HEIGHT;
        let (low, high) = self.x_range();
        let last = |series: &Series<'_>| series.x.iter().copied().fold(low, f64::max);
        let near = |series: &Series<'_>| last(series) >= high - 0.2 * (high - low);
        let there = |series: &Series<'_>| !series.ends_in_nothing();
        whole && !crowded && self.series.iter().all(|series| near(series) && there(series))
    }

    pub(super) fn label_gap(&self) -> f64 {
        let lines = self.end_labels.iter().map(Vec::len).max().unwrap_or(0).max(1);
        lines as f64 * (LINE_HEIGHT - 2.0) + 1.0
    }

    /// What this panel needs beside its plot; all of a column take the largest.
    pub(super) fn margins(&self) -> Margins {
        let size = theme::TICK_SIZE;
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
        let mut numbers = self.numbers.iter().map(|text| text::width(text, size, Weight::Regular));
        let left = widest(&mut numbers) + SPACING;
        if self.naming != Naming::Ends {
            return Margins { left, right: SPACING };
        }
        let lines = self.end_labels.iter().flatten();
        let mut labels = lines.map(|text| text::width(text, theme::LABEL_SIZE, Weight::Regular));
        Margins { left, right: widest(&mut labels) + 2.0 * SPACING }
    }

    /// The height of title, unit and key (px).
    pub(super) fn heading_height(&self, width: f64) -> f64 {
        let key_rows = if self.naming == Naming::Key { key::rows(&self.series, width) } else { 0 };
        (self.heading(width).len() + key_rows) as f64 * HEADING_LINE
    }

    /// Title and unit, side by side if there is room for both.
    fn heading(&self, width: f64) -> Vec<Vec<(String, Letters)>> {
        let title = Letters::new(theme::LABEL_SIZE, Weight::Bold, theme::TEXT);
        let unit = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        let words = [(&self.panel.title, title), (&self.panel.unit, unit)];
        let words = words.into_iter().filter(|(words, _)| !words.is_empty());
        let fit = |(words, style): (&String, Letters)| {
            (text::shorten(words, style.size, style.weight, width), style)
        };
        let words: Vec<(String, Letters)> = words.map(fit).collect();
        let taken = words.iter().map(|(words, style)| style.width(words) + 10.0).sum::<f64>();
        if taken <= width {
            vec![words]
        } else {
            words.into_iter().map(|line| vec![line]).collect()
        }
    }

    /// The height of what stands below the plot (px).
    pub(super) fn footing_height(&self, plot: &Plot) -> f64 {
        let dates = self.x_ticks(plot).iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let lines = match &self.panel.x {
            X::Numbers { label, .. } if !label.is_empty() => 2,
            _ => dates,
        };
        lines as f64 * LINE_HEIGHT + 6.0
    }

    /// The area of the plot within these margins.
    pub(super) fn plot(&self, (left, top): Point, (right, bottom): Point) -> Plot {
        let (x_range, y_axis) = (self.x_range(), self.axis.clone());
        Plot { left, top, right, bottom, x_range, y_axis }
    }

    /// Title, unit and key above the plot.
    pub(super) fn draw_heading(&self, canvas: &mut Canvas<'_>, (left, top): Point, width: f64) {
        let mut y = top;
        for line in self.heading(width) {
            y += HEADING_LINE;
            let mut x = left;
            for (words, style) in line {
                canvas.text(&words, (x, y - 5.0), Anchor::Start, style);
                x += style.width(&words) + 10.0;
            }
        }
        if self.naming == Naming::Key {
            key::draw(canvas, &self.series, (left, y), width);
        }
    }

    /// What lies under the marks: lines to read values off, bands and areas.
    pub(super) fn draw_below(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        self.draw_grid(canvas, plot);
        for series in &self.series {
            series.draw_areas(canvas, plot);
        }
    }

    /// What lies upon the marks: axes, lines and labels.
    pub(super) fn draw_above(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        self.draw_axis_lines(canvas, plot);
        for series in &self.series {
            series.draw_lines(canvas, plot);
        }
        if self.naming == Naming::Ends {
            self.draw_end_labels(canvas, plot);
        }
        if self.series.iter().all(|series| series.end(plot).is_none()) {
            let middle = ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0);
            let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, theme::QUIET);
            canvas.text("no data", middle, Anchor::Middle, words);
        }
    }
}
