//! Wearing: for how long do people use a device?

mod hardware;
mod none;
mod weibull;

pub use hardware::Hardware;
pub use none::Always;
pub use weibull::Weibull;

use hardware_models::failures;

crate::kinds::kinds! {
    /// For how long people use a device.
    WearingKind answers Wearing:
    /// For ever.
    None(Always),
    /// As the hardware model says.
    Hardware(Hardware),
    /// As a law says that is the same for all devices.
    Weibull(Weibull),
}

impl Default for WearingKind {
    fn default() -> Self {
        Self::None(Always {})
    }
}

/// Answers one question: for how long do people use a device?
pub trait Wearing {
    /// The law of that time, given the one that the hardware model has, if it has one; nothing if
    /// nobody ever tires of it.
    fn law(&self, of_the_hardware: Option<failures::Weibull>) -> Option<failures::Weibull>;
}
