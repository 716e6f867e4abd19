//! What does not fit in the maker and in the trade in second-hand devices.

use language::fault::Fault;

use crate::decisions::maker::Product;
use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;

/// The fastest that a model may be over its kind, less one: weights go up to four times the middle.
const FASTEST: f64 = 3.0;

/// A maker that makes devices of the fleet.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    let Some(maker) = &written.maker else { return };
    if maker.makes.is_empty() {
        let help = "write makes: { glasses: { bom: 160 USD, batch: 5_000 } }, or leave `maker` out";
        faults.add("maker.makes", "the maker makes nothing", help);
    }
    for (name, product) in &maker.makes {
        let path = format!("maker.makes.{name}");
        if !written.fleet.contains_key(name) {
            let message = format!("there is no group `{name}` in the fleet");
            let fault = Fault::new(&faults.place(&path), message);
            faults.list.push(fault.nearest(name, written.fleet.keys().map(String::as_str)));
        }
        check_product(written, product, &path, faults);
    }
}

fn check_product(written: &Scenario, product: &Product, path: &str, faults: &mut Faulty) {
    let start = written.run.start.0;
    if let Some(presale) = &product.presale
        && presale.until.after(start) <= presale.from.after(start)
    {
        let message = "the presale ends before it begins";
        faults.add(&format!("{path}.presale"), message, "`until` is later than `from`");
    }
    if let Some(next) = &product.next_model
        && next.speed.value() > FASTEST
    {
        let message = format!("`{}` faster is more than a device can be", next.speed.text());
        let help = "at most 300 %, which is four times as fast as a middling one of its kind";
        faults.add(&format!("{path}.next_model.speed"), message, help);
    }
}

/// Devices that keep some worth.
pub(super) fn check_resale(written: &Scenario, faults: &mut Faulty) {
    let Some(resale) = &written.decisions.resale else { return };
    if resale.in_a_year() > 1.0 {
        let message = format!("`{}` takes more than all of a price", resale.depreciation.text());
        faults.add("decisions.resale.depreciation", message, "write at most 100 %/year");
    }
}
