//! Repair: who mends a broken device?

mod always;
mod never;
mod payback;

pub use always::Always;
pub use never::Never;
pub use payback::Payback;

crate::kinds::kinds! {
    /// Who mends a broken device.
    RepairKind answers Repair:
    /// Nobody does.
    Never(Never),
    /// Everybody does.
    Always(Always),
    /// Those for whom it pays back soon enough.
    Payback(Payback),
}

impl Default for RepairKind {
    fn default() -> Self {
        Self::Never(Never {})
    }
}

/// Answers one question: is a broken device worth a repair?
pub trait Repair {
    /// Whether its owner has it mended for so much, where it would earn so much a day [USD, USD/day].
    fn mends(&self, price_usd: f64, margin_usd_per_day: f64) -> bool;
}
