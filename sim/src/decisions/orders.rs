//! Orders: who sees what a middling device earned, and orders one.

use bevy_ecs::prelude::*;

use super::joining::Outlook;
use super::maker::systems::{dispatch, turn};
use super::systems::{Around, terms};
use super::terms::Terms;
use crate::world::{
    CohortDay, Delivery, Fleet, Group, Making, Resales, Rules, Seen, Service, WEIGHT_ONE,
};

/// What somebody who orders a device today pays for it and gets.
struct Offer {
    /// Its price [USD].
    price_usd: f64,
    /// What joining costs beside it [USD].
    fees_usd: f64,
    /// Its speed over that of its kind [1].
    speed: f64,
    /// People of the cohort whom the maker's marketing reaches.
    reached: f64,
}

/// People who see what a middling device earned order one, if it pays back soon enough.
pub(super) fn order_devices(
    around: Around,
    (service, seen): (Res<Service>, Res<Seen>),
    (mut fleet, mut making, mut resales): (ResMut<Fleet>, ResMut<Making>, ResMut<Resales>),
) {
    let (_, game, rules, ..) = &around;
    // Who pays a fee in tokens knows what they cost, whatever contracts see.
    let mut network = seen.0;
    network.price_usd = around.3.open_usd;
    let fee_usd = rules.emission.burn.fee_usd(&network);
    for (at, day) in service.cohorts.iter().enumerate() {
        let offer = offer(at, fee_usd, &around, &making);
        let outlook = outlook((at, day), &offer, &around, &fleet);
        let wanted =
            rules.decisions.joining.orders(&outlook) * (1.0 - day.lured) + fleet.fraction[at];
        fleet.fraction[at] = wanted - wanted.floor();
        let mut count = wanted.floor() as u64;
        if let Some(resale) = &rules.decisions.resale {
            let (used, fraction) = resale.served(count, resales.fraction[at], resales.idle[at]);
            (resales.sold[at], resales.fraction[at]) = (used, fraction);
            resales.new_usd[at] = offer.price_usd;
            count -= used;
        }
        let room = game.groups[game.cohorts[at].group].limit;
        let room = room.saturating_sub(fleet.known(&game.cohorts, game.cohorts[at].group));
        place((at, count, room), offer.price_usd, &around, (&mut fleet, &mut making));
    }
}

/// What a device of a cohort costs today and can do.
fn offer(at: usize, fee_usd: f64, around: &Around, making: &Making) -> Offer {
    let (clock, game, rules, quote, shaken) = around;
    let cohort = &game.cohorts[at];
    let group = &game.groups[cohort.group];
    let collateral = rules.emission.collateral.as_ref();
    let collateral = collateral.map_or(0, |c| c.each(&group.name, game.decimals));
    let collateral_usd = collateral as f64 / game.base_units() * quote.open_usd;
    let business = making.0.as_ref();
    let made = business.and_then(|business| business.offer(cohort.group, &turn(clock, game)));
    let (list_usd, speed) = made.unwrap_or((group.price_usd, 1.0));
    let reached = business.map_or(0.0, |business| business.reached(cohort.group));
    Offer {
        price_usd: list_usd * cohort.boxes() * shaken.cohorts[at].hardware,
        fees_usd: fee_usd + collateral_usd,
        speed,
        reached: reached * cohort.share,
    }
}

/// What people of a cohort see who think of joining.
fn outlook(
    (at, day): (usize, &CohortDay),
    offer: &Offer,
    (clock, game, rules, quote, shaken): &Around,
    fleet: &Fleet,
) -> Outlook {
    let cohort = &game.cohorts[at];
    let group = &game.groups[cohort.group];
    let usd = (&**quote, shaken.cohorts[at].electricity);
    let mut terms = terms(day, cohort, (clock, game, rules, usd)).as_expected();
    terms.pay_usd *= shaken.cohorts[at].foreseen as f32;
    let usd_per_kwh = cohort.electricity_usd_per_kwh.middle();
    let uptime = middling_uptime(rules, group);
    let is_there = fleet.active[at] > 0 && day.weight > 0;
    let margin = is_there.then(|| margin(&terms, usd_per_kwh, (uptime, offer.speed)));
    let known = (fleet.joined[at] + fleet.on_order[at]) as f64;
    Outlook {
        hardware_usd: offer.price_usd + offer.fees_usd,
        margin_usd_per_day: margin.unwrap_or(0.0) / clock.days,
        known,
        left: (group.limit as f64 * cohort.share - known).max(0.0),
        reached: offer.reached,
        is_new: fleet.joined[at] == 0,
        share: cohort.share,
        active: fleet.active[at] as f64,
        days: clock.days,
    }
}

/// Orders devices of the maker, or of others who always have enough of them, as far as the group has
/// room for them.
fn place(
    (at, count, room): (usize, u64, u64),
    price_usd: f64,
    (clock, game, _, _, shaken): &Around,
    (fleet, making): (&mut Fleet, &mut Making),
) {
    let cohort = &game.cohorts[at];
    let business = making.0.as_mut().filter(|business| business.makes(cohort.group));
    let Some(business) = business else {
        let count = count.min(room);
        if count > 0 {
            let lead = game.groups[cohort.group].lead as f64 * shaken.cohorts[at].lead_time;
            let due = clock.end + lead as i64;
            fleet.on_order[at] += count;
            fleet.send(Delivery { due, cohort: at, count, price_usd, speed: 1.0 });
        }
        return;
    };
    let presold = business.presells((at, cohort), &turn(clock, game)).min(room);
    let count = if business.has_failed { 0 } else { (count + presold).min(room) };
    if count > 0 {
        fleet.on_order[at] += count;
        let hardware = shaken.cohorts[at].hardware;
        business.sell((at, cohort), (count, presold, price_usd), (clock.begin, hardware));
        dispatch(business, fleet, (clock, game, shaken));
    }
}

/// What a device of middle speed earned in a step, on average over being up and down, and one that is
/// faster would have [USD].
fn margin(terms: &Terms, usd_per_kwh: f64, (uptime, speed): (f64, f64)) -> f64 {
    let [income_usd, energy_usd, upkeep_usd] = parts_of_margin(terms, usd_per_kwh, uptime);
    income_usd * speed - energy_usd - upkeep_usd
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
