//! What can act on nothing in this scenario, and what is undone at once.

use crate::decisions::JoiningKind;
use crate::emission::BurnKind;
use crate::market::MarketKind;
use crate::memory::Memory;
use crate::price::{Morning, Opening, PriceKind, Shock};
use crate::scenario::checks::sinks;
use crate::scenario::resolve::Faulty;
use crate::scenario::{FleetGroup, Scenario};
use crate::world::{GameParts, Rules};

pub(super) fn check(written: &Scenario, game: &GameParts, told: &mut Faulty) {
    let ways = Ways::of(written, game);
    shocks(written, &ways, told);
    burning(written, &ways, told);
    market(written, &ways, told);
    groups(written, game, told);
    workloads(written, game, told);
    cheats(written, game, told);
}

/// What can move at all, under any of the rules.
struct Ways {
    are_customers: bool,
    does_anyone_join: bool,
    is_market: bool,
    is_volatile: bool,
    is_set_each_morning: bool,
}

impl Ways {
    fn of(written: &Scenario, game: &GameParts) -> Self {
        let ever = |is: &dyn Fn(&Rules) -> bool| game.rules.iter().any(|(_, rules)| is(rules));
        let morning = Morning::quiet(game.start, 86_400);
        let opening = written.price.open(&morning, &mut Memory::default());
        Self {
            are_customers: !written.demand.is_empty(),
            does_anyone_join: ever(&|rules| {
                !matches!(rules.decisions.joining, JoiningKind::None(_))
            }),
            is_market: ever(&|rules| !matches!(*rules.market, MarketKind::Exogenous(_))),
            is_volatile: !matches!(
                written.price,
                PriceKind::Constant(_)
                    | PriceKind::Replay(_)
                    | PriceKind::Market(_)
                    | PriceKind::Capitalisation(_)
            ),
            is_set_each_morning: matches!(opening, Opening::Level(_)),
        }
    }
}

fn shocks(written: &Scenario, ways: &Ways, told: &mut Faulty) {
    for (at, shock) in written.shocks.iter().enumerate() {
        let mut idle = |key: &str, is_idle: bool, why: &str| {
            if is_idle && has(shock, key) {
                let message = format!("`{key}` of the shock `{}` does nothing", shock.name);
                told.add(&format!("shocks.{at}.{key}"), message, why);
            }
        };
        idle("demand", !ways.are_customers, "nobody asks for work in this scenario");
        idle(
            "hardware",
            !ways.does_anyone_join,
            "nobody buys a device: `decisions.joining` is none",
        );
        idle(
            "lead_time",
            !ways.does_anyone_join,
            "nobody orders a device: `decisions.joining` is none",
        );
        idle("liquidity", !ways.is_market, "the `market` is exogenous: it has no depth");
        idle("volatility", !ways.is_volatile, "the kind of the `price` has no volatility");
    }
}

fn has(shock: &Shock, key: &str) -> bool {
    shock.courses().any(|(known, _)| known == key)
}

/// Sinks that live on what customers or new owners pay, where there are none.
fn burning(written: &Scenario, ways: &Ways, told: &mut Faulty) {
    let mut unfed: Vec<(String, &str)> = Vec::new();
    sinks(&written.emission.burn, "emission.burn", &mut |path, sink| {
        let why = match sink {
            BurnKind::BurnAndMint(burn) if burn.spent.is_none() && !ways.are_customers => {
                let pays = burn.onboarding.value() > 0.0 && ways.does_anyone_join;
                (!pays).then_some("nobody asks for work in this scenario, and `spent` is not given")
            }
            BurnKind::Registration(_) if !ways.does_anyone_join && !written.fleet.is_empty() => {
                Some("nobody joins: `decisions.joining` is none")
            }
            _ => None,
        };
        unfed.extend(why.map(|why| (path.to_owned(), why)));
    });
    for (path, why) in unfed {
        told.add(&path, "nothing feeds this sink, so it burns nothing", why);
    }
}

fn market(written: &Scenario, ways: &Ways, told: &mut Faulty) {
    if ways.is_market && ways.is_set_each_morning {
        let message = "what the market does to the price in a day is undone overnight";
        let help = match written.price {
            PriceKind::Replay(_) => "with `moves: relative` in `price.replay` it lasts",
            _ => "`price` sets each morning's price anew; with `price: { market: … }` it lasts",
        };
        told.add("market", message, help);
    }
}

/// Groups that can do no work although there is work, and are not there for presence alone.
fn groups(written: &Scenario, game: &GameParts, told: &mut Faulty) {
    if written.demand.is_empty() {
        return;
    }
    for (at, group) in game.groups.iter().enumerate() {
        let mut workloads = game.rules.iter().flat_map(|(_, rules)| rules.workloads.iter());
        if workloads.all(|workload| workload.units_per_day[at] == 0.0) {
            let name = &group.name;
            let message = format!("`{name}` can do none of the work that is asked for");
            let help = "they are paid for being there at the most";
            told.add(&format!("fleet.{name}"), message, help);
        }
    }
}

fn workloads(written: &Scenario, game: &GameParts, told: &mut Faulty) {
    for (at, name) in written.demand.keys().enumerate() {
        let mut rules = game.rules.iter().map(|(_, rules)| &rules.workloads[at]);
        if rules.all(|workload| workload.units_per_day.iter().all(|units| *units == 0.0)) {
            let message = format!("no device can do `{name}`");
            let help = "battery, heat and the owner leave them no time for it";
            told.add(&format!("demand.{name}"), message, help);
        }
    }
}

/// Cheats who could fake work for nothing only.
fn cheats(written: &Scenario, game: &GameParts, told: &mut Faulty) {
    let pays = |rules: &Rules| {
        let split = &rules.emission.split;
        let first = split.first.values().any(|first| first.to.name() == "devices");
        first || split.devices.value() > 0.0 || rules.emission.burn.pays_devices()
    };
    if !written.demand.is_empty() || game.rules.iter().any(|(_, rules)| pays(rules)) {
        return;
    }
    let fake = |group: &FleetGroup| !group.cheats.shares().is_empty();
    for (name, _) in written.fleet.iter().filter(|(_, group)| fake(group)) {
        let message = format!("the cheats among `{name}` have no pay to take");
        let help = "devices get no tokens and no customer pays them";
        told.add(&format!("fleet.{name}.cheats"), message, help);
    }
}
