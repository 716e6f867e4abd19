//! Operators: who owns several devices weighs them together, and leaves and comes back with all.
//!
//! An operator adds up what his devices in the network earned. The step is a loss if that is below
//! what so many devices must bring; after losses in a row for as long as he bears them he switches all
//! of them off. He looks at those that are switched off together, too, and switches all of them on, or
//! none. What hits a cohort whatever the day brings hits all of an operator's devices there, or none.
//!
//! A sum of what devices earned is one of floats: it is that of one operator in the order of his
//! devices, in whatever lots, blocks and chunks they lie.

use std::ops::Range;

use bevy_ecs::prelude::*;

use super::owners::Owners;
use super::systems::{Around, terms};
use super::terms::Terms;
use crate::chance::{Chance, Draws, Purpose, says_yes, threshold};
use crate::world::{
    Active, Electricity, Fleet, Group, Holdings, Losing, Operators, Patience, Sells, Service,
    Tally, Uptime, Verdict, Weight, columns,
};

/// What the devices of a cohort decide by themselves: nothing, where operators do.
pub(super) fn for_each_device(terms: Terms, group: &Group) -> Terms {
    match group.operators {
        Some(_) => Terms { comeback: None, hazard: None, ..terms },
        None => terms,
    }
}

/// Notes what each device earned, for its operator to weigh.
#[inline(always)]
pub(super) fn note(per_day: &[f32], rows: &mut Owners) {
    if let Some(noted) = &mut rows.noted {
        noted.copy_from_slice(per_day);
    }
}

/// Operators who own several devices leave with all of them, or come back with all.
pub(super) fn decide_together(
    (clock, game, rules, quote, shaken): Around,
    chance: Res<Chance>,
    (mut fleet, mut service): (ResMut<Fleet>, ResMut<Service>),
    mut devices: Query<(columns::State, columns::Kept)>,
) {
    if !game.has_operators() {
        return;
    }
    let Fleet { lots, active: in_network, left_now, returned_now, operators, .. } = &mut *fleet;
    let Operators { cohorts, margins, by_size } = operators;
    by_size.fill(0);
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for ((mut active, ..), (weight, _, uptime, electricity, sells, _)) in tables {
        let active = active.bypass_change_detection();
        for (at, (cohort, day)) in game.cohorts.iter().zip(&mut service.cohorts).enumerate() {
            let Some(Some(holdings)) = cohorts.get_mut(at) else {
                by_size[1] += in_network[at];
                continue;
            };
            let usd = (&*quote, shaken.cohorts[at].electricity);
            let terms = terms(day, cohort, (&clock, &game, &rules, usd));
            let own = || lots.iter().filter(|lot| lot.cohort == at);
            let numbers = |first, rows: &Range<usize>| first..first + rows.len() as u64;
            holdings.tallies.fill(Tally::default());
            for (lot, rows) in own().map(|lot| (lot, lot.rows())) {
                let seen = Seen {
                    active: &active[rows.clone()],
                    margins: &margins[rows.clone()],
                    weight: &weight[rows.clone()],
                    uptime: &uptime[rows.clone()],
                    electricity: &electricity[rows.clone()],
                    sells: &sells[rows.clone()],
                };
                weigh(holdings, numbers(lot.first, &rows), &seen, &terms);
            }
            let draws = |purpose| chance.draws(purpose, cohort.code, clock.step, 0, 1);
            let moved = decide(holdings, &terms, draws, by_size);
            if moved != Moved::default() {
                for (lot, rows) in own().map(|lot| (lot, lot.rows())) {
                    let numbers = numbers(lot.first, &rows);
                    switch(holdings, numbers, &mut active[rows]);
                }
            }
            day.settled.left += moved.left;
            day.settled.poached += moved.poached;
            day.settled.returned += moved.returned;
            in_network[at] += moved.returned;
            in_network[at] -= moved.left;
            *left_now += moved.left;
            *returned_now += moved.returned;
        }
    }
}

