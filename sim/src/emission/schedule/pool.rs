//! Pool: a share of what is left of a pool, again and again.

use language::fraction::Fraction;
use language::timeline::Timeline;
use language::tokens::{TokenRate, Tokens};
use language::when::{Day, Interval};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Epoch, Memory, Network, Period, Schedule};
use crate::ledger::{Units, share_of};

/// Mints a share of what is left of a pool at fixed intervals, at most so much for each head.
///
/// ## Equation
/// `paid(k) = min(⌊left(k) · share⌋, per_head · heads)`, `left(k + 1) = left(k) − paid(k)`; what was
/// burned in the step before goes into the pool first, at most `refill` of it. What the token's cap or
/// `missed` take of `paid` afterwards has left the pool all the same.
///
/// ## Why one would choose it
/// It never empties, and what is not earned in one interval is there in the next.
///
/// ## Source
/// Render's pool for compute clients: a tenth a month, at most 75 RENDER for each node (RNP-006);
/// Helium's net emissions pool: 1/336 an epoch of 30 minutes, refilled by what is burned, at most
/// 34.24 HNT an epoch (HIP-20); NATIX: 0.1 % a day (its older white paper).
///
/// ## Example
/// ```yaml
/// pool: { holds: 840_852 LENS, share: 10 %, every: 1 month, per_head: 75 LENS, heads: 1_000 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// What is in the pool at first [tokens].
    pub holds: Tokens,
    /// What is paid of what is left, exactly [1]; from 0 to 1, such as `10 %` or `1/336`.
    pub share: Fraction,
    /// Time between payments, along the calendar; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub every: Interval,
    /// The most that is paid for each head in an interval [tokens]; no bound by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_head: Option<Tokens>,
    /// Heads, where each may be paid so much [heads]; the devices in the network by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub heads: Option<Timeline<f64>>,
    /// The most that goes into the pool of what is burned [tokens/time]; nothing does by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refill: Option<TokenRate>,
    /// When the first interval begins; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// What is left of the pool [base units].
struct Left(Units);

impl Schedule for Pool {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let period = network.period;
        let Left(left) = memory.own(|| Left(self.holds.base_units(period.decimals).unwrap_or(0)));
        *left = left.saturating_add(self.refilled(&period).min(network.burned_before));
        let most = self.most_of_an_interval(network);
        let anchor = self.from.map_or(period.start, |day| day.0);
        let before = *left;
        for _ in period.epochs(anchor, self.every) {
            let paid = share_of(*left, self.share.part(), self.share.whole()).min(most);
            if paid == 0 {
                break;
            }
            *left -= paid;
        }
        before - *left
    }

    fn most(&self, period: &Period) -> Units {
        let holds = self.holds.base_units(period.decimals).unwrap_or(0);
        holds.saturating_add(self.refilled(period))
    }

    fn epoch(&self) -> Option<Epoch> {
        Some(Epoch { every: self.every, from: self.from })
    }
}

impl Pool {
    /// The most that can go into the pool in a period.
    fn refilled(&self, period: &Period) -> Units {
        self.refill.as_ref().map_or(0, |refill| period.minted(refill, 0, period.start))
    }

    /// The most that all heads are paid in an interval.
    fn most_of_an_interval(&self, network: &Network) -> Units {
        let Some(per_head) = &self.per_head else { return Units::MAX };
        let Period { start, from, decimals, .. } = network.period;
        let counted = self.heads.as_ref().map(|heads| heads.at(start, from));
        let heads = counted.map_or(network.devices, |count| count.map_or(0, |count| *count as u64));
        per_head.base_units(decimals).unwrap_or(0).saturating_mul(heads.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::{assert_same_in_any_steps, read};

    #[test]
    fn by_hand() {
        let kind = read("pool: { holds: 1_000 LENS, share: 10 %, every: 1 day }");
        let mut memory = Memory::default();
        // 1,000, 900, 810 and 729 are left: the last tenth is 72.9.
        assert_eq!([0, 1, 2, 3].map(|at| kind.minted(&day(at, 0), &mut memory)), [100, 90, 81, 72]);
        let capped =
            read("pool: { holds: 1_000 LENS, share: 10 %, every: 1 day, per_head: 7 LENS }");
        let mut memory = Memory::default();
        let paid = [1, 5, 0, 99]
            .map(|devices| capped.minted(&Network { devices, ..day(1, 0) }, &mut memory));
        // 1,000, 993, 958 and 958 are left.
        assert_eq!(paid, [7, 35, 0, 95]);
    }

    #[test]
    fn what_is_burned_goes_into_the_pool_up_to_a_bound() {
        let text = "pool: { holds: 0 LENS, share: 1/2, every: 1 day, refill: 100 LENS/day }";
        let (kind, mut memory) = (read(text), Memory::default());
        let paid = [0, 80, 900, 0]
            .map(|burned_before| kind.minted(&Network { burned_before, ..day(1, 0) }, &mut memory));
        // 0, 80, 40 + 100 and 70 are in the pool.
        assert_eq!(paid, [0, 40, 70, 35]);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "pool: { holds: 840_852 LENS, share: 1/336, every: 30 minutes, per_head: 1 LENS, heads: 9 }",
        );
    }
}
