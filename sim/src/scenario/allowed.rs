//! Which groups may do a workload.

use language::fault::Fault;

use super::resolve::Faulty;
use crate::demand::Workload;
use crate::world::Group;

/// Whether a group may do a workload: all may where it names none.
pub(super) fn may(workload: &Workload, group: &str) -> bool {
    workload.only.is_empty() || workload.only.iter().any(|name| name == group)
}

/// Takes a workload from the groups that may not do it; a fault if nobody is left who can.
pub(super) fn restrict(
    name: &str,
    workload: &Workload,
    groups: &[Group],
    units_per_day: &mut [f64],
    faults: &mut Faulty,
) {
    if workload.only.is_empty() {
        return;
    }
    let path = format!("demand.{name}.only");
    let known = || groups.iter().map(|group| group.name.as_str());
    for only in workload.only.iter().filter(|only| known().all(|group| group != only.as_str())) {
        let message = format!("there is no group `{only}`");
        let fault = Fault::new(&faults.place(&path), message);
        faults.list.push(fault.nearest(only, known()));
    }
    let could = units_per_day.iter().any(|units| *units > 0.0);
    // A battery that leaves nothing is a finding of a run, and no fault of the scenario.
    let has_no_time = groups.iter().any(|group| may(workload, &group.name) && group.duty == 0.0);
    for (units, group) in units_per_day.iter_mut().zip(groups) {
        if !may(workload, &group.name) {
            *units = 0.0;
        }
    }
    if could && !has_no_time && units_per_day.iter().all(|units| *units == 0.0) {
        let can = "name a group whose devices can, or leave `only` out";
        faults.add(&path, format!("none of these groups can do `{name}`"), can);
    }
}
