//! What a scenario means: names looked up, shares summed, rules by date.

use std::sync::Arc;

use jiff::civil::Date;
use language::fault::{Fault, Faults};
use language::tree::{Node, Place};
use language::when::Seconds;

use super::load::OwnDevices;
use super::{Scenario, amend, demand, fleet, token};
use crate::emission::ScheduleKind;
use crate::emission::schedule::Period;
use crate::ledger::Units;
use crate::market::MarketKind;
use crate::price::{Daily, PriceKind};
use crate::world::{Calendar, Game, GameParts, Group, Rules};

/// Collects what is wrong, each at the place of a path.
pub(super) struct Faulty<'a> {
    pub(super) tree: &'a Node,
    pub(super) list: Vec<Fault>,
}

impl Faulty<'_> {
    /// Where a path stands, or the nearest branch above it that is there.
    pub(super) fn place(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(node) = self.tree.at(path) {
                return node.place.clone();
            }
            match path.rfind('.') {
                Some(dot) => path = &path[..dot],
                None => return self.tree.place.clone(),
            }
        }
    }

    pub(super) fn add(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(path);
        self.list.push(Fault::new(&place, message).help(help));
    }
}

/// Turns a written scenario into a game.
pub(super) fn game(tree: &Node, written: &Scenario, own: &OwnDevices) -> Result<Game, Faults> {
    let mut faults = Faulty { tree, list: Vec::new() };
    let start = written.run.start.0;
    let (groups, cohorts, devices) = fleet::resolve(written, own, &mut faults);
    let workloads = demand::names(written, &mut faults);
    let token = token::resolve(&written.token, &mut faults);
    check_price(written, &mut faults);
    check_emission(written, &mut faults);
    check_market(written, &mut faults);
    check_expectations(written, &mut faults);
    let first = rules(written, &devices, &groups, &mut faults);
    check_depth(written, &token, &mut faults);
    Faults::none_of(std::mem::take(&mut faults.list))?;
    let mut all = vec![(i64::MIN, first)];
    all.extend(amend::resolve(tree, written, (&devices, &groups))?);
    let calendar = Calendar::new(start, written.run.days, written.run.step);
    Ok(Game(Arc::new(GameParts {
        start,
        decimals: written.token.decimals,
        grain: grain(start, calendar.clock(calendar.steps() - 1).end, written.token.decimals, &all),
        genesis: token.genesis,
        cap: token.cap,
        locks: token.locks,
        price: written.price.clone(),
        shocks: written.shocks.clone(),
        groups,
        cohorts,
        workloads,
        rules: all,
        calendar,
    })))
}

/// The rules that a written scenario has in force.
pub(super) fn rules(
    written: &Scenario,
    devices: &[hardware_models::Device],
    groups: &[Group],
    faults: &mut Faulty,
) -> Rules {
    Rules {
        workloads: demand::rules(written, devices, groups, faults).into(),
        work: Arc::new(written.work.clone()),
        emission: Arc::new(written.emission.clone()),
        decisions: Arc::new(written.decisions.clone()),
        market: Arc::new(written.market.clone()),
    }
}

fn check_price(written: &Scenario, faults: &mut Faulty) {
    let PriceKind::Replay(replay) = &written.price else { return };
    let path = "price.replay.usd";
    match &replay.daily {
        Some(daily) => check_daily(daily, !replay.usd.is_empty(), faults),
        None if replay.usd.is_empty() => {
            let help = "write usd: { 2021-01-01: 1.71 USD, … } or daily: { usd: [1.71, …] }";
            faults.add(path, "a replay needs prices", help);
        }
        None => {}
    }
    if !replay.usd.keys().is_sorted() {
        faults.add(path, "the dates are not in order", "write the earliest first");
    }
    if replay.usd.values().any(|usd| usd.value() <= 0.0) {
        faults.add(path, "a price is zero", "prices are more than 0 USD");
    }
}

