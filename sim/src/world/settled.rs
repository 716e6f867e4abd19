//! Settled: what devices did together in a step.

use std::ops::Add;

/// What devices did together in a day; whole numbers, so that their order does not matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Paid in tokens [grains].
    pub paid: u64,
    /// Sold [grains].
    pub sold: u64,
    /// Staked [grains].
    pub staked: u64,
    /// What their owners hold in the evening, those who left included [grains].
    pub held: u64,
    /// Sum of their margins a day [2^-20 USD]; wide, as some price makes a margin of any size.
    pub margins: i128,
    /// Devices that were up and made a loss.
    pub losing: u64,
    /// Devices that left.
    pub left: u64,
    /// Of these, those whose owners went to a rival.
    pub poached: u64,
    /// Devices that came back.
    pub returned: u64,
}

impl Add for Settled {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            paid: self.paid + other.paid,
            sold: self.sold + other.sold,
            staked: self.staked + other.staked,
            held: self.held + other.held,
            margins: self.margins + other.margins,
            losing: self.losing + other.losing,
            left: self.left + other.left,
            poached: self.poached + other.poached,
            returned: self.returned + other.returned,
        }
    }
}

impl Settled {
    /// Sum of the margins [USD/day].
    #[must_use]
    pub fn margins_usd(&self) -> f64 {
        self.margins as f64 / 1_048_576.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_of_a_price_of_any_size_keep_their_sign() {
        let most = Settled { margins: i64::MAX.into(), ..Settled::default() };
        // Twice 2^63 in units of 2^-20 USD.
        assert_eq!((most + most).margins_usd(), 17_592_186_044_416.0);
    }
}
