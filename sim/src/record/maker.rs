//! The rows of the maker and of the trade in second-hand devices: only where there are such.

use super::Row;
use crate::decisions::maker::Business;
use crate::world::{GameParts, Making, Resales};

/// What the maker makes, sells, gets and spends; what is resold.
pub(super) fn record_maker(
    row: &mut Row,
    game: &GameParts,
    days: f64,
    (making, resales): (&Making, &Resales),
) {
    if let Some(business) = &making.0 {
        record_business(row, business, days);
    }
    if game.resells() {
        row.number(format_args!("devices.resold"), "devices per step", resales.count as f64);
        row.number(format_args!("operators.resales_usd"), "USD per step", resales.paid_usd);
    }
}

fn record_business(row: &mut Row, business: &Business, days: f64) {
    let day = &business.day;
    let flows = [("sold", day.sold), ("made", day.made), ("cancelled", day.cancelled)];
    for (name, count) in flows {
        row.number(format_args!("maker.units_{name}"), "devices per step", count as f64);
    }
    let stocks = [
        ("inventory", business.inventory()),
        ("in_production", business.in_production()),
        ("backlog", business.backlog()),
    ];
    for (name, count) in stocks {
        row.number(format_args!("maker.{name}"), "devices", count as f64);
    }
    let flows = [
        ("revenue", day.revenue_usd),
        ("refunds", day.refunds_usd),
        ("production", day.production_usd),
        ("costs", day.costs_usd),
        ("marketing", day.marketing_usd),
        ("development", day.development_usd),
    ];
    for (name, usd) in flows {
        row.number(format_args!("maker.{name}_usd"), "USD per step", usd);
    }
    row.number(format_args!("maker.cash_usd"), "USD", business.cash_usd);
    row.number(format_args!("maker.runway_days"), "days", business.runway_days(days));
}
