//! What does not fit in the outages.

use language::fault::Fault;

use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;
use crate::work::OutagesKind;

/// A common cause that hits devices that there are.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    let groups: Vec<&str> = written.fleet.keys().map(String::as_str).collect();
    let regions = written.fleet.values().flat_map(|group| group.regions.keys());
    let regions: Vec<&str> = regions.map(String::as_str).collect();
    check_part(&written.work.outages, "work.outages", (&regions, &groups), faults);
}

fn check_part(
    outages: &OutagesKind,
    path: &str,
    (regions, groups): (&[&str], &[&str]),
    faults: &mut Faulty,
) {
    match outages {
        OutagesKind::None(_) | OutagesKind::Regional(_) => {}
        OutagesKind::Sum(sum) => {
            for (name, part) in &sum.0 {
                check_part(part, &format!("{path}.sum.{name}"), (regions, groups), faults);
            }
        }
        OutagesKind::CommonCause(cause) => {
            let lists = [("regions", &cause.regions, regions), ("groups", &cause.groups, groups)];
            for (key, names, known) in lists {
                for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
                    let place = faults.place(&format!("{path}.common_cause.{key}"));
                    let fault = Fault::new(&place, format!("there is no `{name}` here"));
                    faults.list.push(fault.nearest(name, known.iter().copied()));
                }
            }
        }
    }
}
