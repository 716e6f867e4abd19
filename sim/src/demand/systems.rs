//! The systems of the demand stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use language::timeline::Timeline;
use language::work::WorkPrice;

use super::times_base;
use crate::world::{Clock, Game, Orders, Rules, Shaken};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    ask_for_work.into_configs()
}

/// Customers ask for work at today's price of the service.
fn ask_for_work(
    (clock, game, rules, shaken): (Res<Clock>, Res<Game>, Res<Rules>, Res<Shaken>),
    mut orders: ResMut<Orders>,
) {
    let workloads = rules.workloads.iter().zip(&shaken.demand);
    for (order, (workload, shaken)) in orders.0.iter_mut().zip(workloads) {
        let per_day = workload.volume.per_day(game.start, clock.begin);
        let usd = |price: &Timeline<WorkPrice>| price.nearest(game.start, clock.begin).usd;
        order.price_usd = usd(&workload.price);
        let competitor_usd = usd(&workload.competitor);
        let factor = times_base(order.price_usd, competitor_usd, workload.elasticity);
        order.requested = per_day * clock.days * factor * shaken;
    }
}
