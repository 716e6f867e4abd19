//! This file is about what was estimated against what was measured: a dot for each pair, on equal
//! logarithmic axes, with the lines between which an estimate is off by less than a factor.

use super::Scale;
use super::canvas::{Anchor, Canvas, Letters, Point, Stroke};
use super::frame::{Caption, Frame};
use super::grid::GUTTER;
use super::numbers::{self, Affixes};
use super::roofline_labels::{Area, Placing};
use super::scale::Axis;
use super::text::Weight;
use crate::theme::{self, Hue};

const LINE: f64 = 16.0;
/// Room for the numbers on the left of a panel (px).
const NUMBERS_WIDTH: f64 = 40.0;
/// Room for the title of a panel and what its vertical axis is (px).
const HEADING: f64 = 46.0;
const RADIUS: f64 = 3.6;
/// Between one name and the next (px).
const APART: f64 = 6.0;
/// The lines stand at these powers of the factor.
const FACTORS: [i32; 3] = [0, 1, -1];

/// A picture of estimates against measurements.
#[derive(Clone, Debug)]
pub struct Scatter {
    /// The finding, as a sentence; wrapped, never cut.
    pub title: String,
    /// The mechanism behind it, and how to read the lines.
    pub caption: String,
    /// What a reader who cannot see the picture should know.
    pub alt: String,
    /// Two panels at most, side by side.
    pub panels: Vec<ScatterPanel>,
    /// The dashed lines stand at this factor above and below the line of equal values.
    pub factor: f64,
}

/// One pair of equal axes.
#[derive(Clone, Debug)]
pub struct ScatterPanel {
    /// What this panel shows.
    pub title: String,
    /// The quantity of both axes, with its unit.
    pub unit: String,
    /// The groups, each of one colour.
    pub groups: Vec<ScatterGroup>,
}

/// Dots of one colour.
#[derive(Clone, Debug)]
pub struct ScatterGroup {
    /// What they are; written beside one of them.
    pub label: String,
    /// The place of its colour among the series colours; from the ninth on the dots are hollow.
    pub hue: usize,
    /// What was measured and what was estimated; both above 0.
    pub points: Vec<(f64, f64)>,
}

/// A panel with its place.
struct Placed<'a> {
    panel: &'a ScatterPanel,
    axis: Axis,
    /// The upper left corner of the area within the axes (px).
    corner: Point,
    side: f64,
}

impl Scatter {
    /// The picture with its title and caption in it.
    pub fn to_svg(&self) -> String {
        let columns = self.panels.len().max(1) as f64;
        let room = theme::CHART_WIDTH - 2.0 * GUTTER;
        let side = (room - (columns - 1.0) * GUTTER) / columns - NUMBERS_WIDTH;
        Frame::new((&self.title, &self.caption, &self.alt), Caption::Inside).svg(|top| {
            let draw = move |canvas: &mut Canvas<'_>| {
                for (nth, panel) in self.panels.iter().enumerate() {
                    let left =
                        GUTTER + nth as f64 * (side + NUMBERS_WIDTH + GUTTER) + NUMBERS_WIDTH;
                    let corner = (left, top + HEADING);
                    Placed::new(panel, corner, side).draw(canvas, self.factor);
                }
            };
            (top + HEADING + side + 3.0 * LINE, draw)
        })
    }
}

impl<'a> Placed<'a> {
    fn new(panel: &'a ScatterPanel, corner: Point, side: f64) -> Self {
        let points = panel.groups.iter().flat_map(|group| &group.points);
        let values = points.flat_map(|&(measured, estimated)| [measured, estimated]);
        Self { panel, axis: Axis::around(values, Scale::Log, false, 6), corner, side }
    }

    /// Where a pair stands (px).
    fn at(&self, (measured, estimated): (f64, f64)) -> Option<Point> {
        let (x, y) = (self.axis.share(measured)?, self.axis.share(estimated)?);
        Some((self.corner.0 + x * self.side, self.corner.1 + (1.0 - y) * self.side))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, factor: f64) {
        let heading = Letters::new(theme::LABEL_SIZE, Weight::Bold, theme::TEXT);
        let (left, top) = self.corner;
        let at = (left - NUMBERS_WIDTH, top - LINE - 14.0);
        canvas.text(&self.panel.title, at, Anchor::Start, heading);
        self.draw_axes(canvas);
        for power in FACTORS {
            self.draw_factor(canvas, factor.powi(power));
        }
        for group in &self.panel.groups {
            let Hue { line, .. } = theme::hue(group.hue);
            for at in group.points.iter().filter_map(|&point| self.at(point)) {
                canvas.dot(at, RADIUS, line);
                if group.hue >= theme::SERIES.len() {
                    canvas.rectangle(
                        (at.0 - 1.5, at.1 - 1.5),
                        (at.0 + 1.5, at.1 + 1.5),
                        theme::BACKGROUND,
                        1.0,
                    );
                }
            }
        }
        self.draw_labels(canvas, factor);
    }

