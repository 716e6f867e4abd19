//! What no schema can tell: parts of a scenario that do not fit each other.

use jiff::civil::Date;
use language::fault::Fault;
use language::quantity::Usd;
use language::varied::Varied;

use super::resolve::Faulty;
use super::{Scenario, token};
use crate::decisions::{ReturningKind, StayingKind};
use crate::emission::locks::steps;
use crate::emission::{BurnKind, Oracle, ScheduleKind};
use crate::ledger::Units;
use crate::market::MarketKind;
use crate::price::{Daily, PriceKind, Regimes, Replay};
use crate::record::tokens;
use crate::world::Game;

/// What cannot change by date: the price's series, and what is expected.
pub(super) fn before(written: &Scenario, faults: &mut Faulty) {
    check_price(written, faults);
    check_shocks(written, faults);
    check_expectations(written, faults);
}

/// What every amendment can break.
pub(super) fn always(written: &Scenario, faults: &mut Faulty) {
    check_emission(written, faults);
    check_contracts(written, faults);
    check_burn(written, faults);
    check_market(written, faults);
    check_owners(written, faults);
}

fn check_price(written: &Scenario, faults: &mut Faulty) {
    match &written.price {
        PriceKind::Replay(replay) => check_replay(replay, faults),
        PriceKind::Regimes(regimes) => check_regimes(regimes, faults),
        PriceKind::Garch(garch) if garch.alpha + garch.beta >= 1.0 => {
            let message = format!("alpha and beta sum to {}", garch.alpha + garch.beta);
            let help = "they must stay below 1 together, or the variance has no mean";
            faults.add("price.garch.beta", message, help);
        }
        _ => {}
    }
}

fn check_regimes(regimes: &Regimes, faults: &mut Faulty) {
    let path = "price.regimes.states";
    if regimes.states.len() < 2 {
        let help = "write states: { bull: { … }, bear: { … } }; with one regime use `gbm`";
        faults.add(path, "regimes take turns, so there are two at least", help);
    }
    for (name, regime) in &regimes.states {
        let path = format!("{path}.{name}.then");
        let unknown = |next: &&String| *next == name || !regimes.states.contains_key(*next);
        if let Some(next) = regime.then.keys().find(unknown) {
            let message = format!("`{next}` is no other regime");
            faults.add(&path, message, "name the regimes that may follow");
        }
        let sum: f64 = regime.then.values().map(language::quantity::Quantity::value).sum();
        if !regime.then.is_empty() && (sum - 1.0).abs() > 1e-9 {
            let message = format!("the shares sum to {} %", sum * 100.0);
            faults.add(&path, message, "what may follow has 100 % together");
        }
    }
}

fn check_replay(replay: &Replay, faults: &mut Faulty) {
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

fn check_shocks(written: &Scenario, faults: &mut Faulty) {
    let workloads: Vec<&str> = written.demand.keys().map(String::as_str).collect();
    let groups: Vec<&str> = written.fleet.keys().map(String::as_str).collect();
    let regions = written.fleet.values().flat_map(|group| group.regions.keys());
    let regions: Vec<&str> = regions.map(String::as_str).collect();
    for (at, shock) in written.shocks.iter().enumerate() {
        let path = format!("shocks.{at}");
        let has = |keys: &[&str]| shock.courses().any(|(key, _)| keys.contains(&key));
        let lists = [
            ("workloads", &shock.workloads, &workloads, has(&["demand"]), "demand"),
            ("regions", &shock.regions, &regions, has(&["electricity"]), "electricity"),
            ("groups", &shock.groups, &groups, has(&["hardware", "lead_time"]), "hardware"),
        ];
        for (key, names, known, is_used, by) in lists {
            let path = format!("{path}.{key}");
            if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
                let fault = Fault::new(&faults.place(&path), format!("there is no `{name}` here"));
                faults.list.push(fault.nearest(name, known.iter().copied()));
            } else if !names.is_empty() && !is_used {
                let message = format!("`{key}` says whom it hits, and nothing hits them");
                faults.add(&path, message, format!("write `{by}: {{ to: 50 %, at: day 30 }}` too"));
            }
        }
        if shock.begins(written.run.start.0).is_none() {
            let message = format!("the shock `{}` does nothing", shock.name);
            let help = "write for example price: { to: 30 %, at: day 270 }";
            faults.add(&path, message, help);
        }
        let start = written.run.start.0;
        if shock.pin.as_ref().is_some_and(|pin| !pin.is_in_order(start)) {
            faults.add(
                &format!("{path}.pin"),
                "`on` is not after `from`",
                "the walk takes some time",
            );
        }
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
    check_schedule(&written.emission.schedule, written.run.start.0, faults);
}

fn check_schedule(schedule: &ScheduleKind, start: Date, faults: &mut Faulty) {
    match schedule {
        ScheduleKind::FilecoinReward(reward) => {
            let years = |day: Date| i32::from(start.year()) - i32::from(day.year());
            if let Some(from) = reward.from.filter(|from| years(from.0) > 100) {
                let message = format!("the first epoch, on {from}, is {} years ago", years(from.0));
                let help = "write a day of the hundred years before the run";
                faults.add("emission.schedule", message, help);
            }
        }
        ScheduleKind::Sum(sum) => {
            sum.0.values().for_each(|part| check_schedule(part, start, faults));
        }
        ScheduleKind::PerDevice(one) => check_schedule(&one.schedule, start, faults),
        _ => {}
    }
}

/// What contracts reckon with: prices with 8 decimals, and tokens that were burned.
fn check_contracts(written: &Scenario, faults: &mut Faulty) {
    let emission = &written.emission;
    if let BurnKind::BurnAndMint(burn) = &emission.burn
        && let Some(oracle) = &burn.oracle
    {
        check_oracle("emission.burn.burn_and_mint", oracle, &burn.credit, faults);
    }
    let Some(backstop) = &emission.backstop else { return };
    check_oracle("emission.backstop", &backstop.oracle, &backstop.credit, faults);
    if emission.remint.is_none() {
        let help = "it mints what the cap of `remint` leaves: write remint: { cap: … }";
        faults.add("emission.backstop", "the backstop has nothing to mint from", help);
    }
}

fn check_oracle(path: &str, oracle: &Oracle, credit: &Usd, faults: &mut Faulty) {
    if oracle.deviations * oracle.confidence.value() >= 1.0 {
        let help = "`deviations` times `confidence` are less than 100 %";
        faults.add(&format!("{path}.oracle"), "nothing is left of the price", help);
    }
    if credit.value() < 1e-8 {
        let message = format!("`{}` is less than a contract counts", credit.text());
        let help = "an oracle's price has 8 decimals: a credit costs at least 0.00000001 USD";
        faults.add(&format!("{path}.credit"), message, help);
    }
}

fn check_burn(written: &Scenario, faults: &mut Faulty) {
    if let Some((message, help)) = written.emission.burn.misfit() {
        faults.add("emission.burn", message, help);
    }
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
    let supply = tokens(game.genesis, game.decimals);
    let start_usd = written.price.start_usd(written.run.start.0, supply);
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
    let supply = tokens(token.genesis, written.token.decimals);
    let start_usd = written.price.start_usd(written.run.start.0, supply);
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
