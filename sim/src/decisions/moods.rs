//! Moods: what owners expect and are inclined to, before each decides for himself.

use bevy_ecs::prelude::*;

use super::expectations::Expected;
use super::panic::Highs;
use super::systems::{Around, terms};
use crate::ledger::{Account, Ledger};
use crate::world::{Clock, Fleet, Flywheel, Memories, Minting, Quote, Rules, Service, WEIGHT_ONE};

/// What owners expect follows what the day brings to devices like theirs.
pub(super) fn expect_income(
    (clock, game, rules, quote, shaken): Around,
    fleet: Res<Fleet>,
    mut memories: ResMut<Memories>,
    mut service: ResMut<Service>,
) {
    let Some(follows) = rules.decisions.expectations.follows(clock.days) else { return };
    let expected = memories.owners.part("expectations").own(Expected::default);
    for (at, (cohort, day)) in game.cohorts.iter().zip(&mut service.cohorts).enumerate() {
        let usd = (&*quote, shaken.cohorts[at].electricity);
        let terms = terms(day, cohort, (&clock, &game, &rules, usd));
        let a_day = |usd: f32| f64::from(usd) / clock.days;
        let today = [a_day(terms.pay_usd), a_day(terms.fee_usd)];
        // Where all are cut off, the day says what one alone would get, and so nothing of theirs.
        let follows = if day.weight == 0 && fleet.active[at] > 0 { 0.0 } else { follows };
        day.mood.expected_usd = Some(expected.after(at, today, follows));
    }
}

/// Owners take fright at a price that has fallen far: some leave, and all sell a part.
pub(super) fn take_fright(
    (clock, rules, quote): (Res<Clock>, Res<Rules>, Res<Quote>),
    mut memories: ResMut<Memories>,
    mut service: ResMut<Service>,
) {
    let Some(panic) = &rules.decisions.panic else { return };
    let within = panic.within.value();
    let fresh = || Highs::with_room(within, clock.days);
    let highs = memories.owners.part("panic").own(fresh);
    let highest_usd = highs.highest_usd((clock.begin, quote.open_usd), within);
    if panic.is_on(quote.open_usd, highest_usd) {
        let (leaves, sells) = panic.runs(clock.days);
        for day in &mut service.cohorts {
            day.add_hazard(leaves);
            day.mood.add_sale(sells);
            day.mood.is_frightened = true;
        }
    }
}

/// People put devices that they wear into a drawer, the fewer the more a middling one is paid.
pub(super) fn lose_interest(
    (clock, game, rules, quote, shaken): Around,
    flywheel: Res<Flywheel>,
    mut service: ResMut<Service>,
) {
    let Some(engagement) = &rules.decisions.engagement else { return };
    for (at, (cohort, day)) in game.cohorts.iter().zip(&mut service.cohorts).enumerate() {
        let group = &game.groups[cohort.group];
        if !engagement.concerns(&group.name) {
            continue;
        }
        let usd = (&*quote, shaken.cohorts[at].electricity);
        let terms = terms(day, cohort, (&clock, &game, &rules, usd));
        let each_usd = f64::from(terms.expected_pay_usd + terms.expected_fee_usd);
        let uptime = rules.work.uptime.shape(group.uptime).middle();
        let pay = each_usd * f64::from(WEIGHT_ONE) * uptime / clock.days;
        day.add_hazard(engagement.puts_away(pay, flywheel.better, clock.days));
    }
}

/// Owners look at what stakers are paid, and stake where it is enough.
pub(super) fn weigh_stakes(
    (clock, rules): (Res<Clock>, Res<Rules>),
    (ledger, minting): (Res<Ledger>, Res<Minting>),
    mut service: ResMut<Service>,
) {
    let Some(staking) = &rules.decisions.staking else { return };
    let paid = minting.to_stakers() as f64;
    let staked = ledger.balance(Account::Stakers) as f64;
    let stakes = staking.staked(paid, staked, clock.days);
    service.cohorts.iter_mut().for_each(|day| day.mood.stakes = stakes);
}
