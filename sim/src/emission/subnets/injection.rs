//! Injection: a subnet's part becomes liquidity of its pool, and what is too much buys its token.

use ruint::aliases::U256;

use crate::ledger::{Units, share_of};

/// What becomes of a subnet's part in a block.
///
/// ## Equation
/// `alpha_in = min(⌊part / price⌋, ⌊root · alpha⌋)`, `tao_in = part` or, where that bound holds, `⌊alpha_in ·
/// price⌋`; `excess = part − tao_in` buys alpha; `root = w · root_tao / (w · root_tao + issued)`
///
/// ## Why one would choose it
/// Both sides of a pool grow at its price, so that nothing is given away; as a subnet issues more of
/// its own token, what it is given turns from liquidity into demand.
///
/// ## Source
/// opentensor/subtensor @14bc6f9f, `coinbase/run_coinbase.rs`, `get_subnet_terms`, and
/// `coinbase/block_step.rs`, `root_proportion`; until June 2026 the bound was the whole `alpha`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Injection {
    /// The subnet's token, minted into its pool [base units].
    pub alpha_in: Units,
    /// The network's token, put into the pool [base units].
    pub tao_in: Units,
    /// The network's token that buys alpha from the pool [base units].
    pub excess: Units,
}

/// One, with 32 binary digits behind the point, as the chain keeps prices.
const ONE: u64 = 1 << 32;

/// The weight of tokens staked on the root, over 2⁶⁴. Source: subtensor, `DefaultTaoWeight` (verified).
pub const TAO_WEIGHT: u64 = 971_718_665_099_567_868;

/// A subnet's owner gets 11,796 of 65,535. Source: subtensor, `DefaultSubnetOwnerCut` (verified).
const OWNER: (u64, u64) = (11_796, 65_535);

/// A price with 32 binary digits behind the point, rounded down.
#[must_use]
pub fn price(number: f64) -> u64 {
    (number.max(0.0) * ONE as f64) as u64
}

impl Injection {
    /// What becomes of a part at a price [2⁻³²], given the most alpha that may be put in.
    #[must_use]
    pub fn of(part: Units, price: u64, most_alpha: Units) -> Self {
        let wanted = match price {
            0 => 0,
            _ => units(U256::from(part) * U256::from(ONE) / U256::from(price)),
        };
        if wanted <= most_alpha {
            return Self { alpha_in: wanted, tao_in: part, excess: 0 };
        }
        let tao_in = units(U256::from(most_alpha) * U256::from(price) / U256::from(ONE)).min(part);
        Self { alpha_in: most_alpha, tao_in, excess: part - tao_in }
    }
}

/// The most alpha that may be put into a pool: the root's share of the alpha of a block.
///
/// The root's share is that of its tokens at [`TAO_WEIGHT`] among them and all alpha that was issued.
#[must_use]
pub fn most_alpha(alpha: Units, root_tao: Units, issued: Units) -> Units {
    let weighed: U256 = (U256::from(root_tao) * U256::from(TAO_WEIGHT)) >> 64;
    let all = weighed + U256::from(issued);
    if all.is_zero() { 0 } else { units(U256::from(alpha) * weighed / all) }
}

/// Who gets the alpha of a block that is paid out [base units].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alpha {
    /// The subnet's owner.
    pub owner: Units,
    /// Those who work.
    pub miners: Units,
    /// Those who judge the work, and those who stake with them.
    pub validators: Units,
}

impl Alpha {
    /// 11,796 of 65,535 go to the owner, and halves of the rest to miners and validators.
    #[must_use]
    pub fn paid(alpha: Units) -> Self {
        let owner = share_of(alpha, OWNER.0, OWNER.1);
        let miners = (alpha - owner) / 2;
        Self { owner, miners, validators: alpha - owner - miners }
    }
}

fn units(number: U256) -> Units {
    Units::try_from(number).unwrap_or(Units::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // subtensor, tests/coinbase.rs: at prices of 1 and 2 parts of 333,333 and 666,666 put in
        // 333,333 alpha each (verified).
        let whole = 1_000_000_000;
        let of = |part, number| Injection::of(part, price(number), whole);
        let wanted = |tao_in| Injection { alpha_in: 333_333, tao_in, excess: 0 };
        assert_eq!([of(333_333, 1.0), of(666_666, 2.0)], [333_333, 666_666].map(wanted));
        // At 0.25 a part of 100 wants 400 alpha; 300 may be put in, with 75, and 25 buy alpha.
        let capped = Injection { alpha_in: 300, tao_in: 75, excess: 25 };
        assert_eq!(Injection::of(100, price(0.25), 300), capped);
        // Without a price there is nothing to put in beside the part.
        assert_eq!(Injection::of(7, 0, 9), Injection { alpha_in: 0, tao_in: 7, excess: 0 });
    }

    #[test]
    fn the_roots_share_falls_as_alpha_is_issued() {
        // 0.05267695… · 6,000,000 = 316,061.7…; of that and as much alpha, a half.
        assert_eq!((U256::from(6_000_000) * U256::from(TAO_WEIGHT)) >> 64, U256::from(316_061));
        assert_eq!(most_alpha(1_000_000, 6_000_000, 316_061), 500_000);
        assert_eq!(most_alpha(1_000_000, 6_000_000, 0), 1_000_000);
        assert_eq!([most_alpha(5, 0, 9), most_alpha(5, 0, 0)], [0, 0]);
    }

    #[test]
    fn an_owner_gets_18_percent_and_the_others_halves_of_the_rest() {
        let paid = Alpha::paid(1_000_000_000);
        assert_eq!(
            paid,
            Alpha { owner: 179_995_422, miners: 410_002_289, validators: 410_002_289 }
        );
        let largest = Alpha::paid(Units::MAX);
        assert_eq!(largest.owner + largest.miners + largest.validators, Units::MAX);
    }

    #[test]
    fn no_part_and_no_price_is_too_large() {
        for price in [1, u64::MAX] {
            let Injection { tao_in, excess, .. } = Injection::of(Units::MAX, price, Units::MAX);
            assert_eq!(tao_in + excess, Units::MAX);
        }
        assert!(most_alpha(Units::MAX, Units::MAX, Units::MAX) < Units::MAX);
    }
}