    fn draw_axes(&self, canvas: &mut Canvas<'_>) {
        let words = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        let ((left, top), side) = (self.corner, self.side);
        let ticks = numbers::decades(&self.axis.ticks, Affixes::of_unit(""));
        for (tick, number) in self.axis.ticks.iter().zip(ticks) {
            let Some(at) = self.at((*tick, *tick)) else { continue };
            let stroke = Stroke { colour: theme::GRID, width: 1.0 };
            canvas.path(&[(left, at.1), (left + side, at.1)], stroke);
            canvas.path(&[(at.0, top), (at.0, top + side)], stroke);
            canvas.text(&number, (left - 6.0, at.1 + 4.5), Anchor::End, words);
            canvas.text(&number, (at.0, top + side + LINE), Anchor::Middle, words);
        }
        let below = (left + side, top + side + 2.0 * LINE);
        canvas.text(&format!("measured, {}", self.panel.unit), below, Anchor::End, words);
        canvas.text(
            &format!("estimated, {}", self.panel.unit),
            (left - NUMBERS_WIDTH, top - 12.0),
            Anchor::Start,
            words,
        );
    }

    /// The ends of the line on which the estimate is `factor` times what was measured, within the
    /// axes (px).
    fn line(&self, factor: f64) -> Option<[Point; 2]> {
        let (first, last) = (self.axis.ticks.first()?, self.axis.ticks.last()?);
        let (from, to) = (first * (1.0 / factor).max(1.0), last * (1.0 / factor).min(1.0));
        Some([self.at((from, from * factor))?, self.at((to, to * factor))?])
    }

    fn draw_factor(&self, canvas: &mut Canvas<'_>, factor: f64) {
        let Some(ends) = self.line(factor) else { return };
        if factor == 1.0 {
            canvas.path(&ends, Stroke { colour: theme::AXIS, width: 1.25 });
        } else {
            canvas.dashes(&ends, Stroke { colour: theme::AXIS, width: 1.0 }, 4.0, 4.0);
        }
    }

    /// Each group's name beside one of its dots, where it covers neither a dot nor a line nor another
    /// name.
    fn draw_labels(&self, canvas: &mut Canvas<'_>, factor: f64) {
        let ((left, top), side) = (self.corner, self.side);
        let mut placing =
            Placing::within(Area { from: self.corner, to: (left + side, top + side) });
        for ends in FACTORS.iter().filter_map(|power| self.line(factor.powi(*power))) {
            placing.keep_clear_of_line(&ends);
        }
        let all = self.panel.groups.iter().flat_map(|group| &group.points);
        for dot in all.filter_map(|&point| self.at(point)) {
            placing.keep_clear_of(Area::around(dot, RADIUS));
        }
        for group in &self.panel.groups {
            let hue = theme::hue(group.hue);
            let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, hue.ink);
            let dots: Vec<Point> = group.points.iter().filter_map(|&pair| self.at(pair)).collect();
            let size = (words.width(&group.label) + APART, theme::LABEL_SIZE);
            let Some(label) = placing.place(&dots, size) else { continue };
            if let Some(leader) = label.leader {
                canvas.path(&leader, Stroke { colour: hue.line, width: 0.75 });
            }
            let (left, baseline) = label.baseline;
            canvas.text(&group.label, (left + APART / 2.0, baseline), Anchor::Start, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::png;

    #[test]
    fn a_scatter_says_what_it_shows() {
        let group = |label: &str, hue, points| ScatterGroup { label: label.into(), hue, points };
        let groups = vec![
            group("phones", 0, vec![(1.0, 1.2), (8.0, 5.0)]),
            group("<cards>", 9, vec![(100.0, 90.0)]),
        ];
        let panel = ScatterPanel { title: "Decoding".into(), unit: "tokens/s".into(), groups };
        let scatter = Scatter {
            title: "Two of three are near".into(),
            caption: "Dashed lines are a factor of two off.".into(),
            alt: "Dots near a diagonal.".into(),
            panels: vec![panel],
            factor: 2.0,
        };
        let svg = scatter.to_svg();
        assert_eq!(svg, scatter.to_svg());
        for words in [
            "phones",
            "&lt;cards&gt;",
            "measured, tokens/s",
            "estimated, tokens/s",
            "near a diagonal",
        ] {
            assert!(svg.contains(words), "`{words}` is missing");
        }
        assert!(png::from_svg(&svg).is_ok());
    }
}
