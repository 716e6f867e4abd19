//! Buy back: the network buys tokens for a share of what it earns, and burns or keeps them.

use language::quantity::{Share, UsdPerDay};
use language::timeline::Timeline;
use language::when::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::ledger::{MILLION, millionths, share_of};

/// The network buys tokens for a share of its earnings, now and then, and burns them or keeps them in
/// its treasury.
///
/// ## Equation
/// Earnings are `kept · spent − costs`, or the series `earned − costs`; they are summed up, losses
/// too. Each step, or in the step in which another `every` has passed since the start of the run,
/// `bought = share · max(0, sum) / price`, and the sum begins anew. Of what is bought the share
/// `to_treasury` is kept there, and the rest is burned.
///
/// ## Why one would choose it
/// Operators are paid by a schedule, customers pay a company, and the token lives on the company's
/// promise to buy it; a surplus is only burned where there is one.
///
/// ## Source
/// Geodnet: 80 % of revenue (secondary: gridecon's report). io.net: at least 50 % of the surplus over
/// what suppliers are owed (secondary: its announcement of 2026-06).
///
/// ## Example
/// ```yaml
/// burn: { buy_back: { share: 80 %, earned: 20_000 USD/day, every: 1 month } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyBack {
    /// Share of the earnings that buys tokens and burns them [1].
    pub share: Share,
    /// Share of what customers spend that the network earns [1]; operators get the rest in money.
    #[serde(default = "all")]
    pub kept: Share,
    /// What the network earns [USD/day]; its share of what customers spend by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Timeline<UsdPerDay>>,
    /// What is taken from the earnings first [USD/day]; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Timeline<UsdPerDay>>,
    /// Time between two purchases; a step by default, more than 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub every: Option<Interval>,
    /// Share of what is bought that goes to the treasury and is not burned [1]; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_treasury: Option<Share>,
}

fn all() -> Share {
    Share::of("100 %")
}

/// What was earned and not yet spent; less than nothing after losses.
#[derive(Default)]
struct Saved {
    usd: f64,
}

impl Burn for BuyBack {
    fn burned(&self, network: &Network, memory: &mut Memory) -> Burned {
        let Saved { usd: saved_usd } = memory.own(Saved::default);
        let before_usd = *saved_usd;
        *saved_usd += self.earnings_usd(network);
        let ready_usd = match self.every {
            None => *saved_usd,
            Some(every) if self.is_due(every, network) => before_usd,
            Some(_) => return Burned::default(),
        };
        let ready_usd = ready_usd.max(0.0);
        *saved_usd -= ready_usd;
        let bought = network.bought(self.share.value() * ready_usd);
        let kept = self.to_treasury.as_ref().map_or(0, |share| millionths(share.value()));
        let to_treasury = share_of(bought, kept, MILLION);
        Burned { burned: bought - to_treasury, to_treasury, ..Burned::default() }
    }

    fn paid_out(&self) -> f64 {
        1.0 - self.kept.value()
    }
}

impl BuyBack {
    /// What the network earns in a step, less its costs [USD].
    fn earnings_usd(&self, network: &Network) -> f64 {
        let earned = match &self.earned {
            Some(series) => network.in_step(series),
            None => self.kept.value() * network.spent_usd,
        };
        earned - self.costs.as_ref().map_or(0.0, |series| network.in_step(series))
    }

    /// Whether what was saved until this step is spent in it.
    fn is_due(&self, every: Interval, network: &Network) -> bool {
        !network.period.epochs(network.period.start, every).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn burned(text: &str, days: std::ops::Range<i64>, spent_usd: f64) -> Vec<u128> {
        let rule: BuyBack = serde_json::from_str(text).unwrap();
        let mut memory = Memory::default();
        let network = |at| Network { spent_usd, price_usd: 2.0, ..day(at, 1) };
        days.map(|at| rule.burned(&network(at), &mut memory).burned).collect()
    }

    #[test]
    fn by_hand() {
        assert_eq!(burned(r#"{ "share": "80 %" }"#, 0..2, 10.0), [40, 40]);
        assert_eq!(burned(r#"{ "share": "50 %", "kept": "10 %" }"#, 0..1, 100.0), [25]);
        let monthly = r#"{ "share": "80 %", "earned": "10 USD/day", "every": "1 month" }"#;
        let days = burned(monthly, 0..60, 0.0);
        // 31 days of January, then 28 of February.
        assert_eq!((days[31], days[59], days.iter().sum::<u128>()), (1_240, 1_120, 2_360));
    }

    #[test]
    fn what_goes_to_the_treasury_is_not_burned() {
        let text = r#"{ "share": "100 %", "earned": "15 USD/day", "to_treasury": "75 %" }"#;
        let rule: BuyBack = serde_json::from_str(text).unwrap();
        let network = Network { price_usd: 2.0, ..day(0, 1) };
        let Burned { burned, to_treasury, .. } = rule.burned(&network, &mut Memory::default());
        // 75 base units, of which 56.25 stay.
        assert_eq!((burned, to_treasury), (19, 56));
    }

    #[test]
    fn a_loss_is_made_up_before_anything_is_bought() {
        let text = r#"{ "share": "50 %", "costs": { "2026-01-01": "30 USD/day", "2026-01-02": "10 USD/day" } }"#;
        // 20 − 30 = −10, then +10 a day.
        assert_eq!(burned(text, 0..4, 20.0), [0, 0, 25, 25]);
    }
}
