//! The systems of the maker: the engine's half.

use bevy_ecs::prelude::*;

use super::super::systems::Around;
use super::{Business, Outside, Turn};
use crate::world::{Clock, Delivery, Fleet, Game, Making, Shaken};

/// The maker's morning: batches arrive, and those who waited get their devices or their money.
pub(in super::super) fn open_shop(
    (clock, game, _, _, shaken): Around,
    (mut making, mut fleet): (ResMut<Making>, ResMut<Fleet>),
) {
    let Some(business) = &mut making.0 else { return };
    let outside = outside(&game, &fleet, &shaken);
    business.open(&turn(&clock, &game), &outside);
    dispatch(business, &mut fleet, (&clock, &game, &shaken));
}

/// The maker's evening: it pays its costs, orders batches and develops the next model.
pub(in super::super) fn close_shop(
    (clock, game, _, _, shaken): Around,
    (mut making, mut fleet): (ResMut<Making>, ResMut<Fleet>),
) {
    let Some(business) = &mut making.0 else { return };
    let outside = outside(&game, &fleet, &shaken);
    business.close(&turn(&clock, &game), &outside);
    dispatch(business, &mut fleet, (&clock, &game, &shaken));
}

/// The step that is being lived, for a maker.
pub(in super::super) fn turn(clock: &Clock, game: &Game) -> Turn {
    Turn { start: game.start, begin: clock.begin, end: clock.end, days: clock.days }
}

/// Sends what has left the shelf, and forgets the orders that are cancelled.
pub(in super::super) fn dispatch(
    business: &mut Business,
    fleet: &mut Fleet,
    (clock, game, shaken): (&Clock, &Game, &Shaken),
) {
    for (cohort, count) in business.take_cancelled() {
        fleet.on_order[cohort] -= count;
    }
    for sent in business.take_shipped() {
        let lead = game.groups[game.cohorts[sent.cohort].group].lead as f64;
        fleet.send(Delivery {
            due: clock.end + (lead * shaken.cohorts[sent.cohort].lead_time) as i64,
            cohort: sent.cohort,
            count: sent.count,
            price_usd: sent.price_usd,
            speed: sent.speed,
        });
    }
}

/// What each group is like for its maker today.
fn outside(game: &Game, fleet: &Fleet, shaken: &Shaken) -> Vec<Outside> {
    let of = |at: usize| {
        let known = fleet.known(&game.cohorts, at) as f64;
        let limit = game.groups[at].limit as f64;
        // Shocks hit groups, so all cohorts of a group alike.
        let first = game.cohorts.iter().position(|cohort| cohort.group == at);
        let shaken = first.map_or_else(Default::default, |first| shaken.cohorts[first]);
        let left = if limit > known { 1.0 - known / limit } else { 0.0 };
        Outside { hardware: shaken.hardware, lead_time: shaken.lead_time, left }
    };
    (0..game.groups.len()).map(of).collect()
}
