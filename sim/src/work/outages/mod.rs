//! Outages: what cuts off all devices of a region at once?

mod lost;
mod none;
mod regional;

pub(crate) use lost::lost;
pub use none::Never;
pub use regional::Regional;

crate::kinds::kinds! {
    /// What cuts off all devices of a region at once.
    OutagesKind answers Outages:
    /// Nothing does.
    None(Never),
    /// Outages of a region, by chance.
    Regional(Regional),
}

impl Default for OutagesKind {
    fn default() -> Self {
        Self::None(Never {})
    }
}

/// How often a region is cut off, for how long, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern {
    /// Outages that begin [1/day].
    pub per_day: f64,
    /// How long each lasts [days].
    pub days: f64,
    /// Share of the region's devices that it takes down [1].
    pub share: f64,
}

/// Answers one question: how often is a region cut off, and for how long?
pub trait Outages {
    /// The pattern of a region's outages; nothing if there are none.
    fn pattern(&self) -> Option<Pattern>;
}
