//! What no schema can tell: parts of a scenario that do not fit each other.

use language::varied::Varied;

use super::resolve::Faulty;
use super::{Scenario, token};
use crate::decisions::{ReturningKind, StayingKind};
use crate::emission::locks::steps;
use crate::ledger::Units;
use crate::market::MarketKind;
use crate::price::{Daily, PriceKind};
use crate::world::Game;

/// What cannot change by date: the price's series, and what is expected.
pub(super) fn before(written: &Scenario, faults: &mut Faulty) {
    check_price(written, faults);
    check_expectations(written, faults);
}

/// What every amendment can break.
pub(super) fn always(written: &Scenario, faults: &mut Faulty) {
    check_emission(written, faults);
    check_market(written, faults);
    check_owners(written, faults);
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

fn check_emission(written: &Scenario, faults: &mut Faulty) {
    let millionths = written.emission.split.millionths();
    if millionths != 1_000_000 {
        let sum = millionths as f64 / 10_000.0;
        let help = "devices, stakers, treasury and insiders get 100 % together";
        faults.add("emission.split", format!("the shares sum to {sum} %"), help);
    }
    for missed in written.emission.missed.iter().filter(|missed| missed.until.0 <= missed.from.0) {
        let message = format!("{} is not after {}", missed.until, missed.from);
        faults.add("emission.missed", message, "`until` is the day after the last");
    }
    check_vesting(written, faults);
    check_collateral(written, faults);
    check_escrow(written, faults);
}

/// Steps of a lock of the devices' pay: as many are kept in memory.
const MOST_STEPS: u64 = 10_000;

fn check_vesting(written: &Scenario, faults: &mut Faulty) {
    let Some(vesting) = &written.emission.vesting else { return };
    let start = written.run.start.0;
    let (linear, every) = (vesting.linear, vesting.every);
    if linear.is_zero() || every.is_zero() {
        let name = if linear.is_zero() { "linear" } else { "every" };
        let message = "a time of zero is not a time over which anything comes free";
        let help = "leave `vesting` out, or write `linear: 180 days, every: 1 day`";
        return faults.add(&format!("emission.vesting.{name}"), message, help);
    }
    if !steps::fit(start, every, linear) {
        let help = "write both in months or both in days, at most 200 years";
        faults.add("emission.vesting", "`linear` is no whole number of steps `every`", help);
    } else if steps::count(start, every, linear) > MOST_STEPS {
        let help = "10,000 steps are the most; make `every` longer";
        faults.add("emission.vesting.every", "there are too many steps", help);
    }
}

fn check_escrow(written: &Scenario, faults: &mut Faulty) {
    let Some(escrow) = &written.emission.voting_escrow else { return };
    let millionths = escrow.millionths();
    if millionths != 1_000_000 {
        let message = format!("the shares sum to {} %", millionths as f64 / 10_000.0);
        let help = "the classes get 100 % of the first stake together";
        faults.add("emission.voting_escrow.classes", message, help);
    }
}

fn check_collateral(written: &Scenario, faults: &mut Faulty) {
    let Some(collateral) = &written.emission.collateral else { return };
    for name in collateral.times.keys().filter(|name| !written.fleet.contains_key(*name)) {
        let groups: Vec<&str> = written.fleet.keys().map(String::as_str).collect();
        let help = format!("the groups of the fleet are {}", groups.join(", "));
        let path = format!("emission.collateral.times.{name}");
        faults.add(&path, format!("there is no group `{name}`"), help);
    }
    if collateral.leaving.as_ref().is_some_and(|l| l.least.value() > l.share.value()) {
        let help = "`share` is what an old device loses, and `least` what any does";
        faults.add("emission.collateral.leaving.least", "`least` is above `share`", help);
    }
}

/// What the devices of the first day have put down must be there, beside what a pool needs.
pub(super) fn first_bonds(written: &Scenario, game: &Game, traders: Units, faults: &mut Faulty) {
    let bonds = game.cohorts.iter().map(|cohort| game.first_bond(cohort).held);
    let bonds = bonds.fold(0, Units::saturating_add);
    let start_usd = written.price.start_usd(written.run.start.0);
    let pool = game.rules[0].1.market.pool(start_usd, game.base_units());
    let free = traders.saturating_sub(pool.map_or(0, |pool| pool.tokens));
    if bonds > free {
        let one = 10_u128.pow(game.decimals);
        let devices = game.devices_at_start();
        let message = format!(
            "the {devices} devices of the first day need {} tokens of collateral, and {} are free",
            bonds.div_ceil(one),
            free / one
        );
        let help = "what is neither allocated nor in a pool is free: raise `token.genesis`, or begin with fewer devices";
        faults.add("emission.collateral", message, help);
    }
}

fn check_market(written: &Scenario, faults: &mut Faulty) {
    if let MarketKind::LinearImpact(market) = &written.market
        && market.impact.value() >= 1.0
    {
        let path = "market.linear_impact.impact";
        faults.add(path, "the price would fall to nothing", "an impact is below 100 %");
    }
}

fn check_owners(written: &Scenario, faults: &mut Faulty) {
    if let StayingKind::Patience(patience) = &written.decisions.staying
        && patience.spread.is_some()
        && !matches!(patience.days, Varied::Same(_))
    {
        let message = "`days` is a range already, so owners differ without a `spread`";
        let help = "leave `spread` out, or give `days` as one number";
        faults.add("decisions.staying.patience.spread", message, help);
    }
    if let ReturningKind::Hurdle(hurdle) = &written.decisions.returning
        && hurdle.look.value() > 100.0
    {
        let message = format!("`{}` is more than all of them in a day", hurdle.look.text());
        faults.add("decisions.returning.hurdle.look", message, "write at most 100 %/day");
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
pub(super) fn depth(written: &Scenario, token: &token::Meant, faults: &mut Faulty) {
    let start_usd = written.price.start_usd(written.run.start.0);
    let units = (0..written.token.decimals).fold(1.0, |units, _| units * 10.0);
    let free = token.traders;
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
