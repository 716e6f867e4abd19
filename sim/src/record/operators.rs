//! This file is about what is written down of what owners earn.

use super::{Row, share};
use crate::world::{Group, Service, Spread, Turned};

/// Margins and paybacks of all devices, and what recording needs to tell them.
#[derive(Default)]
pub(crate) struct Spreads {
    all: Spread,
    payback: Spread,
    /// From the margin of a device to the days in which it pays its price back, by group.
    to_days: Vec<Turned>,
}

impl Spreads {
    pub(super) fn add(&mut self, service: &Service, groups: &[Group]) {
        if self.to_days.is_empty() {
            self.to_days.extend(groups.iter().map(to_days));
        }
        self.all.clear();
        self.payback.clear();
        for (margins, to_days) in service.margins.iter().zip(&self.to_days) {
            self.all.add(margins);
            self.payback.add_turned(margins, to_days);
        }
    }
}

fn to_days(group: &Group) -> Turned {
    let price_usd = group.price_usd;
    Turned::new(|usd| if usd > 0.0 { price_usd / usd } else { f64::INFINITY })
}

pub(super) fn record_operators(row: &mut Row, service: &Service, spreads: &Spreads) {
    let [p10, median, p90] = spreads.all.quantiles([0.1, 0.5, 0.9]);
    let settled = service.settled();
    let mean = share(settled.margins_usd(), spreads.all.total() as f64);
    row.number(format_args!("operators.margin_usd_mean"), "USD/day", mean);
    row.number(format_args!("operators.margin_usd_p10"), "USD/day", p10);
    row.number(format_args!("operators.margin_usd_median"), "USD/day", median);
    row.number(format_args!("operators.margin_usd_p90"), "USD/day", p90);
    // Beyond 2^20 days the spread tells no numbers apart: it never pays back.
    let [days] = spreads.payback.quantiles([0.5]);
    let days = if days > 1e6 { f64::INFINITY } else { days };
    row.number(format_args!("operators.payback_days_median"), "days", days);
    let up: u64 = service.cohorts.iter().map(|day| day.up).sum();
    let unprofitable = share(settled.losing as f64, up as f64);
    row.number(format_args!("operators.unprofitable_share"), "share", unprofitable);
}
