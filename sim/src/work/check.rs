//! Check: who is caught faking work, and what that costs.

use bevy_ecs::prelude::*;

use super::cheats::Manner;
use super::checking::Suspect;
use super::penalty::Loss;
use crate::chance::{Chance, Purpose, says_yes, threshold};
use crate::ledger::{Account, Ledger, Reason};
use crate::world::{
    Balance, Clock, Cohort, CohortDay, Fleet, Game, GameParts, Quote, Rules, Service, Shown,
    Standing,
};

/// Catches some of the devices that fake their work, and honest ones that are taken for such: shut out
/// for the step, and for longer if the rules say so, they lose their pay and a part of what they hold.
pub(super) fn check_work(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    (chance, fleet): (Res<Chance>, Res<Fleet>),
    mut service: ResMut<Service>,
    mut ledger: ResMut<Ledger>,
    mut devices: Query<(&mut Shown, &mut Balance, &mut Standing)>,
    mut words: Local<Vec<u32>>,
) {
    let verdict = verdict(&clock, &game, &rules, &quote);
    let colluding = colluding(&game, &service);
    for (cohort, day) in game.cohorts.iter().zip(&mut service.cohorts) {
        day.suspected = suspicion(cohort, &rules, (colluding, clock.days));
    }
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (mut shown, mut balance, mut standing) in tables {
        let (shown, balance) = (shown.bypass_change_detection(), balance.bypass_change_detection());
        let standing = standing.bypass_change_detection();
        for lot in &fleet.lots {
            let cohort = &game.cohorts[lot.cohort];
            let day = &mut service.cohorts[lot.cohort];
            let is_drawn = day.suspected > 0.0;
            if !is_drawn && !verdict.bans {
                continue;
            }
            words.resize(lot.len, 0);
            if is_drawn {
                let purpose = purpose(cohort);
                chance.draws(purpose, cohort.code, clock.step, lot.first, 1).fill(&mut words);
            }
            let caught = threshold(day.suspected);
            let at = lot.rows();
            let held = balance[at.clone()].iter_mut().zip(&mut standing[at.clone()]);
            for ((shown, (balance, standing)), &word) in shown[at].iter_mut().zip(held).zip(&*words)
            {
                verdict.on((shown, balance, standing), says_yes(word, caught), day);
            }
        }
    }
    ledger.burn(Account::Owners, service.slashed() * game.grain, Reason::Slash);
}

/// How the devices of a cohort cheat, where a check can find it.
fn catchable(cohort: &Cohort) -> Option<Manner> {
    cohort.cheats.filter(|manner| manner.can_be_caught())
}

/// For what the devices of a cohort are drawn.
fn purpose(cohort: &Cohort) -> Purpose {
    match catchable(cohort) {
        Some(_) => Purpose::Checking,
        None => Purpose::FalseAlarm,
    }
}

/// The probability with which each device of a cohort is caught in a step, rightly or not [1].
fn suspicion(cohort: &Cohort, rules: &Rules, (colluding, days): (f64, f64)) -> f64 {
    let suspect = |passes| Suspect { passes, colluding, days };
    match catchable(cohort) {
        Some(manner) => rules.work.checking.catches(&suspect(manner.passes())),
        None => rules.work.checking.accuses(&suspect(None)),
    }
}

/// The share of the devices that are up that collude with those who check [1].
fn colluding(game: &GameParts, service: &Service) -> f64 {
    let (mut all, mut colluding) = (0, 0);
    for (cohort, day) in game.cohorts.iter().zip(&service.cohorts) {
        let colludes = cohort.cheats.is_some_and(|manner| manner.passes().is_some());
        all += day.up;
        colluding += if colludes { day.up } else { 0 };
    }
    if all > 0 { colluding as f64 / all as f64 } else { 0.0 }
}

/// What becomes of those who are caught in a step.
struct Verdict {
    loss: Loss,
    /// Whether they are shut out for longer.
    bans: bool,
    /// The hour in which the step begins.
    now: u32,
    /// The hour until which they are shut out.
    until: u64,
}

fn verdict(clock: &Clock, game: &GameParts, rules: &Rules, quote: &Quote) -> Verdict {
    let penalty = rules.work.penalty.as_ref();
    let grain_usd = quote.open_usd * game.grain as f64 / game.base_units();
    let fine_usd = penalty.map_or(0.0, |penalty| penalty.fine_usd());
    let fine = if fine_usd > 0.0 { fine_usd / grain_usd } else { 0.0 };
    let escalates = penalty.map_or(1.0, |penalty| penalty.escalates());
    let bans = penalty.map_or(0, |penalty| penalty.bans(game.date(clock.end)));
    Verdict {
        loss: Loss { slash: rules.work.checking.slash(), fine, escalates },
        // Who was shut out under earlier rules stays so.
        bans: game.rules.iter().any(|(_, rules)| rules.work.bans()),
        now: (clock.begin / 3_600) as u32,
        until: if bans > 0 { (clock.end.saturating_add(bans) / 3_600).unsigned_abs() } else { 0 },
    }
}

impl Verdict {
    /// Takes out of the step who is caught or shut out.
    fn on(
        &self,
        (shown, balance, standing): (&mut Shown, &mut Balance, &mut Standing),
        is_caught: bool,
        day: &mut CohortDay,
    ) {
        let is_out = self.bans && standing.is_out(self.now);
        if shown.0 == 0 || !(is_caught || is_out) {
            return;
        }
        day.weight -= u64::from(shown.0);
        day.up -= 1;
        shown.0 = 0;
        if is_out {
            day.shut_out += 1;
            return;
        }
        let lost = self.loss.of(balance.0, standing.caught());
        balance.0 -= lost;
        day.slashed += lost;
        day.caught += 1;
        *standing = standing.caught_again(self.until);
    }
}
