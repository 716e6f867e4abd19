//! What is written down of cheats and checks: only where the rules or the fleet have such.

use super::{Row, share, sum, tokens};
use crate::work::cheats::deterrence::Temptation;
use crate::world::{Clock, Cohort, CohortDay, Fleet, GameParts, Orders, Quote, Rules, Service};

/// What of a step tells how cheats fared.
pub(super) struct Step<'a> {
    pub clock: &'a Clock,
    pub rules: &'a Rules,
    pub quote: &'a Quote,
    pub orders: &'a Orders,
    pub service: &'a Service,
    pub fleet: &'a Fleet,
    pub reputations: &'a [f64],
}

/// Writes down what cheats are paid and earn, by manner, and what checking finds, misses and costs.
pub(super) fn record_cheats(row: &mut Row, game: &GameParts, step: &Step) {
    if game.tells_cheats {
        record_manners(row, game, step);
    }
    if game.washes() {
        let washed = sum(step.service.cohorts.iter().map(|day| day.wash_usd));
        let spent = step.orders.spent_usd();
        row.number(format_args!("demand.wash_share"), "share", share(washed, spent));
    }
    if game.ever_works(|work| work.checking.is_told() || work.penalty.is_some()) {
        let honest = cohorts(game, step).filter(|one| one.cohort.cheats.is_none());
        let accused: u64 = honest.map(|one| one.day.caught).sum();
        row.number(format_args!("work.accused"), "devices", accused as f64);
        let shut_out: u64 = step.service.cohorts.iter().map(|day| day.shut_out).sum();
        row.number(format_args!("work.shut_out"), "devices", shut_out as f64);
        let up: u64 = step.service.cohorts.iter().map(|day| day.up).sum();
        let checks_usd = step.rules.work.checking.usd(step.clock.days) * up as f64;
        row.number(format_args!("work.checking_usd"), "USD per step", checks_usd);
    }
    if game.ever_works(|work| work.matching.is_by_reputation()) {
        for (name, cheats) in [("honest", false), ("cheats", true)] {
            let own = || cohorts(game, step).filter(|one| one.cohort.cheats.is_some() == cheats);
            let of = |at: usize| step.reputations.get(at).copied().unwrap_or(1.0);
            let weighed = sum(own().map(|one| of(one.at) * one.active));
            let all = sum(own().map(|one| one.active));
            row.number(format_args!("work.reputation.{name}"), "share", share(weighed, all));
        }
    }
}

/// A cohort with what it did.
struct One<'a> {
    at: usize,
    cohort: &'a Cohort,
    day: &'a CohortDay,
    /// Devices that were in the network during the step.
    active: f64,
}

fn cohorts<'a>(game: &'a GameParts, step: &'a Step) -> impl Iterator<Item = One<'a>> {
    let days = game.cohorts.iter().zip(&step.service.cohorts).zip(&step.fleet.active).enumerate();
    days.map(|(at, ((cohort, day), active))| {
        let active = (active + day.settled.left) as f64 - day.settled.returned as f64;
        One { at, cohort, day, active }
    })
}

fn record_manners(row: &mut Row, game: &GameParts, step: &Step) {
    let paid = |one: &One| one.day.settled.paid as f64;
    let all = sum(cohorts(game, step).map(|one| paid(&one)));
    let cheating = cohorts(game, step).filter(|one| one.cohort.cheats.is_some());
    let to_cheats = share(sum(cheating.map(|one| paid(&one))), all);
    row.number(format_args!("work.cheats_pay_share"), "share", to_cheats);
    let honest = profit_usd(game, step, |cohort| cohort.cheats.is_none());
    row.number(format_args!("work.profit_usd.honest"), "USD/day", honest);
    let manner = |cohort: &Cohort| cohort.cheats.map(|manner| manner.name());
    for (at, cohort) in game.cohorts.iter().enumerate() {
        let Some(name) = manner(cohort) else { continue };
        if game.cohorts[..at].iter().any(|before| manner(before) == Some(name)) {
            continue;
        }
        let own = cohorts(game, step).filter(|one| manner(one.cohort) == Some(name));
        let to_them = share(sum(own.map(|one| paid(&one))), all);
        row.number(format_args!("work.cheats_pay_share.{name}"), "share", to_them);
        let profit = profit_usd(game, step, |cohort| manner(cohort) == Some(name));
        row.number(format_args!("work.profit_usd.{name}"), "USD/day", profit);
    }
    row.number(format_args!("work.break_even_share"), "share", break_even(game, step));
}

/// The margin of a device on average, less what its owner lost to checks [USD/day].
fn profit_usd(game: &GameParts, step: &Step, is: impl Fn(&Cohort) -> bool) -> f64 {
    let own = || cohorts(game, step).filter(|one| is(one.cohort));
    let lost = sum(own().map(|one| grains_usd(one.day.slashed, game, step)));
    let margins = sum(own().map(|one| one.day.settled.margins_usd()));
    let active = sum(own().map(|one| one.active));
    if active > 0.0 { (margins - lost / step.clock.days) / active } else { f64::NAN }
}

fn grains_usd(grains: u64, game: &GameParts, step: &Step) -> f64 {
    tokens(crate::ledger::Units::from(grains) * game.grain, game.decimals) * step.quote.open_usd
}

/// The probability of being caught in a step at which an honest device that is up would not gain by
/// faking its work, at what cheats hold.
fn break_even(game: &GameParts, step: &Step) -> f64 {
    let honest = || cohorts(game, step).filter(|one| one.cohort.cheats.is_none());
    let up = sum(honest().map(|one| one.day.up as f64));
    let cheating = || cohorts(game, step).filter(|one| one.cohort.cheats.is_some());
    let held = sum(cheating().map(|one| grains_usd(one.day.settled.held, game, step)));
    let holders = sum(cheating().map(|one| step.fleet.joined[one.at] as f64));
    if up == 0.0 || holders == 0.0 {
        return f64::NAN;
    }
    let income = |one: One| grains_usd(one.day.settled.paid, game, step) + one.day.fees_usd;
    let pay_usd = sum(honest().map(income)) / up;
    let energy = |of: fn([f64; 2]) -> f64| {
        sum(honest().map(|one| of(energy_usd(&one, game, step.clock.days)))) / up
    };
    let (idle_usd, work_usd) = (energy(|[idle, _]| idle), energy(|[_, work]| work));
    let penalty_usd = step.rules.work.penalty_usd(held / holders);
    Temptation::to_fake(pay_usd - idle_usd, work_usd, penalty_usd).break_even()
}

/// What the energy of a cohort's devices costs for being up, and for their work beside that [USD].
fn energy_usd(one: &One, game: &GameParts, days: f64) -> [f64; 2] {
    let group = &game.groups[one.cohort.group];
    let watts = group.idle_watts * (1.0 - group.standby);
    let idle = watts * 24.0 / 1_000.0 * days * one.cohort.boxes();
    let usd = one.day.up as f64 * one.cohort.electricity_usd_per_kwh.middle();
    [idle * usd, (one.day.kwh_up - idle).max(0.0) * usd]
}
