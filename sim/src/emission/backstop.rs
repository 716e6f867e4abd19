//! Backstop: devices are paid at least, and at most, a share of what customers pay for their work.

use language::quantity::{Ratio, Share, Usd, UsdPerDay};
use language::timeline::Timeline;
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::oracle::{Oracle, Sight, cost, credits_for};
use super::schedule::Period;
use super::{Memory, Network};
use crate::ledger::{MILLION, Units, millionths, share_of};

/// Tops the pay of devices up to a share of what customers pay, out of burned tokens, and gives
/// stakers what is above a multiple of it.
///
/// ## Equation
/// `baseline = rewards · subnetwork · bucket`, `target = ⌊floor · credits⌋ · credit / low`,
/// `ceiling = ⌊ceiling · credits⌋ · credit / mean`;
/// `top_up = min((target − baseline)⁺ / (subnetwork · bucket), burned − cap)`,
/// `overflow = (rewards · subnetwork · bucket − ceiling)⁺`, where `burned − cap` is what the cap of
/// `remint` keeps from being minted again, and `low` and `mean` are the prices of `oracle`. All are
/// integers that are rounded down. A step of several epochs of `remint` is reckoned as one, and one
/// without the beginning of an epoch waits for the next.
///
/// ## Why one would choose it
/// Pay that follows the price of the token leaves operators with nothing when it falls; this holds
/// it within a band of revenue and never mints more than was burned.
///
/// ## Source
/// Helium HIP-149, decision 1; helium-program-library, `helium-sub-daos/src/backstop.rs` (verified).
///
/// ## Example
/// ```yaml
/// remint: { cap: 1_643.83561643 HNT/day, every: 1 day, smoothing: { epochs: 7 } }
/// backstop:
///   subnetwork: 89.27 %
///   bucket: 70 %
///   floor: 50 %
///   ceiling: 300 %
///   credit: 0.00001 USD
///   paid: 9_100 USD/day
///   oracle: { average: 1 hour, confidence: 0.3 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Backstop {
    /// Share of what is minted for the shares of `split` that goes to the subnetwork [1].
    #[serde(default = "all")]
    pub subnetwork: Timeline<Share>,
    /// Share of the subnetwork's part that its devices get for their work [1].
    pub bucket: Share,
    /// The least that devices get, as a share of what customers pay [1].
    pub floor: Share,
    /// The most that devices get, as a share of what customers pay [1].
    pub ceiling: Ratio,
    /// What a credit costs [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub credit: Usd,
    /// What customers pay [USD/day]; what they spend on the fleet's work by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Timeline<UsdPerDay>>,
    /// The price as the contract sees it.
    pub oracle: Oracle,
}

fn all() -> Timeline<Share> {
    Timeline::Always(Share::of("100 %"))
}

/// What an epoch is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Epoch {
    /// What is minted for the shares without a top-up [base units].
    pub rewards: Units,
    /// What was burned above what is minted again [base units].
    pub burned_beyond: Units,
    /// What customers paid [credits].
    pub credits: Units,
    /// The subnetwork's share, as a part of `u32::MAX`.
    pub subnetwork: u32,
    /// The price that the contract sees.
    pub price: Sight,
    /// Decimals of the token.
    pub decimals: u32,
}

/// What comes of it [base units].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Support {
    /// Minted beside the rewards.
    pub top_up: Units,
    /// The most that devices may get; 0 where it does not bind.
    pub ceiling: Units,
    /// Taken from devices and given to stakers.
    pub overflow: Units,
}

/// What is waiting for an epoch to begin.
#[derive(Default)]
struct Waiting {
    rewards: Units,
    credits: Units,
}

impl Backstop {
    /// What comes of it in a step, given what the step mints for the shares, what was burned beyond
    /// the cap of `remint` and the epochs that begin.
    #[must_use]
    pub fn support(
        &self,
        rewards: Units,
        (burned_beyond, epochs): (Units, u64),
        network: &Network,
        memory: &mut Memory,
    ) -> Support {
        let price = self.oracle.sight(network, memory.part("oracle"));
        let credits = credits_for(network.spent(self.paid.as_ref()), &self.credit);
        let waiting = memory.own(Waiting::default);
        waiting.rewards = waiting.rewards.saturating_add(rewards);
        waiting.credits = waiting.credits.saturating_add(credits);
        if epochs == 0 {
            return Support::default();
        }
        let Waiting { rewards, credits } = std::mem::take(waiting);
        let Period { start, from, decimals, .. } = network.period;
        let share = self.subnetwork.at(start, from).map_or(0.0, |share| share.value());
        let subnetwork = (share * f64::from(u32::MAX)) as u32;
        self.epoch(&Epoch { rewards, burned_beyond, credits, subnetwork, price, decimals })
    }

