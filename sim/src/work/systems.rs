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
use super::turn::Turn;
use super::wake::{Sleepers, Today, Wake};
use super::wash::buy_own_work;
use crate::chance::{Chance, Purpose};
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

/// Outages take a part of the step from all devices that they hit.
fn cut_regions_off(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    chance: Res<Chance>,
    mut service: ResMut<Service>,
) {
    let mut number = 0;
    rules.work.outages.each(&mut |pattern| {
        for (cohort, day) in game.cohorts.iter().zip(&mut service.cohorts) {
            let region = (cohort.region.as_str(), cohort.region_code);
            let group = &game.groups[cohort.group].name;
            let Some(series) = pattern.hits.series(region, group) else { continue };
            let lost = lost(pattern, (series, number), (&clock, &game.calendar), &chance);
            // Either of two outages that have nothing to do with each other.
            day.lost = day.lost + lost - day.lost * lost;
        }
        number += 1;
    });
}

/// Decides by chance which devices are up, and how much work comes to each.
fn wake_devices(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    (chance, fleet, drawn): (Res<Chance>, Res<Fleet>, Res<Drawn>),
    (crew, lanes): (Res<Crew>, Res<Lanes>),
    mut service: ResMut<Service>,
    mut devices: Query<(&Weight, &Uptime, &Active, &mut Shown)>,
) {
    let (law, in_common) = (rules.work.load.law(), rules.work.uptime.in_common());
    let turn = rules.work.uptime.every_seconds().map(|every| Turn::at(clock.begin, every));
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
            let word = match in_common > 0.0 {
                true => good_day(chance, game.cohorts[lot.cohort].group, &clock),
                false => 0,
            };
            let today = Today::of(day.lost, in_common, word);
            let awake = crew.walk(sleepers, &|rows| {
                lanes.run(Wake { chance, code, step, is_certain, law, today, turn, rows })
            });
            day.weight += awake.weight;
            day.up += awake.up;
        }
    }
}

/// The number from which follows whether a group of devices has a good day.
fn good_day(chance: &Chance, group: usize, clock: &Clock) -> u32 {
    let day = clock.begin.div_euclid(86_400) as u32;
    let mut word = [0];
    chance.draws(Purpose::GoodDay, group as u16, day, 0, 1).fill(&mut word);
    word[0]
}
