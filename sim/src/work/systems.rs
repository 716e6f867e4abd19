//! The systems of the work stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use language::varied::Shape;

use super::answers::{answer_service, learn_from_data};
use super::check::check_work;
use super::jobs::match_jobs;
use super::outages::lost;
use super::strike::{Mortals, Strike};
use super::wake::{Sleepers, Wake};
use super::wash::buy_own_work;
use crate::chance::{Chance, threshold};
use crate::lanes::Lanes;
use crate::world::{
    Active, Born, Clock, Crew, Drawn, Ends, Fleet, Game, Rules, Service, Shown, Standing, Uptime,
    Weight, columns, deliver, permute,
};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    let devices = (deliver_devices, tidy_rows, age_devices, cut_regions_off, wake_devices).chain();
    (devices, check_work, match_jobs, buy_own_work, answer_service, learn_from_data).chain()
}

/// Ordered devices arrive and join.
fn deliver_devices(
    (clock, game): (Res<Clock>, Res<Game>),
    (chance, lanes, drawn): (Res<Chance>, Res<Lanes>, Res<Drawn>),
    mut fleet: ResMut<Fleet>,
    mut commands: Commands,
) {
    (fleet.joined_now, fleet.left_now, fleet.returned_now) = (0, 0, 0);
    while let Some(&delivery) = fleet.pipeline.first()
        && delivery.due < clock.end
    {
        fleet.pipeline.remove(0);
        fleet.on_order[delivery.cohort] -= delivery.count;
        fleet.joined_now += delivery.count;
        let drawn = (&mut *fleet, &*drawn);
        let devices = (delivery, clock.step);
        commands.spawn_batch(deliver(drawn, &game, (&chance, *lanes), devices));
    }
}

/// Puts the rows in order of cohort and birth when they have become scattered.
fn tidy_rows(
    mut fleet: ResMut<Fleet>,
    mut devices: Query<(columns::State, columns::Kept, &mut Standing)>,
) {
    if !fleet.is_scattered() {
        return;
    }
    let order = fleet.reorder();
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (
        (mut active, mut shown, mut balance, mut profit, mut losing, mut ends),
        (mut weight, mut born, mut uptime, mut electricity, mut sells, mut patience),
        mut standing,
    ) in tables
    {
        permute(active.bypass_change_detection(), &order);
        permute(shown.bypass_change_detection(), &order);
        permute(balance.bypass_change_detection(), &order);
        permute(profit.bypass_change_detection(), &order);
        permute(losing.bypass_change_detection(), &order);
        permute(ends.bypass_change_detection(), &order);
        permute(weight.bypass_change_detection(), &order);
        permute(born.bypass_change_detection(), &order);
        permute(uptime.bypass_change_detection(), &order);
        permute(electricity.bypass_change_detection(), &order);
        permute(sells.bypass_change_detection(), &order);
        permute(patience.bypass_change_detection(), &order);
        permute(standing.bypass_change_detection(), &order);
    }
}

/// Devices break, people tire of them, and repairs are done.
fn age_devices(
    (clock, game): (Res<Clock>, Res<Game>),
    (chance, crew, lanes): (Res<Chance>, Res<Crew>, Res<Lanes>),
    mut fleet: ResMut<Fleet>,
    mut service: ResMut<Service>,
    mut devices: Query<(&Born, &mut Ends, &mut Active)>,
) {
    if game.groups.iter().all(|group| !group.lifetime.has_end()) {
        return;
    }
    let Fleet { lots, active: in_network, broken, tired, .. } = &mut *fleet;
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (born, mut ends, mut active) in tables {
        let (ends, active) = (ends.bypass_change_detection(), active.bypass_change_detection());
        for lot in &*lots {
            let cohort = &game.cohorts[lot.cohort];
            let lifetime = &game.groups[cohort.group].lifetime;
            let (chance, code, lanes) = (&*chance, cohort.code, *lanes);
            let (clock, calendar) = (&*clock, &game.calendar);
            let strike = Strike { chance, lanes, code, lifetime, clock, calendar };
            let at = lot.rows();
            let rows = Mortals {
                first: lot.first,
                born: &born[at.clone()],
                ends: &mut ends[at.clone()],
                active: &mut active[at],
            };
            let ended = crew.walk(rows, &|rows| strike.all(rows));
            service.cohorts[lot.cohort].ended = service.cohorts[lot.cohort].ended + ended;
            in_network[lot.cohort] += ended.mended;
            in_network[lot.cohort] -= ended.broken() + ended.tired;
            *broken += ended.broken();
            *broken -= ended.mended;
            *tired += ended.tired;
        }
    }
}

/// Outages take a part of the step from all devices of a region.
fn cut_regions_off(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    chance: Res<Chance>,
    mut service: ResMut<Service>,
) {
    let Some(pattern) = rules.work.outages.pattern() else { return };
    for (cohort, day) in game.cohorts.iter().zip(&mut service.cohorts) {
        day.lost = lost(&pattern, cohort.region_code, (&clock, &game.calendar), &chance);
    }
}

/// Decides by chance which devices are up, and how much work comes to each.
fn wake_devices(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    (chance, fleet, drawn): (Res<Chance>, Res<Fleet>, Res<Drawn>),
    (crew, lanes): (Res<Crew>, Res<Lanes>),
    mut service: ResMut<Service>,
    mut devices: Query<(&Weight, &Uptime, &Active, &mut Shown)>,
) {
    let law = rules.work.load.law();
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (weight, uptime, active, mut shown) in tables {
        let shown = shown.bypass_change_detection();
        for lot in &fleet.lots {
            let at = lot.rows();
            let sleepers = Sleepers {
                first: lot.first,
                weight: &weight[at.clone()],
                uptime: &uptime[at.clone()],
                active: &active[at.clone()],
                shown: &mut shown[at],
            };
            let code = game.cohorts[lot.cohort].code;
            let is_certain = drawn.0[lot.cohort].uptime == Shape::Same(1.0);
            let (chance, step) = (&*chance, clock.step);
            let day = &mut service.cohorts[lot.cohort];
            let left = (day.lost > 0.0).then(|| threshold(1.0 - day.lost));
            let awake = crew.walk(sleepers, &|rows| {
                lanes.run(Wake { chance, code, step, is_certain, law, left, rows })
            });
            day.weight += awake.weight;
            day.up += awake.up;
        }
    }
}
