//! Work pay: an amount for each hour of work and for being there, by kind of node.

use indexmap::IndexMap;
use language::quantity::Share;
use language::timeline::Timeline;
use language::tokens::Tokens;
use language::when::{Day, Interval, seconds_between};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Network, Period, Schedule};
use crate::ledger::{MILLION, Units, millionths, share_of};

/// Mints a fixed pay for work by what the hardware is worth, and a pay for being up.
///
/// ## Equation
/// For an epoch, minted when it has ended:
/// `Σ count · (⌊job · multiplier · hours / epoch⌋ + ⌊available · up⌋)`
///
/// ## Why one would choose it
/// Operators know what an hour earns, in tokens; whoever brings better hardware earns more for it, and
/// whoever waits is not left with nothing.
///
/// ## Source
/// Render's compute nodes: 25 RENDER for a week of work on an RTX 4090, times 5 on an H200, and 2
/// RENDER a week for being available (RNP-019, RNP-021).
///
/// ## Example
/// ```yaml
/// work_pay:
///   job: 25 LENS
///   available: 2 LENS
///   epoch: 168 hours
///   nodes: { h200: { count: 40, multiplier: 5, hours: 100, up: 99.5 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkPay {
    /// What a whole epoch of work earns on hardware of multiplier 1 [tokens].
    pub job: Tokens,
    /// What being up for a whole epoch earns [tokens].
    pub available: Tokens,
    /// Length of an epoch; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub epoch: Interval,
    /// When the first epoch begins; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The nodes, by name of their kind.
    pub nodes: IndexMap<String, Nodes>,
}

/// Nodes of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nodes {
    /// How many there are [nodes]; from 0 to 100 million.
    #[schemars(range(min = 0, max = 100_000_000))]
    pub count: Timeline<f64>,
    /// What an hour of work is worth over that of hardware of multiplier 1 [1]; from 0 to 1,000.
    #[schemars(range(min = 0, max = 1_000))]
    pub multiplier: f64,
    /// Hours of work of each in an epoch [hours]; from 0 to 10,000.
    #[schemars(range(min = 0, max = 10_000))]
    pub hours: f64,
    /// Share of the epoch in which each is up [1].
    pub up: Share,
}

impl Schedule for WorkPay {
    fn minted(&self, network: &Network, _: &mut Memory) -> Units {
        let period = &network.period;
        let anchor = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, anchor);
        // What ends is what began one epoch before.
        let ended = period.epochs(anchor, self.epoch).map(|next| next - 1).filter(|&at| at >= 0);
        let paid = ended.map(|epoch| {
            let began = shift + self.epoch.times_after(anchor, epoch);
            self.of_all(period, |nodes| nodes.count.at(period.start, began).copied())
        });
        paid.fold(0, Units::saturating_add)
    }

    fn most(&self, period: &Period) -> Units {
        let epochs = period.epochs(self.from.map_or(period.start, |day| day.0), self.epoch);
        let of_one = self.of_all(period, |nodes| nodes.count.values().copied().reduce(f64::max));
        of_one.saturating_mul((epochs.end - epochs.start).max(0).unsigned_abs().into())
    }
}

impl WorkPay {
    /// What a node is paid for its work in an epoch, and for being up [base units].
    #[must_use]
    pub fn of_one(&self, nodes: &Nodes, period: &Period) -> (Units, Units) {
        let units = |amount: &Tokens| amount.base_units(period.decimals).unwrap_or(0);
        let seconds = self.epoch.times_after(period.start, 1).max(1).unsigned_abs();
        let worked = wide(millionths(nodes.multiplier)) * wide(millionths(nodes.hours * 3_600.0));
        let whole = wide(MILLION) * wide(MILLION) * wide(seconds);
        let job = U256::from(units(&self.job)) * worked / whole;
        let available = share_of(units(&self.available), millionths(nodes.up.value()), MILLION);
        (Units::try_from(job).unwrap_or(Units::MAX), available)
    }

    /// What nodes of all kinds are paid for an epoch, by how many of each there are [base units].
    fn of_all(&self, period: &Period, count: impl Fn(&Nodes) -> Option<f64>) -> Units {
        let of_kind = |nodes: &Nodes| {
            let (job, available) = self.of_one(nodes, period);
            job.saturating_add(available).saturating_mul(count(nodes).unwrap_or(0.0) as Units)
        };
        self.nodes.values().map(of_kind).fold(0, Units::saturating_add)
    }
}

fn wide(number: u64) -> U256 {
    U256::from(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn read(text: &str) -> WorkPay {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn by_hand() {
        let pay = read(
            r#"{ "job": "25 LENS", "available": "2 LENS", "epoch": "168 hours", "nodes": {
                "rtx_4090": { "count": 3, "multiplier": 1, "hours": 168, "up": "100 %" },
                "h200": { "count": { "2026-01-09": 2 }, "multiplier": 5, "hours": 100, "up": "99.5 %" } } }"#,
        );
        let of = |kind: &str| pay.of_one(&pay.nodes[kind], &day(0, 6).period);
        // 25 · 5 · 100/168 = 74.404761…
        assert_eq!(
            [of("rtx_4090"), of("h200")],
            [(25_000_000, 2_000_000), (74_404_761, 1_990_000)]
        );
        let minted = |at| pay.minted(&day(at, 6), &mut Memory::default());
        // The first epoch ends on the eighth day; the nodes of the ninth are paid in the third.
        let first = 3 * 27_000_000;
        assert_eq!([0, 7, 8, 14].map(minted), [0, first, 0, first]);
        assert_eq!(minted(21), first + 2 * 76_394_761);
        let weeks = Period { until: 22 * 86_400, ..day(0, 6).period };
        assert_eq!(
            pay.minted(&Network::empty(weeks), &mut Memory::default()),
            minted(21) + 2 * first
        );
        assert_eq!(pay.most(&weeks), 4 * minted(21));
    }

    #[test]
    fn the_largest_pay_saturates() {
        let pay = read(
            r#"{ "job": "79228162514264337593543950335 LENS", "available": "1 LENS",
                "epoch": "1 second", "nodes": { "a":
                { "count": 1e8, "multiplier": 1000, "hours": 10000, "up": "100 %" } } }"#,
        );
        assert_eq!(pay.most(&day(0, 9).period), Units::MAX);
    }
}
