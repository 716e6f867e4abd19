//! What does not fit in the rivals.

use language::fault::Fault;

use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;

/// Rivals that pay somebody, for a while, and at whom no more than all look.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    let groups = || written.fleet.keys().map(String::as_str);
    for (name, rival) in &written.rivals {
        let path = format!("rivals.{name}");
        match (&rival.times, rival.pays.is_empty()) {
            (None, true) => {
                let message = format!("`{name}` does not say what it pays");
                let help = "write pays: { glasses: 0.90 USD/day } or times: 120 %";
                faults.add(&path, message, help);
            }
            (Some(_), false) => {
                let message = "`pays` and `times` are two answers at once";
                faults.add(&format!("{path}.times"), message, "keep one of them");
            }
            _ => {}
        }
        for group in rival.pays.keys().filter(|group| !written.fleet.contains_key(*group)) {
            let place = faults.place(&format!("{path}.pays.{group}"));
            let fault = Fault::new(&place, format!("there is no group `{group}`"));
            faults.list.push(fault.nearest(group, groups()));
        }
        if rival.look.value() > 100.0 {
            let message = format!("`{}` is more than all of them in a day", rival.look.text());
            faults.add(&format!("{path}.look"), message, "write at most 100 %/day");
        }
        let start = written.run.start.0;
        if rival.until.is_some_and(|until| until.after(start) <= rival.from.after(start)) {
            let message = "`until` is not after `from`";
            faults.add(&format!("{path}.until"), message, "leave it out, or name a later day");
        }
    }
}
