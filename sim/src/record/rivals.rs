//! This file is about what is written down of rivals: only where there ever is one.

use super::{Row, share, sum};
use crate::world::{Fleet, GameParts, Service};

pub(super) fn record(row: &mut Row, game: &GameParts, fleet: &Fleet, service: &Service) {
    if !game.has_rivals() {
        return;
    }
    let poached = service.settled().poached;
    row.number(format_args!("devices.poached"), "devices per step", poached as f64);
    let days = fleet.active.iter().zip(&service.cohorts);
    let lured = sum(days.map(|(active, day)| *active as f64 * day.lured));
    let active: u64 = fleet.active.iter().sum();
    row.number(format_args!("operators.lured_share"), "share", share(lured, active as f64));
}
