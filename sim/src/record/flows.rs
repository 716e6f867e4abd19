//! This file is about what is written down of the flows: only where the rules have them.

use super::Row;
use crate::market::flows::SPECULATORS;
use crate::market::flows::systems::Flowed;
use crate::world::{GameParts, Quote};

/// What the treasury and speculators did and have, and what contracts take for the price.
pub(super) fn record_flows(row: &mut Row, game: &GameParts, flowed: &Flowed, quote: &Quote) {
    if game.shocks.iter().any(|shock| shock.oracle.is_some()) {
        row.number(format_args!("price.seen_usd"), "USD", quote.seen_usd);
    }
    if game.ever_flows(|flows| flows.treasury.is_some()) {
        row.tokens(format_args!("market.treasury_sold_tokens"), flowed.treasury_sold);
        row.number(format_args!("market.treasury_unpaid_usd"), "USD per step", flowed.unpaid_usd);
    }
    let is_there = [
        game.ever_flows(|flows| flows.momentum.is_some()),
        game.ever_flows(|flows| flows.value.is_some()),
    ];
    for (at, name) in SPECULATORS.iter().enumerate().filter(|(at, _)| is_there[*at]) {
        let book = flowed.books[at].unwrap_or_default();
        row.tokens(format_args!("market.{name}_bought_tokens"), flowed.bought[at]);
        row.tokens(format_args!("market.{name}_sold_tokens"), flowed.orders[at].sells);
        row.tokens(format_args!("market.{name}_tokens"), book.tokens);
        row.number(format_args!("market.{name}_usd"), "USD", book.micro_usd as f64 / 1e6);
    }
    if is_there[1] {
        let usd = flowed.fundamental_usd.unwrap_or(f64::NAN);
        row.number(format_args!("market.fundamental_usd"), "USD", usd);
    }
}
