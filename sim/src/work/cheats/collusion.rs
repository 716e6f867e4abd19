//! Collusion: faked work that a checker lets pass.

use super::Cheat;

/// Devices that fake their work, and pass a part of their checks since those who check collude with
/// them. Where copies of a job are compared, all devices of this manner give the same false answer,
/// and it passes where they are more than half of the copies. Where nobody checks, it is faked work.
///
/// ## Equation
/// As faked work; spot checks `P(caught) = share · detects · (1 − passes)`
///
/// ## Why one would choose it
/// Checkers are devices, or are paid by them; a check that can be bought deters less.
///
/// ## Source
/// Becker and Stigler (1974), *Law enforcement, malfeasance, and compensation of enforcers*: who
/// checks must lose more by looking away than the cheat can share. The share is assumed.
///
/// ## Example
/// ```yaml
/// cheats: { collusion: 3 %, passes: 80 % }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Collusion {
    /// Share of its checks that pass [1].
    pub passes: f64,
}

impl Cheat for Collusion {
    fn serves(&self, _: bool) -> f64 {
        0.0
    }

    fn passes(&self) -> Option<f64> {
        Some(self.passes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let half = Collusion { passes: 0.5 };
        assert_eq!((half.claims(true), half.serves(true), half.passes()), (1.0, 0.0, Some(0.5)));
        assert!(half.can_be_caught());
        assert_eq!(half.buys_usd_per_day(), 0.0);
    }
}
