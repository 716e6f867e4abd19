//! Which rules of a scenario know nothing of each other.

use crate::decisions::{IncomeKind, SellingKind, StayingKind};
use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;
use crate::work::CheckingKind;

pub(super) fn check(written: &Scenario, told: &mut Faulty) {
    operators(written, told);
    sybils(written, told);
    maker(written, told);
    if written.work.penalty.is_some() && matches!(written.work.checking, CheckingKind::None(_)) {
        let message = "nobody is caught, as nothing is checked";
        told.add("work.penalty", message, "write checking: { spot_check: { share: 5 % } }");
    }
    let decisions = &written.decisions;
    let holds = matches!(decisions.selling, SellingKind::HoldUntil(_));
    if holds && matches!(decisions.income, IncomeKind::Sold(_)) {
        let message = "who waits for a price counts nothing as income until it comes";
        told.add("decisions.income", message, "write `income: earned`, or sell otherwise");
    }
    let is_taken_out = written.emission.unbonding.is_some();
    if decisions.staking.is_some() && !is_taken_out {
        let message = "what owners stake is never taken out again";
        let help = "write emission.unbonding: { leave: 1 %/day, takes: 21 days }";
        told.add("decisions.staking", message, help);
    }
}

/// What operators of several devices do not do.
fn operators(written: &Scenario, told: &mut Faulty) {
    let mut groups = written.fleet.iter().filter(|(_, group)| group.operators.is_some());
    let Some((name, _)) = groups.next() else { return };
    if let StayingKind::Patience(patience) = &written.decisions.staying
        && patience.sunk_cost.is_some()
    {
        let message = format!("the operators of `{name}` do not count what their devices cost");
        let path = "decisions.staying.patience.sunk_cost";
        told.add(path, message, "it concerns owners of single devices");
    }
    if written.decisions.resale.is_some() {
        let message = format!("a device of `{name}` that is sold stays with its operator");
        let help = "who decides for it is the same; leave `operators` or `resale` out";
        told.add("decisions.resale", message, help);
    }
}

/// A maker that sells at a loss, or never invests.
fn maker(written: &Scenario, told: &mut Faulty) {
    let Some(maker) = &written.maker else { return };
    if maker.reserve.value() > maker.cash.value() {
        let message = "the maker begins with less than its reserve, and so orders nothing";
        told.add("maker.reserve", message, "leave some of `cash` for the first batch");
    }
    for (name, product) in &maker.makes {
        let Some(price) = &product.price else { continue };
        if product.bom.value() > price.value() {
            let message = format!("each `{name}` costs the maker more than it is sold for");
            told.add(&format!("maker.makes.{name}.bom"), message, "put `price` above `bom`");
        }
    }
}

/// Names of boxes, which a maker takes for devices.
fn sybils(written: &Scenario, told: &mut Faulty) {
    let made = written.maker.iter().flat_map(|maker| maker.makes.keys());
    let has = |name: &&String| written.fleet.get(*name).is_some_and(|g| g.cheats.has_sybils());
    for name in made.filter(has) {
        let message = format!("the maker builds a device for each name of the sybils of `{name}`");
        let help = "they pay for boxes only; put them into a group that it does not make";
        told.add(&format!("maker.makes.{name}"), message, help);
    }
}
