//! This file is about naming a line where it ends, which costs the eye nothing.

use super::canvas::{Anchor, Canvas, Letters, Stroke};
use super::labels;
use super::layers::Series;
use super::panel::{Draft, LINE_HEIGHT, SPACING};
use super::plot::Plot;
use super::text::Weight;
use crate::theme;

impl<'a> Draft<'a> {
    pub(super) fn draw_end_labels(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let with_end = |(series, lines): (&'_ Series<'a>, &'_ Vec<String>)| {
            let end = series.end(plot).filter(|_| !lines.is_empty())?;
            Some((series.hue, lines.clone(), end))
        };
        let ends: Vec<_> = self.series.iter().zip(&self.end_labels).filter_map(with_end).collect();
        let wanted: Vec<f64> = ends.iter().map(|(_, _, end)| end.1).collect();
        let gap = self.label_gap();
        let placed = labels::apart(&wanted, gap, plot.top, plot.bottom).unwrap_or(wanted);
        for ((hue, lines, end), y) in ends.into_iter().zip(placed) {
            let x = plot.right + SPACING + 4.0;
            if (y - end.1).abs() > 5.0 {
                let stroke = Stroke { colour: hue.line, width: 0.75 };
                canvas.path(&[(end.0 + 1.5, end.1), (x - 3.0, y)], stroke);
            }
            let first = y + 4.5 - (lines.len() - 1) as f64 * (LINE_HEIGHT - 2.0) / 2.0;
            for (nth, line) in lines.iter().enumerate() {
                let at = (x, first + nth as f64 * (LINE_HEIGHT - 2.0));
                let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, hue.ink);
                canvas.text(line, at, Anchor::Start, words);
            }
        }
    }
}
