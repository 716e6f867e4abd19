//! Joining: who buys a device and joins?

mod bass;
mod none;
mod payback;

pub use bass::Bass;
pub use none::Nobody;
pub use payback::Payback;
pub(super) use payback::willing;

crate::kinds::kinds! {
    /// Who buys a device and joins.
    JoiningKind answers Joining:
    /// Nobody does.
    None(Nobody),
    /// Those for whom it pays back soon enough.
    Payback(Payback),
    /// Those who try what is new, and those who follow them.
    Bass(Bass),
}

impl Default for JoiningKind {
    fn default() -> Self {
        Self::None(Nobody {})
    }
}

/// What somebody who thinks of joining can see.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// What the device costs, with the fee for joining [USD].
    pub hardware_usd: f64,
    /// What a middling device of its kind and region earned in this step, after costs [USD/day].
    pub margin_usd_per_day: f64,
    /// Devices of its kind and region that ever joined or are on their way.
    pub known: f64,
    /// Devices of its kind and region that may still join.
    pub left: f64,
    /// People whom the maker's marketing reaches in this step.
    pub reached: f64,
    /// Whether no device of its kind has ever worked in its region, so that nobody sees what one
    /// earns.
    pub is_new: bool,
    /// The part of its kind that is meant for its region [1].
    pub share: f64,
    /// Devices of its kind that are active.
    pub active: f64,
    /// Length of the step [days].
    pub days: f64,
}

/// Answers one question: how many devices are ordered in this step?
pub trait Joining {
    /// Devices ordered, with a fraction that is carried to the next step.
    fn orders(&self, outlook: &Outlook) -> f64;
}