/// What operators look at: columns of neighbouring devices.
struct Seen<'a> {
    active: &'a [Active],
    margins: &'a [f32],
    weight: &'a [Weight],
    uptime: &'a [Uptime],
    electricity: &'a [Electricity],
    sells: &'a [Sells],
}

/// Adds what some neighbouring devices earned, or would earn, to what their operators see.
fn weigh(holdings: &mut Holdings, devices: Range<u64>, seen: &Seen, terms: &Terms) {
    let mut tallies = std::mem::take(&mut holdings.tallies);
    for (operator, run) in holdings.runs(devices) {
        let tally = &mut tallies[operator];
        for row in run {
            match seen.active[row] {
                Active::HERE => {
                    tally.here += 1;
                    tally.margin_usd += f64::from(seen.margins[row]);
                }
                Active::GAVE_UP => look_at(row, seen, terms, tally),
                _ => {}
            }
        }
    }
    holdings.tallies = tallies;
}

/// Adds what a device would bring that is switched off, and what it would have to bring.
fn look_at(row: usize, seen: &Seen, terms: &Terms, tally: &mut Tally) {
    tally.idle += 1;
    if let Some(comeback) = terms.comeback {
        let own = (seen.weight[row], seen.uptime[row], seen.electricity[row], seen.sells[row]);
        let (income_usd, cost_usd) = terms.expects(own);
        tally.income_usd += f64::from(income_usd);
        tally.hurdle_usd += f64::from(comeback.times_cost as f32 * cost_usd);
        tally.cost_usd += f64::from(cost_usd);
    }
}

/// Devices that were switched off and on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Moved {
    left: u64,
    /// Of these, those whose operators went to a rival.
    poached: u64,
    returned: u64,
}

/// Has each operator decide, and counts them by the devices that they have in the network then.
fn decide(
    holdings: &mut Holdings,
    terms: &Terms,
    draws: impl Fn(Purpose) -> Draws,
    by_size: &mut [u64],
) -> Moved {
    let mut leaving = terms.hazard.map(|hazard| (draws(Purpose::Leaving), hazard));
    let look = terms.comeback.map(|comeback| threshold(comeback.look));
    let mut looking = look.map(|look| (draws(Purpose::Return), look));
    let limit = (f64::from(terms.least_usd_per_day), f64::from(terms.per_day), terms.hours);
    let mut moved = Moved::default();
    for operator in 0..holdings.tallies.len() {
        let patience = holdings.patience(operator);
        let went = says(&mut leaving);
        let chances = (went.is_some(), says(&mut looking).is_some());
        let tally = &mut holdings.tallies[operator];
        let losing = &mut holdings.losing[operator];
        tally.verdict = verdict(tally, losing, patience, chances, limit);
        let (here, idle) = (u64::from(tally.here), u64::from(tally.idle));
        let left = match tally.verdict {
            Verdict::Stays => here,
            Verdict::Leaves => {
                let is_poached = went.is_some_and(|word| says_yes(word, terms.poached));
                moved.left += here;
                moved.poached += here * u64::from(is_poached);
                0
            }
            Verdict::Returns => {
                moved.returned += idle;
                here + idle
            }
        };
        by_size[left as usize] += 1;
    }
    moved
}

/// The next word of chance if it says yes; none if chance has no say.
fn says(draws: &mut Option<(Draws, u32)>) -> Option<u32> {
    let (draws, threshold) = draws.as_mut()?;
    let mut word = [0];
    draws.fill(&mut word);
    says_yes(word[0], *threshold).then_some(word[0])
}

/// Losses in a row are counted no further than this [hours], one below what nobody ever bears.
const LONGEST: u16 = u16::MAX - 1;

