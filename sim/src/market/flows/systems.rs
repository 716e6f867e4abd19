//! The systems of the flows: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::fundamental::Seen;
use super::{Book, Fill, Order, SPECULATORS, Treasury};
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::memory::Memory;
use crate::record::tokens;
use crate::world::{Clock, Game, Minting, Past, Quote, Rules};

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    (pay_treasury_s_costs, begin_speculating, order_trades).chain()
}

/// What the treasury and speculators did today, and what speculators have.
#[derive(Default, Resource)]
pub(crate) struct Flowed {
    /// The treasury sold [base units].
    pub(crate) treasury_sold: Units,
    /// Costs that the treasury could not pay [USD].
    pub(crate) unpaid_usd: f64,
    /// What speculators have; none before they come.
    pub(crate) books: [Option<Book>; SPECULATORS.len()],
    /// What they ordered.
    pub(crate) orders: [Order; SPECULATORS.len()],
    /// What they bought [base units].
    pub(crate) bought: [Units; SPECULATORS.len()],
    /// What a token is held to be worth, if anybody has a view [USD].
    pub(crate) fundamental_usd: Option<f64>,
    /// What the fundamental remembers.
    memory: Memory,
}

/// The treasury sells for its costs.
fn pay_treasury_s_costs(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    mut ledger: ResMut<Ledger>,
    mut flowed: ResMut<Flowed>,
) {
    let Some(treasury) = &rules.flows.treasury else {
        (flowed.treasury_sold, flowed.unpaid_usd) = (0, 0.0);
        return;
    };
    let costs_usd = treasury.costs_usd(game.start, clock.begin, clock.days);
    let price = (quote.open_usd, game.base_units());
    let held = ledger.balance(Account::Treasury);
    let (sold, unpaid_usd) = Treasury::sale(costs_usd, price, held);
    ledger.transfer(Account::Treasury, Account::Offered, sold, Reason::Sale);
    (flowed.treasury_sold, flowed.unpaid_usd) = (sold, unpaid_usd);
}

/// Speculators whom the rules want for the first time get their capital, the tokens from traders.
fn begin_speculating(
    (game, rules): (Res<Game>, Res<Rules>),
    mut ledger: ResMut<Ledger>,
    mut flowed: ResMut<Flowed>,
) {
    for (book, wanted) in flowed.books.iter_mut().zip(rules.flows.begin_with(game.decimals)) {
        let (None, Some(wanted)) = (&book, wanted) else { continue };
        let tokens = wanted.tokens.min(ledger.balance(Account::Traders));
        ledger.transfer(Account::Traders, Account::Speculators, tokens, Reason::Trade);
        *book = Some(Book { tokens, ..wanted });
    }
}

/// Speculators decide what they sell and spend today.
fn order_trades(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    (past, minting, ledger): (Res<Past>, Res<Minting>, Res<Ledger>),
    mut flowed: ResMut<Flowed>,
) {
    let open_usd = quote.open_usd;
    let momentum = rules.flows.momentum.as_ref().map(|momentum| {
        let before_usd = past.usd_at(momentum.looks_at(game.start, clock.begin));
        momentum.rate_per_day(before_usd.unwrap_or(open_usd), open_usd)
    });
    let worth = rules.flows.value.as_ref().and_then(|value| {
        let seen = Seen {
            start: game.start,
            now: clock.begin,
            days: clock.days,
            burned_usd: tokens(minting.burned, game.decimals) * open_usd,
            circulating: tokens(ledger.circulating(), game.decimals),
        };
        let usd = value.fundamental.usd(&seen, &mut flowed.memory)?;
        Some((usd, value.rate_per_day(usd, open_usd)))
    });
    flowed.fundamental_usd = worth.map(|(usd, _)| usd);
    let rates = [momentum, worth.map(|(_, rate)| rate)];
    let Flowed { orders, books, .. } = &mut *flowed;
    for ((order, book), rate) in orders.iter_mut().zip(books).zip(rates) {
        *order = match (book, rate) {
            (Some(book), Some(rate)) => book.order(rate, clock.days),
            _ => Order::default(),
        };
    }
}

impl Flowed {
    /// What speculators sold comes to traders.
    pub(crate) fn hand_over(&self, ledger: &mut Ledger) {
        let sold = self.orders.iter().map(|order| order.sells).sum();
        ledger.transfer(Account::Speculators, Account::Traders, sold, Reason::Trade);
    }

    /// Speculators get what the market gives them for their orders, of tokens what traders hold.
    pub(crate) fn settle(&mut self, fills: [Fill; SPECULATORS.len()], ledger: &mut Ledger) {
        for (at, fill) in fills.into_iter().enumerate() {
            let Some(book) = &mut self.books[at] else { continue };
            self.bought[at] = book.settle(self.orders[at], fill, ledger.balance(Account::Traders));
            let bought = self.bought[at];
            ledger.transfer(Account::Traders, Account::Speculators, bought, Reason::Trade);
        }
    }
}
