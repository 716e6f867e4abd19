//! This file is about the roofline of a device: what it can compute at how many operations to a
//! byte, and where models stand below it.

use super::canvas::{self, Anchor, Canvas, Letters, Point, Stroke};
use super::frame::{lines, picture};
use super::grid::GUTTER;
use super::numbers::{self, Affixes};
use super::roofline_labels::{Area, Placing};
use super::scale::Axis;
use super::text::{self, Weight};
use super::{Scale, labels};
use crate::tables::{Column, Table, Values};
use crate::theme::{self, Hue};
use crate::{Result, png};

/// The roofline of a device, on two logarithmic axes.
#[derive(Clone, Debug)]
pub struct Roofline {
    /// The stem of its files.
    pub name: String,
    /// The finding, as a sentence; wrapped, never cut.
    pub title: String,
    /// The mechanism behind it.
    pub caption: String,
    /// What a reader who cannot see the picture should know.
    pub alt: String,
    /// What its vendor states.
    pub peak: Ceiling,
    /// What devices of its class reach: a low share, the median and a high one.
    pub reached: [Ceiling; 3],
    /// Models under load, the most important first.
    pub loads: Vec<LoadPoint>,
}

/// A roof: it rises with the bandwidth and ends at the computing speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ceiling {
    /// Computing speed (FLOP/s); infinite where it is not known.
    pub operations_per_second: f64,
    /// Bandwidth of the memory (bytes/s); above 0.
    pub bytes_per_second: f64,
}

/// A model under some load.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadPoint {
    /// The model; points of one model share a colour.
    pub model: String,
    /// The load, in a word or three.
    pub load: String,
    /// Operations to a byte that is read (FLOP/byte); above 0.
    pub operations_per_byte: f64,
    /// What it computes (FLOP/s); above 0.
    pub operations_per_second: f64,
}

impl Ceiling {
    /// What can be computed at so many operations to a byte (FLOP/s).
    pub fn at(self, operations_per_byte: f64) -> f64 {
        (self.bytes_per_second * operations_per_byte).min(self.operations_per_second)
    }

    /// Operations to a byte from which computing binds (FLOP/byte); infinite if it never does.
    pub fn ridge(self) -> f64 {
        self.operations_per_second / self.bytes_per_second
    }

    /// Its ends, one a line.
    fn told(self) -> Vec<String> {
        let told = |value: f64, units: [(f64, &str); 2]| {
            let large = units.into_iter().find(|(unit, _)| value >= *unit);
            let (unit, name) = large.unwrap_or(units[1]);
            let number = value / unit;
            let decimals = if number < 10.0 { 1 } else { 0 };
            format!("{} {name}", numbers::with_commas(&format!("{number:.decimals$}")))
        };
        let mut ends = Vec::new();
        if self.operations_per_second.is_finite() {
            ends.push(told(self.operations_per_second, [(1e12, "TFLOP/s"), (1e9, "GFLOP/s")]));
        }
        ends.push(told(self.bytes_per_second, [(1e9, "GB/s"), (1e6, "MB/s")]));
        ends
    }
}

/// The height of the plot (px).
const PLOT_HEIGHT: f64 = 360.0;
/// What the labels of the roofs take on the right (px).
const RIGHT: f64 = 128.0;
const TITLE_LINE: f64 = 24.0;
/// What the vertical axis is.
const SPEED: &str = "operations per second that are computed (FLOP/s)";
/// What the horizontal axis is.
const INTENSITY: &str = "operations per byte that is read from memory (FLOP/byte)";
const LINE: f64 = 17.0;
const DOT_RADIUS: f64 = 4.0;

/// The picture under construction: axes and where they stand.
struct Frame<'a> {
    chart: &'a Roofline,
    x: Axis,
    y: Axis,
    /// Upper left and lower right corner of the plot (px).
    from: Point,
    to: Point,
    models: Vec<&'a str>,
}

