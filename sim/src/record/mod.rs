//! This file is about what is written down: one row a step, one column a metric.

use std::fmt::Arguments;

use bevy_ecs::prelude::*;
use language::work::WorkUnit;

use crate::ledger::{Ledger, Units};
use crate::market::flows::systems::Flowed;
use crate::world::{
    Bonds, Clock, CohortDay, Demands, Firsts, Fleet, Flywheel, Game, GameParts, Making, Memories,
    Minting, Orders, Quote, Resales, Rules, Sales, Service, SubnetTokens, Trades, bound, slashed,
};

mod cheats;
mod concentration;
mod demand;
mod emission;
mod flows;
mod maker;
mod operators;
mod owners;
mod rivals;
mod spiral;

use concentration::record_concentration;
use demand::record_answers;
use emission::{record_emission, record_ledger, record_split, record_stakes};
use flows::record_flows;
use maker::record_maker;
use operators::{Spreads, record_operators};
use owners::record_owners;
pub(crate) use spiral::Spiral;

/// What a metric is called and counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Its name: the stage or thing it belongs to, a dot, and what it is.
    pub name: String,
    /// Its unit; empty for a plain number.
    pub unit: &'static str,
}

/// The unit of what is so or is not: 1 and 0.
pub const YES_OR_NO: &str = "yes (1) or no (0)";

/// The values of a metric, one a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
    /// Exact amounts of the token, in base units.
    Tokens(Vec<Units>),
}

/// All that was written down of a run.
#[derive(Debug, Clone, Default, PartialEq, Resource)]
pub struct Record {
    /// The metrics, in the order of their columns.
    pub metrics: Vec<Metric>,
    /// Their values.
    pub columns: Vec<Values>,
}

impl Record {
    /// A metric's value in a step as a number; amounts of the token in whole tokens.
    #[must_use]
    pub fn number(&self, column: usize, step: usize, decimals: u32) -> f64 {
        match &self.columns[column] {
            Values::Numbers(values) => values[step],
            Values::Tokens(units) => tokens(units[step], decimals),
        }
    }

    /// How many steps were written down.
    #[must_use]
    pub fn steps(&self) -> usize {
        match self.columns.first() {
            Some(Values::Numbers(values)) => values.len(),
            Some(Values::Tokens(units)) => units.len(),
            None => 0,
        }
    }

    /// Forgets all values, and keeps the metrics: for runs of which only the latest step is wanted.
    pub fn forget(&mut self) {
        for column in &mut self.columns {
            match column {
                Values::Numbers(values) => values.clear(),
                Values::Tokens(values) => values.clear(),
            }
        }
    }

    /// The column of a metric.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.metrics.iter().position(|metric| metric.name == name)
    }
}

/// Base units as a number of tokens, for charts and statistics.
#[must_use]
pub fn tokens(units: Units, decimals: u32) -> f64 {
    // Whole tokens and the rest apart: a float holds each exactly where it could not hold both.
    let one = 10_u128.pow(decimals);
    (units / one) as f64 + (units % one) as f64 / one as f64
}

/// Writes a row: the first row names the columns, the others follow in the same order.
struct Row<'a> {
    record: &'a mut Record,
    column: usize,
    /// Rows that there will be: columns have room for them from the first on.
    rows: usize,
}

impl Row<'_> {
    fn number(&mut self, name: Arguments, unit: &'static str, value: f64) {
        if self.column == self.record.metrics.len() {
            self.record.metrics.push(Metric { name: name.to_string(), unit });
            self.record.columns.push(Values::Numbers(Vec::with_capacity(self.rows)));
        }
        if let Values::Numbers(values) = &mut self.record.columns[self.column] {
            values.push(value);
        }
        self.column += 1;
    }

    fn tokens(&mut self, name: Arguments, units: Units) {
        if self.column == self.record.metrics.len() {
            self.record.metrics.push(Metric { name: name.to_string(), unit: "tokens" });
            self.record.columns.push(Values::Tokens(Vec::with_capacity(self.rows)));
        }
        if let Values::Tokens(values) = &mut self.record.columns[self.column] {
            values.push(units);
        }
        self.column += 1;
    }
}

