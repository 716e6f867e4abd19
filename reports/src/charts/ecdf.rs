//! This file is about distributions beside each other: for each value the share of a sample that stays at
//! or below it, a line for each sample.

use super::Scale;
use super::canvas::{Anchor, Canvas, Letters, Point, Stroke};
use super::frame::{Caption, Frame};
use super::grid::{self, GUTTER};
use super::numbers::{self, Affixes};
use super::scale::Axis;
use super::text::{self, Weight};
use super::thinning;
use crate::tables::{Column, Table, Values};
use crate::theme::{self, Hue};

const LINE: f64 = 17.0;
/// Room for the numbers on the left of a panel (px).
const NUMBERS_WIDTH: f64 = 42.0;
/// Room for the title of a panel and its unit (px).
const HEADING: f64 = 42.0;
/// Room for the numbers and the unit below a panel (px).
const FOOTING: f64 = 48.0;
/// The height of the area within the axes (px).
const HEIGHT: f64 = 150.0;
/// A swatch of the key with the space behind it (px).
const SWATCH: f64 = 26.0;
/// More panels than this are no longer read as one picture.
const PANELS_MAX: usize = 4;
/// Values of one sign whose largest is so many times the least stand on a log scale.
const WIDE: f64 = 30.0;
/// The colours of the two samples among the series colours: grey for what there is, blue for what is
/// proposed.
const HUES: [usize; 2] = [7, 0];

/// A picture of distributions.
#[derive(Clone, Debug)]
pub struct Ecdf {
    /// The stem of its files.
    pub name: String,
    /// The finding, as a sentence; wrapped, never cut.
    pub title: String,
    /// The mechanism behind it, and how to read the lines.
    pub caption: String,
    /// What a reader who cannot see the picture should know.
    pub alt: String,
    /// What the two samples are called.
    pub labels: [String; 2],
    /// Four panels at most.
    pub panels: Vec<EcdfPanel>,
}

/// One pair of axes with two samples.
#[derive(Clone, Debug)]
pub struct EcdfPanel {
    /// The quantity.
    pub title: String,
    /// Its unit; one that begins with `USD` puts a dollar sign before its numbers, one with `%` a per cent
    /// sign behind.
    pub unit: String,
    /// The quantiles of the two samples, in equal steps from the least to the largest.
    pub quantiles: [Vec<f64>; 2],
}

impl Ecdf {
    /// The numbers behind it: what each share of a sample stays at or below.
    #[must_use]
    pub fn to_table(&self) -> Table {
        let (mut panels, mut samples) = (Vec::new(), Vec::new());
        let (mut shares, mut values) = (Vec::new(), Vec::new());
        for panel in &self.panels {
            for (label, quantiles) in self.labels.iter().zip(&panel.quantiles) {
                for (nth, value) in quantiles.iter().enumerate() {
                    panels.push(panel.title.clone());
                    samples.push(label.clone());
                    shares.push(share(nth, quantiles));
                    values.push(*value);
                }
            }
        }
        let columns = vec![
            Column::new("panel", Values::Text(panels)),
            Column::new("sample", Values::Text(samples)),
            Column::new("share", Values::Float(shares)),
            Column::new("value", Values::Float(values)),
        ];
        Table { columns }
    }

    pub(super) fn svg(&self, caption: Caption) -> String {
        let panels = &self.panels[..self.panels.len().min(PANELS_MAX)];
        let columns = if panels.len() > 1 { 2 } else { 1 };
        let rows = panels.len().div_ceil(columns) as f64;
        Frame::new((&self.title, &self.caption, &self.alt), caption).svg(|key| {
            let top = key + LINE;
            let below = top + rows * (HEADING + HEIGHT + FOOTING);
            let draw = move |canvas: &mut Canvas<'_>| {
                let room = theme::CHART_WIDTH - 2.0 * GUTTER;
                self.draw_key(canvas, (GUTTER, top - 5.0), room);
                for (nth, panel) in panels.iter().enumerate() {
                    let across = (nth % columns) as f64 * (grid::width(columns) + 1.5 * GUTTER);
                    let down = (nth / columns) as f64 * (HEADING + HEIGHT + FOOTING);
                    let corner = (GUTTER + across, top + down);
                    Placed::new(panel, corner, grid::width(columns)).draw(canvas);
                }
            };
            (below, draw)
        })
    }

    fn draw_key(&self, canvas: &mut Canvas<'_>, (left, y): Point, room: f64) {
        let mut x = left;
        for (label, hue) in self.labels.iter().zip(HUES.map(theme::hue)) {
            let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, hue.ink);
            let most = room / 2.0 - SWATCH - GUTTER;
            let label = text::shorten(label, words.size, words.weight, most);
            canvas.path(&[(x, y - 4.5), (x + 18.0, y - 4.5)], stroke(hue));
            canvas.text(&label, (x + SWATCH, y), Anchor::Start, words);
            x += SWATCH + words.width(&label) + GUTTER;
        }
    }
}