    /// What comes of it in an epoch.
    #[must_use]
    pub fn epoch(&self, epoch: &Epoch) -> Support {
        let ceiling = self.ceiling(epoch);
        let top_up = self.wanted(epoch).min(epoch.burned_beyond);
        let rewards = epoch.rewards.saturating_add(top_up);
        let mobile = part(rewards, epoch.subnetwork);
        Support { top_up, ceiling, overflow: self.overflow(mobile, ceiling, mobile) }
    }

    /// What of a subnetwork's rewards is above the devices' ceiling and goes to stakers, at most what
    /// is left in escrow for the devices; a ceiling of 0 does not bind.
    #[must_use]
    pub fn overflow(&self, rewards: Units, ceiling: Units, escrow: Units) -> Units {
        match ceiling {
            0 => 0,
            ceiling => self.of_bucket(rewards).saturating_sub(ceiling).min(escrow),
        }
    }

    /// The most that devices may get, at the average price.
    fn ceiling(&self, epoch: &Epoch) -> Units {
        let credits = U256::from(epoch.credits) * U256::from(millionths(self.ceiling.value()));
        let credits = Units::try_from(credits / U256::from(MILLION)).unwrap_or(Units::MAX);
        cost(credits, &self.credit, epoch.price.mean, epoch.decimals)
    }

    /// What had to be minted for the devices to get the least, at the low price; none where it is
    /// more than 128 bits hold, as at no price that can be trusted. The program gives up at 64 bits,
    /// which no token of 18 decimals would fit.
    fn wanted(&self, epoch: &Epoch) -> Units {
        let least = share_of(epoch.credits, millionths(self.floor.value()), MILLION);
        let target = cost(least, &self.credit, epoch.price.low, epoch.decimals);
        let baseline = self.of_bucket(part(epoch.rewards, epoch.subnetwork));
        let shortfall = U256::from(target.saturating_sub(baseline));
        let reaches = U256::from(epoch.subnetwork) * U256::from(millionths(self.bucket.value()));
        let whole = U256::from(u32::MAX) * U256::from(MILLION);
        let wanted = (shortfall * whole).checked_div(reaches).unwrap_or_default();
        Units::try_from(wanted).unwrap_or(0)
    }

    fn of_bucket(&self, units: Units) -> Units {
        share_of(units, millionths(self.bucket.value()), MILLION)
    }
}

/// The subnetwork's part of an amount.
fn part(units: Units, subnetwork: u32) -> Units {
    share_of(units, subnetwork.into(), u32::MAX.into())
}

