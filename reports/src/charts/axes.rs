//! This file is about the axes of a panel: lines to read values off, and what they are called.

use jiff::civil::Date;

use super::canvas::{Anchor, Canvas, Letters, Stroke};
use super::date_ticks::{self, DateTick};
use super::layers;
use super::numbers::{self, Affixes};
use super::panel::{Draft, LINE_HEIGHT, SPACING};
use super::plot::Plot;
use super::scale::{Axis, is_drawable};
use super::text::Weight;
use super::{Layer, Scale, X};
use crate::theme;

impl<'a> Draft<'a> {
    /// The least and largest horizontal value, apart from each other.
    pub(super) fn x_range(&self) -> (f64, f64) {
        let all = self.series.iter().flat_map(|series| series.x.iter().copied());
        let all = all.chain(layers::positions(&self.panel.x));
        let finite = all.filter(|x| is_drawable(*x, Scale::Linear));
        let (low, high) = finite
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low > high {
            (0.0, 1.0)
        } else if low == high {
            (low - 1.0, high + 1.0)
        } else {
            (low, high)
        }
    }

    pub(super) fn draw_grid(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let words = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        for (tick, number) in plot.y_axis.ticks.iter().zip(&self.numbers) {
            let Some(y) = plot.y(*tick) else { continue };
            let stroke = Stroke { colour: theme::GRID, width: 1.0 };
            canvas.path(&[(plot.left, y), (plot.right, y)], stroke);
            canvas.text(number, (plot.left - SPACING, y + 4.5), Anchor::End, words);
        }
    }

    /// The zero line, where it is not the lower end, and the line that time runs along.
    pub(super) fn draw_axis_lines(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let stroke = Stroke { colour: theme::AXIS, width: 1.0 };
        let zero = plot.y(0.0).filter(|y| (plot.top..=plot.bottom).contains(y));
        let heights = [zero, Some(plot.bottom)];
        for y in heights.into_iter().flatten() {
            canvas.path(&[(plot.left, y), (plot.right, y)], stroke);
        }
        for (x, lines) in self.x_ticks(plot) {
            canvas.path(&[(x, plot.bottom), (x, plot.bottom + 4.0)], stroke);
            let words = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
            for (nth, line) in lines.iter().enumerate() {
                let y = plot.bottom + (nth + 1) as f64 * LINE_HEIGHT + 1.0;
                canvas.text(line, (x, y), Anchor::Middle, words);
            }
        }
        if let X::Numbers { label, .. } = &self.panel.x {
            let words = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
            let at = (plot.right, plot.bottom + 2.0 * LINE_HEIGHT + 1.0);
            canvas.text(label, at, Anchor::End, words);
        }
    }

    /// Where the marks below the axis stand, and the lines of words under them.
    pub(super) fn x_ticks(&self, plot: &Plot) -> Vec<(f64, Vec<String>)> {
        let room = plot.right - plot.left;
        match &self.panel.x {
            X::Dates(_) => {
                let Some((first, last)) = self.dates() else { return Vec::new() };
                let ticks = date_ticks::between(first, last, (room / 58.0) as usize);
                let words = |tick: DateTick| {
                    let lines = [Some(tick.label), tick.year].into_iter().flatten().collect();
                    (plot.x(tick.day as f64), lines)
                };
                ticks.into_iter().map(words).collect()
            }
            X::Numbers { .. } => {
                let (low, high) = plot.x_range;
                let axis = Axis::around([low, high].into_iter(), Scale::Linear, false, 6);
                let within = axis.ticks.into_iter().filter(|tick| (low..=high).contains(tick));
                let ticks: Vec<f64> = within.collect();
                let numbers = numbers::axis(&ticks, Affixes::of_unit(""));
                let words = |(tick, number): (&f64, String)| (plot.x(*tick), vec![number]);
                ticks.iter().zip(numbers).map(words).collect()
            }
        }
    }

    /// The first and last day of the panel and of the observations in it.
    fn dates(&self) -> Option<(Date, Date)> {
        let of_layer = |layer: &'a Layer| match layer {
            Layer::Points { x, .. } => Some(x),
            _ => None,
        };
        let axes = self.panel.layers.iter().filter_map(of_layer).chain([&self.panel.x]);
        let days = axes.filter_map(|x| match x {
            X::Dates(dates) => Some(dates.iter().copied()),
            X::Numbers { .. } => None,
        });
        let days: Vec<Date> = days.flatten().collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    }
}
