//! This file is about pictures of any sort that a report may hold, and the files of each.

use super::frame::Caption;
use super::{Chart, Ecdf, Forest, draw};
use crate::{Block, Result, Table};

/// A picture of one sort or another.
#[derive(Clone, Debug)]
pub enum Picture {
    /// Lines, bands and areas.
    Chart(Chart),
    /// Differences with their intervals.
    Forest(Forest),
    /// Distributions.
    Ecdf(Ecdf),
}

impl Picture {
    /// The stem of its files.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Chart(chart) => &chart.name,
            Self::Forest(forest) => &forest.name,
            Self::Ecdf(ecdf) => &ecdf.name,
        }
    }

    /// The picture with its title and caption in it.
    #[must_use]
    pub fn to_svg(&self) -> String {
        self.svg(Caption::Inside)
    }

    fn svg(&self, caption: Caption) -> String {
        match self {
            Self::Chart(chart) => draw::svg(chart, caption),
            Self::Forest(forest) => forest.svg(caption),
            Self::Ecdf(ecdf) => ecdf.svg(caption),
        }
    }

    /// The same at twice its size.
    ///
    /// # Errors
    /// It cannot be packed.
    pub fn to_png(&self) -> Result<Vec<u8>> {
        crate::png::from_svg(&self.to_svg())
    }

    /// The numbers behind it.
    #[must_use]
    pub fn to_table(&self) -> Table {
        match self {
            Self::Chart(chart) => chart.to_table(),
            Self::Forest(forest) => forest.to_table(),
            Self::Ecdf(ecdf) => ecdf.to_table(),
        }
    }

    /// The picture in a report, with its caption below it.
    #[must_use]
    pub fn figure(&self) -> Block {
        let (alt, caption) = match self {
            Self::Chart(chart) => (&chart.alt, &chart.caption),
            Self::Forest(forest) => (&forest.alt, &forest.caption),
            Self::Ecdf(ecdf) => (&ecdf.alt, &ecdf.caption),
        };
        Block::Figure {
            name: self.name().to_owned(),
            alt: alt.clone(),
            caption: caption.clone(),
            svg: self.svg(Caption::Outside),
        }
    }
}
