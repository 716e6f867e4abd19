//! The systems of the demand stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::times_base;
use crate::world::{Clock, Demanded, Demands, Flywheel, Game, Orders, Rules, Shaken, WorkloadRule};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (judge_quality, ask_for_work).chain()
}

/// Customers see how good the service is.
fn judge_quality(rules: Res<Rules>, mut flywheel: ResMut<Flywheel>) {
    flywheel.look(rules.flywheel.as_ref().map(|turning| &turning.rule));
}

/// Customers ask for work at today's price of the service.
fn ask_for_work(
    (clock, game, rules, shaken): (Res<Clock>, Res<Game>, Res<Rules>, Res<Shaken>),
    (demands, flywheel): (Res<Demands>, Res<Flywheel>),
    mut orders: ResMut<Orders>,
) {
    let workloads = rules.workloads.iter().zip(&shaken.demand).zip(&demands.0);
    for ((at, order), ((workload, shaken), demanded)) in
        orders.0.iter_mut().enumerate().zip(workloads)
    {
        let per_day = workload.volume.per_day(game.start, clock.begin);
        let [price_usd, competitor_usd] = workload.prices_usd(game.start, clock.begin);
        let factor = times_volume(workload, demanded, price_usd, competitor_usd);
        let quality = rules.flywheel.as_ref().map_or(1.0, |turning| match turning.improves[at] {
            true => flywheel.times(turning.rule.demand),
            false => 1.0,
        });
        order.requested = per_day * clock.days * factor * shaken * quality;
        let market = workload.data_market.as_ref();
        order.price_usd =
            price_usd * market.map_or(1.0, |market| market.worth(demanded.stock_bytes(market)));
        order.to_owners = market.map_or(1.0, |market| market.owners.value());
    }
}

/// What customers ask for over the workload's volume: of all alike, or of each segment.
fn times_volume(
    workload: &WorkloadRule,
    demanded: &Demanded,
    price_usd: f64,
    competitor_usd: f64,
) -> f64 {
    if workload.customers.is_empty() {
        return times_base(price_usd, competitor_usd, workload.elasticity);
    }
    let segments = workload.customers.iter().zip(&demanded.there);
    let asked = segments.map(|(segment, there)| {
        let factor = segment.times_base(price_usd, competitor_usd, workload.elasticity);
        segment.share.value() * there * factor
    });
    asked.sum()
}