/// The numbers are those of the program's own tests, `backstop.rs` (Apache-2.0, verified).
#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    const HNT: Units = 100_000_000;
    const CAP: Units = 1_644 * HNT;
    const EMISSION: Units = 20_548 * HNT;
    const SUBNETWORK: u32 = (0.8927 * u32::MAX as f64) as u32;

    fn hip_149() -> Backstop {
        let text = "{ subnetwork: 89.27 %, bucket: 70 %, floor: 50 %, ceiling: 300 %, \
                    credit: 0.00001 USD, paid: 9_100 USD/day, oracle: {} }";
        language::read(&language::yaml::parse("a.yaml", text).unwrap(), None).unwrap()
    }

    fn at(usd: f64) -> Sight {
        let price = (usd * 1e8).round() as u64;
        Sight { mean: price, low: price }
    }

    /// An epoch in which 9,100 USD were paid, and so much was burned on average.
    fn epoch(usd: f64, burned: Units) -> Epoch {
        Epoch {
            rewards: EMISSION + burned.min(CAP),
            burned_beyond: burned.saturating_sub(CAP),
            credits: 910_000_000,
            subnetwork: SUBNETWORK,
            price: at(usd),
            decimals: 8,
        }
    }

    fn near(found: Units, hnt: f64, within: f64) {
        let found = found as f64 / 1e8;
        assert!((found - hnt).abs() < within, "{found} HNT instead of {hnt}");
    }

    #[test]
    fn by_hand() {
        // Within the band: 27,300 HNT are three times 9,100 USD, and a baseline of 13,868 is below.
        let inside = hip_149().epoch(&epoch(1.0, CAP));
        assert_eq!(inside, Support { ceiling: 27_300 * HNT, ..Support::default() });
        // 2.50 USD: the ceiling is 10,920 HNT.
        let dear = hip_149().epoch(&epoch(2.5, CAP));
        assert_eq!((dear.top_up, dear.ceiling), (0, 10_920 * HNT));
        near(dear.overflow, 13_867.5 - 10_920.0, 0.5);
        // Just after a fall to 0.10 USD: all that was burned above the cap is minted, and no more.
        assert_eq!(hip_149().epoch(&epoch(0.1, 9_100 * HNT)).top_up, 9_100 * HNT - CAP);
    }

    #[test]
    fn the_floor_is_delivered_where_enough_was_burned() {
        let top_up = hip_149().epoch(&epoch(0.1, 91_000 * HNT)).top_up;
        let reaches = 0.8927 * 0.7;
        near(((EMISSION + CAP + top_up) as f64 * reaches) as Units, 45_500.0, 50.0);
    }

    #[test]
    fn no_more_is_minted_again_than_was_burned() {
        for burned in [0, 300, CAP, CAP + 1, 50_000 * HNT, 91_000 * HNT] {
            let top_up = hip_149().epoch(&epoch(0.1, burned)).top_up;
            assert!(burned.min(CAP) + top_up <= burned, "{burned}");
        }
    }

    #[test]
    fn the_ceiling_is_reckoned_at_the_average_and_not_at_the_low_price() {
        let price = Sight { low: 90_000_000, mean: 100_000_000 };
        let ceiling = hip_149().epoch(&Epoch { price, ..epoch(1.0, CAP) }).ceiling;
        assert_eq!(ceiling, 27_300 * HNT);
    }

    #[test]
    fn what_is_above_the_ceiling_is_taken_from_the_escrow_at_most() {
        let rewards = 13_870 * HNT * 100 / 70;
        let overflow = |ceiling| hip_149().overflow(rewards, ceiling, rewards);
        near(overflow(10_920 * HNT), 2_950.0, 5.0);
        assert_eq!([overflow(27_300 * HNT), overflow(0)], [0, 0]);
        assert_eq!(hip_149().overflow(100_000 * HNT, 1, 10_000 * HNT), 10_000 * HNT);
    }

    #[test]
    fn a_subnetwork_without_a_share_gets_no_top_up() {
        let none = Epoch { subnetwork: 0, ..epoch(0.1, 91_000 * HNT) };
        assert_eq!(hip_149().epoch(&none).top_up, 0);
    }

    #[test]
    fn floor_and_ceiling_never_bind_at_once() {
        for usd in [0.05, 0.1, 0.2, 0.33, 1.0, 1.97, 2.5, 5.0] {
            let support = hip_149().epoch(&epoch(usd, 91_000 * HNT));
            assert!(support.top_up == 0 || support.overflow == 0, "{usd} USD");
        }
    }

    #[test]
    fn a_day_of_9_100_usd_is_910_million_credits() {
        let support = |usd| {
            let network = Network { price_usd: usd, ..day(0, 8) };
            let burned_beyond = 91_000 * HNT - CAP;
            hip_149().support(EMISSION + CAP, (burned_beyond, 1), &network, &mut Memory::default())
        };
        for usd in [0.1, 2.5] {
            assert_eq!(support(usd), hip_149().epoch(&epoch(usd, 91_000 * HNT)), "{usd} USD");
        }
    }

    #[test]
    fn steps_wait_for_an_epoch_and_no_price_mints_nothing() {
        let (backstop, mut memory) = (hip_149(), Memory::default());
        let mut step = |hour: i64, price_usd, epochs| {
            let period =
                Period { from: hour * 3_600, until: (hour + 1) * 3_600, ..day(0, 8).period };
            let network = Network { price_usd, ..Network::empty(period) };
            let rewards = (EMISSION + CAP) / 24;
            backstop.support(rewards, (89_356 * HNT, epochs), &network, &mut memory)
        };
        let hours: Vec<Support> = (0..23).map(|hour| step(hour, 0.1, 0)).collect();
        assert_eq!(hours, [Support::default(); 23]);
        let whole = hip_149().epoch(&epoch(0.1, 91_000 * HNT));
        // Each hour loses a part of a credit.
        assert!(step(23, 0.1, 1).top_up.abs_diff(whole.top_up) < HNT / 100);
        assert_eq!(step(24, 1e-9, 1), Support::default());
    }
}
