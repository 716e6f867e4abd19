//! Utility: how much of the emission each part of a network was given, by what it was worth.
//!
//! Helium's rule from April 2023 to 2025: HIP-51 made the score, HIP-88 had each device count with the
//! fee that it really paid, and HIP-138 and HIP-141 left only the stake.

/// What a part of a network is measured by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Utility {
    /// Stake behind it [tokens that vote].
    pub stake: f64,
    /// What customers burned for its work [USD/epoch].
    pub burned_usd: f64,
    /// What its active devices paid to join [USD].
    pub fees_usd: f64,
}

impl Utility {
    /// The score, `V · D · A`: the stake, the square root of the burn and the fourth root of the
    /// fees, each at least 1.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.stake.max(1.0) * self.burned_usd.sqrt().max(1.0) * self.devices_factor()
    }

    /// The factor `A`, the fourth root of what its devices paid, at least 1.
    #[must_use]
    pub fn devices_factor(&self) -> f64 {
        self.fees_usd.sqrt().sqrt().max(1.0)
    }
}

/// A share after an epoch: a part in `epochs` of the way to the score's share of all scores.
///
/// Helium takes 30 epochs (`issue_rewards_v0.rs`, `SMOOTHING_FACTOR`).
#[must_use]
pub fn share_after(before: f64, (score, of_all): (f64, f64), epochs: f64) -> f64 {
    let share = if of_all > 0.0 { score / of_all } else { 0.0 };
    before * (epochs - 1.0) / epochs + share / epochs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let part = Utility { stake: 10.0, burned_usd: 100.0, fees_usd: 810_000.0 };
        assert_eq!((part.devices_factor(), part.score()), (30.0, 3_000.0));
        assert_eq!(Utility::default().score(), 1.0);
        assert_eq!(Utility { fees_usd: 16.0, ..Utility::default() }.score(), 2.0);
        assert!((share_after(0.6, (90.0, 100.0), 30.0) - 0.61).abs() < 1e-15);
        assert!((share_after(0.6, (0.0, 0.0), 30.0) - 0.58).abs() < 1e-15);
    }
}
