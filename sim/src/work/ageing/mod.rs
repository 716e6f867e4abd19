//! Ageing: which devices break?

mod hardware;
mod none;

pub use hardware::Hardware;
pub use none::Ageless;

use hardware_models::failures::Risks;

crate::kinds::kinds! {
    /// Which devices break.
    AgeingKind answers Ageing:
    /// None does.
    None(Ageless),
    /// Those that the hardware model says.
    Hardware(Hardware),
}

impl Default for AgeingKind {
    fn default() -> Self {
        Self::None(Ageless {})
    }
}

/// Answers one question: what breaks a device?
pub trait Ageing {
    /// The risks of a device, given those that the hardware model has; nothing if it never breaks.
    fn risks(&self, of_the_hardware: Risks) -> Option<Risks>;
}
