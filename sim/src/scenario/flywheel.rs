//! What a scenario's flywheel means.

use language::fault::Fault;

use super::Scenario;
use super::resolve::Faulty;
use crate::world::Turning;

/// Below it a service that gets better would be asked for without any bound [1].
const LEAST_QUALITY: f64 = 0.01;

/// The flywheel of a written scenario, with the workloads that it learns from and improves.
pub(super) fn rule(written: &Scenario, faults: &mut Faulty) -> Option<Turning> {
    let rule = written.flywheel.clone()?;
    let collects = |name: &str| written.demand.get(name).is_some_and(|w| w.data.is_some());
    for (key, names) in [("learns_from", &rule.learns_from), ("improves", &rule.improves)] {
        let path = format!("flywheel.{key}");
        for name in names.iter().filter(|name| !written.demand.contains_key(*name)) {
            let fault = Fault::new(&faults.place(&path), format!("there is no workload `{name}`"));
            faults.list.push(fault.nearest(name, written.demand.keys().map(String::as_str)));
        }
    }
    let others = rule.learns_from.iter();
    for name in others.filter(|name| written.demand.contains_key(*name) && !collects(name)) {
        let message = format!("`{name}` collects no data to learn from");
        let help = "name a workload that says `data: …`";
        faults.add("flywheel.learns_from", message, help);
    }
    if rule.first_quality.value() < LEAST_QUALITY {
        let message = format!("a quality of {} is none", rule.first_quality.text());
        faults.add("flywheel.first_quality", message, "write at least 1 %");
    }
    if !written.demand.keys().any(|name| collects(name)) {
        let message = "no workload collects data to learn from";
        faults.add("flywheel", message, "add a workload that says `data: …` to `demand`");
    }
    let of = |names: &[String], all: &dyn Fn(&str) -> bool| {
        let is_named = |name: &String| match names.is_empty() {
            true => all(name),
            false => names.contains(name),
        };
        written.demand.keys().map(is_named).collect()
    };
    let learns_from = of(&rule.learns_from, &collects);
    let improves = of(&rule.improves, &|name| !collects(name));
    Some(Turning { rule, learns_from, improves })
}
