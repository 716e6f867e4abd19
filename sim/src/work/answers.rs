//! Answers: what customers make of the day's work, and what is learned from the data that came of it.

use bevy_ecs::prelude::*;

use crate::world::{Clock, Demands, Flywheel, Order, Orders, Rules};

/// Customers whom the service failed leave, and others come; buyers keep the data that they bought.
pub(super) fn answer_service(
    (clock, rules, orders): (Res<Clock>, Res<Rules>, Res<Orders>),
    mut demands: ResMut<Demands>,
) {
    let workloads = rules.workloads.iter().zip(&orders.0);
    for (demanded, (workload, order)) in demands.0.iter_mut().zip(workloads) {
        let served_share = served_share(order);
        demanded.left = 0.0;
        for (segment, there) in workload.customers.iter().zip(&mut demanded.there) {
            let answer = segment.answer(*there, served_share, clock.days);
            *there = answer.there;
            demanded.left += segment.share.value() * answer.left;
        }
        if let Some(market) = &workload.data_market {
            demanded.sell(market, order.served, clock.days);
        }
    }
}

/// What was done of what was asked for; who asks for nothing is not failed.
fn served_share(order: &Order) -> f64 {
    if order.requested > 0.0 { order.served / order.requested } else { 1.0 }
}

/// The network learns from the data that it collected.
pub(super) fn learn_from_data(
    (clock, rules, orders): (Res<Clock>, Res<Rules>, Res<Orders>),
    mut flywheel: ResMut<Flywheel>,
) {
    let Some(turning) = &rules.flywheel else { return };
    let feeds = orders.0.iter().zip(&turning.learns_from).filter(|(_, feeds)| **feeds);
    let collected: f64 = feeds.map(|(order, _)| order.served).sum();
    flywheel.learn(&turning.rule, collected, clock.days);
}
