//! The systems of the work stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::{Offer, UptimeKind};
use crate::chance::{Chance, Purpose, threshold};
use crate::ledger::{Account, Ledger, MILLION, Reason, Units, millionths, share_of};
use crate::world::{
    Active, Balance, Clock, Cohort, CohortDay, Delivery, Fleet, Game, GameParts, Group, Orders,
    Rules, Service, Shown, WEIGHT_ONE, Weight, WorkloadName, columns, deliver, permute,
};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (deliver_devices, tidy_rows, wake_devices, check_work, match_jobs).chain()
}

/// Ordered devices arrive and join.
fn deliver_devices(
    clock: Res<Clock>,
    (game, rules): (Res<Game>, Res<Rules>),
    chance: Res<Chance>,
    mut fleet: ResMut<Fleet>,
    mut commands: Commands,
) {
    (fleet.joined_now, fleet.left_now) = (0, 0);
    let due = fleet.pipeline.partition_point(|(when, ..)| *when < clock.end);
    let arrivals: Vec<_> = fleet.pipeline.drain(..due).collect();
    for (_, cohort, count) in arrivals {
        fleet.on_order[cohort] -= count;
        fleet.joined_now += count;
        let patience_spread = rules.decisions.staying.limit().spread;
        let delivery = Delivery { cohort, count, step: clock.step, patience_spread };
        commands.spawn_batch(deliver(&mut fleet, &game, &chance, &delivery));
    }
}

/// Puts the rows in order of cohort and birth when they have become scattered.
fn tidy_rows(mut fleet: ResMut<Fleet>, mut devices: Query<columns::All>) {
    if !fleet.is_scattered() {
        return;
    }
    let order = fleet.reorder();
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (
        mut weight,
        mut active,
        mut shown,
        mut balance,
        mut profit,
        mut losing,
        mut patience,
        mut born,
    ) in tables
    {
        permute(weight.bypass_change_detection(), &order);
        permute(active.bypass_change_detection(), &order);
        permute(shown.bypass_change_detection(), &order);
        permute(balance.bypass_change_detection(), &order);
        permute(profit.bypass_change_detection(), &order);
        permute(losing.bypass_change_detection(), &order);
        permute(patience.bypass_change_detection(), &order);
        permute(born.bypass_change_detection(), &order);
    }
}

/// Decides by chance which devices are up.
fn wake_devices(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    chance: Res<Chance>,
    fleet: Res<Fleet>,
    mut service: ResMut<Service>,
    mut devices: Query<(&Weight, &Active, &mut Shown)>,
    mut words: Local<Vec<u32>>,
) {
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (weight, active, mut shown) in tables {
        let shown = shown.bypass_change_detection();
        for lot in &fleet.lots {
            let cohort = &game.cohorts[lot.cohort];
            words.resize(lot.len, 0);
            chance.fill(Purpose::Uptime, cohort.code, clock.step, lot.first, 1, &mut words);
            let up = threshold(uptime(&rules.work.uptime, &game.groups[cohort.group]));
            let rows = lot.rows();
            let (sum, count) =
                wake(up, &words, &weight[rows.clone()], &active[rows.clone()], &mut shown[rows]);
            service.cohorts[lot.cohort].weight += sum;
            service.cohorts[lot.cohort].up += count;
        }
    }
}

fn uptime(kind: &UptimeKind, group: &Group) -> f64 {
    kind.probability(group.uptime)
}

/// Shows the weight of each device that is up; returns their sum and number.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn wake(
    up: u64,
    words: &[u32],
    weight: &[Weight],
    active: &[Active],
    shown: &mut [Shown],
) -> (u64, u64) {
    let (mut sum, mut count) = (0, 0);
    for (((shown, weight), active), &word) in shown.iter_mut().zip(weight).zip(active).zip(words) {
        let is_up = u32::from(u64::from(word) < up) & u32::from(active.0);
        shown.0 = weight.0 * is_up;
        sum += u64::from(shown.0);
        count += u64::from(is_up);
    }
    (sum, count)
}

/// Catches some of the devices that fake their work: shut out for the step, they lose their pay and
/// a part of what they hold.
fn check_work(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    (chance, fleet): (Res<Chance>, Res<Fleet>),
    mut service: ResMut<Service>,
    mut ledger: ResMut<Ledger>,
    mut devices: Query<(&mut Shown, &mut Balance)>,
    mut words: Local<Vec<u32>>,
) {
    let checking = &rules.work.checking;
    let (checked, slash) = (threshold(checking.checked()), millionths(checking.slash()));
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (mut shown, mut balance) in tables {
        let (shown, balance) = (shown.bypass_change_detection(), balance.bypass_change_detection());
        for lot in fleet.lots.iter().filter(|lot| game.cohorts[lot.cohort].cheats) {
            words.resize(lot.len, 0);
            let code = game.cohorts[lot.cohort].code;
            chance.fill(Purpose::Checking, code, clock.step, lot.first, 1, &mut words);
            let day = &mut service.cohorts[lot.cohort];
            let rows = shown[lot.rows()].iter_mut().zip(&mut balance[lot.rows()]).zip(&words);
            for ((shown, balance), &word) in rows {
                if shown.0 == 0 || u64::from(word) >= checked {
                    continue;
                }
                let lost = share_of(balance.0.into(), slash, MILLION) as u64;
                balance.0 -= lost;
                day.slashed += lost;
                day.weight -= u64::from(shown.0);
                day.up -= 1;
                day.caught += 1;
                shown.0 = 0;
            }
        }
    }
    let slashed: Units = service.cohorts.iter().map(|day| Units::from(day.slashed)).sum();
    ledger.burn(Account::Owners, slashed * game.grain, Reason::Slash);
}

