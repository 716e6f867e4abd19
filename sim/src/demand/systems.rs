//! The systems of the demand stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::times_base;
use crate::world::{Clock, Game, Orders, Rules};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    ask_for_work.into_configs()
}

/// Customers ask for work at today's price of the service.
fn ask_for_work(clock: Res<Clock>, game: Res<Game>, rules: Res<Rules>, mut orders: ResMut<Orders>) {
    for (order, workload) in orders.0.iter_mut().zip(rules.workloads.iter()) {
        let per_day = workload.volume.per_day(game.start, clock.begin);
        let factor = times_base(workload.price_usd, workload.competitor_usd, workload.elasticity);
        order.requested = per_day * clock.days * factor;
        order.price_usd = workload.price_usd;
    }
}
