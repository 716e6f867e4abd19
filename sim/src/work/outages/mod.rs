//! Outages: what cuts off many devices at once?

mod common_cause;
mod lost;
mod none;
mod regional;
mod sum;

pub use common_cause::CommonCause;
pub(crate) use lost::{Series, lost};
pub use none::Never;
pub use regional::Regional;
pub use sum::Sum;

crate::kinds::kinds! {
    /// What cuts off many devices at once.
    OutagesKind answers Outages:
    /// Nothing does.
    None(Never),
    /// Outages of a region, by chance.
    Regional(Regional),
    /// Outages of several regions or of a kind of device, by chance.
    CommonCause(CommonCause),
    /// Several of these.
    Sum(Sum),
}

impl Default for OutagesKind {
    fn default() -> Self {
        Self::None(Never {})
    }
}

/// How often devices are cut off, for how long, and which.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern<'a> {
    /// Outages that begin [1/day].
    pub per_day: f64,
    /// How long each lasts [days].
    pub days: f64,
    /// Share of the devices that it takes down [1].
    pub share: f64,
    /// Which devices those are.
    pub hits: Hits<'a>,
}

/// Which devices have the same outages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hits<'a> {
    /// Those of one region; each region has its own.
    EachRegion,
    /// Those of all these regions and groups together; no name stands for all.
    Together {
        /// Regions by name.
        regions: &'a [String],
        /// Groups by name.
        groups: &'a [String],
    },
}

impl Hits<'_> {
    /// The series of outages that devices of a group in a region have, if any.
    pub(crate) fn series(&self, (region, code): (&str, u16), group: &str) -> Option<Series> {
        let has =
            |names: &[String], name: &str| names.is_empty() || names.iter().any(|n| n == name);
        match self {
            Self::EachRegion => Some(Series::OfRegion(code)),
            Self::Together { regions, groups } => {
                (has(regions, region) && has(groups, group)).then_some(Series::OfAll)
            }
        }
    }
}

/// Answers one question: how often are devices cut off, for how long, and which?
pub trait Outages {
    /// Shows a visitor each pattern of outages there is.
    fn each(&self, visit: &mut dyn FnMut(&Pattern));

    /// Whether there are any.
    fn is_any(&self) -> bool {
        let mut is_any = false;
        self.each(&mut |_| is_any = true);
        is_any
    }
}
