//! Network: what the rules of emission may look at.

use language::quantity::UsdPerDay;
use language::timeline::Timeline;

use super::schedule::Period;
use crate::ledger::Units;

/// The network on the morning of a step, as far as the rules of emission may look at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Network {
    /// The step's time, and the token.
    pub period: Period,
    /// Tokens that exist [base units].
    pub supply: Units,
    /// All that was ever minted, what there was on the first day included [base units].
    pub minted: Units,
    /// What was burned in the step before, but for what a vault mints again itself [base units].
    pub burned_before: Units,
    /// Tokens that anyone could sell [base units].
    pub circulating: Units,
    /// Tokens that are staked [base units].
    pub staked: Units,
    /// Tokens that traders hold, the most that can be bought to be burned [base units].
    pub held: Units,
    /// What may be minted until there is as much as there may be [base units].
    pub room: Units,
    /// Devices in the network.
    pub devices: u64,
    /// Devices that joined in this step.
    pub joined: u64,
    /// What customers spend in this step [USD].
    pub spent_usd: f64,
    /// Price of the token as contracts see it [USD].
    pub price_usd: f64,
}

impl Network {
    /// A network in which nothing is, in some period, with a token of 1 USD.
    #[must_use]
    pub fn empty(period: Period) -> Self {
        Self {
            period,
            supply: 0,
            minted: 0,
            burned_before: 0,
            circulating: 0,
            staked: 0,
            held: 0,
            room: Units::MAX,
            devices: 0,
            joined: 0,
            spent_usd: 0.0,
            price_usd: 1.0,
        }
    }

    /// What customers spend in this step: by a series, or on the fleet's work [USD].
    #[must_use]
    pub fn spent(&self, series: Option<&Timeline<UsdPerDay>>) -> f64 {
        series.map_or(self.spent_usd, |series| self.in_step(series))
    }

    /// What a series of money a day comes to in this step; nothing before its first date [USD].
    #[must_use]
    pub fn in_step(&self, series: &Timeline<UsdPerDay>) -> f64 {
        let usd_per_day = series.at(self.period.start, self.period.from).map_or(0.0, |q| q.value());
        usd_per_day * self.days()
    }

    /// Length of the step [days].
    #[must_use]
    pub fn days(&self) -> f64 {
        (self.period.until - self.period.from) as f64 / 86_400.0
    }

    /// Base units that so much money buys at today's price, rounded down.
    #[must_use]
    pub fn bought(&self, usd: f64) -> Units {
        let one = (0..self.period.decimals).fold(1.0, |units, _| units * 10.0);
        (usd / self.price_usd * one) as Units
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A network without anybody on a day of 2026, counted from 0, at a price of 1 USD.
    pub(crate) fn day(at: i64, decimals: u32) -> Network {
        let start = "2026-01-01".parse().unwrap();
        Network::empty(Period { start, from: at * 86_400, until: (at + 1) * 86_400, decimals })
    }

    #[test]
    fn customers_spend_what_the_series_says_or_what_the_fleet_is_paid() {
        let series = |text: &str| serde_json::from_str::<Timeline<UsdPerDay>>(text).unwrap();
        let network = Network { spent_usd: 7.0, ..day(1, 2) };
        let half = Period { until: network.period.from + 43_200, ..network.period };
        assert_eq!(network.spent(None), 7.0);
        assert_eq!(network.spent(Some(&series("\"10 USD/day\""))), 10.0);
        let half = Network { period: half, ..network };
        assert_eq!(half.spent(Some(&series("{ \"2026-01-02\": \"10 USD/day\" }"))), 5.0);
        assert_eq!(half.spent(Some(&series("{ \"2026-01-03\": \"10 USD/day\" }"))), 0.0);
    }

    #[test]
    fn money_buys_whole_base_units() {
        let network = Network { price_usd: 0.3, ..day(0, 2) };
        assert_eq!([0.0, 0.003, 1.0].map(|usd| network.bought(usd)), [0, 1, 333]);
    }
}
