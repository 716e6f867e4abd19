//! Sybils: one box that pretends to be several devices.

use super::Cheat;

/// One box that answers for `n` devices. It computes as much as one and no more, so that work pays it
/// no more either; but each of the `n` is paid for being there, and for what it says it collects.
/// Each pays what a device pays to join, and puts its own collateral down.
///
/// ## Equation
/// Of each of the `n`: hardware, power and upkeep `1/n` of a device's; of what is computed
/// `claimed = served = 1/n`; of what is collected `claimed = 1`, `served = 1/n`; presence 1.
/// Joining costs `hardware / n + fee + collateral` for each: it pays as long as a fee and a collateral
/// cost less than a presence brings.
///
/// ## Why one would choose it
/// It shows which way of sharing pays for names rather than machines, and how large a fee or a
/// collateral for each name ends that.
///
/// ## Source
/// Douceur (2002), *The Sybil attack*. How many names a box has is assumed.
///
/// ## Example
/// ```yaml
/// cheats: { sybils: 20 %, identities: 50 }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sybils {
    /// Devices that a box pretends to be; at least 1.
    pub identities: u32,
}

impl Cheat for Sybils {
    fn claims(&self, computes: bool) -> f64 {
        if computes { self.boxes() } else { 1.0 }
    }

    fn serves(&self, computes: bool) -> f64 {
        if computes { 1.0 } else { self.boxes() }
    }

    fn boxes(&self) -> f64 {
        1.0 / f64::from(self.identities.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let four = Sybils { identities: 4 };
        assert_eq!(four.boxes(), 0.25);
        assert_eq!([true, false].map(|computes| four.claims(computes)), [0.25, 1.0]);
        // Either way customers get a quarter of what four devices would do.
        let served = [true, false].map(|computes| four.claims(computes) * four.serves(computes));
        assert_eq!(served, [0.25; 2]);
        let one = Sybils { identities: 1 };
        assert_eq!((one.boxes(), one.claims(true), one.serves(false)), (1.0, 1.0, 1.0));
    }
}
