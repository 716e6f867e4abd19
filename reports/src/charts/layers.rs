//! This file is about one series of a panel: its heights, its end, and its strokes.

use super::canvas::{Canvas, Point, Stroke};
use super::date_ticks::day_number;
use super::plot::Plot;
use super::scale::is_drawable;
use super::thinning;
use super::{Band, Layer, Scale, X};
use crate::theme::{self, Hue};

/// A layer, or one part of a stack, ready to be drawn.
pub(super) struct Series<'a> {
    pub(super) label: &'a str,
    pub(super) hue: Hue,
    /// Where the values stand: days since 1970, or numbers.
    pub(super) x: Vec<f64>,
    pub(super) shape: Shape<'a>,
}

/// What there is to draw.
pub(super) enum Shape<'a> {
    Fan { bands: Vec<(&'a [f64], &'a [f64])>, median: &'a [f64] },
    Line { values: &'a [f64], dashed: bool },
    Part { low: Vec<f64>, high: Vec<f64> },
    Points { values: &'a [f64] },
}

/// The series of one layer, with hues from their labels.
pub(super) fn series<'a>(
    layer: &'a Layer,
    panel_x: &X,
    hue: &impl Fn(&str) -> Hue,
) -> Vec<Series<'a>> {
    let one = |label: &'a str, x: &X, shape| {
        vec![Series { label, hue: hue(label), x: positions(x), shape }]
    };
    match layer {
        Layer::Fan { label, bands, median } => {
            let ends = |band: &'a Band| (&band.low[..], &band.high[..]);
            one(label, panel_x, Shape::Fan { bands: bands.iter().map(ends).collect(), median })
        }
        Layer::Interval { label, values, low, high } => {
            one(label, panel_x, Shape::Fan { bands: vec![(low, high)], median: values })
        }
        Layer::Line { label, values, dashed } => {
            one(label, panel_x, Shape::Line { values, dashed: *dashed })
        }
        Layer::Points { label, x, values } => one(label, x, Shape::Points { values }),
        Layer::Stack { parts } => {
            let mut low = vec![0.0; positions(panel_x).len()];
            let mut stack = |(label, thickness): &'a (String, Vec<f64>)| {
                let high = raised(&low, thickness);
                let low = std::mem::replace(&mut low, high.clone());
                let hue = hue(label);
                Series { label, hue, x: positions(panel_x), shape: Shape::Part { low, high } }
            };
            parts.iter().map(&mut stack).collect()
        }
    }
}

/// A missing part has no thickness, so that those above it are still drawn.
fn raised(low: &[f64], thickness: &[f64]) -> Vec<f64> {
    let thickness = thickness.iter().copied().chain(std::iter::repeat(0.0));
    let solid = |value: f64| if is_drawable(value, Scale::Linear) { value.max(0.0) } else { 0.0 };
    low.iter().zip(thickness).map(|(low, thickness)| low + solid(thickness)).collect()
}

/// Horizontal positions as numbers.
pub(super) fn positions(x: &X) -> Vec<f64> {
    match x {
        X::Dates(dates) => dates.iter().map(|day| day_number(*day) as f64).collect(),
        X::Numbers { values, .. } => values.clone(),
    }
}