fn stroke(hue: Hue) -> Stroke {
    Stroke { colour: hue.line, width: theme::LINE_WIDTH }
}

/// The share of a sample that stays at or below its nth quantile.
fn share(nth: usize, quantiles: &[f64]) -> f64 {
    nth as f64 / quantiles.len().saturating_sub(1).max(1) as f64
}

/// A panel with its place.
struct Placed<'a> {
    panel: &'a EcdfPanel,
    scale: Scale,
    axis: Axis,
    /// The upper left corner of all of it (px).
    corner: Point,
    width: f64,
}

impl<'a> Placed<'a> {
    fn new(panel: &'a EcdfPanel, corner: Point, width: f64) -> Self {
        let values = || panel.quantiles.iter().flatten().copied().filter(|value| value.is_finite());
        let least = values().fold(f64::INFINITY, f64::min);
        let most = values().fold(f64::NEG_INFINITY, f64::max);
        let scale = if least > 0.0 && most > WIDE * least { Scale::Log } else { Scale::Linear };
        let axis = Axis::around(values(), scale, false, 5);
        Self { panel, scale, axis, corner, width }
    }

    fn left(&self) -> f64 {
        self.corner.0 + NUMBERS_WIDTH
    }

    fn right(&self) -> f64 {
        self.corner.0 + self.width - 12.0
    }

    fn bottom(&self) -> f64 {
        self.corner.1 + HEADING + HEIGHT
    }

    fn x(&self, value: f64) -> Option<f64> {
        Some(self.left() + self.axis.share(value)?.clamp(0.0, 1.0) * (self.right() - self.left()))
    }

