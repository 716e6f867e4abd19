//! This file is about how charts and reports look: colours, letters and sizes, in one place.

/// A colour of the screen: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The two shades of one series: one for lines and areas, a darker one for words about it.
#[derive(Clone, Copy, Debug)]
pub struct Hue {
    /// The shade of lines, bands and areas.
    pub line: Colour,
    /// The shade of labels, dark enough to be read as text on the background.
    pub ink: Colour,
}

/// The series colours, after Okabe and Ito, for readers who tell few colours apart.
///
/// The first four also differ in lightness, so that they survive a printer without colour.
pub const SERIES: [Hue; 8] = [
    Hue { line: Colour(0, 96, 156), ink: Colour(0, 84, 140) }, // blue
    Hue { line: Colour(222, 135, 0), ink: Colour(150, 84, 0) }, // orange
    Hue { line: Colour(64, 26, 75), ink: Colour(64, 26, 75) }, // plum
    Hue { line: Colour(0, 138, 100), ink: Colour(0, 108, 78) }, // bluish green
    Hue { line: Colour(190, 70, 10), ink: Colour(165, 58, 0) }, // vermilion
    Hue { line: Colour(70, 160, 215), ink: Colour(20, 104, 152) }, // sky blue
    Hue { line: Colour(190, 105, 150), ink: Colour(150, 62, 110) }, // reddish purple
    Hue { line: Colour(120, 120, 120), ink: Colour(90, 90, 90) }, // grey
];

/// Behind everything.
pub const BACKGROUND: Colour = Colour(255, 255, 255);
/// Titles and text.
pub const TEXT: Colour = Colour(28, 32, 38);
/// Numbers on axes, captions, units.
pub const QUIET: Colour = Colour(92, 98, 108);
/// The lines one reads values off.
pub const GRID: Colour = Colour(226, 229, 234);
/// The line that time runs along, and the line of zero.
pub const AXIS: Colour = Colour(120, 126, 136);
/// A shock: something that happens to the network.
pub const SHOCK: Colour = Colour(176, 28, 46);
/// An amendment: something that the network decides.
pub const AMENDMENT: Colour = Colour(60, 66, 78);

/// How much of the background shows through the outermost band of a fan.
pub const BAND_OUTER_OPACITY: f64 = 0.17;
/// The same for a band inside it, which lies upon the outer one.
pub const BAND_INNER_OPACITY: f64 = 0.27;
/// The same for stacked areas.
pub const STACK_OPACITY: f64 = 0.82;

/// The letters, first the ones that PNG pictures carry with them.
pub const FONT_FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";
/// The width of a chart (px).
pub const CHART_WIDTH: f64 = 680.0;
/// Chart title (px).
pub const TITLE_SIZE: f64 = 18.0;
/// Panel titles and labels (px).
pub const LABEL_SIZE: f64 = 13.0;
/// Numbers on axes, and units (px).
pub const TICK_SIZE: f64 = 12.5;
/// The caption below the panels (px).
pub const CAPTION_SIZE: f64 = 12.0;
/// Median and single lines (px).
pub const LINE_WIDTH: f64 = 2.0;

impl Colour {
    /// `#rrggbb`, as CSS wants it.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The hue of the series at this place; a ninth series starts again with the first hue.
pub fn hue(series: usize) -> Hue {
    SERIES[series % SERIES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(Colour(red, green, blue): Colour) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast_with_background(colour: Colour) -> f64 {
        (luminance(BACKGROUND) + 0.05) / (luminance(colour) + 0.05)
    }

    #[test]
    fn words_can_be_read_and_lines_can_be_seen() {
        for Hue { line, ink } in SERIES {
            assert!(contrast_with_background(ink) >= 4.5, "{ink:?}");
            assert!(contrast_with_background(line) >= 2.7, "{line:?}");
        }
        for ink in [TEXT, QUIET, SHOCK, AMENDMENT] {
            assert!(contrast_with_background(ink) >= 4.5, "{ink:?}");
        }
    }

    #[test]
    fn the_first_four_differ_without_colour() {
        let lightness = |hue: Hue| 116.0 * luminance(hue.line).cbrt() - 16.0;
        let mut greys: Vec<f64> = SERIES[..4].iter().map(|hue| lightness(*hue)).collect();
        greys.sort_by(f64::total_cmp);
        for pair in greys.windows(2) {
            assert!(pair[1] - pair[0] > 10.0, "{greys:?}");
        }
    }
}
