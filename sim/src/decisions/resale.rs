//! Resale: owners who have given up sell their devices to people who want to join.

use language::quantity::{Share, SharePerTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

/// Some of those who want to join buy a second-hand device of an owner who has given up; it works
/// again from the next step on, for its new owner.
///
/// ## Equation
/// Of the orders of a step, whole devices of a share are served by idle devices of the same group and
/// region, as long as there are any, each with the same chance; the rest are new ones. The price is
/// `new · (1 − depreciation)^age`, age in years, and what its new owner has paid so far. Who sells the
/// device sells the tokens as well that he still holds. Electricity, patience and what is sold of the
/// pay stay with the device.
///
/// ## Why one would choose it
/// Devices that are given up come back when others believe in them, and compete with new ones: every
/// second-hand device is one that the maker does not sell. They push no new ones out of the limit of
/// the group, as they are counted already.
///
/// ## Source
/// Depreciation by a constant share a year is the declining-balance rule of accounting. The share of
/// buyers is assumed, and no published price of used devices of a network was found.
///
/// ## Example
/// ```yaml
/// resale: { depreciation: 40 %/year, share: 50 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resale {
    /// Share of its price that a device loses [1/time]; at most 100 % a year.
    pub depreciation: SharePerTime,
    /// Share of those who want to join who take a second-hand device if there is one [1].
    #[serde(default = "half")]
    pub share: Share,
}

fn half() -> Share {
    Share::of("50 %")
}

impl Resale {
    /// What it loses in a year [1].
    #[must_use]
    pub fn in_a_year(&self) -> f64 {
        self.depreciation.value() / 100.0 * 365.0
    }

    /// What a device of an age is sold for where a new one costs so much [USD].
    #[must_use]
    pub fn price_usd(&self, new_usd: f64, age_days: f64) -> f64 {
        new_usd * maths::power(1.0 - self.in_a_year(), age_days / 365.0)
    }

    /// How many of some orders idle devices serve, with the fraction that is carried.
    #[must_use]
    pub fn served(&self, orders: u64, fraction: f64, idle: u64) -> (u64, f64) {
        let wanted = orders as f64 * self.share.value() + fraction;
        ((wanted.floor() as u64).min(orders).min(idle), wanted - wanted.floor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let resale = Resale { depreciation: SharePerTime::of("40 %/year"), share: half() };
        let price = |days| resale.price_usd(300.0, days);
        assert!((price(365.0) - 180.0).abs() < 1e-9); // 300 · 0.6
        assert!((price(730.0) - 108.0).abs() < 1e-9); // 300 · 0.36
        assert_eq!(price(0.0), 300.0);
        assert_eq!(resale.served(5, 0.0, 9), (2, 0.5));
        assert_eq!(resale.served(5, 0.5, 9), (3, 0.0));
        assert_eq!(resale.served(5, 0.5, 1), (1, 0.0));
    }
}
