//! This file is about a key: which colour is which, where the ends of lines have no room.

use super::canvas::{Anchor, Canvas, Letters, Point};
use super::layers::Series;
use super::text::Weight;
use crate::theme;

/// A swatch with the space behind it (px).
const SWATCH: f64 = 24.0;
/// Between one entry and the next (px).
const SPACING: f64 = 14.0;
/// From one row to the next (px).
pub(super) const ROW_HEIGHT: f64 = 18.0;

/// The number of rows that the key of these series takes.
pub(super) fn rows(series: &[Series<'_>], width: f64) -> usize {
    places(series, width).last().map_or(0, |(_, (_, row))| row + 1)
}

/// Draws the key below the height of `from`.
pub(super) fn draw(canvas: &mut Canvas<'_>, series: &[Series<'_>], from: Point, width: f64) {
    for (series, (x, row)) in places(series, width) {
        let (x, y) = (from.0 + x, from.1 + (row + 1) as f64 * ROW_HEIGHT);
        series.draw_swatch(canvas, (x, y - 9.0));
        let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, series.hue.ink);
        canvas.text(series.label, (x + SWATCH, y - 5.0), Anchor::Start, words);
    }
}

/// Where each entry stands: its left end (px) and its row.
fn places<'s, 'a>(series: &'s [Series<'a>], width: f64) -> Vec<(&'s Series<'a>, (f64, usize))> {
    let (mut x, mut row) = (0.0, 0);
    let named = series.iter().filter(|series| !series.label.is_empty());
    let place = |series: &'s Series<'a>| {
        let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, series.hue.ink);
        let taken = SWATCH + words.width(series.label);
        if x > 0.0 && x + taken > width {
            (x, row) = (0.0, row + 1);
        }
        let place = (x, row);
        x += taken + SPACING;
        (series, place)
    };
    named.map(place).collect()
}
