//! Jobs: who gets them, and what doing them takes and brings.

use bevy_ecs::prelude::*;

use super::matching::Conduct;
use super::{Offer, Work};
use crate::world::{
    Clock, Cohort, CohortDay, Fleet, Game, GameParts, Group, Memories, Orders, Rules, Service,
    WEIGHT_ONE, WorkloadName,
};

/// Gives the jobs to the cohorts, and counts what they did, used and earned in money.
pub(super) fn match_jobs(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    fleet: Res<Fleet>,
    (mut orders, mut memories): (ResMut<Orders>, ResMut<Memories>),
    mut service: ResMut<Service>,
    mut scratch: Local<Scratch>,
) {
    weigh_orders(&game, &rules, &mut orders, &service.cohorts, clock.days);
    judge(&rules.work, &service.cohorts, clock.days, &mut memories.reputations);
    let left = rules.work.checking.left_for_customers();
    let paid_out = rules.emission.burn.paid_out();
    for (at, workload) in game.workloads.iter().enumerate() {
        let units_per_day = &rules.workloads[at].units_per_day;
        let Scratch { offers, served, time } = &mut *scratch;
        time.clear();
        time.extend(
            (0..game.groups.len()).map(|group| time_for(at, group, &game, &rules, &orders)),
        );
        let order = &mut orders.0[at];
        let paid_out = paid_out * order.to_owners;
        let alone = |cohort: &Cohort| {
            let claims = cohort.claims(workload.computes);
            units_per_day[cohort.group] * clock.days * time[cohort.group] * claims
        };
        let cohorts = game.cohorts.iter().zip(&service.cohorts).enumerate();
        offers.clear();
        offers.extend(cohorts.map(|(at, (cohort, day))| Offer {
            units: alone(cohort) * middling(day) * left,
            cost_usd: unit_cost(units_per_day, workload, cohort, &game),
            reputation: memories.reputations.get(at).copied().unwrap_or(1.0),
        }));
        served.resize(game.cohorts.len(), 0.0);
        rules.work.matching.share_out(order.requested, offers, served);
        let busy = busy(order.requested, offers, served);
        let mut done_in_all = (0.0, 0.0, 0.0);
        let days = game.cohorts.iter().zip(&mut service.cohorts);
        for ((cohort, day), (offer, done)) in days.zip(offers.iter().zip(&*served)) {
            done_in_all.0 += done;
            day.work_usd += done * order.price_usd;
            day.fees_usd += done * order.price_usd * paid_out;
            let one_more = alone(cohort) * left * busy * order.price_usd;
            day.work_of_one_usd += one_more;
            day.fees_of_one_usd += one_more * paid_out;
            let serves = cohort.serves(workload.computes);
            if serves == 0.0 {
                continue;
            }
            done_in_all.1 += done * serves;
            done_in_all.2 += offer.units * serves;
            day.served_usd += done * serves * order.price_usd;
            day.offered_usd += offer.units * serves * order.price_usd;
            if workload.computes && offer.units > 0.0 {
                day.busy += done / offer.units * time[cohort.group];
            }
        }
        (order.claimed, order.served, order.capacity) = done_in_all;
    }
    charge(&mut service, &fleet, &game, (clock.days, rules.work.checking.usd(clock.days)));
}

/// What the devices of each cohort are thought of, after what checks found in this step.
fn judge(work: &Work, cohorts: &[CohortDay], days: f64, reputations: &mut Vec<f64>) {
    if !work.matching.is_by_reputation() {
        reputations.clear();
        return;
    }
    let looks = work.checking.looks(days);
    let is_first = reputations.is_empty();
    reputations.resize(cohorts.len(), 0.0);
    for (reputation, day) in reputations.iter_mut().zip(cohorts) {
        let there = day.up + day.caught;
        let caught = if there > 0 { day.caught as f64 / there as f64 } else { 0.0 };
        let good = if there > 0 { (looks - day.suspected).max(0.0) } else { 0.0 };
        let before = (!is_first).then_some(*reputation);
        *reputation = work.matching.reputed(before, &Conduct { good, caught });
    }
}

/// What matching needs for a workload and forgets.
#[derive(Default)]
pub(super) struct Scratch {
    offers: Vec<Offer>,
    served: Vec<f64>,
    /// Share of their time that the devices of each group keep for the workload.
    time: Vec<f64>,
}

/// How many devices of middle speed a cohort's devices that are up are worth.
fn middling(day: &CohortDay) -> f64 {
    day.weight as f64 / f64::from(WEIGHT_ONE)
}

