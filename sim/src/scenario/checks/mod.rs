//! What no schema can tell: parts of a scenario that do not fit each other.

mod emission;
mod maker;
mod outages;
mod owners;
mod parts;
mod price;
mod rivals;

pub(super) use emission::first_bonds;
pub(super) use parts::sinks;

use super::resolve::Faulty;
use super::{Scenario, replicates, token};
use crate::market::{MarketKind, Reserves};
use crate::record::tokens;

/// What cannot change by date: the price's series, and what is expected.
pub(super) fn before(written: &Scenario, faults: &mut Faulty) {
    price::check(written, faults);
    price::check_shocks(written, faults);
    maker::check(written, faults);
    check_expectations(written, faults);
    replicates::check(written, faults);
}

/// What every amendment can break.
pub(super) fn always(written: &Scenario, faults: &mut Faulty) {
    emission::check(written, faults);
    check_market(written, faults);
    owners::check(written, faults);
    maker::check_resale(written, faults);
    rivals::check(written, faults);
    outages::check(written, faults);
}

fn check_market(written: &Scenario, faults: &mut Faulty) {
    if let MarketKind::LinearImpact(market) = &written.market
        && market.impact.value() >= 1.0
    {
        let path = "market.linear_impact.impact";
        faults.add(path, "the price would fall to nothing", "an impact is below 100 %");
    }
}

fn check_expectations(written: &Scenario, faults: &mut Faulty) {
    for expectation in &written.expect {
        let claims = expectation.claims().count();
        let bounded = expectation.claims().all(|(_, b)| b.at_least.or(b.at_most).is_some());
        let others = expectation.always.is_some()
            || expectation.sometimes.is_some()
            || expectation.quantile.is_some()
            || expectation.cvar.is_some()
            || expectation.share_of_runs.is_some();
        if (claims == 0 && !others) || !bounded {
            let message = format!("nothing is said about `{}`", expectation.that);
            faults.add("expect", message, "write for example p05: { at_least: 3_000 }");
        }
    }
}

/// Speculators get their tokens from traders, who have no more than they have.
pub(super) fn capital(written: &Scenario, token: &token::Meant, faults: &mut Faulty) {
    let decimals = written.token.decimals;
    let books = written.flows.begin_with(decimals);
    let wanted = books.iter().flatten().fold(0_u128, |sum, book| sum.saturating_add(book.tokens));
    let pool = pool(written, token).map_or(0, |(pool, _)| pool.tokens);
    let free = token.traders.saturating_sub(pool);
    if wanted > free && wanted > 0 {
        let (wanted, most) = (tokens(wanted, decimals), tokens(free, decimals));
        let message =
            format!("speculators would begin with {wanted} tokens, and traders hold fewer");
        faults.add("flows", message, format!("{most} are not allocated, put down or in the pool"));
    }
}

/// The pool of the first day, and the price at which it is filled [USD].
fn pool(written: &Scenario, token: &token::Meant) -> Option<(Reserves, f64)> {
    let supply = tokens(token.genesis, written.token.decimals);
    let start_usd = written.price.start_usd(written.run.start.0, supply);
    // A series without a price above zero has its own fault.
    let pool = written.market.pool(start_usd, units(written)).filter(|_| start_usd > 0.0)?;
    Some((pool, start_usd))
}

/// Base units in a token.
fn units(written: &Scenario) -> f64 {
    (0..written.token.decimals).fold(1.0, |units, _| units * 10.0)
}

/// A pool deeper than the tokens that traders hold cannot be filled.
pub(super) fn depth(written: &Scenario, token: &token::Meant, faults: &mut Faulty) {
    let Some((pool, start_usd)) = pool(written, token) else { return };
    let (units, free) = (units(written), token.traders);
    if pool.tokens > free {
        let usd = pool.depth_usd();
        let most = free as f64 / units * start_usd;
        let message = format!("the pool needs tokens worth {usd} USD, and traders hold fewer");
        faults.add(
            "market",
            message,
            format!("at {start_usd} USD a token at most {most:.0} USD fit"),
        );
    }
    if pool.tokens == 0 {
        let message = format!("at {start_usd} USD the pool would hold less than one base unit");
        faults.add("market", message, "make the pool deeper, or give the token more decimals");
    }
}