impl Roofline {
    /// The chart as a picture that stands alone, with its title and caption in it.
    pub fn to_svg(&self) -> String {
        let room = theme::CHART_WIDTH - 2.0 * GUTTER;
        let title = text::title(&self.title, room);
        let caption = text::wrap(&self.caption, theme::CAPTION_SIZE, Weight::Regular, room, 12);
        let models = self.models();
        let key = GUTTER / 2.0 + title.len() as f64 * TITLE_LINE + 8.0;
        let top = key + models.len() as f64 * LINE + 26.0;
        let frame = self.frame(models, top);
        let below = frame.to.1 + 2.0 * LINE + 24.0;
        let height = (below + caption.len() as f64 * LINE + 6.0).ceil();
        let size = (theme::CHART_WIDTH, height);
        let shapes = canvas::shapes(size, |canvas| {
            canvas.rectangle((0.0, 0.0), size, theme::BACKGROUND, 1.0);
            let style = Letters::new(theme::TITLE_SIZE, Weight::Bold, theme::TEXT);
            lines(canvas, &title, (GUTTER, GUTTER / 2.0 + 18.0), TITLE_LINE, style);
            frame.draw_key(canvas, (GUTTER, key));
            frame.draw_axes(canvas);
            frame.draw_roofs(canvas);
            frame.draw_points(canvas);
            let style = Letters::new(theme::CAPTION_SIZE, Weight::Regular, theme::QUIET);
            lines(canvas, &caption, (GUTTER, below), LINE, style);
        });
        picture(size, &self.title, &self.alt, &shapes)
    }

