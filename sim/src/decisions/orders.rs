//! Orders: who sees what a middling device earned, and orders one.

use bevy_ecs::prelude::*;

use super::joining::Outlook;
use super::systems::{Around, terms};
use super::terms::Terms;
use crate::world::{Cohort, Fleet, Group, Rules, Seen, Service, WEIGHT_ONE};

/// People who see what a middling device earned order one, if it pays back soon enough.
pub(super) fn order_devices(
    (clock, game, rules, quote, shaken): Around,
    (service, seen): (Res<Service>, Res<Seen>),
    mut fleet: ResMut<Fleet>,
) {
    let fee_usd = rules.emission.burn.fee_usd(&seen.0);
    let collateral_usd = |group: &str| {
        let collateral = rules.emission.collateral.as_ref();
        let units = collateral.map_or(0, |collateral| collateral.each(group, game.decimals));
        units as f64 / game.base_units() * quote.open_usd
    };
    for (at, (cohort, day)) in game.cohorts.iter().zip(&service.cohorts).enumerate() {
        let group = &game.groups[cohort.group];
        let shaken = &shaken.cohorts[at];
        let usd = (&*quote, shaken.electricity);
        let mut terms = terms(day, cohort, (&clock, &game, &rules, usd));
        terms.pay_usd *= shaken.foreseen as f32;
        let usd_per_kwh = cohort.electricity_usd_per_kwh.middle();
        let uptime = middling_uptime(&rules, group);
        let is_there = fleet.active[at] > 0 && day.weight > 0;
        let margin = is_there.then(|| margin(&terms, usd_per_kwh, uptime));
        let outlook = Outlook {
            hardware_usd: group.price_usd * shaken.hardware + fee_usd + collateral_usd(&group.name),
            margin_usd_per_day: margin.unwrap_or(0.0) / clock.days,
            known: (fleet.joined[at] + fleet.on_order[at]) as f64,
            share: cohort.share,
            active: fleet.active[at] as f64,
            days: clock.days,
        };
        let not_lured = 1.0 - day.lured;
        let wanted = rules.decisions.joining.orders(&outlook) * not_lured + fleet.fraction[at];
        let room = group.limit.saturating_sub(known(&fleet, &game.cohorts, cohort.group));
        let count = (wanted.floor() as u64).min(room);
        fleet.fraction[at] = wanted - wanted.floor();
        if count > 0 {
            fleet.on_order[at] += count;
            let due = clock.end + (group.lead as f64 * shaken.lead_time) as i64;
            let place = fleet.pipeline.partition_point(|(when, ..)| *when <= due);
            fleet.pipeline.insert(place, (due, at, count));
        }
    }
}

/// What a device of middle speed earned in a step, on average over being up and down [USD].
fn margin(terms: &Terms, usd_per_kwh: f64, uptime: f64) -> f64 {
    let [income_usd, energy_usd, upkeep_usd] = parts_of_margin(terms, usd_per_kwh, uptime);
    income_usd - energy_usd - upkeep_usd
}

/// What such a device brought, and what its energy and all else cost in a step [USD].
pub(super) fn parts_of_margin(terms: &Terms, usd_per_kwh: f64, uptime: f64) -> [f64; 3] {
    let income_usd = f64::from(terms.pay_usd + terms.fee_usd) * f64::from(WEIGHT_ONE);
    let kwh = f64::from(terms.kwh_always) + f64::from(terms.kwh_up) * uptime;
    [income_usd * uptime, kwh * usd_per_kwh, f64::from(terms.upkeep_usd)]
}

/// How often a middling device of a group is up [1].
pub(super) fn middling_uptime(rules: &Rules, group: &Group) -> f64 {
    rules.work.uptime.shape(group.uptime).middle()
}

/// Devices of a group that ever joined or are on their way.
fn known(fleet: &Fleet, cohorts: &[Cohort], group: usize) -> u64 {
    let of_group = cohorts.iter().enumerate().filter(|(_, cohort)| cohort.group == group);
    of_group.map(|(at, _)| fleet.joined[at] + fleet.on_order[at]).sum()
}