type Market<'w> = (Res<'w, Quote>, Res<'w, Trades>, Res<'w, Sales>, Res<'w, Flowed>);

/// What customers asked for, and what followed from the service that they got.
type Asked<'w> = (Res<'w, Rules>, Res<'w, Orders>, Res<'w, Demands>, Res<'w, Flywheel>);

/// Rows for which there is room from the first on; a century of days has fewer.
const ROWS: usize = 40_000;

/// The maker's business, and the trade in second-hand devices.
type Trade<'w> = (Res<'w, Making>, Res<'w, Resales>);

/// What is bound, and what the classes of stakers hold.
type Bound<'w> = (Res<'w, Bonds>, Res<'w, Memories>);

/// What emission left to be written down.
type Emitted<'w> = (Res<'w, Minting>, Res<'w, Firsts>, Res<'w, SubnetTokens>, Res<'w, Ledger>);

/// Writes down the day.
pub(crate) fn record_day(
    (clock, game): (Res<Clock>, Res<Game>),
    (rules, orders, demands, flywheel): Asked,
    (service, fleet): (Res<Service>, Res<Fleet>),
    ((minting, firsts, subnets, ledger), (bonds, memories)): (Emitted, Bound),
    (market, trade): (Market, Trade),
    mut record: ResMut<Record>,
    (mut spreads, mut spiral): (Local<Spreads>, Local<Spiral>),
) {
    let rows = (game.calendar.steps() as usize).min(ROWS);
    let mut row = Row { record: &mut record, column: 0, rows };
    row.number(format_args!("price.usd"), "USD", market.0.open_usd);
    record_demand(&mut row, &game, &orders);
    record_answers(&mut row, (&game, &rules), &demands, &flywheel);
    record_work(&mut row, &game, clock.days, &orders, &service);
    record_groups(&mut row, &game, &service, &fleet);
    let step = cheats::Step {
        clock: &clock,
        rules: &rules,
        quote: &market.0,
        orders: &orders,
        service: &service,
        fleet: &fleet,
        reputations: &memories.reputations,
    };
    cheats::record_cheats(&mut row, &game, &step);
    record_emission(&mut row, &game, &minting, &market.0, &fleet);
    record_split(&mut row, &game, &minting, &firsts);
    for (name, units) in game.subnets.iter().zip(&subnets.0) {
        row.tokens(format_args!("emission.subnet_tokens.{name}"), *units);
    }
    if let Some(units) = slashed(&game, &service, &bonds) {
        row.tokens(format_args!("emission.slashed_tokens"), units);
    }
    record_ledger(&mut row, &ledger);
    for (name, units) in bound(&game, &ledger, (&minting, &bonds, &market.2)) {
        row.tokens(format_args!("{name}"), units);
    }
    record_stakes(&mut row, &game, &memories.stakes.held);
    record_devices(&mut row, &game, &fleet);
    if game.devices_end() {
        record_ends(&mut row, &game, &fleet, &service);
    }
    record_maker(&mut row, &game, clock.days, (&trade.0, &trade.1));
    rivals::record(&mut row, &game, &fleet, &service);
    spreads.add(&service, &game.groups);
    record_operators(&mut row, &service, &spreads);
    record_concentration(&mut row, &game, &fleet.operators);
    record_owners(&mut row, &game, &fleet, &service);
    row.tokens(format_args!("operators.sold_tokens"), market.2.owners);
    row.tokens(format_args!("market.insiders_sold_tokens"), market.2.insiders);
    row.number(format_args!("market.close_usd"), "USD", market.0.close_usd);
    let depth = market.1.pool.map_or(f64::NAN, |pool| pool.depth_usd());
    row.number(format_args!("market.depth_usd"), "USD", depth);
    row.tokens(format_args!("market.bought_tokens"), market.1.bought);
    record_flows(&mut row, &game, &market.3, &market.0);
    if !game.groups.is_empty() {
        let active: u64 = fleet.active.iter().sum();
        spiral.record(&mut row, &clock, market.0.open_usd, active as f64);
    }
}

