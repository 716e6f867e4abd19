//! Per device: what a device is worth times how many there are.

use language::timeline::Timeline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rest::Rest;
use super::{Epoch, Memory, Network, Period, Ramp, Schedule, ScheduleKind};
use crate::ledger::{MILLION, Units, millionths};

/// Mints an amount for each device, so that emission grows with the fleet.
///
/// ## Equation
/// `minted(t) = devices(t) · minted_one(t) · quality(t)`, with the devices and the quality of the
/// beginning of a step; what rounding down leaves over counts in the next
///
/// ## Why one would choose it
/// A new owner does not take from those who are there; the price of it is a supply without a bound.
///
/// ## Source
/// Geodnet: 2 GEOD an hour for each station, halved every 30 June (docs.geodnet.com).
///
/// ## Example
/// ```yaml
/// per_device: { schedule: { halving: { initial: 48 LENS/day, every: 1 year } }, most: 200_000 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerDevice {
    /// What one device is paid.
    pub schedule: Box<ScheduleKind>,
    /// Devices that are paid [devices]; those of the fleet that are in the network by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub devices: Option<Timeline<f64>>,
    /// What of the full amount the usual device earns; all of it by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Ramp>,
    /// The most devices that are paid [devices]; from 0 to 100 million.
    #[serde(default = "many")]
    #[schemars(range(min = 0, max = 100_000_000))]
    pub most: u32,
}

fn many() -> u32 {
    100_000_000
}

/// What rounding left over of the share that is earned.
#[derive(Default)]
struct Unearned(Rest);

impl Schedule for PerDevice {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let Period { start, from, .. } = network.period;
        let counted = self.devices.as_ref().map(|devices| devices.at(start, from));
        let devices =
            counted.map_or(network.devices, |count| count.map_or(0, |count| *count as u64));
        let minted = self.schedule.minted(network, memory.part("schedule"));
        let minted = minted.saturating_mul(Units::from(devices.min(self.most.into())));
        let quality = self.quality.as_ref().map_or(1.0, |quality| quality.share(start, from));
        let Unearned(rest) = memory.own(Unearned::default);
        rest.share_of(minted, millionths(quality), MILLION)
    }

    fn most(&self, period: &Period) -> Units {
        self.schedule.most(period).saturating_mul(self.most.into())
    }

    fn is_known_ahead(&self) -> bool {
        self.devices.is_some() && self.schedule.is_known_ahead()
    }

    fn epoch(&self) -> Option<Epoch> {
        self.schedule.epoch()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::{assert_same_in_any_steps, read};

    #[test]
    fn by_hand() {
        let kind = read("per_device: { schedule: { fixed: { rate: 12 LENS/day } }, most: 500 }");
        let mut memory = Memory::default();
        let minted = [0, 1, 499, 501]
            .map(|devices| kind.minted(&Network { devices, ..day(0, 2) }, &mut memory));
        assert_eq!(minted, [0, 1_200, 598_800, 600_000]);
        let counted = read(
            "per_device: { schedule: { fixed: { rate: 12 LENS/day } }, devices: { 2026-01-02: 3 } }",
        );
        assert_eq!([0, 1].map(|at| counted.minted(&day(at, 0), &mut memory)), [0, 36]);
        let good = read(
            "per_device: { schedule: { fixed: { rate: 12 LENS/day } }, devices: 3, quality: { measured: 25, none: 20, full: 30 } }",
        );
        assert_eq!(good.minted(&day(0, 0), &mut memory), 18);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "per_device: { schedule: { fixed: { rate: 1 LENS/week } }, devices: 7, quality: { measured: 25.5, none: 20, full: 30 } }",
        );
    }
}