    /// The picture of [`Roofline::to_svg`] at twice its size.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png::from_svg(&self.to_svg())
    }

    /// The figures behind the chart: the roofs at their ends and ridges, then the points.
    pub fn to_table(&self) -> Table {
        let mut rows: Vec<(&str, &str, f64, f64)> = Vec::new();
        let (low, high) = self.x_range();
        let [least, median, most] = self.reached;
        for (name, roof) in
            [("peak", self.peak), ("least", least), ("median", median), ("most", most)]
        {
            for x in corners(roof, low, high) {
                rows.push(("roof", name, x, roof.at(x)));
            }
        }
        for point in &self.loads {
            rows.push((
                &point.model,
                &point.load,
                point.operations_per_byte,
                point.operations_per_second,
            ));
        }
        let words = |of: fn(&(&str, &str, f64, f64)) -> String| rows.iter().map(of).collect();
        let numbers = |of: fn(&(&str, &str, f64, f64)) -> f64| rows.iter().map(of).collect();
        Table {
            columns: vec![
                Column::new("series", Values::Text(words(|row| row.0.to_owned()))),
                Column::new("load", Values::Text(words(|row| row.1.to_owned()))),
                Column::new("operations_per_byte", Values::Float(numbers(|row| row.2))),
                Column::new("operations_per_second", Values::Float(numbers(|row| row.3))),
            ],
        }
    }

    /// The models, in the order of their first points.
    fn models(&self) -> Vec<&str> {
        let mut models: Vec<&str> = Vec::new();
        for point in &self.loads {
            if !models.contains(&point.model.as_str()) {
                models.push(&point.model);
            }
        }
        models
    }

    /// From the first point to the last, with the ridges between them and room on either side.
    fn x_range(&self) -> (f64, f64) {
        let ridges = self.reached.into_iter().chain([self.peak]).map(Ceiling::ridge);
        let points = self.loads.iter().map(|point| point.operations_per_byte);
        let all = points.chain(ridges.filter(|ridge| ridge.is_finite()));
        let (low, high) =
            all.fold((f64::INFINITY, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
        if low > high { (0.1, 1_000.0) } else { (low / 2.0, high * 3.0) }
    }

    fn frame<'a>(&'a self, models: Vec<&'a str>, top: f64) -> Frame<'a> {
        let (low, high) = self.x_range();
        let x = Axis::around([low, high].into_iter(), Scale::Log, false, 6);
        let (left, right) = x.ends();
        let roofs = self.reached.into_iter().chain([self.peak]);
        let heights = roofs.flat_map(|roof| [roof.at(left), roof.at(right)]);
        let points = self.loads.iter().map(|point| point.operations_per_second);
        let y = Axis::around(heights.chain(points), Scale::Log, false, 7);
        let words = numbers::decades(&y.ticks, Affixes::of_unit(SPEED));
        let widths = words.iter().map(|word| text::width(word, theme::TICK_SIZE, Weight::Regular));
        let from = (GUTTER + widths.fold(0.0, f64::max) + 8.0, top);
        let to = (theme::CHART_WIDTH - GUTTER - RIGHT, top + PLOT_HEIGHT);
        Frame { chart: self, x, y, from, to, models }
    }
}

/// Where a roof is drawn from, through and to.
fn corners(roof: Ceiling, low: f64, high: f64) -> Vec<f64> {
    let ridge = Some(roof.ridge()).filter(|ridge| (low..high).contains(ridge));
    [Some(low), ridge, Some(high)].into_iter().flatten().collect()
}

impl Frame<'_> {
    fn at(&self, x: f64, y: f64) -> Point {
        let share = |axis: &Axis, value| axis.share(value).unwrap_or(0.0);
        let (width, height) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        (self.from.0 + share(&self.x, x) * width, self.to.1 - share(&self.y, y) * height)
    }

    fn hue(&self, model: &str) -> Hue {
        theme::hue(self.models.iter().position(|known| *known == model).unwrap_or(0))
    }

    /// Which colour is which model, one a line, so that long names have room.
    fn draw_key(&self, canvas: &mut Canvas<'_>, (left, top): Point) {
        for (nth, model) in self.models.iter().enumerate() {
            let (y, hue) = (top + (nth + 1) as f64 * LINE, self.hue(model));
            canvas.dot((left + DOT_RADIUS, y - 4.5), DOT_RADIUS, hue.line);
            let words = Letters::new(theme::LABEL_SIZE, Weight::Regular, hue.ink);
            canvas.text(model, (left + 14.0, y), Anchor::Start, words);
        }
    }

    fn draw_axes(&self, canvas: &mut Canvas<'_>) {
        let words = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::QUIET);
        let (grid, axis) = (theme::GRID, theme::AXIS);
        let stroke = |colour| Stroke { colour, width: 1.0 };
        let (x_low, y_low) = (self.x.ends().0, self.y.ends().0);
        for (tick, number) in
            self.y.ticks.iter().zip(numbers::decades(&self.y.ticks, Affixes::of_unit(SPEED)))
        {
            let (_, y) = self.at(x_low, *tick);
            canvas.path(&[(self.from.0, y), (self.to.0, y)], stroke(grid));
            canvas.text(&number, (self.from.0 - 7.0, y + 4.5), Anchor::End, words);
        }
        for (tick, number) in
            self.x.ticks.iter().zip(numbers::decades(&self.x.ticks, Affixes::of_unit(INTENSITY)))
        {
            let (x, _) = self.at(*tick, y_low);
            canvas.path(&[(x, self.from.1), (x, self.to.1)], stroke(grid));
            canvas.path(&[(x, self.to.1), (x, self.to.1 + 4.0)], stroke(axis));
            canvas.text(&number, (x, self.to.1 + LINE + 1.0), Anchor::Middle, words);
        }
        canvas.path(&[(self.from.0, self.to.1), self.to], stroke(axis));
        canvas.text(SPEED, (GUTTER, self.from.1 - 10.0), Anchor::Start, words);
        canvas.text(INTENSITY, (self.to.0, self.to.1 + 2.0 * LINE + 1.0), Anchor::End, words);
    }

    fn roof(&self, roof: Ceiling) -> Vec<Point> {
        let (low, high) = self.x.ends();
        corners(roof, low, high).into_iter().map(|x| self.at(x, roof.at(x))).collect()
    }

    fn draw_roofs(&self, canvas: &mut Canvas<'_>) {
        let [least, median, most] = self.chart.reached;
        let mut band = self.roof(most);
        band.extend(self.roof(least).into_iter().rev());
        let line = Stroke { colour: theme::AXIS, width: theme::LINE_WIDTH };
        canvas.area(&band, theme::AXIS, theme::BAND_OUTER_OPACITY);
        canvas.path(&self.roof(median), line);
        canvas.dashes(&self.roof(self.chart.peak), line, 6.0, 4.0);
        self.name_roofs(canvas);
    }

    /// Names the roofs where they end.
    fn name_roofs(&self, canvas: &mut Canvas<'_>) {
        let [_, median, _] = self.chart.reached;
        let named = [("peak", self.chart.peak), ("reached, median", median)];
        let words = named.map(|(name, roof)| {
            let mut words = vec![name.to_owned()];
            words.extend(roof.told());
            words
        });
        let height = words.iter().map(Vec::len).max().unwrap_or(0) as f64 * (LINE - 2.0) + 6.0;
        let ends = named.map(|(_, roof)| self.roof(roof).last().map_or(self.from.1, |end| end.1));
        let middle = height / 2.0;
        let placed = labels::apart(&ends, height, self.from.1, self.to.1 - middle);
        for ((words, end), y) in words.iter().zip(ends).zip(placed.unwrap_or_else(|| ends.to_vec()))
        {
            let x = self.to.0 + 9.0;
            let stroke = Stroke { colour: theme::AXIS, width: 0.75 };
            canvas.path(&[(self.to.0 + 1.0, end), (x - 2.0, y)], stroke);
            let style = Letters::new(theme::TICK_SIZE, Weight::Regular, theme::TEXT);
            lines(canvas, words, (x, y + 4.5), LINE - 2.0, style);
        }
    }

    /// Dots, then a label beside each that finds room.
    fn draw_points(&self, canvas: &mut Canvas<'_>) {
        let at =
            |point: &LoadPoint| self.at(point.operations_per_byte, point.operations_per_second);
        let dots: Vec<Point> = self.chart.loads.iter().map(at).collect();
        let mut placing = Placing::within(Area { from: self.from, to: self.to });
        for roof in self.chart.reached.into_iter().skip(1).take(1).chain([self.chart.peak]) {
            placing.keep_clear_of_line(&self.roof(roof));
        }
        for dot in &dots {
            placing.keep_clear_of(Area::around(*dot, DOT_RADIUS + 1.0));
        }
        // The first points matter most: they choose their labels' places first and lie on top.
        for (point, dot) in self.chart.loads.iter().zip(&dots) {
            let hue = self.hue(&point.model);
            let words = Letters::new(theme::TICK_SIZE, Weight::Regular, hue.ink);
            let Some(label) = placing.place(&[*dot], (words.width(&point.load), theme::TICK_SIZE))
            else {
                continue;
            };
            if let Some(leader) = label.leader {
                canvas.path(&leader, Stroke { colour: hue.line, width: 0.75 });
            }
            canvas.text(&point.load, label.baseline, Anchor::Start, words);
        }
        for (point, dot) in self.chart.loads.iter().zip(&dots).rev() {
            canvas.dot(*dot, DOT_RADIUS, self.hue(&point.model).line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roof(operations_per_second: f64, bytes_per_second: f64) -> Ceiling {
        Ceiling { operations_per_second, bytes_per_second }
    }

    fn chart(compute: f64) -> Roofline {
        let point = |load: &str, x: f64| LoadPoint {
            model: "Llama < 8B".into(),
            load: load.into(),
            operations_per_byte: x,
            operations_per_second: roof(compute, 1e12).at(x) / 2.0,
        };
        Roofline {
            name: "roofline".into(),
            title: "Memory binds".into(),
            caption: "Whichever roof is lower binds.".into(),
            alt: "A roof.".into(),
            peak: roof(compute, 1e12),
            reached: [0.3, 0.5, 0.8].map(|share| roof(compute * share, 1e12 * share)),
            loads: vec![point("batch 1", 3.0), point("batch 8", 20.0), point("prompt", 1_600.0)],
        }
    }

    #[test]
    fn the_lower_roof_binds() {
        let roof = roof(100e12, 1e12);
        assert_eq!((roof.at(3.0), roof.at(100.0), roof.at(1e4)), (3e12, 100e12, 100e12));
        assert_eq!(roof.ridge(), 100.0);
    }

    #[test]
    fn every_point_is_named_and_nothing_is_infinite() {
        for chart in [chart(100e12), chart(f64::INFINITY)] {
            let svg = chart.to_svg();
            for words in ["batch 1", "batch 8", "prompt", "Llama &lt; 8B", "reached, median"] {
                assert!(svg.contains(words), "{words}");
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            assert!(chart.to_png().is_ok());
        }
        assert!(!chart(f64::INFINITY).to_svg().contains("TFLOP/s"), "a speed that is not known");
    }

    #[test]
    fn the_figures_behind_it_are_the_corners_and_the_points() {
        let csv = String::from_utf8(chart(100e12).to_table().to_csv().unwrap()).unwrap();
        assert!(
            csv.starts_with("series,load,operations_per_byte,operations_per_second\n"),
            "{csv}"
        );
        assert!(csv.contains("roof,peak,100.0,100000000000000.0\n"), "{csv}");
        assert!(csv.ends_with("Llama < 8B,prompt,1600.0,50000000000000.0\n"), "{csv}");
    }

    #[test]
    fn a_roof_without_points_is_drawn() {
        let bare = Roofline { loads: Vec::new(), ..chart(100e12) };
        assert!(bare.to_svg().contains("peak"));
    }
}
