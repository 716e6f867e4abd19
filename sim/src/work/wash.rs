//! Wash: what owners buy of their own work.

use bevy_ecs::prelude::*;

use super::cheats::spent_share;
use crate::record::tokens;
use crate::world::{Clock, Cohort, Game, GameParts, Minting, Orders, Quote, Rules, Service};

/// Owners of some devices buy their own work, as long as it was paid more in tokens than it costs.
pub(super) fn buy_own_work(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    minting: Res<Minting>,
    mut orders: ResMut<Orders>,
    mut service: ResMut<Service>,
) {
    if !game.washes() {
        return;
    }
    // What devices got in the step before, at this morning's price.
    let part_usd = tokens(minting.paid_to_devices(), game.decimals) * quote.open_usd;
    let cost = 1.0 - rules.emission.burn.paid_out();
    let worth_usd = rules.emission.sharing.worth_buying_usd(part_usd, cost);
    let real_usd: f64 = service.cohorts.iter().map(|day| day.work_usd).sum();
    let could_usd = |cohort: &Cohort, up: u64| match workload(cohort, &game, &rules, &orders) {
        Some(_) => cohort.buys_usd_per_day() * clock.days * up as f64,
        None => 0.0,
    };
    let cohorts = game.cohorts.iter().zip(&service.cohorts);
    let all_usd = cohorts.map(|(cohort, day)| could_usd(cohort, day.up)).sum();
    let share = spent_share(real_usd, worth_usd, all_usd);
    for (cohort, day) in game.cohorts.iter().zip(&mut service.cohorts) {
        let Some(at) = workload(cohort, &game, &rules, &orders) else { continue };
        let usd = cohort.buys_usd_per_day() * clock.days * day.up as f64 * share;
        let order = &mut orders.0[at];
        order.claimed += usd / order.price_usd;
        day.work_usd += usd;
        day.fees_usd -= usd * cost;
        day.wash_usd = usd;
    }
}

/// The first workload that the devices of a cohort can do and that has a price.
fn workload(cohort: &Cohort, game: &GameParts, rules: &Rules, orders: &Orders) -> Option<usize> {
    let can = |at: &usize| {
        rules.workloads[*at].units_per_day[cohort.group] > 0.0 && orders.0[*at].price_usd > 0.0
    };
    (0..game.workloads.len()).find(can)
}
