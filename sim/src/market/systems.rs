//! The systems of the market stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::flows::systems::{Flowed, systems as flows};
use super::{Reserves, Trading};
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::world::{Clock, Game, Quote, Rules, Shaken, Trades};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (flows(), close_market).chain()
}

/// Everyone trades, and the price closes: what is offered goes to traders, and traders, speculators and
/// the pool, if there is one, give each other what the market says.
fn close_market(
    (clock, game, rules, shaken): (Res<Clock>, Res<Game>, Res<Rules>, Res<Shaken>),
    mut pool: ResMut<Pool>,
    mut ledger: ResMut<Ledger>,
    mut quote: ResMut<Quote>,
    (mut trades, mut flowed): (ResMut<Trades>, ResMut<Flowed>),
) {
    open_pool((&rules, &game, &quote), &mut ledger, &mut pool);
    deepen_pool(&rules, shaken.liquidity, &mut ledger, &mut pool);
    let opened = pool.reserves.filter(|_| rules.market.pool(1.0, 1.0).is_some());
    let sold = ledger.balance(Account::Offered);
    let close = rules.market.close(&Trading {
        open_usd: quote.open_usd,
        days: clock.days,
        base_units: game.base_units(),
        liquidity: shaken.liquidity,
        sold,
        bought: trades.bought,
        // Who pays by a contract pays what it asks: while its price lags a fall, the tokens are worth less
        // than that, and while it lags a rise, no more dollars come than it takes.
        paid: (trades.bought as f64 / game.base_units() * quote.open_usd.min(quote.seen_usd) * 1e6)
            as u128,
        orders: flowed.orders,
        held: ledger.balance(Account::Traders),
        pool: opened,
    });
    ledger.transfer(Account::Offered, Account::Traders, sold, Reason::Trade);
    flowed.hand_over(&mut ledger);
    if let (Some(before), Some(after)) = (opened, close.pool) {
        shift(&mut ledger, before.tokens, after.tokens);
        pool.reserves = close.pool;
    }
    flowed.settle(close.fills, &mut ledger);
    quote.close_usd = close.usd;
    trades.pool = close.pool;
}

/// The pool that the rules in force want: opened when they first want one, with tokens of traders,
/// and left alone while they want none.
fn open_pool((rules, game, quote): (&Rules, &Game, &Quote), ledger: &mut Ledger, pool: &mut Pool) {
    let Some(wanted) = rules.market.pool(quote.open_usd, game.base_units()) else { return };
    let can_be_filled = wanted.tokens > 0 && wanted.tokens <= ledger.balance(Account::Traders);
    if pool.reserves.is_none() && can_be_filled {
        ledger.transfer(Account::Traders, Account::Pool, wanted.tokens, Reason::Trade);
        *pool = Pool::of(wanted);
    }
}

/// Adds liquidity to the pool or takes some out, at the price of last night, when a shock or an
/// amendment wants another depth. What is taken out goes to traders, who also bring what is added,
/// as far as they have it.
fn deepen_pool(rules: &Rules, liquidity: f64, ledger: &mut Ledger, pool: &mut Pool) {
    let (Some(wanted), Some(before)) = (rules.market.pool(1.0, 1.0), pool.reserves) else { return };
    let depth_usd = wanted.depth_usd() * liquidity;
    if depth_usd == pool.depth_usd {
        return;
    }
    let most = (before.tokens + ledger.balance(Account::Traders)) as f64 / before.tokens as f64;
    let after = before.times((depth_usd / pool.depth_usd).min(most * 0.999));
    shift(ledger, before.tokens, after.tokens);
    *pool = Pool { reserves: Some(after), depth_usd };
}

/// The pool of the market, if it has one.
#[derive(Debug, Clone, Copy, Default, Resource)]
pub(crate) struct Pool {
    reserves: Option<Reserves>,
    /// The dollars that the rules and shocks wanted in it when liquidity was last added or taken.
    depth_usd: f64,
}

impl Pool {
    /// A pool that holds what the rules want.
    pub(crate) fn of(reserves: Reserves) -> Self {
        Self { reserves: Some(reserves), depth_usd: reserves.depth_usd() }
    }
}

/// Moves tokens between traders and pool until the pool holds what it should.
fn shift(ledger: &mut Ledger, from: Units, to: Units) {
    if to > from {
        ledger.transfer(Account::Traders, Account::Pool, to - from, Reason::Trade);
    } else {
        ledger.transfer(Account::Pool, Account::Traders, from - to, Reason::Trade);
    }
}