/// The share of what is offered that is used; of what nobody offers, what is asked for decides.
fn busy(requested: f64, offers: &[Offer], served: &[f64]) -> f64 {
    let offered: f64 = offers.iter().map(|offer| offer.units).sum();
    match offered > 0.0 {
        true => served.iter().sum::<f64>() / offered,
        false => f64::from(u8::from(requested > 0.0)),
    }
}

/// Sets the weight of each workload that is computed: the time that all devices that can do it
/// would take for all of it, over the time that they have.
fn weigh_orders(
    game: &GameParts,
    rules: &Rules,
    orders: &mut Orders,
    cohorts: &[CohortDay],
    days: f64,
) {
    for ((at, workload), order) in game.workloads.iter().enumerate().zip(&mut orders.0) {
        let units_per_day = &rules.workloads[at].units_per_day;
        let devices = game.cohorts.iter().zip(cohorts);
        let there: f64 = devices
            .map(|(c, day)| units_per_day[c.group] * days * middling(day) * c.claims(true))
            .sum();
        // Where nobody is up who can, a first device has this choice.
        let first = units_per_day.iter().fold(0.0, |most, units| units.max(most)) * days;
        let capacity = if there > 0.0 { there } else { first };
        let takes_time = workload.computes && capacity > 0.0;
        order.weight = if takes_time { order.requested / capacity } else { 0.0 };
    }
}

/// The share of their time that the devices of a group keep for a workload: in proportion to the
/// weights of those that they can do. What is collected takes no time of the others.
fn time_for(at: usize, group: usize, game: &GameParts, rules: &Rules, orders: &Orders) -> f64 {
    if !game.workloads[at].computes {
        return 1.0;
    }
    let can = rules.workloads.iter().map(|workload| workload.units_per_day[group] > 0.0);
    let weights = orders.0.iter().zip(can).filter(|(_, can)| *can).map(|(order, _)| order.weight);
    let sum: f64 = weights.sum();
    if sum > 0.0 { orders.0[at].weight / sum } else { 0.0 }
}

/// What the energy and the wear of the battery for one unit of work cost a device of a cohort [USD];
/// nothing where no work is done for it, be it collected or faked.
fn unit_cost(
    units_per_day: &[f64],
    workload: &WorkloadName,
    cohort: &Cohort,
    game: &GameParts,
) -> f64 {
    let group = &game.groups[cohort.group];
    let units = units_per_day[cohort.group];
    if units == 0.0 || cohort.serves(workload.computes) == 0.0 || !workload.computes {
        return 0.0;
    }
    let watts = group.active_watts - group.idle_watts;
    let kwh_per_day = watts * 24.0 / 1_000.0 * group.duty * group.heat;
    let wear_usd = group.charging.map_or(0.0, |c| c.network_per_day * c.wear_usd);
    (kwh_per_day * cohort.electricity_usd_per_kwh.middle() + wear_usd) / units
}

/// Counts the energy that each device draws, how often it charges, and what it costs beside that, a
/// part of what checks cost included.
fn charge(service: &mut Service, fleet: &Fleet, game: &GameParts, (days, check_usd): (f64, f64)) {
    let cohorts = game.cohorts.iter().zip(&fleet.active);
    for (day, (cohort, active)) in service.cohorts.iter_mut().zip(cohorts) {
        let group = &game.groups[cohort.group];
        let busy = day.busy.min(1.0);
        let watts = group.active_watts - group.idle_watts;
        let working = watts * group.duty * group.heat * busy;
        let standby = group.idle_watts * group.standby;
        let boxes = cohort.boxes();
        let kwh = |watts: f64| watts * 24.0 / 1_000.0 * days * boxes;
        day.kwh_always = kwh(standby);
        day.kwh_up = kwh(group.idle_watts - standby + working);
        day.energy_kwh = day.kwh_always * *active as f64 + day.kwh_up * day.up as f64;
        let up_share = if *active > 0 { day.up as f64 / *active as f64 } else { 0.0 };
        let [charges, wear_usd] = charging(group, busy * up_share);
        day.charges_per_day = charges;
        let checks_usd = check_usd * up_share;
        day.upkeep_usd = (group.upkeep_usd_per_day + wear_usd) * days * boxes + checks_usd;
    }
}

/// Full charges a day of a device that computes for a part of the time in which it may, and what the
/// network's wear off its battery [USD/day].
fn charging(group: &Group, busy: f64) -> [f64; 2] {
    let Some(charging) = group.charging else { return [0.0; 2] };
    let for_network = charging.network_per_day * busy;
    [charging.own_per_day + for_network, for_network * charging.wear_usd]
}
