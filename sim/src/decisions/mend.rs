//! Mend: whose device broke in this step, and is worth a repair.

use super::repair::Repair;
use super::terms::Terms;
use crate::world::{Active, Electricity, Ends, Mending, Profit, Sells, Uptime, Weight};

/// The columns that mending reads and writes.
pub(super) struct Broken<'a> {
    pub weight: &'a [Weight],
    pub uptime: &'a [Uptime],
    pub electricity: &'a [Electricity],
    pub sells: &'a [Sells],
    pub active: &'a mut [Active],
    pub profit: &'a mut [Profit],
    pub ends: &'a mut [Ends],
}

/// Decides for each device that broke in this step; returns how many are mended.
pub(super) fn mend(
    rows: Broken,
    repair: &dyn Repair,
    mending: Option<Mending>,
    (terms, end_hours): (&Terms, u32),
) -> u64 {
    let mut mended = 0;
    for row in 0..rows.active.len() {
        if rows.active[row] != Active::BROKEN {
            continue;
        }
        let own = (rows.weight[row], rows.uptime[row], rows.electricity[row], rows.sells[row]);
        let (income_usd, cost_usd) = terms.expects(own);
        let usd_per_day = (income_usd - cost_usd) * terms.per_day;
        let ends = rows.ends[row];
        match mending.filter(|mending| repair.mends(mending.price_usd, usd_per_day.into())) {
            Some(Mending { price_usd, hours }) => {
                // It is not back before the next step, as this one has paid it for nothing.
                let back = (f64::from(ends.hours()) + hours).max(end_hours.into());
                rows.active[row] = Active::IN_REPAIR;
                rows.ends[row] = Ends::at(back, ends.cause());
                rows.profit[row].0 -= price_usd as f32;
                mended += 1;
            }
            None => {
                rows.active[row] = Active::GONE;
                rows.ends[row] = ends.done();
            }
        }
    }
    mended
}
