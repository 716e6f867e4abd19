//! This file is about what is written down of the token: what was minted, who got it, where it is.

use super::{Row, share, tokens};
use crate::emission::Receiver;
use crate::ledger::{Account, Ledger, Units};
use crate::world::{Firsts, Fleet, GameParts, Minting, Quote};

/// What was minted and burned today, and what a device was paid of it.
pub(super) fn record_emission(
    row: &mut Row,
    game: &GameParts,
    minting: &Minting,
    quote: &Quote,
    fleet: &Fleet,
) {
    row.tokens(format_args!("emission.scheduled_tokens"), minting.scheduled);
    row.tokens(format_args!("emission.reminted_tokens"), minting.reminted);
    row.tokens(format_args!("emission.minted_tokens"), minting.minted);
    row.tokens(format_args!("emission.burned_tokens"), minting.burned);
    let active: u64 = fleet.active.iter().sum();
    let usd = tokens(minting.paid_to_devices(), game.decimals) * quote.open_usd;
    row.number(
        format_args!("emission.reward_usd_per_device"),
        "USD per step",
        share(usd, active as f64),
    );
}

/// Who got what was minted, and what of it the parts got that are paid first.
pub(super) fn record_split(row: &mut Row, game: &GameParts, minting: &Minting, firsts: &Firsts) {
    for (receiver, units) in Receiver::ALL.into_iter().zip(minting.to) {
        row.tokens(format_args!("emission.to_{}_tokens", receiver.name()), units);
    }
    for (name, units) in game.firsts.iter().zip(&firsts.0) {
        row.tokens(format_args!("emission.first_tokens.{name}"), *units);
    }
}

/// Where all tokens are.
pub(super) fn record_ledger(row: &mut Row, ledger: &Ledger) {
    row.tokens(format_args!("ledger.supply"), ledger.supply());
    row.tokens(format_args!("ledger.circulating"), ledger.circulating());
    row.tokens(format_args!("ledger.locked"), ledger.balance(Account::Locked));
    row.tokens(format_args!("ledger.staked"), ledger.balance(Account::Stakers));
    row.tokens(format_args!("ledger.treasury"), ledger.balance(Account::Treasury));
    row.tokens(format_args!("ledger.burned"), ledger.burned());
    row.tokens(format_args!("ledger.owners"), ledger.balance(Account::Owners));
    row.tokens(format_args!("ledger.pool"), ledger.balance(Account::Pool));
}

/// What the classes of stakers hold: only where there are any.
pub(super) fn record_stakes(row: &mut Row, game: &GameParts, stakes: &[Units]) {
    // No amendment adds or drops a class.
    let Some(escrow) = &game.rules[0].1.emission.voting_escrow else { return };
    for (at, name) in escrow.classes.keys().enumerate() {
        let stake = stakes.get(at).copied().unwrap_or(0);
        row.tokens(format_args!("ledger.staked.{name}"), stake);
    }
}