/// What an operator does whose devices must bring so much each, in a step of so many hours: after
/// losses in a row, and with chances to go and to look.
fn verdict(
    tally: &Tally,
    losing: &mut Losing,
    patience: Patience,
    (goes, looks): (bool, bool),
    (least_usd_per_day, per_day, hours): (f64, f64, u16),
) -> Verdict {
    let is_loss = tally.margin_usd < least_usd_per_day * f64::from(tally.here);
    losing.0 = if is_loss { losing.0.saturating_add(hours).min(LONGEST) } else { 0 };
    if tally.here > 0 && (goes || losing.0 >= patience.0) {
        return Verdict::Leaves;
    }
    let least_usd = least_usd_per_day / per_day * f64::from(tally.idle);
    let pays =
        tally.income_usd > tally.hurdle_usd && tally.income_usd - tally.cost_usd >= least_usd;
    let comes = tally.idle > 0 && looks && pays;
    if comes { Verdict::Returns } else { Verdict::Stays }
}

/// Switches some neighbouring devices off and on, as their operators have decided.
fn switch(holdings: &Holdings, devices: Range<u64>, active: &mut [Active]) {
    for (operator, run) in holdings.runs(devices) {
        let (from, to) = match holdings.tallies[operator].verdict {
            Verdict::Stays => continue,
            Verdict::Leaves => (Active::HERE, Active::GAVE_UP),
            Verdict::Returns => (Active::GAVE_UP, Active::HERE),
        };
        active[run].iter_mut().filter(|state| **state == from).for_each(|state| *state = to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: (bool, bool) = (false, false);
    const A_DAY: (f64, f64, u16) = (0.0, 1.0, 24);

    #[test]
    fn an_operator_leaves_when_all_his_devices_together_have_lost_for_too_long() {
        // Two days of losses are borne, and the good ones of two devices of three make no good day.
        let mut losing = Losing(0);
        let mut day = |margin_usd| {
            let tally = Tally { here: 3, margin_usd, ..Tally::default() };
            verdict(&tally, &mut losing, Patience(48), NOTHING, A_DAY)
        };
        let days = [0.5 + 0.5 - 1.5, 0.5 + 0.5 - 0.5, -0.1, -0.1].map(&mut day);
        let stays = Verdict::Stays;
        assert_eq!(days, [stays, stays, stays, Verdict::Leaves]);
        assert_eq!(losing, Losing(48));
    }

    #[test]
    fn each_device_in_the_network_must_bring_what_is_worth_the_trouble() {
        let lost = |here, margin_usd| {
            let (mut losing, tally) = (Losing(0), Tally { here, margin_usd, ..Tally::default() });
            verdict(&tally, &mut losing, Patience::FOR_EVER, NOTHING, (0.25, 1.0, 24));
            losing.0
        };
        assert_eq!([lost(4, 1.0), lost(4, 0.99), lost(3, 0.99), lost(0, 0.0)], [0, 24, 0, 0]);
    }

    #[test]
    fn who_bears_all_losses_never_leaves() {
        let tally = Tally { here: 1, margin_usd: -1.0, ..Tally::default() };
        let mut losing = Losing(LONGEST);
        let always = verdict(&tally, &mut losing, Patience::FOR_EVER, NOTHING, A_DAY);
        assert_eq!((always, losing.0), (Verdict::Stays, LONGEST));
        let gone = verdict(&tally, &mut losing, Patience::FOR_EVER, (true, true), A_DAY);
        assert_eq!(gone, Verdict::Leaves);
    }

    #[test]
    fn an_operator_comes_back_when_all_that_is_switched_off_pays_together() {
        let comes = |income_usd, looks| {
            let tally = Tally { idle: 2, income_usd, hurdle_usd: 5.0, ..Tally::default() };
            verdict(&tally, &mut Losing(0), Patience(24), (true, looks), A_DAY)
        };
        let stays = Verdict::Stays;
        let verdicts = [comes(5.1, true), comes(5.0, true), comes(5.1, false)];
        assert_eq!(verdicts, [Verdict::Returns, stays, stays]);
    }
}
