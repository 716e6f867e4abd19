//! The systems of the market stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::{Reserves, Trading};
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::world::{Clock, Game, Quote, Rules, Trades};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    close_market.into_configs()
}

/// Everyone trades, and the price closes: what is offered goes to traders, and traders and the
/// pool, if there is one, give each other what the market says.
fn close_market(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    mut pool: ResMut<Pool>,
    mut ledger: ResMut<Ledger>,
    mut quote: ResMut<Quote>,
    mut trades: ResMut<Trades>,
) {
    let opened = open_pool(&rules, &game, &quote, &mut ledger, &mut pool);
    let sold = ledger.balance(Account::Offered);
    let close = rules.market.close(&Trading {
        open_usd: quote.open_usd,
        days: clock.days,
        base_units: game.base_units(),
        sold,
        bought: trades.bought,
        held: ledger.balance(Account::Traders),
        pool: opened,
    });
    ledger.transfer(Account::Offered, Account::Traders, sold, Reason::Trade);
    if let (Some(before), Some(after)) = (opened, close.pool) {
        shift(&mut ledger, before.tokens, after.tokens);
        pool.0 = close.pool;
    }
    quote.close_usd = close.usd;
    trades.pool = close.pool;
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
