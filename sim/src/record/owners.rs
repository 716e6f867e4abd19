//! This file is about what is written down of owners: only where the rules have it.

use super::{Row, share, sum};
use crate::decisions::Decisions;
use crate::world::{CohortDay, Fleet, GameParts, Service, WEIGHT_ONE};

/// What owners expect, who runs, who leaves whatever the day brings, who may come back, and what is
/// staked.
pub(super) fn record_owners(row: &mut Row, game: &GameParts, fleet: &Fleet, service: &Service) {
    let ever =
        |is: fn(&Decisions) -> bool| game.rules.iter().any(|(_, rules)| is(&rules.decisions));
    let active: u64 = fleet.active.iter().sum();
    let mean = |of: fn(&CohortDay) -> f64| {
        let days = fleet.active.iter().zip(&service.cohorts);
        share(sum(days.map(|(active, day)| *active as f64 * of(day))), active as f64)
    };
    if ever(|decisions| decisions.returning.comeback(1.0).is_some()) {
        let gone = fleet.joined.iter().sum::<u64>() - active;
        let idle = gone - fleet.broken - fleet.tired;
        row.number(format_args!("devices.idle"), "devices", idle as f64);
    }
    if ever(|decisions| decisions.expectations.follows(1.0).is_some()) {
        let expected = mean(|day| day.mood.expected_usd.map_or(f64::NAN, |each| each[0] + each[1]));
        let usd = expected * f64::from(WEIGHT_ONE);
        row.number(format_args!("operators.expected_usd"), "USD/day", usd);
    }
    if ever(|decisions| decisions.panic.is_some()) {
        let panic = mean(|day| if day.mood.is_frightened { 1.0 } else { 0.0 });
        row.number(format_args!("operators.panic_share"), "share", panic);
    }
    if ever(|decisions| decisions.panic.is_some() || decisions.engagement.is_some()) {
        row.number(format_args!("operators.hazard_share"), "share", mean(|day| day.hazard));
    }
    if ever(|decisions| decisions.staking.is_some()) {
        row.tokens(
            format_args!("operators.staked_tokens"),
            u128::from(service.settled().staked) * game.grain,
        );
    }
}
