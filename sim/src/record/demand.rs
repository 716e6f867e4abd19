//! This file is about what is written down of customers who come and go, and of data: only where there are
//! segments of customers, a data market or a flywheel.

use super::{Row, sum};
use crate::world::{Demands, Flywheel, GameParts, Rules};

/// Who is there in the evening, what data there is, and what the network has learned.
pub(super) fn record_answers(
    row: &mut Row,
    (game, rules): (&GameParts, &Rules),
    demands: &Demands,
    flywheel: &Flywheel,
) {
    for at in 0..game.workloads.len() {
        record_customers(row, (game, rules), demands, at);
        record_market(row, (game, rules), demands, at);
    }
    if game.rules.iter().any(|(_, rules)| rules.flywheel.is_some()) {
        let bytes = flywheel.data_bytes.unwrap_or(f64::NAN);
        row.number(format_args!("flywheel.data_megabytes"), "MB", bytes / 1e6);
        row.number(format_args!("flywheel.quality"), "share", flywheel.quality);
    }
}

fn record_customers(
    row: &mut Row,
    (game, rules): (&GameParts, &Rules),
    demands: &Demands,
    at: usize,
) {
    let (workload, demanded) = (&game.workloads[at], &demands.0[at]);
    // No amendment adds or drops a segment.
    if workload.segments.is_empty() {
        return;
    }
    let name = &workload.name;
    let segments = rules.workloads[at].customers.iter().zip(&demanded.there);
    let all = sum(segments.map(|(segment, there)| segment.share.value() * there));
    row.number(format_args!("demand.customers_share.{name}"), "share", all);
    row.number(format_args!("demand.churned_share.{name}"), "share per step", demanded.left);
    for (segment, there) in workload.segments.iter().zip(&demanded.there) {
        row.number(format_args!("demand.customers_share.{name}.{segment}"), "share", *there);
    }
}

fn record_market(row: &mut Row, (game, rules): (&GameParts, &Rules), demands: &Demands, at: usize) {
    let markets = game.rules.iter().map(|(_, rules)| rules.workloads[at].data_market.as_ref());
    let Some(any) = markets.flatten().next() else { return };
    let name = &game.workloads[at].name;
    let stock = demands.0[at].stock_bytes(any);
    let worth = rules.workloads[at].data_market.as_ref().map_or(1.0, |market| market.worth(stock));
    row.number(format_args!("demand.data_stock_megabytes.{name}"), "MB", stock / 1e6);
    row.number(format_args!("demand.data_worth_share.{name}"), "share", worth);
}
