//! Load: how much of the work comes to each device?

mod even;
mod exponential;

pub use even::Even;
pub use exponential::Exponential;

crate::kinds::kinds! {
    /// How much of the work comes to each device.
    LoadKind answers Load:
    /// As much as its speed makes of it.
    Even(Even),
    /// By chance, many devices little and a few much.
    Exponential(Exponential),
}

impl Default for LoadKind {
    fn default() -> Self {
        Self::Even(Even::default())
    }
}

/// The law of a device's load among those of its kind and speed; its mean is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// Always one.
    Even,
    /// An exponential number.
    Exponential,
}

/// Answers one question: what is the law of a device's load?
pub trait Load {
    /// The law.
    fn law(&self) -> Law;
}
