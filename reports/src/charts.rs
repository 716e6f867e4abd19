//! This file is about charts: what one says, independent of how it is drawn.

mod axes;
mod canvas;
mod data;
mod date_ticks;
mod device_day;
mod draw;
mod ecdf;
mod end_labels;
mod forest;
mod frame;
mod grid;
mod hues;
mod key;
mod labels;
mod layers;
mod numbers;
mod panel;
mod picture;
mod plot;
mod roofline;
mod roofline_labels;
mod scale;
mod scatter;
#[cfg(test)]
mod tests;
mod text;
mod thinning;

pub use device_day::DeviceDay;
pub use ecdf::{Ecdf, EcdfPanel};
pub use forest::{Forest, ForestPanel, ForestRow};
pub use picture::Picture;
pub use roofline::{Ceiling, LoadPoint, Roofline};

use jiff::civil::Date;

pub use scatter::{Scatter, ScatterGroup, ScatterPanel};

use crate::{Result, png};
use frame::Caption;

/// One picture that tells one finding.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The stem of its files: `price` becomes `charts/price.svg`.
    pub name: String,
    /// The finding, as a sentence; wrapped, never cut.
    pub title: String,
    /// The mechanism behind it, and how to read the bands.
    pub caption: String,
    /// What a reader who cannot see the picture should know.
    pub alt: String,
    /// Small multiples, at most six; the first is read first.
    pub panels: Vec<Panel>,
    /// Days to remember, drawn through every panel with dates.
    pub marks: Vec<Mark>,
}

/// One pair of axes.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What this panel shows; empty if the chart's title says it.
    pub title: String,
    /// The quantity and unit of the vertical axis. A unit that begins with `USD`
    /// or `$` puts a dollar sign before its numbers, one with `%` a per cent sign behind.
    pub unit: String,
    /// How values become heights.
    pub scale: Scale,
    /// Where the values of the layers stand.
    pub x: X,
    /// What is drawn, the lowest first.
    pub layers: Vec<Layer>,
}

/// How values become heights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps, equal heights.
    Linear,
    /// Equal ratios, equal heights; zero and below are gaps.
    Log,
}

/// The horizontal positions of values.
#[derive(Clone, Debug, PartialEq)]
pub enum X {
    /// Days.
    Dates(Vec<Date>),
    /// Numbers of some quantity.
    Numbers {
        /// The quantity and its unit, written below the axis.
        label: String,
        /// One number for each value of a layer.
        values: Vec<f64>,
    },
}

/// One thing drawn in a panel; `NaN` is a gap.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A median line within bands of outcomes.
    Fan {
        /// What it is; written at the end of the line.
        label: String,
        /// The bands, the widest first.
        bands: Vec<Band>,
        /// The middle outcome.
        median: Vec<f64>,
    },
    /// A number with the interval in which the true one lies.
    Interval {
        /// What it is; written at the end of the line.
        label: String,
        /// The number.
        values: Vec<f64>,
        /// The lower ends.
        low: Vec<f64>,
        /// The upper ends.
        high: Vec<f64>,
    },
    /// One line.
    Line {
        /// What it is; written at the end of the line.
        label: String,
        /// Its heights.
        values: Vec<f64>,
        /// Dashed lines are what was expected or agreed, not what was simulated.
        dashed: bool,
    },
    /// Areas upon each other, from zero.
    Stack {
        /// What each part is and how thick it is, the lowest first.
        parts: Vec<(String, Vec<f64>)>,
    },
    /// Published observations, beside the model.
    Points {
        /// What they are and who published them.
        label: String,
        /// Where they stand, of the same kind as the panel's.
        x: X,
        /// Their heights.
        values: Vec<f64>,
    },
}

/// The range between two quantiles of the outcomes.
#[derive(Clone, Debug)]
pub struct Band {
    /// The lower quantile (%).
    pub low_percent: u8,
    /// The upper quantile (%).
    pub high_percent: u8,
    /// The heights of the lower quantile.
    pub low: Vec<f64>,
    /// The heights of the upper quantile.
    pub high: Vec<f64>,
}

/// A day to remember.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The day.
    pub at: Date,
    /// A word or three.
    pub label: String,
    /// Whether it befell the network or was decided by it.
    pub kind: MarkKind,
}

/// Why a day is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Something from outside.
    Shock,
    /// A change of rules.
    Amendment,
}

impl Layer {
    /// The usual fan: p5 to p95 lightest, p25 to p75 darker, and the median.
    pub fn fan(label: impl Into<String>, quantiles: [Vec<f64>; 5]) -> Self {
        let [p05, p25, median, p75, p95] = quantiles;
        let bands = vec![Band::new((5, 95), p05, p95), Band::new((25, 75), p25, p75)];
        Self::Fan { label: label.into(), bands, median }
    }

    /// A fan of one band: p10 to p90, and the median.
    pub fn fan_p10_p90(label: impl Into<String>, [p10, median, p90]: [Vec<f64>; 3]) -> Self {
        Self::Fan { label: label.into(), bands: vec![Band::new((10, 90), p10, p90)], median }
    }

    /// A full line.
    pub fn line(label: impl Into<String>, values: Vec<f64>) -> Self {
        Self::Line { label: label.into(), values, dashed: false }
    }

    /// A dashed line.
    pub fn dashed(label: impl Into<String>, values: Vec<f64>) -> Self {
        Self::Line { label: label.into(), values, dashed: true }
    }
}

impl Band {
    /// The range between two quantiles, given in per cent.
    pub fn new((low_percent, high_percent): (u8, u8), low: Vec<f64>, high: Vec<f64>) -> Self {
        Self { low_percent, high_percent, low, high }
    }
}

impl Chart {
    /// The chart as a picture that stands alone, with its title and caption in it.
    pub fn to_svg(&self) -> String {
        draw::svg(self, Caption::Inside)
    }

    /// The chart for a page that sets the caption below it as text of its own.
    pub fn to_inline_svg(&self) -> String {
        draw::svg(self, Caption::Outside)
    }

    /// The picture of [`Chart::to_svg`] at twice its size.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        png::from_svg(&self.to_svg())
    }
}
