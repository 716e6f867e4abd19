//! Uptime: which devices are up?

mod always;
mod bernoulli;
mod correlated;
mod sessions;

pub use always::Always;
pub use bernoulli::Bernoulli;
pub use correlated::Correlated;
pub use sessions::Sessions;

use language::varied::Shape;

crate::kinds::kinds! {
    /// Which devices are up.
    UptimeKind answers Uptime:
    /// All of them, always.
    Always(Always),
    /// Each by chance, every step anew.
    Bernoulli(Bernoulli),
    /// Each by chance, which those of a group have in part in common.
    Correlated(Correlated),
    /// Each by chance, in sessions that last.
    Sessions(Sessions),
}

impl Default for UptimeKind {
    fn default() -> Self {
        Self::Bernoulli(Bernoulli::default())
    }
}

/// Answers one question: with what probability is a device up in a step?
pub trait Uptime {
    /// The probability among devices of a kind [1], given what the hardware model says of it.
    fn shape(&self, of_the_hardware: f64) -> Shape;

    /// The part of its chance that a device has in common with the others of its group [1].
    fn in_common(&self) -> f64 {
        0.0
    }

    /// How long a device stays as it is before chance is asked again [seconds]; a step by default.
    fn every_seconds(&self) -> Option<i64> {
        None
    }
}
