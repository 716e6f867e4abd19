//! The systems of the market stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::Reserves;
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::world::{Game, Quote, Rules, Trades};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    close_market.into_configs()
}

/// Everyone trades, and the price closes: first traders bring the pool to the morning's price, then
/// what is offered is sold, then what was burned is bought back.
fn close_market(
    game: Res<Game>,
    rules: Res<Rules>,
    mut pool: ResMut<Pool>,
    mut ledger: ResMut<Ledger>,
    mut quote: ResMut<Quote>,
    mut trades: ResMut<Trades>,
) {
    let offered = ledger.balance(Account::Offered);
    let opened = open_pool(&rules, &game, &quote, &mut ledger, &mut pool);
    let Some(mut reserves) = opened else {
        ledger.transfer(Account::Offered, Account::Traders, offered, Reason::Trade);
        quote.close_usd = quote.open_usd;
        return;
    };
    let units = game.base_units();
    let morning = rules.market.at_price(reserves, quote.open_usd, units);
    let most = reserves.tokens + ledger.balance(Account::Traders);
    // Traders cannot bring more tokens than they have: then the pool stays above the morning's price.
    if morning.tokens <= most {
        shift(&mut ledger, reserves.tokens, morning.tokens);
        reserves = morning;
    }
    ledger.transfer(Account::Offered, Account::Pool, offered, Reason::Trade);
    reserves = rules.market.after_sale(reserves, offered);
    let bought = rules.market.after_purchase(reserves, trades.bought);
    shift(&mut ledger, reserves.tokens, bought.tokens);
    quote.close_usd = bought.price_usd(units);
    pool.0 = Some(bought);
    trades.pool = pool.0;
}

/// The pool that the rules in force want: opened when they first want one, with tokens of traders,
/// and left alone while they want none.
fn open_pool(
    rules: &Rules,
    game: &Game,
    quote: &Quote,
    ledger: &mut Ledger,
    pool: &mut Pool,
) -> Option<Reserves> {
    let wanted = rules.market.pool(quote.open_usd, game.base_units())?;
    let can_be_filled = wanted.tokens > 0 && wanted.tokens <= ledger.balance(Account::Traders);
    if pool.0.is_none() && can_be_filled {
        ledger.transfer(Account::Traders, Account::Pool, wanted.tokens, Reason::Trade);
        pool.0 = Some(wanted);
    }
    pool.0
}

/// The pool of the market, if it has one.
#[derive(Debug, Clone, Copy, Resource)]
pub(crate) struct Pool(pub Option<Reserves>);

/// Moves tokens between traders and pool until the pool holds what it should.
fn shift(ledger: &mut Ledger, from: Units, to: Units) {
    if to > from {
        ledger.transfer(Account::Traders, Account::Pool, to - from, Reason::Trade);
    } else {
        ledger.transfer(Account::Pool, Account::Traders, from - to, Reason::Trade);
    }
}
