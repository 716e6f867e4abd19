//! This file is about where panels, and the marks above them, stand on a chart.

use super::date_ticks::day_number;
use super::plot::Plot;
use super::text::{self, Weight};
use super::{Mark, MarkKind};
use crate::theme;

/// Between columns of panels, and around the chart (px).
pub(super) const GUTTER: f64 = 18.0;

/// Between the line of a mark and its words (px).
const POLE: f64 = 5.0;

/// A mark with its place: flags hang on the left or right of their line, in rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flag {
    pub(super) kind: MarkKind,
    /// The line (px).
    pub(super) x: f64,
    pub(super) words: String,
    /// Left and right end of the words (px).
    pub(super) span: (f64, f64),
    /// Row of the words, the lowest first.
    pub(super) row: usize,
}

/// Panels side by side: one column while they are few, for wide and comparable time axes.
pub(super) fn columns(panels: usize) -> usize {
    if panels <= 3 { 1 } else { 2 }
}

/// The width of a column with the words beside its plot (px).
pub(super) fn width(columns: usize) -> f64 {
    let gutters = 2.0 + (columns - 1) as f64 * 1.5;
    (theme::CHART_WIDTH - gutters * GUTTER) / columns as f64
}

/// The height of a plot among so many panels (px).
pub(super) fn plot_height(panels: usize) -> f64 {
    match panels {
        0 | 1 => 290.0,
        2 => 185.0,
        3 => 150.0,
        _ => 135.0,
    }
}

/// Flags for the marks that fall into the plot, so that no words touch others or their lines.
///
/// Words hang to the right of their line and earlier marks hang higher, so that no line
/// runs through the words of another. Where the chart ends, the same holds mirrored.
pub(super) fn flags(marks: &[Mark], plot: &Plot, (left, right): (f64, f64)) -> Vec<Flag> {
    let (first, last) = plot.x_range;
    let mut inside: Vec<(f64, &Mark)> = marks
        .iter()
        .map(|mark| (day_number(mark.at) as f64, mark))
        .filter(|(day, _)| (first..=last).contains(day))
        .map(|(day, mark)| (plot.x(day), mark))
        .collect();
    inside.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut to_the_right, mut to_the_left): (Vec<Flag>, Vec<Flag>) = (Vec::new(), Vec::new());
    let mut end = right;
    for (x, mark) in inside {
        let flag = Flag::new(mark, x, (end - x).max(x - left) - POLE);
        if flag.span.1 <= end {
            to_the_right.push(flag);
        } else {
            to_the_left.push(flag.mirrored());
            end = x - POLE;
        }
    }
    let mut placed: Vec<Flag> = Vec::new();
    for mut flag in to_the_right.into_iter().chain(to_the_left.into_iter().rev()) {
        while placed.iter().any(|other| touch(&flag, other)) {
            flag.row += 1;
        }
        placed.push(flag);
    }
    placed
}

impl Flag {
    fn new(mark: &Mark, x: f64, room: f64) -> Self {
        let (size, weight) = (theme::TICK_SIZE, Weight::Regular);
        let words = text::shorten(&mark.label, size, weight, room);
        let span = (x + POLE, x + POLE + text::width(&words, size, weight));
        Self { kind: mark.kind, x, words, span, row: 0 }
    }

    fn mirrored(mut self) -> Self {
        self.span = (2.0 * self.x - self.span.1, 2.0 * self.x - self.span.0);
        self
    }
}

/// Whether words lie upon other words, or the line of one runs through the words of the other.
fn touch(a: &Flag, b: &Flag) -> bool {
    let same_row = a.row == b.row && a.span.0 < b.span.1 + 8.0 && b.span.0 < a.span.1 + 8.0;
    let crosses = |upper: &Flag, lower: &Flag| {
        upper.row > lower.row && (lower.span.0 - 3.0..=lower.span.1 + 3.0).contains(&upper.x)
    };
    same_row || crosses(a, b) || crosses(b, a)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::Scale;
    use super::super::scale::Axis;
    use super::*;

    fn plot() -> Plot {
        let first = day_number(date(2026, 1, 1)) as f64;
        let y_axis = Axis::around([0.0, 1.0].into_iter(), Scale::Linear, false, 4);
        let x_range = (first, first + 365.0);
        Plot { left: 50.0, top: 0.0, right: 415.0, bottom: 100.0, x_range, y_axis }
    }

    #[test]
    fn close_marks_and_marks_at_the_end_never_touch() {
        for days in
            [vec![10, 20, 30], vec![300, 310, 364], vec![350, 5, 355, 360, 180, 181], vec![7, 7]]
        {
            let mark = |(nth, day): (usize, &i64)| Mark {
                at: date(2026, 1, 1).checked_add(jiff::Span::new().days(*day)).unwrap(),
                label: format!("amendment number {nth}"),
                kind: MarkKind::Amendment,
            };
            let marks: Vec<Mark> = days.iter().enumerate().map(mark).collect();
            let flags = flags(&marks, &plot(), (0.0, 420.0));
            assert_eq!(flags.len(), marks.len());
            for (nth, flag) in flags.iter().enumerate() {
                assert!(flag.span.0 >= 0.0 && flag.span.1 <= 421.0, "{flag:?}");
                assert!(!flags[..nth].iter().any(|other| touch(flag, other)), "{flags:#?}");
            }
        }
    }

    #[test]
    fn a_mark_outside_of_the_time_shown_is_left_out() {
        let at = date(2030, 1, 1);
        let mark = Mark { at, label: "later".into(), kind: MarkKind::Shock };
        assert_eq!(flags(&[mark], &plot(), (0.0, 420.0)), []);
    }
}
