//! What no schema can tell of how owners decide.

use language::fault::Fault;
use language::quantity::SharePerTime;
use language::varied::Varied;

use super::super::Scenario;
use super::super::resolve::Faulty;
use crate::decisions::{ReturningKind, SellingKind, StayingKind};

pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    if let StayingKind::Patience(patience) = &written.decisions.staying
        && patience.spread.is_some()
        && !matches!(patience.days, Varied::Same(_))
    {
        let message = "`days` is a range already, so owners differ without a `spread`";
        let help = "leave `spread` out, or give `days` as one number";
        faults.add("decisions.staying.patience.spread", message, help);
    }
    check_rates(written, faults);
    check_groups(written, faults);
}

/// No more than all of them do a thing in a day.
fn check_rates(written: &Scenario, faults: &mut Faulty) {
    let decisions = &written.decisions;
    let mut at_most_all = |path: &str, rate: &SharePerTime| {
        if rate.value() > 100.0 {
            let message = format!("`{}` is more than all of them in a day", rate.text());
            faults.add(path, message, "write at most 100 %/day");
        }
    };
    if let ReturningKind::Hurdle(hurdle) = &decisions.returning {
        at_most_all("decisions.returning.hurdle.look", &hurdle.look);
    }
    if let SellingKind::HoldUntil(waits) = &decisions.selling {
        at_most_all("decisions.selling.hold_until.sells", &waits.sells);
    }
    if let Some(panic) = &decisions.panic {
        at_most_all("decisions.panic.leaves", &panic.leaves);
        if let Some(sells) = &panic.sells {
            at_most_all("decisions.panic.sells", sells);
        }
    }
    if let Some(engagement) = &decisions.engagement {
        at_most_all("decisions.engagement.leaves", &engagement.leaves);
    }
}

/// People put away devices that there are.
fn check_groups(written: &Scenario, faults: &mut Faulty) {
    let Some(engagement) = &written.decisions.engagement else { return };
    let known = || written.fleet.keys().map(String::as_str);
    for group in engagement.groups.iter().filter(|group| known().all(|name| name != group.as_str()))
    {
        let place = faults.place("decisions.engagement.groups");
        let fault = Fault::new(&place, format!("there is no group `{group}`"));
        faults.list.push(fault.nearest(group, known()));
    }
}
