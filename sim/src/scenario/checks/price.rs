//! What does not fit in the price and the shocks.

use language::fault::Fault;

use crate::price::{Daily, PriceKind, Regimes, Replay};
use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;

/// A price that has all that it needs.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
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

/// Shocks that hit somebody, do something, and come in order.
pub(super) fn check_shocks(written: &Scenario, faults: &mut Faulty) {
    let workloads: Vec<&str> = written.demand.keys().map(String::as_str).collect();
    let groups: Vec<&str> = written.fleet.keys().map(String::as_str).collect();
    let regions = written.fleet.values().flat_map(|group| group.regions.keys());
    let regions: Vec<&str> = regions.map(String::as_str).collect();
    for (at, shock) in written.shocks.iter().enumerate() {
        let path = format!("shocks.{at}");
        let has = |keys: &[&str]| shock.courses().any(|(key, _)| keys.contains(&key));
        let exits = shock.exit.is_some();
        let lists = [
            ("workloads", &shock.workloads, &workloads, has(&["demand"]), "demand"),
            ("regions", &shock.regions, &regions, exits || has(&["electricity"]), "electricity"),
            (
                "groups",
                &shock.groups,
                &groups,
                exits || has(&["hardware", "lead_time"]),
                "hardware",
            ),
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
