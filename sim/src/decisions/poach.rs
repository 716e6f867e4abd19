//! Poach: what rivals take of the owners and of those who think of joining.

use bevy_ecs::prelude::*;

use super::orders::{middling_uptime, parts_of_margin};
use super::rival::Compared;
use super::systems::{Around, terms};
use crate::world::{Memories, Service};

/// The price of the token when a rival began [USD].
struct PriceAtFirst(f64);

/// Owners compare what a device of middle speed brings here with what rivals pay for it.
pub(super) fn poach(
    (clock, game, rules, quote, shaken): Around,
    mut memories: ResMut<Memories>,
    mut service: ResMut<Service>,
) {
    let now = (game.start, clock.begin);
    for (name, rival) in rules.rivals.iter().filter(|(_, rival)| rival.is_there(now.0, now.1)) {
        let memory = memories.rivals.part(name);
        let first_usd = memory.own(|| PriceAtFirst(quote.open_usd)).0;
        let price = quote.open_usd / first_usd;
        for (at, cohort) in game.cohorts.iter().enumerate() {
            let day = &mut service.cohorts[at];
            // Where nobody is up there is nothing to compare with.
            if day.weight == 0 {
                continue;
            }
            let group = &game.groups[cohort.group];
            let usd = (&*quote, shaken.cohorts[at].electricity);
            let terms = terms(day, cohort, (&clock, &game, &rules, usd)).as_expected();
            let usd_per_kwh = cohort.electricity_usd_per_kwh.middle();
            let uptime = middling_uptime(&rules, group);
            let parts = parts_of_margin(&terms, usd_per_kwh, uptime);
            let [income_usd, energy_usd, upkeep_usd] = parts.map(|usd| usd / clock.days);
            let costs_usd = energy_usd + upkeep_usd;
            let Some(pays_usd) = rival.pays_usd(&group.name, now, (income_usd, price)) else {
                continue;
            };
            let compared = Compared { income_usd, costs_usd, pays_usd };
            let goes = rival.goes(&compared, now);
            day.poach(rival.hazard(goes, clock.days), rival.wins(&compared));
        }
    }
}
