//! What kinds are made of: a visitor sees each of them, with the path at which it stands.

use crate::emission::{BurnKind, ScheduleKind};

/// Shows a visitor a schedule and all that it is made of.
pub(super) fn schedules(
    schedule: &ScheduleKind,
    path: &str,
    visit: &mut dyn FnMut(&str, &ScheduleKind),
) {
    visit(path, schedule);
    let mut within = |kind: &str, part: &ScheduleKind| {
        schedules(part, &format!("{path}.{kind}"), visit);
    };
    match schedule {
        ScheduleKind::Sum(sum) => {
            sum.0.iter().for_each(|(name, part)| within(&format!("sum.{name}"), part));
        }
        ScheduleKind::PerDevice(one) => within("per_device.schedule", &one.schedule),
        ScheduleKind::Capped(capped) => within("capped.schedule", &capped.schedule),
        ScheduleKind::Scaled(scaled) => within("scaled.schedule", &scaled.schedule),
        // All are named, so that a new kind that holds others is not forgotten.
        ScheduleKind::Fixed(_)
        | ScheduleKind::Dated(_)
        | ScheduleKind::Halving(_)
        | ScheduleKind::Decay(_)
        | ScheduleKind::Stepped(_)
        | ScheduleKind::Linear(_)
        | ScheduleKind::SupplyHalving(_)
        | ScheduleKind::Disinflation(_)
        | ScheduleKind::Pool(_)
        | ScheduleKind::Progress(_)
        | ScheduleKind::Bonding(_)
        | ScheduleKind::Steered(_)
        | ScheduleKind::WorkPay(_)
        | ScheduleKind::VaultWaterfall(_)
        | ScheduleKind::FilecoinReward(_) => {}
    }
}

/// Shows a visitor a sink and all that it is made of.
pub(in crate::scenario) fn sinks(
    sink: &BurnKind,
    path: &str,
    visit: &mut dyn FnMut(&str, &BurnKind),
) {
    visit(path, sink);
    match sink {
        BurnKind::Sum(sum) => {
            for (name, part) in &sum.0 {
                sinks(part, &format!("{path}.sum.{name}"), visit);
            }
        }
        // All are named, so that a new kind that holds others is not forgotten.
        BurnKind::None(_)
        | BurnKind::BurnAndMint(_)
        | BurnKind::Fees(_)
        | BurnKind::BuyBack(_)
        | BurnKind::Registration(_)
        | BurnKind::Dated(_)
        | BurnKind::Vault(_)
        | BurnKind::BaseFee(_) => {}
    }
}