/// Gives the jobs to the cohorts, and counts what they did, used and earned in money.
fn match_jobs(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    mut orders: ResMut<Orders>,
    mut service: ResMut<Service>,
) {
    let alone = |at: usize, cohort: &Cohort, day: &CohortDay| {
        rules.workloads[at].units_per_day[cohort.group] * clock.days * middling(day)
    };
    let time = share_time(&game, &orders, &service.cohorts, alone);
    let left = rules.work.checking.left_for_customers();
    let paid_out = rules.emission.burn.paid_out();
    let mut served = vec![0.0; game.cohorts.len()];
    for (at, workload) in game.workloads.iter().enumerate() {
        let units_per_day = &rules.workloads[at].units_per_day;
        let offer = |(cohort, day): (&Cohort, &CohortDay)| Offer {
            units: alone(at, cohort, day) * time[at] * left,
            cost_usd: energy_cost(units_per_day, workload, cohort, &game),
        };
        let offers: Vec<Offer> = game.cohorts.iter().zip(&service.cohorts).map(offer).collect();
        let order = &mut orders.0[at];
        rules.work.matching.share_out(order.requested, &offers, &mut served);
        let days = game.cohorts.iter().zip(&mut service.cohorts);
        for (((cohort, day), offer), done) in days.zip(&offers).zip(&served) {
            order.claimed += done;
            day.work_usd += done * order.price_usd;
            day.fees_usd += done * order.price_usd * paid_out;
            if cohort.cheats {
                continue;
            }
            order.served += done;
            order.capacity += offer.units;
            if workload.computes && offer.units > 0.0 {
                day.busy += done / left / alone(at, cohort, day);
            }
        }
    }
    charge(&mut service, &game, clock.days);
}

/// How many devices of middle speed a cohort's devices that are up are worth.
fn middling(day: &CohortDay) -> f64 {
    day.weight as f64 / f64::from(WEIGHT_ONE)
}

/// The share of their time that devices keep for each workload that they compute: in proportion to
/// the time that it would take them to do all of it. What is collected takes no time of the others.
fn share_time(
    game: &GameParts,
    orders: &Orders,
    days: &[CohortDay],
    alone: impl Fn(usize, &Cohort, &CohortDay) -> f64,
) -> Vec<f64> {
    let load = |at: usize| {
        let capacity: f64 =
            game.cohorts.iter().zip(days).map(|(cohort, day)| alone(at, cohort, day)).sum();
        if game.workloads[at].computes && capacity > 0.0 {
            orders.0[at].requested / capacity
        } else {
            0.0
        }
    };
    let loads: Vec<f64> = (0..game.workloads.len()).map(load).collect();
    let sum: f64 = loads.iter().sum();
    let share = |(load, workload): (&f64, &WorkloadName)| match workload.computes {
        true if sum > 0.0 => load / sum,
        true => 0.0,
        false => 1.0,
    };
    loads.iter().zip(&game.workloads).map(share).collect()
}

/// What the energy for one unit of work costs a device of a cohort [USD]; nothing where no work is
/// done for it, be it collected or faked.
fn energy_cost(
    units_per_day: &[f64],
    workload: &WorkloadName,
    cohort: &Cohort,
    game: &GameParts,
) -> f64 {
    let group = &game.groups[cohort.group];
    let units = units_per_day[cohort.group];
    if units == 0.0 || cohort.cheats || !workload.computes {
        return 0.0;
    }
    let kwh_per_day = (group.active_watts - group.idle_watts) * 24.0 / 1_000.0 * group.duty;
    kwh_per_day * cohort.electricity_usd_per_kwh / units
}

/// Counts energy and costs.
fn charge(service: &mut Service, game: &GameParts, days: f64) {
    for (day, cohort) in service.cohorts.iter_mut().zip(&game.cohorts) {
        let group = &game.groups[cohort.group];
        let working = (group.active_watts - group.idle_watts) * group.duty * day.busy.min(1.0);
        let kwh = (group.idle_watts + working) * 24.0 / 1_000.0 * days;
        day.energy_kwh = kwh * day.up as f64;
        day.cost_up_usd = kwh * cohort.electricity_usd_per_kwh;
        day.cost_always_usd = group.upkeep_usd_per_day * days;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_shows_its_weight_if_it_is_there_and_up() {
        let weight = [10, 20, 30].map(Weight);
        let active = [1, 1, 0].map(Active);
        let mut shown = [Shown(7); 3];
        let half = threshold(0.5);
        let sums = wake(half, &[0, u32::MAX, 0], &weight, &active, &mut shown);
        assert_eq!((sums, shown.map(|s| s.0)), ((10, 1), [10, 0, 0]));
        let all = wake(threshold(1.0), &[0, u32::MAX, 0], &weight, &active, &mut shown);
        assert_eq!(all, (30, 2));
        assert_eq!(wake(threshold(0.0), &[0, 5, 0], &weight, &active, &mut shown), (0, 0));
    }
}
