//! What a scenario's amendments mean: the rules from each date on.

use std::sync::Arc;

use hardware_models::Device;
use language::fault::{Fault, Faults};
use language::tree::{Node, Value};
use language::when::{Seconds, seconds_between};

use super::checks;
use super::load::{patch, written};
use super::moves;
use super::resolve::{self, Faulty};
use super::{Scenario, demand};
use crate::world::{Group, Rules};

/// What an amendment may change: rules, and not what there is.
const AMENDABLE: &[&str] =
    &["demand", "flywheel", "work", "emission", "decisions", "market", "flows", "rivals"];

/// The rules by the moment from which they hold; each amendment adds to those before it.
pub(super) fn resolve(
    tree: &Node,
    first: &Scenario,
    (devices, groups): (&[Device], &[Group]),
) -> Result<Vec<(Seconds, Rules)>, Faults> {
    let Some(Value::List(amendments)) = tree.get("amendments").map(|node| &node.value) else {
        return Ok(Vec::new());
    };
    let mut tree = tree.clone();
    let mut rules = Vec::new();
    let mut last = Seconds::MIN;
    for (amendment, node) in first.amendments.iter().zip(amendments) {
        let moment = seconds_between(first.run.start.0, amendment.from.0);
        let patches = node.get("set").unwrap_or(node);
        check(patches, node, moment < last)?;
        let before = tree.clone();
        patch(&mut tree, patches)?;
        let amended = written(&tree)?;
        let mut faults = Faulty { tree: &tree, list: Vec::new() };
        if amended.demand.keys().ne(first.demand.keys()) {
            let help = "name all workloads from the start; one that comes later begins at zero";
            let fault = Fault::new(&patches.place, "an amendment cannot add or drop a workload");
            return Err(fault.help(help).into());
        }
        if !segments(first).eq(segments(&amended)) {
            let help = "name all segments from the start; one that comes later has a share of 0 %";
            let message = "an amendment cannot add or drop a segment of customers";
            return Err(Fault::new(&patches.place, message).help(help).into());
        }
        demand::names(&amended, &mut faults);
        checks::always(&amended, &mut faults);
        if (&first.work.ageing, &first.work.wearing)
            != (&amended.work.ageing, &amended.work.wearing)
        {
            let help = "`work.outages` and `decisions.repair` may change";
            let fault = Fault::new(&patches.place, "an amendment cannot change how devices age");
            return Err(fault.help(help).into());
        }
        if !classes(first).eq(classes(&amended)) {
            let help = "name all classes from the start; their locks may change";
            let message = "an amendment cannot add or drop a class of stakers";
            return Err(Fault::new(&patches.place, message).help(help).into());
        }
        let mut new = resolve::rules(&amended, devices, groups, &mut faults);
        new.moves = Arc::new(moves::between(&before, &tree));
        Faults::none_of(faults.list)?;
        rules.push((moment, new));
        last = moment;
    }
    Ok(rules)
}

/// The names of the segments of each workload's customers.
fn segments(scenario: &Scenario) -> impl Iterator<Item = Vec<&String>> {
    scenario.demand.values().map(|workload| workload.customers.keys().collect())
}

/// The names of the classes in which a scenario's stakers are.
fn classes(scenario: &Scenario) -> impl Iterator<Item = &String> {
    scenario.emission.voting_escrow.iter().flat_map(|escrow| escrow.classes.keys())
}

fn check(patches: &Node, amendment: &Node, is_early: bool) -> Result<(), Faults> {
    let mut list = Vec::new();
    for (path, _) in patches.entries() {
        let root = path.name.split('.').next().unwrap_or_default();
        if !AMENDABLE.contains(&root) {
            let message = format!("an amendment cannot change `{}`", path.name);
            list.push(Fault::new(&path.place, message).nearest(root, AMENDABLE.iter().copied()));
        }
    }
    if is_early {
        let place = amendment.get("from").map_or(&amendment.place, |from| &from.place);
        let message = "the amendments are not in order of their dates";
        list.push(Fault::new(place, message).help("write the earliest first"));
    }
    Faults::none_of(list)
}