    fn y(&self, share: f64) -> f64 {
        self.bottom() - share * HEIGHT
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        self.draw_heading(canvas);
        self.draw_axes(canvas);
        for (quantiles, hue) in self.panel.quantiles.iter().zip(HUES.map(theme::hue)) {
            canvas.path(&thinning::line(&self.line(quantiles)), stroke(hue));
        }
        if self.panel.quantiles.iter().flatten().all(|value| self.x(*value).is_none()) {
            let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, theme::QUIET);
            let middle = ((self.left() + self.right()) / 2.0, self.y(0.5) + 4.0);
            canvas.text("no data", middle, Anchor::Middle, words);
        }
    }

    /// From the least to the largest, and on to the end of the axis where all are below.
    fn line(&self, quantiles: &[f64]) -> Vec<Point> {
        let point =
            |(nth, value): (usize, &f64)| Some((self.x(*value)?, self.y(share(nth, quantiles))));
        let mut points: Vec<Point> = quantiles.iter().enumerate().filter_map(point).collect();
        let all_are_below = points.len() == quantiles.len() && points.len() > 1;
        points.extend(all_are_below.then(|| (self.right(), self.y(1.0))));
        points
    }

    fn draw_heading(&self, canvas: &mut Canvas<'_>) {
        let bold = Letters::new(theme::LABEL_SIZE, Weight::Bold, theme::TEXT);
        let quiet = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        let title = text::shorten(&self.panel.title, bold.size, bold.weight, self.width);
        canvas.text(&title, (self.corner.0, self.corner.1 + 17.0), Anchor::Start, bold);
        let at = (self.corner.0, self.corner.1 + 33.0);
        canvas.text("% of the runs at or below", at, Anchor::Start, quiet);
    }

    fn draw_axes(&self, canvas: &mut Canvas<'_>) {
        let grid = Stroke { colour: theme::GRID, width: 1.0 };
        let axis = Stroke { colour: theme::AXIS, width: 1.0 };
        let quiet = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        for percent in [0, 50, 100] {
            let y = self.y(f64::from(percent) / 100.0);
            let stroke = if percent == 0 { axis } else { grid };
            canvas.path(&[(self.left(), y), (self.right(), y)], stroke);
            let at = (self.left() - 6.0, y + 4.5);
            canvas.text(&format!("{percent}%"), at, Anchor::End, quiet);
        }
        let affixes = Affixes::of_unit(&self.panel.unit);
        let numbers = match self.scale {
            Scale::Linear => numbers::axis(&self.axis.ticks, affixes),
            Scale::Log => numbers::decades(&self.axis.ticks, affixes),
        };
        let mut end = f64::NEG_INFINITY;
        for (tick, number) in self.axis.ticks.iter().zip(numbers) {
            let Some(x) = self.x(*tick) else { continue };
            canvas.path(&[(x, self.bottom()), (x, self.bottom() + 4.0)], axis);
            let half = quiet.width(&number) / 2.0;
            // A number that has no room beside the last one is left out; its mark stays.
            if x - half > end + 6.0 {
                canvas.text(&number, (x, self.bottom() + LINE + 1.0), Anchor::Middle, quiet);
                end = x + half;
            }
        }
        let log = if self.scale == Scale::Log { ", log scale" } else { "" };
        let unit = format!("{}{log}", self.panel.unit);
        let at = (self.right(), self.bottom() + 2.0 * LINE + 1.0);
        canvas.text(&unit, at, Anchor::End, quiet);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::png;

    fn panel(base: &[f64], proposal: &[f64]) -> EcdfPanel {
        let quantiles = [base.to_vec(), proposal.to_vec()];
        EcdfPanel { title: "price < 1".to_owned(), unit: "USD".to_owned(), quantiles }
    }

    fn ecdf(panels: Vec<EcdfPanel>) -> Ecdf {
        Ecdf {
            name: "distributions".to_owned(),
            title: "More runs end high".to_owned(),
            caption: "How to read it.".to_owned(),
            alt: "Two lines.".to_owned(),
            labels: ["as it is".to_owned(), "slower".to_owned()],
            panels,
        }
    }

    #[test]
    fn a_line_rises_from_none_to_all_and_on_to_the_end() {
        let panel = panel(&[1.0, 2.0, 4.0], &[5.0]);
        let placed = Placed::new(&panel, (0.0, 0.0), 300.0);
        let line = placed.line(&panel.quantiles[0]);
        let heights: Vec<f64> = line.iter().map(|(_, y)| (placed.bottom() - y) / HEIGHT).collect();
        assert_eq!(heights, [0.0, 0.5, 1.0, 1.0]);
        assert_eq!(line[3].0, placed.right());
        // What never comes is in no place, and its line does not reach all.
        let never = placed.line(&[1.0, 2.0, f64::INFINITY]);
        assert_eq!(never.len(), 2);
    }

    #[test]
    fn the_numbers_behind_it_are_quantiles_with_their_shares() {
        let table = ecdf(vec![panel(&[1.0, 2.0, 3.0], &[5.0, 6.0])]).to_table();
        let text = String::from_utf8(table.to_csv().unwrap()).unwrap();
        let expected = "panel,sample,share,value\n\
                        price < 1,as it is,0.0,1.0\n\
                        price < 1,as it is,0.5,2.0\n\
                        price < 1,as it is,1.0,3.0\n\
                        price < 1,slower,0.0,5.0\n\
                        price < 1,slower,1.0,6.0\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn values_far_apart_stand_on_a_log_scale() {
        let scale = |base: &[f64]| Placed::new(&panel(base, &[1.0]), (0.0, 0.0), 300.0).scale;
        assert_eq!(scale(&[1.0, 31.0]), Scale::Log);
        assert_eq!(scale(&[1.0, 29.0]), Scale::Linear);
        assert_eq!(scale(&[0.0, 31.0]), Scale::Linear);
    }

    #[test]
    fn whatever_comes_in_something_sound_goes_out() {
        let nan = f64::NAN;
        let awkward: [&[f64]; 6] =
            [&[], &[nan], &[0.0], &[5.0, 5.0], &[-1.0, 1e300], &[1e-300, f64::INFINITY]];
        for count in 0..=6 {
            for base in awkward {
                let svg = ecdf(vec![panel(base, &[1.0, 2.0]); count]).svg(Caption::Inside);
                png::parse(&svg).unwrap();
                assert!(!svg.contains("2147483647"), "{base:?} left the canvas");
            }
        }
        let svg = ecdf(vec![panel(&[1.0], &[2.0])]).svg(Caption::Inside);
        for words in ["as it is", "slower", "price &lt; 1", "USD", "50%", "$2", "More runs"] {
            assert!(svg.contains(words), "{words}");
        }
    }
}
