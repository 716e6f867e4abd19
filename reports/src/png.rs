//! This file is about turning an SVG into a picture that looks the same on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::{Error, Result, theme};

/// Pixels of the picture to one of the drawing, for sharp screens and print.
const SCALE: f32 = 2.0;

/// The family of the letters that the program carries with it.
const FAMILY: &str = "DejaVu Sans";

/// The fonts of the machine are left out: they would make the same run look different elsewhere.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    fonts.set_sans_serif_family(FAMILY);
    fonts.set_serif_family(FAMILY);
    fonts.set_monospace_family(FAMILY);
    Arc::new(fonts)
});

/// The drawing as a PNG at twice its size, on the light background of the theme.
pub fn from_svg(svg: &str) -> Result<Vec<u8>> {
    let tree = parse(svg)?;
    let size = tree.size().to_int_size();
    let pixels = |length: u32| (length as f32 * SCALE) as u32;
    let mut picture = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| Error::rendering("a picture needs a width and a height above zero"))?;
    let theme::Colour(red, green, blue) = theme::BACKGROUND;
    picture.fill(resvg::tiny_skia::Color::from_rgba8(red, green, blue, u8::MAX));
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().map_err(Error::rendering)
}

pub(crate) fn parse(svg: &str) -> Result<Tree> {
    let options =
        Options { fontdb: FONTS.clone(), font_family: FAMILY.into(), ..Options::default() };
    Tree::from_str(svg, &options)
        .map_err(|cause| Error::rendering(format!("the SVG cannot be read: {cause}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40">
        <text x="4" y="30" font-family="Nowhere, sans-serif" font-size="24">Ag</text></svg>"##;

    #[test]
    fn twice_the_size_with_letters_of_its_own() {
        let png = from_svg(SVG).unwrap();
        assert_eq!(png, from_svg(SVG).unwrap());
        let picture = Pixmap::decode_png(&png).unwrap();
        assert_eq!((picture.width(), picture.height()), (200, 80));
        let dark = picture.pixels().iter().filter(|pixel| pixel.red() < 128).count();
        assert!(dark > 100, "the letters are missing: {dark} dark pixels");
    }

    #[test]
    fn says_what_is_wrong_with_a_drawing() {
        let message = from_svg("<svg").unwrap_err().to_string();
        assert!(message.starts_with("the SVG cannot be read: "), "{message}");
    }
}
