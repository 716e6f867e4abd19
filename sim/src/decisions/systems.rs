//! The systems of the decisions stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::joining::Outlook;
use super::settle::{Rows, Terms, settle};
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::world::{
    Active, Balance, Clock, Cohort, CohortDay, Fleet, Game, GameParts, Losing, Patience, Profit,
    Quote, Rules, Sales, Service, Shown, WEIGHT_ONE,
};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (settle_accounts, order_devices).chain()
}

/// Owners count the day, sell, and leave if it has not paid for too long.
fn settle_accounts(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    mut fleet: ResMut<Fleet>,
    mut service: ResMut<Service>,
    mut ledger: ResMut<Ledger>,
    mut sales: ResMut<Sales>,
    mut devices: Query<(&Shown, &mut Active, &mut Balance, &mut Profit, &mut Losing, &Patience)>,
) {
    let fleet = fleet.as_mut();
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (shown, mut active, mut balance, mut profit, mut losing, patience) in tables {
        let active = active.bypass_change_detection();
        let balance = balance.bypass_change_detection();
        let profit = profit.bypass_change_detection();
        let losing = losing.bypass_change_detection();
        for lot in &fleet.lots {
            let at = lot.rows();
            let terms = terms(&service.cohorts[lot.cohort], &clock, &game, &rules, &quote);
            let margins = &mut service.margins[game.cohorts[lot.cohort].group];
            let rows = Rows {
                shown: &shown[at.clone()],
                active: &mut active[at.clone()],
                balance: &mut balance[at.clone()],
                profit: &mut profit[at.clone()],
                losing: &mut losing[at.clone()],
                patience: &patience[at],
            };
            let settled = settle(&terms, rows, margins);
            let day = &mut service.cohorts[lot.cohort];
            day.sold += settled.sold;
            day.losing += settled.losing;
            day.held += settled.held;
            fleet.active[lot.cohort] -= settled.left;
            fleet.left_now += settled.left;
        }
    }
    let grains: Units = service.cohorts.iter().map(|day| Units::from(day.sold)).sum();
    sales.owners = grains * game.grain;
    ledger.transfer(Account::Owners, Account::Offered, sales.owners, Reason::Sale);
}

fn terms(day: &CohortDay, clock: &Clock, game: &GameParts, rules: &Rules, quote: &Quote) -> Terms {
    let per_weight = if day.weight > 0 { 1.0 / day.weight as f64 } else { 0.0 };
    Terms {
        rate: day.rate,
        shift: day.shift,
        grain_usd: quote.open_usd * game.grain as f64 / game.base_units(),
        fee_usd: day.fees_usd * per_weight,
        cost_up_usd: day.cost_up_usd,
        cost_always_usd: day.cost_always_usd,
        days: clock.days,
        policy: rules.decisions.selling.policy(),
        limit: rules.decisions.staying.limit(),
    }
}

/// People who see what a middling device earned order one, if it pays back soon enough.
fn order_devices(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    service: Res<Service>,
    mut fleet: ResMut<Fleet>,
) {
    let fee_usd = rules.emission.burn.burned_usd(0.0, 1.0);
    for (at, (cohort, day)) in game.cohorts.iter().zip(&service.cohorts).enumerate() {
        let group = &game.groups[cohort.group];
        let outlook = Outlook {
            hardware_usd: group.price_usd + fee_usd,
            margin_usd_per_day: margin(
                day,
                &terms(day, &clock, &game, &rules, &quote),
                &fleet,
                (at, rules.work.uptime.probability(group.uptime)),
            ),
            active: fleet.active[at] as f64,
            days: clock.days,
        };
        let wanted = rules.decisions.joining.orders(&outlook) + fleet.fraction[at];
        let room = group.limit.saturating_sub(known(&fleet, &game.cohorts, cohort.group));
        let count = (wanted.floor() as u64).min(room);
        fleet.fraction[at] = wanted - wanted.floor();
        if count > 0 {
            fleet.on_order[at] += count;
            let due = clock.end + group.lead;
            let place = fleet.pipeline.partition_point(|(when, ..)| *when <= due);
            fleet.pipeline.insert(place, (due, at, count));
        }
    }
}

/// What a device of middle speed earned a day, on average over being up and down [USD/day].
fn margin(day: &CohortDay, terms: &Terms, fleet: &Fleet, (at, uptime): (usize, f64)) -> f64 {
    if fleet.active[at] == 0 || day.weight == 0 {
        return 0.0;
    }
    let pay = crate::emission::pay(WEIGHT_ONE, terms.rate, terms.shift) as f64;
    let income_usd = pay * terms.grain_usd + terms.fee_usd * f64::from(WEIGHT_ONE);
    ((income_usd - terms.cost_up_usd) * uptime - terms.cost_always_usd) / terms.days
}

/// Devices of a group that ever joined or are on their way.
fn known(fleet: &Fleet, cohorts: &[Cohort], group: usize) -> u64 {
    let of_group = cohorts.iter().enumerate().filter(|(_, cohort)| cohort.group == group);
    of_group.map(|(at, _)| fleet.joined[at] + fleet.on_order[at]).sum()
}