fn check_daily(daily: &Daily, are_dated: bool, faults: &mut Faulty) {
    let path = "price.replay.daily";
    if are_dated {
        faults.add(path, "`usd` and `daily` are two series at once", "keep one of them");
    }
    if daily.usd.is_empty() {
        faults.add(path, "a replay needs prices", "write daily: { usd: [1.71, 1.68, …] }");
    }
    if let Some(at) = daily.usd.iter().position(|usd| *usd <= 0.0) {
        let message = format!("price {} of {} is not above zero", at + 1, daily.usd.len());
        faults.add(&format!("{path}.usd"), message, "prices are more than 0 USD");
    }
}

pub(super) fn check_emission(written: &Scenario, faults: &mut Faulty) {
    let millionths = written.emission.split.millionths();
    if millionths != 1_000_000 {
        let sum = millionths as f64 / 10_000.0;
        let help = "devices, stakers, treasury and insiders get 100 % together";
        faults.add("emission.split", format!("the shares sum to {sum} %"), help);
    }
    if let ScheduleKind::Dated(dated) = &written.emission.schedule
        && dated.0.is_empty()
    {
        let path = "emission.schedule.dated";
        faults.add(
            path,
            "a dated schedule needs dates",
            "write dated: { 2026-01-01: 30_000 LENS/day }",
        );
    }
    if let ScheduleKind::Dated(dated) = &written.emission.schedule
        && !dated.0.keys().is_sorted()
    {
        let path = "emission.schedule.dated";
        faults.add(path, "the dates are not in order", "write the earliest first");
    }
    for missed in written.emission.missed.iter().filter(|missed| missed.until.0 <= missed.from.0) {
        let message = format!("{} is not after {}", missed.until, missed.from);
        faults.add("emission.missed", message, "`until` is the day after the last");
    }
}

pub(super) fn check_market(written: &Scenario, faults: &mut Faulty) {
    if let MarketKind::LinearImpact(market) = &written.market
        && market.impact.value() >= 1.0
    {
        let path = "market.linear_impact.impact";
        faults.add(path, "the price would fall to nothing", "an impact is below 100 %");
    }
}

fn check_expectations(written: &Scenario, faults: &mut Faulty) {
    for expectation in &written.expect {
        let claims = expectation.claims().count();
        let bounded = expectation.claims().all(|(_, b)| b.at_least.or(b.at_most).is_some());
        if claims == 0 || !bounded {
            let message = format!("nothing is said about `{}`", expectation.that);
            faults.add("expect", message, "write for example p05: { at_least: 3_000 }");
        }
    }
}

/// A pool deeper than the tokens that traders hold cannot be filled.
fn check_depth(written: &Scenario, token: &token::Meant, faults: &mut Faulty) {
    let start_usd = written.price.start_usd(written.run.start.0);
    let units = (0..written.token.decimals).fold(1.0, |units, _| units * 10.0);
    let locked: u128 = token.locks.iter().map(|lock| lock.units).sum();
    let free = token.genesis.saturating_sub(locked);
    // A series without a price above zero has its own fault.
    let pool = written.market.pool(start_usd, units).filter(|_| start_usd > 0.0);
    let Some(pool) = pool else { return };
    if pool.tokens > free {
        let usd = pool.depth_usd();
        let most = free as f64 / units * start_usd;
        let message = format!("the pool needs tokens worth {usd} USD, and traders hold fewer");
        faults.add(
            "market",
            message,
            format!("at {start_usd} USD a token at most {most:.0} USD fit"),
        );
    }
    if pool.tokens == 0 {
        let message = format!("at {start_usd} USD the pool would hold less than one base unit");
        faults.add("market", message, "make the pool deeper, or give the token more decimals");
    }
}

/// Base units that a device is paid in: one, or as many as it takes for 64 bits to hold all that
/// the rules can ever pay it.
fn grain(start: Date, end: Seconds, decimals: u32, rules: &[(Seconds, Rules)]) -> Units {
    let period = Period { start, from: 0, until: end, decimals };
    let most = rules.iter().map(|(_, rules)| {
        let emission = &rules.emission;
        let remint = emission.remint.as_ref().map_or(0, |r| r.minted(Units::MAX, &period));
        emission.schedule.minted(&period).saturating_add(remint)
    });
    let most = most.fold(0, Units::saturating_add);
    let mut grain = 1;
    while most / grain > Units::from(u64::MAX >> 2) {
        grain *= 10;
    }
    grain
}
