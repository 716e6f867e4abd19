//! Faked work: answers that nobody computed.

use super::Cheat;

/// Answers that nobody computed, replayed or made up: paid for like work, at the cost of being idle.
///
/// ## Equation
/// `claimed = what an honest device could do`; `served = 0`; power `idle`
///
/// ## Why one would choose it
/// Wherever an answer is not proved, to send any costs less than to compute it.
///
/// ## Source
/// Livepeer's threat model, "a transcoder that does no work", answered by checking a part of the
/// segments (recalled). How many do so is assumed.
///
/// ## Example
/// ```yaml
/// cheats: { faked_work: 5 % }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FakedWork;

impl Cheat for FakedWork {
    fn serves(&self, _: bool) -> f64 {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!([true, false].map(|computes| FakedWork.claims(computes)), [1.0; 2]);
        assert_eq!([true, false].map(|computes| FakedWork.serves(computes)), [0.0; 2]);
        assert!(FakedWork.can_be_caught() && FakedWork.passes().is_none());
    }
}
