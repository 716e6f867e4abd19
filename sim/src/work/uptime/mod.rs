//! Uptime: which devices are up?

mod always;
mod bernoulli;

pub use always::Always;
pub use bernoulli::Bernoulli;

crate::kinds::kinds! {
    /// Which devices are up.
    UptimeKind answers Uptime:
    /// All of them, always.
    Always(Always),
    /// Each by chance, every step anew.
    Bernoulli(Bernoulli),
}

impl Default for UptimeKind {
    fn default() -> Self {
        Self::Bernoulli(Bernoulli::default())
    }
}

/// Answers one question: with what probability is a device up in a step?
pub trait Uptime {
    /// The probability, given what the hardware model says of its kind.
    fn probability(&self, of_the_hardware: f64) -> f64;
}