/// A sum that begins at zero: that of no floats at all would be minus zero.
fn sum(parts: impl Iterator<Item = f64>) -> f64 {
    parts.fold(0.0, |sum, part| sum + part)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

fn record_demand(row: &mut Row, game: &GameParts, orders: &Orders) {
    let of = |unit| game.workloads.iter().zip(&orders.0).filter(move |(w, _)| w.unit == unit);
    let requested = sum(of(WorkUnit::Tokens).map(|(_, order)| order.requested));
    row.number(format_args!("demand.requested_tokens"), "AI tokens per step", requested);
    let value =
        |of: fn(&crate::world::Order) -> f64| orders.0.iter().map(|o| of(o) * o.price_usd).sum();
    let asked: f64 = value(|order| order.requested);
    let done: f64 = value(|order| order.served);
    row.number(format_args!("demand.served_share"), "share", share(done, asked));
    for (workload, order) in game.workloads.iter().zip(&orders.0) {
        let name = &workload.name;
        let (unit, size) = workload.unit.shown();
        row.number(format_args!("demand.requested.{name}"), unit, order.requested / size);
        row.number(
            format_args!("demand.served_share.{name}"),
            "share",
            share(order.served, order.requested),
        );
    }
}

fn record_work(row: &mut Row, game: &GameParts, days: f64, orders: &Orders, service: &Service) {
    let up: u64 = service.cohorts.iter().map(|day| day.up).sum();
    row.number(format_args!("work.devices_up"), "devices", up as f64);
    let of = |unit| game.workloads.iter().zip(&orders.0).filter(move |(w, _)| w.unit == unit);
    let capacity = sum(of(WorkUnit::Tokens).map(|(_, order)| order.capacity));
    row.number(
        format_args!("work.capacity_tokens_per_second"),
        "AI tokens/s",
        capacity / days / 86_400.0,
    );
    let offered = sum(orders.0.iter().map(|order| order.capacity * order.price_usd));
    let done = sum(orders.0.iter().map(|order| order.served * order.price_usd));
    row.number(format_args!("work.utilisation"), "share", share(done, offered));
    let served = sum(of(WorkUnit::Tokens).map(|(_, order)| order.served));
    row.number(format_args!("work.tokens_served"), "AI tokens per step", served);
    let energy = sum(service.cohorts.iter().map(|day| day.energy_kwh));
    row.number(format_args!("work.energy_kwh"), "kWh per step", energy);
    let cheats = game.cohorts.iter().zip(&service.cohorts).filter(|(c, _)| c.cheats.is_some());
    let caught: u64 = cheats.map(|(_, day)| day.caught).sum();
    row.number(format_args!("work.cheats_caught"), "devices", caught as f64);
    row.tokens(format_args!("work.slashed_tokens"), service.slashed() * game.grain);
    let bytes = sum(of(WorkUnit::Bytes).map(|(_, order)| order.served));
    row.number(format_args!("work.data_megabytes"), "MB per step", bytes / 1e6);
    row.number(format_args!("work.revenue_usd"), "USD per step", orders.spent_usd());
}

/// Who serves, what that takes, and how often batteries are charged, by group.
fn record_groups(row: &mut Row, game: &GameParts, service: &Service, fleet: &Fleet) {
    let served_usd = sum(service.cohorts.iter().map(|day| day.served_usd));
    for (at, group) in game.groups.iter().enumerate() {
        let name = &group.name;
        let cohorts = game.cohorts.iter().zip(&service.cohorts).zip(&fleet.active);
        let own = cohorts.filter(|((cohort, _), _)| cohort.group == at);
        let days = own.map(|((_, day), &active)| (day, active as f64));
        let of = |value: fn(&CohortDay) -> f64| sum(days.clone().map(|(day, _)| value(day)));
        let done = of(|day| day.served_usd);
        let utilisation = share(done, of(|day| day.offered_usd));
        row.number(format_args!("work.utilisation.{name}"), "share", utilisation);
        row.number(format_args!("work.served_share.{name}"), "share", share(done, served_usd));
        let energy_kwh = of(|day| day.energy_kwh);
        row.number(format_args!("work.energy_kwh.{name}"), "kWh per step", energy_kwh);
        if group.charging.is_some() {
            let charges = sum(days.clone().map(|(day, active)| day.charges_per_day * active));
            let mean = share(charges, sum(days.map(|(_, active)| active)));
            let metric = format_args!("work.battery_cycles_per_day.{name}");
            row.number(metric, "cycles/day", mean);
        }
    }
}

fn record_devices(row: &mut Row, game: &GameParts, fleet: &Fleet) {
    let of_group = |counts: &[u64], group: usize| -> f64 {
        let cohorts = game.cohorts.iter().zip(counts).filter(|(cohort, _)| cohort.group == group);
        cohorts.map(|(_, count)| *count as f64).sum()
    };
    let sum = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
    row.number(format_args!("devices.active"), "devices", sum(&fleet.active));
    row.number(format_args!("devices.joined"), "devices per step", fleet.joined_now as f64);
    row.number(format_args!("devices.left"), "devices per step", fleet.left_now as f64);
    row.number(format_args!("devices.returned"), "devices per step", fleet.returned_now as f64);
    let gone = sum(&fleet.joined) - sum(&fleet.active);
    row.number(format_args!("devices.gone"), "devices", gone);
    row.number(format_args!("devices.onboarded"), "devices", sum(&fleet.joined));
    row.number(format_args!("devices.on_order"), "devices", sum(&fleet.on_order));
    for (at, group) in game.groups.iter().enumerate() {
        let name = &group.name;
        row.number(format_args!("devices.active.{name}"), "devices", of_group(&fleet.active, at));
        row.number(
            format_args!("devices.onboarded.{name}"),
            "devices",
            of_group(&fleet.joined, at),
        );
    }
}

/// Why devices are not there: only where the rules let them break, tire their owners or be cut off.
fn record_ends(row: &mut Row, game: &GameParts, fleet: &Fleet, service: &Service) {
    let ended = service.ended();
    let mut flow = |name: &str, count: u64| {
        row.number(format_args!("devices.{name}"), "devices per step", count as f64);
    };
    flow("failed", ended.broken());
    flow("failed.infant", ended.infant);
    flow("failed.random", ended.random);
    flow("failed.wear_out", ended.worn_out);
    flow("abandoned", ended.tired);
    flow("repaired", ended.mended);
    let gone = fleet.joined.iter().sum::<u64>() - fleet.active.iter().sum::<u64>();
    let gave_up = gone - fleet.broken - fleet.tired;
    row.number(format_args!("devices.gone.gave_up"), "devices", gave_up as f64);
    row.number(format_args!("devices.gone.broken"), "devices", fleet.broken as f64);
    row.number(format_args!("devices.gone.tired"), "devices", fleet.tired as f64);
    let days = game.cohorts.iter().zip(&service.cohorts);
    let repairs = days.map(|(cohort, day)| match game.groups[cohort.group].lifetime.repair {
        Some(repair) => day.repairs as f64 * repair.price_usd,
        None => 0.0,
    });
    row.number(format_args!("operators.repairs_usd"), "USD per step", sum(repairs));
    let days = fleet.active.iter().zip(&service.cohorts);
    let lost = sum(days.map(|(active, day)| *active as f64 * day.lost));
    let active: u64 = fleet.active.iter().sum();
    row.number(format_args!("work.outage_share"), "share", share(lost, active as f64));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_become_numbers_without_losing_what_a_float_can_hold() {
        assert_eq!(tokens(18_000_000_000_000_001, 8), 180_000_000.000_000_01);
        assert_eq!(tokens(5, 0), 5.0);
    }
}
