//! What a scenario means: names looked up, shares summed, rules by date.

use std::sync::Arc;

use indexmap::IndexSet;
use language::fault::{Fault, Faults};
use language::tree::{Node, Place};
use language::when::Seconds;

use super::load::OwnDevices;
use super::token::Meant;
use super::{Scenario, amend, checks, demand, fleet, flywheel, token};
use crate::emission::schedule::Period;
use crate::ledger::Units;
use crate::world::{Calendar, Game, GameParts, Group, MOST_GRAINS, Rules};

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
    let token = token::resolve(&written.token, start, &mut faults);
    checks::before(written, &mut faults);
    checks::always(written, &mut faults);
    let first = rules(written, &devices, &groups, &mut faults);
    checks::depth(written, &token, &mut faults);
    checks::capital(written, &token, &mut faults);
    Faults::none_of(std::mem::take(&mut faults.list))?;
    let mut all = vec![(i64::MIN, first)];
    all.extend(amend::resolve(tree, written, (&devices, &groups))?);
    let calendar = Calendar::new(start, written.run.days, written.run.step);
    let whole = Period {
        start,
        from: 0,
        until: calendar.clock(calendar.steps() - 1).end,
        decimals: written.token.decimals,
    };
    let game = Game(Arc::new(GameParts {
        start,
        decimals: written.token.decimals,
        grain: grain(&whole, &token, &all, &calendar),
        genesis: token.genesis,
        cap: token.cap,
        locks: token.locks,
        price: written.price.clone(),
        shocks: written.shocks.clone(),
        groups,
        cohorts,
        tells_cheats: written.fleet.values().any(|group| group.cheats.is_by_manner()),
        maker: written.maker.clone(),
        workloads,
        firsts: firsts(&all),
        subnets: subnets(&all),
        rules: all,
        calendar,
        pairing: written.run.chance,
        scheduled: Default::default(),
    }));
    checks::first_bonds(written, &game, token.traders, &mut faults);
    Faults::none_of(faults.list)?;
    Ok(game)
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
        flywheel: flywheel::rule(written, faults).map(Arc::new),
        work: Arc::new(written.work.clone()),
        emission: Arc::new(written.emission.clone()),
        decisions: Arc::new(written.decisions.clone()),
        market: Arc::new(written.market.clone()),
        flows: Arc::new(written.flows.clone()),
        rivals: Arc::new(written.rivals.clone()),
        moves: Arc::default(),
    }
}

/// Names of the parts that a split pays first under any of the rules.
fn firsts(rules: &[(Seconds, Rules)]) -> Vec<String> {
    let names = rules.iter().flat_map(|(_, rules)| rules.emission.split.first.keys());
    names.collect::<IndexSet<_>>().into_iter().cloned().collect()
}

/// The names of the subnets that any of the rules has, each once.
fn subnets(rules: &[(Seconds, Rules)]) -> Vec<String> {
    let all = rules.iter().filter_map(|(_, rules)| rules.emission.subnets.as_ref());
    let names = all.flat_map(|subnets| subnets.names()).map(str::to_owned);
    names.collect::<IndexSet<_>>().into_iter().collect()
}

/// Base units that a device is paid in: one, or as many as it takes for 64 bits to hold all that
/// the rules can ever pay it.
fn grain(whole: &Period, token: &Meant, rules: &[(Seconds, Rules)], calendar: &Calendar) -> Units {
    let (mut most, mut reminted, mut others): (Units, Units, Units) = (0, 0, 0);
    for at in 0..rules.len() {
        let Some(period) = in_force(whole, at, rules, calendar) else { continue };
        let emission = &rules[at].1.emission;
        most = most.saturating_add(emission.schedule.most(&period));
        let again = emission.remint.as_ref().map_or(0, |remint| remint.most(&period));
        reminted = reminted.saturating_add(again);
        // A backstop mints no more than was burned: what there may be besides is there at first.
        let burned = emission.backstop.as_ref().map_or(0, |_| token.genesis);
        // A sink that pays devices gives them what others held, or mints no more than the run lets it.
        let pays = emission.burn.pays_devices();
        let paid = if pays { token.genesis.saturating_mul(4) } else { 0 };
        others = others.max(burned.saturating_add(paid));
    }
    // What is minted again was burned: devices never hold more of it than there was at first.
    most = most.saturating_add(reminted.min(token.genesis)).saturating_add(others);
    if most == Units::MAX {
        most = token.cap.unwrap_or_else(|| unbounded(token.genesis, whole.decimals));
    }
    let mut grain = 1;
    while most / grain > Units::from(MOST_GRAINS) {
        grain *= 10;
    }
    grain
}

/// The part of a run in which rules hold: until the first step that begins under the next ones.
fn in_force(
    whole: &Period,
    at: usize,
    rules: &[(Seconds, Rules)],
    calendar: &Calendar,
) -> Option<Period> {
    let until = rules.get(at + 1).map_or(whole.until, |(next, _)| {
        let mut begins = (0..calendar.steps()).map(|step| calendar.clock(step).begin);
        begins.find(|begin| begin >= next).unwrap_or(whole.until)
    });
    whole.within(rules[at].0, until)
}

/// The most that is minted where nothing in the rules bounds it: a thousand times the first supply,
/// or a thousand billion tokens.
fn unbounded(genesis: Units, decimals: u32) -> Units {
    let billion = 10_u128.pow(9 + decimals);
    genesis.max(billion).saturating_mul(1_000)
}
