//! Resell: which idle devices are sold, and what becomes of them.

use bevy_ecs::prelude::*;

use super::systems::Around;
use crate::chance::{Chance, Draws, Purpose, uniform};
use crate::world::{Active, Born, Fleet, Losing, Profit, Resales, Service, Standing, columns};

/// Counts the devices whose owners have given up, where they may be sold.
pub(super) fn count_idle(
    (_, _, rules, ..): Around,
    fleet: Res<Fleet>,
    mut resales: ResMut<Resales>,
    devices: Query<&Active>,
) {
    if rules.decisions.resale.is_none() {
        return;
    }
    resales.idle.fill(0);
    for active in devices.contiguous_iter().expect("all columns are in tables") {
        for lot in &fleet.lots {
            let idle = active[lot.rows()].iter().filter(|active| **active == Active::GAVE_UP);
            resales.idle[lot.cohort] += idle.count() as u64;
        }
    }
}

/// Idle devices go to new owners, who begin with what they paid; those before sell what they hold.
pub(super) fn resell_devices(
    (clock, game, rules, ..): Around,
    chance: Res<Chance>,
    (mut fleet, mut service): (ResMut<Fleet>, ResMut<Service>),
    mut resales: ResMut<Resales>,
    mut devices: Query<(columns::State, &Born, &mut Standing)>,
) {
    (resales.count, resales.paid_usd) = (0, 0.0);
    let Some(resale) = &rules.decisions.resale else { return };
    let Resales { idle, sold, new_usd, count, paid_usd, .. } = &mut *resales;
    let Fleet { lots, active: in_network, returned_now, .. } = &mut *fleet;
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for ((mut active, _, mut balance, mut profit, mut losing, _), born, mut standing) in tables {
        let active = active.bypass_change_detection();
        let balance = balance.bypass_change_detection();
        let (profit, losing) = (profit.bypass_change_detection(), losing.bypass_change_detection());
        for lot in &*lots {
            let at = lot.cohort;
            if sold[at] == 0 {
                continue;
            }
            let code = game.cohorts[at].code;
            let draws = chance.draws(Purpose::Resale, code, clock.step, lot.first, 1);
            let left = (&mut sold[at], &mut idle[at]);
            let settled = &mut service.cohorts[at].settled;
            for row in chosen(&active[lot.rows()], draws, left) {
                let row = lot.row + row;
                let age = clock.begin - game.calendar.clock(born[row].0).begin;
                let price_usd = resale.price_usd(new_usd[at], age as f64 / 86_400.0);
                settled.sold += balance[row].0;
                settled.held -= balance[row].0;
                settled.returned += 1;
                balance[row].0 = 0;
                (active[row], losing[row]) = (Active::HERE, Losing(0));
                profit[row] = Profit(-price_usd as f32);
                // What the last owner did with it is not held against the new one.
                standing[row] = Standing::default();
                in_network[at] += 1;
                *returned_now += 1;
                *count += 1;
                *paid_usd += price_usd;
            }
        }
    }
}

/// Draws that are made at once.
const BLOCK: usize = 256;

/// Which of some neighbouring devices are sold, where so many are to be sold of so many that are idle
/// from here on: all choices have the same chance (selection sampling, Knuth's algorithm S).
fn chosen(active: &[Active], mut draws: Draws, (sold, idle): (&mut u64, &mut u64)) -> Vec<usize> {
    let mut rows = Vec::new();
    let mut words = [0; BLOCK];
    for (block, active) in active.chunks(BLOCK).enumerate() {
        draws.fill(&mut words);
        let devices = active.iter().zip(words).enumerate();
        for (at, (_, word)) in devices.filter(|(_, (active, _))| **active == Active::GAVE_UP) {
            if uniform(word) * (*idle as f64) < *sold as f64 {
                rows.push(block * BLOCK + at);
                *sold -= 1;
            }
            *idle -= 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_chosen_as_are_sold_and_all_alike() {
        let active: Vec<_> = (0..900).map(|at| Active((at % 3 == 0).into())).collect();
        let mut times = vec![0; 900];
        for step in 0..400 {
            let draws = Chance::new(1, 0).draws(Purpose::Resale, 0, step, 0, 1);
            let (mut sold, mut idle) = (150, 600);
            let rows = chosen(&active, draws, (&mut sold, &mut idle));
            assert_eq!((rows.len(), sold, idle), (150, 0, 0));
            rows.iter().for_each(|&row| times[row] += 1);
        }
        assert!(times.iter().step_by(3).all(|&times| times == 0));
        // 400 · 1/4 = 100 times each, with a standard deviation of 8.7: 600 stay within 5 of them.
        let idle = (0..900).filter(|at| at % 3 != 0);
        assert!(idle.clone().all(|at| (56..=144).contains(&times[at])), "{times:?}");
    }

    #[test]
    fn where_all_are_sold_chance_has_no_say() {
        let active = [Active::GAVE_UP, Active::HERE, Active::GONE, Active::GAVE_UP];
        let draws = Chance::new(1, 0).draws(Purpose::Resale, 0, 0, 0, 1);
        assert_eq!(chosen(&active, draws, (&mut 2, &mut 2)), [0, 3]);
    }
}