impl Series<'_> {
    /// Every height that should have room in the panel.
    pub(super) fn heights(&self) -> Vec<f64> {
        match &self.shape {
            Shape::Fan { bands, median } => {
                let edges = bands.iter().flat_map(|(low, high)| low.iter().chain(*high));
                edges.chain(*median).copied().collect()
            }
            Shape::Line { values, .. } | Shape::Points { values } => values.to_vec(),
            Shape::Part { high, .. } => high.clone(),
        }
    }

    /// The last point that can be drawn, where the label belongs.
    pub(super) fn end(&self, plot: &Plot) -> Option<Point> {
        let middle: Vec<f64> = match &self.shape {
            Shape::Fan { median, .. } => median.to_vec(),
            Shape::Line { values, .. } | Shape::Points { values } => values.to_vec(),
            Shape::Part { low, high } => {
                low.iter().zip(high).map(|(low, high)| (low + high) / 2.0).collect()
            }
        };
        self.points(&middle, plot).into_iter().flatten().next_back()
    }

    /// Whether it is an area that is there, but not where it ends.
    pub(super) fn ends_in_nothing(&self) -> bool {
        let Shape::Part { low, high } = &self.shape else { return false };
        let thick: Vec<bool> = low.iter().zip(high).map(|(low, high)| high > low).collect();
        thick.contains(&true) && thick.last() == Some(&false)
    }

    /// Draws bands and areas; lines come later, so that no area hides one.
    pub(super) fn draw_areas(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        match &self.shape {
            Shape::Fan { bands, .. } => {
                for (nth, band) in bands.iter().enumerate() {
                    let outer = nth == 0 && bands.len() > 1;
                    let opacity =
                        if outer { theme::BAND_OUTER_OPACITY } else { theme::BAND_INNER_OPACITY };
                    self.draw_band(canvas, plot, *band, opacity);
                }
            }
            Shape::Part { low, high } => {
                self.draw_band(canvas, plot, (low, high), theme::STACK_OPACITY);
            }
            Shape::Line { .. } | Shape::Points { .. } => {}
        }
    }

    /// Draws lines and dots.
    pub(super) fn draw_lines(&self, canvas: &mut Canvas<'_>, plot: &Plot) {
        let stroke = Stroke { colour: self.hue.line, width: theme::LINE_WIDTH };
        match &self.shape {
            Shape::Fan { median: values, .. } => {
                self.draw_line(canvas, plot, values, stroke, false)
            }
            Shape::Line { values, dashed } => {
                self.draw_line(canvas, plot, values, stroke, *dashed);
            }
            Shape::Points { values } => {
                for point in self.points(values, plot).into_iter().flatten() {
                    canvas.dot(point, 3.25, self.hue.line);
                }
            }
            // A thin light line keeps neighbours apart where colours are not seen.
            Shape::Part { low, high } => {
                let edge = |(low, high): (&f64, &f64)| if high > low { *high } else { f64::NAN };
                let edges: Vec<f64> = low.iter().zip(high).map(edge).collect();
                let stroke = Stroke { colour: theme::BACKGROUND, width: 1.0 };
                self.draw_line(canvas, plot, &edges, stroke, false);
            }
        }
    }

    /// Draws a small example of the series for the key, centred on the height of `at`.
    pub(super) fn draw_swatch(&self, canvas: &mut Canvas<'_>, at: Point) {
        let (x, y) = at;
        let stroke = Stroke { colour: self.hue.line, width: theme::LINE_WIDTH };
        match &self.shape {
            Shape::Points { .. } => canvas.dot((x + 9.0, y), 3.25, self.hue.line),
            Shape::Part { .. } => {
                let (from, to) = ((x, y - 5.0), (x + 18.0, y + 5.0));
                canvas.rectangle(from, to, self.hue.line, theme::STACK_OPACITY);
            }
            Shape::Line { dashed: true, .. } => {
                canvas.dashes(&[(x, y), (x + 18.0, y)], stroke, 6.0, 4.0);
            }
            Shape::Line { .. } => canvas.path(&[(x, y), (x + 18.0, y)], stroke),
            Shape::Fan { .. } => {
                let (from, to) = ((x, y - 5.0), (x + 18.0, y + 5.0));
                canvas.rectangle(from, to, self.hue.line, theme::BAND_INNER_OPACITY);
                canvas.path(&[(x, y), (x + 18.0, y)], stroke);
            }
        }
    }

    fn points(&self, values: &[f64], plot: &Plot) -> Vec<Option<Point>> {
        let point = |(x, value): (&f64, &f64)| {
            let x = is_drawable(*x, Scale::Linear).then(|| plot.x(*x))?;
            Some((x, plot.y(*value)?))
        };
        self.x.iter().zip(values).map(point).collect()
    }

    fn draw_line(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        values: &[f64],
        stroke: Stroke,
        dashed: bool,
    ) {
        for run in thinning::runs(self.points(values, plot).into_iter()) {
            let line = thinning::line(&run);
            match line.as_slice() {
                [alone] => canvas.dot(*alone, 2.5, stroke.colour),
                _ if dashed => canvas.dashes(&line, stroke, 6.0, 4.0),
                _ => canvas.path(&line, stroke),
            }
        }
    }

    fn draw_band(
        &self,
        canvas: &mut Canvas<'_>,
        plot: &Plot,
        (low, high): (&[f64], &[f64]),
        opacity: f64,
    ) {
        let slice = |((x, low), high): ((&f64, &f64), &f64)| {
            let x = is_drawable(*x, Scale::Linear).then(|| plot.x(*x))?;
            // On a log scale a band may reach down to zero, which is below any panel.
            let low = if low.is_nan() { None } else { Some(plot.y(*low)) };
            Some((x, low?.unwrap_or(plot.bottom), plot.y(*high)?))
        };
        let slices = self.x.iter().zip(low).zip(high).map(slice);
        for run in thinning::runs(slices) {
            if run.len() > 1 {
                canvas.area(&thinning::outline(&run), self.hue.line, opacity);
            }
        }
    }
}
