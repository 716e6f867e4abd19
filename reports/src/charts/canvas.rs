//! This file is about drawing simple shapes as SVG with plotters, the one place that knows it.

use plotters::prelude::{DrawingBackend, RGBAColor, SVGBackend, ShapeStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, TextStyle};

use super::text::{self, Weight};
use crate::theme::{self, Colour};

/// Plotters rounds to whole units, so the canvas has four of them to a pixel.
const FINENESS: f64 = 4.0;

/// Plotters divides the size of letters by this on their way into the file.
const LETTERS: f64 = 1.24;

/// A point (px), from the upper left.
pub(super) type Point = (f64, f64);

/// Which side of the text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a stroke looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: f64,
}

/// How letters look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
}

impl Letters {
    pub(super) fn new(size: f64, weight: Weight, colour: Colour) -> Self {
        Self { size, weight, colour }
    }

    /// The width of words in these letters (px).
    pub(super) fn width(self, words: &str) -> f64 {
        text::width(words, self.size, self.weight)
    }
}

/// A drawing under way.
pub(super) struct Canvas<'a> {
    svg: SVGBackend<'a>,
}

/// Draws on a canvas of this size (px) and gives back the shapes as SVG, without the root.
pub(super) fn shapes((width, height): Point, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
    let mut text = String::new();
    let size = ((width * FINENESS) as u32, (height * FINENESS) as u32);
    draw(&mut Canvas { svg: SVGBackend::with_string(&mut text, size) });
    // The root is written anew with a title and a description; plotters knows neither.
    let inside = text.split_once(">\n").map_or("", |(_root, inside)| inside);
    inside.trim_end().trim_end_matches("</svg>").replace("\n</text>", "</text>")
}

/// The attributes of a root that shows [`shapes`] at their size.
pub(super) fn root_attributes((width, height): Point) -> String {
    format!(
        "width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\"",
        width * FINENESS,
        height * FINENESS
    )
}

impl Canvas<'_> {
    /// A line through all points.
    pub(super) fn path(&mut self, points: &[Point], stroke: Stroke) {
        let width = (stroke.width * FINENESS).round() as u32;
        let style = ShapeStyle { stroke_width: width, ..style(stroke.colour, 1.0) };
        done(self.svg.draw_path(points.iter().map(fine), &style));
    }

    /// A line of dashes through all points.
    pub(super) fn dashes(&mut self, points: &[Point], stroke: Stroke, dash: f64, gap: f64) {
        for dash in super::thinning::dashes(points, dash, gap) {
            self.path(&dash, stroke);
        }
    }

    /// A filled area.
    pub(super) fn area(&mut self, outline: &[Point], colour: Colour, opacity: f64) {
        done(self.svg.fill_polygon(outline.iter().map(fine), &style(colour, opacity)));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rectangle(&mut self, from: Point, to: Point, colour: Colour, opacity: f64) {
        done(self.svg.draw_rect(fine(&from), fine(&to), &style(colour, opacity), true));
    }

    /// A dot, with a rim of the background so that it stands out from lines.
    pub(super) fn dot(&mut self, at: Point, radius: f64, colour: Colour) {
        for (radius, colour) in [(radius + 1.0, theme::BACKGROUND), (radius, colour)] {
            let radius = (radius * FINENESS).round() as u32;
            done(self.svg.draw_circle(fine(&at), radius, &style(colour, 1.0), true));
        }
    }

    /// One line of text whose letters stand on the height of `at`.
    pub(super) fn text(&mut self, text: &str, at: Point, anchor: Anchor, letters: Letters) {
        let Letters { size, weight, colour } = letters;
        let weight = match weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // Plotters moves text that hangs from a point down by 0.76 of its size.
        let hanging = (at.0, at.1 - 0.76 * size);
        let font = (theme::FONT_FAMILY, size * FINENESS * LETTERS, weight).into_font();
        let colour = rgb(colour);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(side, VPos::Top));
        // Labels come from scenarios, and XML has no way to hold a control character.
        let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
        done(self.svg.draw_text(&text, &style, fine(&hanging)));
    }
}

fn style(colour: Colour, opacity: f64) -> ShapeStyle {
    let color: RGBAColor = rgb(colour).mix(opacity);
    ShapeStyle { color, filled: true, stroke_width: 0 }
}

fn rgb(Colour(red, green, blue): Colour) -> RGBColor {
    RGBColor(red, green, blue)
}

fn fine(&(x, y): &Point) -> (i32, i32) {
    ((x * FINENESS).round() as i32, (y * FINENESS).round() as i32)
}

fn done<E: std::fmt::Debug>(drawn: Result<(), E>) {
    drawn.expect("drawing goes to a string, which has no way to fail");
}
