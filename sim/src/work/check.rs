//! Check: who is caught faking work, and what that costs.

use bevy_ecs::prelude::*;

use crate::chance::{Chance, Purpose, says_yes, threshold};
use crate::ledger::{Account, Ledger, MILLION, Reason, millionths, share_of};
use crate::world::{Balance, Clock, Fleet, Game, Rules, Service, Shown};

/// Catches some of the devices that fake their work: shut out for the step, they lose their pay and
/// a part of what they hold.
pub(super) fn check_work(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    (chance, fleet): (Res<Chance>, Res<Fleet>),
    mut service: ResMut<Service>,
    mut ledger: ResMut<Ledger>,
    mut devices: Query<(&mut Shown, &mut Balance)>,
    mut words: Local<Vec<u32>>,
) {
    let checking = &rules.work.checking;
    let (checked, slash) = (threshold(checking.checked()), millionths(checking.slash()));
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (mut shown, mut balance) in tables {
        let (shown, balance) = (shown.bypass_change_detection(), balance.bypass_change_detection());
        for lot in fleet.lots.iter().filter(|lot| game.cohorts[lot.cohort].cheats) {
            words.resize(lot.len, 0);
            let code = game.cohorts[lot.cohort].code;
            chance.draws(Purpose::Checking, code, clock.step, lot.first, 1).fill(&mut words);
            let day = &mut service.cohorts[lot.cohort];
            let rows = shown[lot.rows()].iter_mut().zip(&mut balance[lot.rows()]).zip(&words);
            for ((shown, balance), &word) in rows {
                if shown.0 == 0 || !says_yes(word, checked) {
                    continue;
                }
                let lost = share_of(balance.0.into(), slash, MILLION) as u64;
                balance.0 -= lost;
                day.slashed += lost;
                day.weight -= u64::from(shown.0);
                day.up -= 1;
                day.caught += 1;
                shown.0 = 0;
            }
        }
    }
    ledger.burn(Account::Owners, service.slashed() * game.grain, Reason::Slash);
}
