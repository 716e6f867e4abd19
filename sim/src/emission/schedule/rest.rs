//! Rest: what rounding leaves over of a share, kept for the next step.

use ruint::aliases::U256;

use crate::ledger::{Units, narrow};

/// `over / whole` of a base unit, as long as shares of that whole are taken.
#[derive(Debug, Default)]
pub(super) struct Rest {
    whole: u64,
    over: u64,
}

impl Rest {
    /// The share `part / whole` of an amount and of what was left over before, rounded down, so that
    /// the shares of many small amounts sum to that of a large one.
    pub(super) fn share_of(&mut self, units: Units, part: u64, whole: u64) -> Units {
        if self.whole != whole {
            *self = Self { whole, over: 0 };
        }
        let exact = U256::from(units) * U256::from(part) + U256::from(self.over);
        let (units, over) = exact.div_rem(U256::from(whole));
        self.over = over.to();
        narrow(units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_amounts_sum_to_a_large_one() {
        let mut rest = Rest::default();
        assert_eq!([5, 5, 5, 5].map(|units| rest.share_of(units, 1, 4)), [1, 1, 1, 2]);
        assert_eq!(rest.share_of(Units::MAX, 7, 7), Units::MAX);
    }
}
