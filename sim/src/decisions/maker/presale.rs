//! Presale: devices that are sold before they are made.

use jiff::civil::Date;
use language::quantity::Usd;
use language::when::{Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// People order and pay devices of which none has been made: financing from below, and a cold start.
///
/// ## Equation
/// From `from` until `until` a device costs `price`, and `units` people order one, in even parts over
/// that time and over the regions by their shares, whatever the network pays: they buy a promise.
/// They come on top of all others. They pay at once and wait in the backlog as all others do: until
/// the first batch arrives or, where `waits` is set, until they want their money back. Where the
/// money does not suffice for a batch, none is ever made.
///
/// ## Why one would choose it
/// A network without devices pays nobody, so nobody has a reason to join first; and who makes devices
/// must pay for the first batch before the first is sold.
///
/// ## Source
/// Friend sold its pendant for 99 USD from July 2024 and delivered it in 2025 for 129 USD, about 3,000
/// of them (itmagazine, 2025-09-08; secondary). That all `units` are sold is assumed.
///
/// ## Example
/// ```yaml
/// maker:
///   cash: 100_000 USD
///   makes: { glasses: { bom: 160 USD, price: 299 USD, batch: 5_000, presale: { units: 5_000, price: 199 USD, until: day 60 } } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Presale {
    /// Devices that are sold so, no more than the group's limit leaves room for; from 1 to 100
    /// million.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub units: u32,
    /// What each pays [USD]; at least 0.
    pub price: Usd,
    /// When it begins; on the first day by default.
    #[serde(default = "first_day")]
    pub from: Moment,
    /// When it ends; after `from`.
    pub until: Moment,
}

fn first_day() -> Moment {
    Moment::AfterDays(0)
}

impl Presale {
    /// Whether it runs in a step.
    #[must_use]
    pub fn runs(&self, start: Date, (begin, end): (Seconds, Seconds)) -> bool {
        self.from.after(start) < end && begin < self.until.after(start)
    }

    /// Devices that a share of all people have ordered by a moment.
    #[must_use]
    pub fn sold(&self, start: Date, moment: Seconds, share: f64) -> u64 {
        let (from, until) = (self.from.after(start), self.until.after(start));
        let progress = (moment - from) as f64 / (until - from) as f64;
        (f64::from(self.units) * share * progress.clamp(0.0, 1.0)).round() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let day = |day: i64| day * 86_400;
        let (from, until) = (Moment::AfterDays(10), Moment::AfterDays(30));
        let presale = Presale { units: 100, price: Usd::of("99 USD"), from, until };
        let sold = [5, 10, 15, 30, 99].map(|at| presale.sold(start, day(at), 1.0));
        assert_eq!(sold, [0, 0, 25, 100, 100]);
        assert_eq!(presale.sold(start, day(15), 0.3), 8); // 7.5
        let runs = [9, 10, 29, 30].map(|at| presale.runs(start, (day(at), day(at + 1))));
        assert_eq!(runs, [false, true, true, false]);
    }
}
