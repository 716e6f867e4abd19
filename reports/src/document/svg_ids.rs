//! This file is about keeping the ids of several pictures on one page apart.

/// Puts `prefix` before every id of the SVG and before every reference to one.
pub(super) fn prefixed(svg: &str, prefix: &str) -> String {
    let mut svg = svg.to_owned();
    for reference in [" id=\"", "url(#", "href=\"#", "aria-labelledby=\"", "aria-describedby=\""] {
        svg = svg.replace(reference, &format!("{reference}{prefix}"));
    }
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_their_ids() {
        let svg = "<clipPath id=\"a\"/><g clip-path=\"url(#a)\"/><use href=\"#a\"/><rect x=\"1\"/>";
        let apart = "<clipPath id=\"figure-2-a\"/><g clip-path=\"url(#figure-2-a)\"/>\
                     <use href=\"#figure-2-a\"/><rect x=\"1\"/>";
        assert_eq!(prefixed(svg, "figure-2-"), apart);
    }
}
