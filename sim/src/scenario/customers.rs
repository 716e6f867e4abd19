//! What does not fit in a workload's customers, its competitor and its data market.

use language::quantity::Quantity;
use language::timeline::Timeline;
use language::work::WorkUnit;

use super::resolve::Faulty;
use crate::demand::Workload;

/// Segments that are all of the customers, a price that can fall, data that can be sold.
pub(super) fn check(name: &str, workload: &Workload, faults: &mut Faulty) {
    let path = format!("demand.{name}");
    let shares = workload.customers.values().map(|segment| &segment.share);
    let sum: f64 = shares.map(Quantity::value).sum();
    if !workload.customers.is_empty() && (sum - 1.0).abs() > 1e-9 {
        let percent = (sum * 1e11).round() / 1e9;
        let message = format!("the shares of the segments sum to {percent} %");
        let help = "all customers are 100 % together";
        faults.add(&format!("{path}.customers"), message, help);
    }
    if workload.competitor_falls.is_some() {
        let path = format!("{path}.competitor_falls");
        match &workload.competitor {
            Some(Timeline::Always(_)) => {}
            Some(Timeline::Dated(_)) => {
                let message = "`competitor` is a table by date, which tells how it falls";
                faults.add(&path, message, "keep one of them");
            }
            None => {
                let help = "write competitor: 0.08 USD/Mtoken, its price before it falls";
                faults.add(&path, format!("`{name}` has no `competitor` whose price falls"), help);
            }
        }
    }
    if workload.data_market.is_some() && workload.data.is_none() {
        let message = format!("`{name}` collects no data, so nobody buys any");
        let help = "a data market belongs to a workload that says `data: …`";
        faults.add(&format!("{path}.data_market"), message, help);
    }
}

/// The units in which its prices are given, each with its key.
pub(super) fn units(workload: &Workload) -> Vec<(String, WorkUnit)> {
    let least = workload.competitor_falls.as_ref().and_then(|falls| falls.least.as_ref());
    let least = least.map(|least| ("competitor_falls.least".to_owned(), least.unit));
    let pays = workload.customers.iter().filter_map(|(segment, customers)| {
        Some((format!("customers.{segment}.pays"), customers.pays.as_ref()?.unit))
    });
    least.into_iter().chain(pays).collect()
}
