//! The systems of the price stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;
use language::when::Seconds;

use super::shock::hits;
use super::{Course, Morning, Opening, Shock};
use crate::chance::Chance;
use crate::ledger::Ledger;
use crate::record::tokens;
use crate::world::{Clock, Game, Memories, Past, Quote, Service, Shaken};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (shake, open_price, look_at_price, let_owners_exit).chain()
}

/// Works out what the scripted shocks make of today.
fn shake((clock, game): (Res<Clock>, Res<Game>), mut shaken: ResMut<Shaken>) {
    let (start, now) = (game.start, clock.begin);
    let factor = |of: fn(&Shock) -> &Option<Course>, is_hit: &dyn Fn(&Shock) -> bool| {
        let hit = game.shocks.iter().filter(|shock| is_hit(shock));
        hit.filter_map(|shock| of(shock).as_ref()).map(|c| c.factor(start, now)).product::<f64>()
    };
    let all = |_: &Shock| true;
    shaken.price = price_factor(&game, now);
    shaken.volatility = factor(|shock| &shock.volatility, &all);
    shaken.liquidity = factor(|shock| &shock.liquidity, &all);
    for (demand, workload) in shaken.demand.iter_mut().zip(&game.workloads) {
        *demand = factor(|shock| &shock.demand, &|shock| hits(&shock.workloads, &workload.name));
    }
    for (day, cohort) in shaken.cohorts.iter_mut().zip(&game.cohorts) {
        let group = &game.groups[cohort.group];
        let in_region = |shock: &Shock| hits(&shock.regions, &cohort.region);
        let in_group = |shock: &Shock| hits(&shock.groups, &group.name);
        day.electricity = factor(|shock| &shock.electricity, &in_region);
        day.hardware = factor(|shock| &shock.hardware, &in_group);
        day.lead_time = factor(|shock| &shock.lead_time, &in_group);
        let works = now + (group.lead as f64 * day.lead_time) as i64;
        let foreseen = game.shocks.iter().map(|shock| shock.foreseen(start, now, works));
        day.foreseen = foreseen.product();
    }
}

/// What all scripted shocks multiply the price by at a moment.
fn price_factor(game: &Game, moment: Seconds) -> f64 {
    game.shocks.iter().map(|shock| shock.price_factor(game.start, moment)).product()
}

/// Opens the day: the model's price, moved by the scripted shocks.
fn open_price(
    (clock, game, chance, shaken): (Res<Clock>, Res<Game>, Res<Chance>, Res<Shaken>),
    ledger: Res<Ledger>,
    mut memories: ResMut<Memories>,
    mut quote: ResMut<Quote>,
) {
    let start = game.start;
    let supply = tokens(ledger.supply(), game.decimals);
    let opening = if clock.step == 0 {
        Opening::Level(game.price.start_usd(start, supply))
    } else {
        let morning = Morning {
            start,
            now: clock.begin,
            close_usd: quote.close_usd / quote.shock,
            // What happened since the last opening took as long as the last step.
            days: game.calendar.clock(clock.step - 1).days,
            volatility: shaken.volatility,
            supply,
            news: chance.news(clock.step),
        };
        let mut pins = game.shocks.iter().filter_map(|shock| shock.pin.as_ref());
        let pinned = pins.find_map(|pin| pin.open(&morning, |on| price_factor(&game, on)));
        pinned.unwrap_or_else(|| game.price.open(&morning, &mut memories.price))
    };
    quote.open_usd = match opening {
        Opening::Level(usd) => usd * shaken.price,
        Opening::Exactly(usd) => usd,
        Opening::TimesClose(times) => quote.close_usd * times * shaken.price / quote.shock,
    };
    quote.shock = shaken.price;
}

/// What contracts take for the price of the morning: that of another morning, where a shock has come
/// over their oracle.
fn look_at_price(
    (clock, game): (Res<Clock>, Res<Game>),
    mut past: ResMut<Past>,
    mut quote: ResMut<Quote>,
) {
    if game.looks_back() {
        past.add(clock.begin, quote.open_usd);
    }
    let mut looks = game.shocks.iter().filter_map(|shock| shock.oracle.as_ref());
    let moment = looks.find_map(|oracle| oracle.looks_at(game.start, clock.begin));
    let seen_usd = moment.and_then(|moment| past.usd_at(moment));
    quote.seen_usd = seen_usd.unwrap_or(quote.open_usd);
}

/// Adds what shocks that make owners leave bring in this step.
fn let_owners_exit((clock, game): (Res<Clock>, Res<Game>), mut service: ResMut<Service>) {
    for (cohort, day) in game.cohorts.iter().zip(&mut service.cohorts) {
        let group = &game.groups[cohort.group].name;
        for shock in &game.shocks {
            let Some(exit) = &shock.exit else { continue };
            if hits(&shock.regions, &cohort.region) && hits(&shock.groups, group) {
                day.add_hazard(exit.hazard(game.start, (clock.begin, clock.end)));
            }
        }
    }
}
