//! The systems of the decisions stage: the engine's half.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::ScheduleConfigs;
use bevy_ecs::system::ScheduleSystem;

use super::leave::Sunk;
use super::maker::systems::{close_shop, open_shop};
use super::mend::{Broken, mend};
use super::moods::{expect_income, lose_interest, take_fright, weigh_stakes};
use super::needs::Needs;
use super::operators::{decide_together, for_each_device};
use super::orders::order_devices;
use super::owners::Owners;
use super::poach::poach;
use super::resell::{count_idle, resell_devices};
use super::settle::{LONG, SHORT, Settle};
use super::terms::Terms;
use crate::chance::{Chance, threshold};
use crate::lanes::Lanes;
use crate::ledger::{Account, Ledger, Reason, Units};
use crate::world::{
    Bonds, Clock, Cohort, CohortDay, Crew, Fleet, Game, GameParts, Memories, Quote, Rows, Rules,
    Sales, Service, Shaken, Trades, WEIGHT_ONE, columns, most_bought,
};

/// What owners look at before they decide.
pub(super) type Around<'w> =
    (Res<'w, Clock>, Res<'w, Game>, Res<'w, Rules>, Res<'w, Quote>, Res<'w, Shaken>);

pub(crate) fn systems() -> ScheduleConfigs<ScheduleSystem> {
    let moods = (expect_income, take_fright, lose_interest, weigh_stakes, poach).chain();
    let people = (settle_accounts, decide_together, mend_devices, count_idle).chain();
    let devices = (open_shop, order_devices, close_shop, resell_devices).chain();
    (moods, people, devices, book, post_collateral).chain()
}

/// Owners are paid and sell, count the day, leave if it has not paid for too long, or come back.
fn settle_accounts(
    (clock, game, rules, quote, shaken): Around,
    (chance, crew, lanes): (Res<Chance>, Res<Crew>, Res<Lanes>),
    mut fleet: ResMut<Fleet>,
    mut service: ResMut<Service>,
    mut devices: Query<(columns::State, columns::Kept)>,
) {
    let Fleet { lots, active: in_network, left_now, returned_now, operators, .. } = &mut *fleet;
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for (
        (mut active, shown, mut balance, mut profit, mut losing, _),
        (weight, _, uptime, electricity, sells, patience),
    ) in tables
    {
        let active = active.bypass_change_detection();
        let balance = balance.bypass_change_detection();
        let profit = profit.bypass_change_detection();
        let losing = losing.bypass_change_detection();
        for lot in &*lots {
            let at = lot.rows();
            let owners = Owners {
                first: lot.first,
                shown: &shown[at.clone()],
                weight: &weight[at.clone()],
                uptime: &uptime[at.clone()],
                electricity: &electricity[at.clone()],
                sells: &sells[at.clone()],
                patience: &patience[at.clone()],
                active: &mut active[at.clone()],
                balance: &mut balance[at.clone()],
                profit: &mut profit[at.clone()],
                losing: &mut losing[at.clone()],
                noted: operators.margins.get_mut(at),
            };
            let cohort = &game.cohorts[lot.cohort];
            let Service { cohorts, margins } = &mut *service;
            let usd = (&*quote, shaken.cohorts[lot.cohort].electricity);
            let terms = terms(&cohorts[lot.cohort], cohort, (&clock, &game, &rules, usd));
            let terms = for_each_device(terms, &game.groups[cohort.group]);
            let (chance, code, step) = (&*chance, cohort.code, clock.step);
            let crew = crew.for_rows(owners.len());
            let settled = margins[cohort.group].share(crew, |counter| {
                let terms = &terms;
                crew.walk(owners, &|rows| {
                    counter.count(|margins| match rows.len() {
                        0..=LONG => {
                            lanes.run(Settle::<SHORT> { terms, chance, code, step, rows, margins })
                        }
                        _ => lanes.run(Settle::<LONG> { terms, chance, code, step, rows, margins }),
                    })
                })
            });
            cohorts[lot.cohort].settled = cohorts[lot.cohort].settled + settled;
            in_network[lot.cohort] += settled.returned;
            in_network[lot.cohort] -= settled.left;
            *left_now += settled.left;
            *returned_now += settled.returned;
        }
    }
}

/// Owners of devices that broke in this step have them mended, or throw them away.
fn mend_devices(
    (clock, game, rules, quote, shaken): Around,
    fleet: Res<Fleet>,
    mut service: ResMut<Service>,
    mut devices: Query<(columns::State, columns::Kept)>,
) {
    if service.ended().broken() == 0 {
        return;
    }
    let tables = devices.contiguous_iter_mut().expect("all columns are in tables");
    for ((mut active, .., mut profit, _, mut ends), (weight, _, uptime, electricity, sells, _)) in
        tables
    {
        let (active, profit) = (active.bypass_change_detection(), profit.bypass_change_detection());
        let ends = ends.bypass_change_detection();
        for lot in &fleet.lots {
            let day = &mut service.cohorts[lot.cohort];
            if day.ended.broken() == 0 {
                continue;
            }
            let at = lot.rows();
            let broken = Broken {
                weight: &weight[at.clone()],
                uptime: &uptime[at.clone()],
                electricity: &electricity[at.clone()],
                sells: &sells[at.clone()],
                active: &mut active[at.clone()],
                profit: &mut profit[at.clone()],
                ends: &mut ends[at],
            };
            let cohort = &game.cohorts[lot.cohort];
            let mending = game.groups[cohort.group].lifetime.repair;
            let usd = (&*quote, shaken.cohorts[lot.cohort].electricity);
            let terms = terms(day, cohort, (&clock, &game, &rules, usd));
            let repair = &*rules.decisions.repair;
            day.repairs += mend(broken, repair, mending, (&terms, clock.end_hours()));
        }
    }
}

/// What was paid and sold is written into the ledger.
fn book(
    (clock, game, rules): (Res<Clock>, Res<Game>, Res<Rules>),
    service: Res<Service>,
    mut memories: ResMut<Memories>,
    (mut ledger, mut sales): (ResMut<Ledger>, ResMut<Sales>),
) {
    let sum = |of: fn(&CohortDay) -> u64| {
        service.cohorts.iter().map(|day| Units::from(of(day))).sum::<Units>() * game.grain
    };
    let paid = sum(|day| day.settled.paid);
    sales.owners = sum(|day| day.settled.sold);
    ledger.transfer(Account::Carried, Account::Owners, paid, Reason::Reward);
    ledger.transfer(Account::Owners, Account::Offered, sales.owners, Reason::Sale);
    let staked = sum(|day| day.settled.staked);
    ledger.transfer(Account::Owners, Account::Stakers, staked, Reason::Staking);
    // What owners stake falls to the classes of stakers as their pay does.
    if let Some(escrow) = rules.emission.voting_escrow.as_ref().filter(|_| staked > 0) {
        let account = ledger.balance(Account::Stakers);
        escrow.follow(&mut memories.stakes, account, (game.start, clock.begin), game.decimals);
    }
}

/// Devices that joined put down collateral that traders sell them; those that left get theirs back
/// when it is free, and sell it.
fn post_collateral(
    (clock, game, rules, quote): (Res<Clock>, Res<Game>, Res<Rules>, Res<Quote>),
    (fleet, service): (Res<Fleet>, Res<Service>),
    mut bonds: ResMut<Bonds>,
    (mut ledger, mut sales, mut trades): (ResMut<Ledger>, ResMut<Sales>, ResMut<Trades>),
) {
    let collateral = rules.emission.collateral.as_ref();
    let held = ledger.balance(Account::Traders);
    let market = (most_bought(held, ledger.balance(Account::Pool), clock.days), quote.open_usd);
    let turn = bonds.turn(collateral, &game, (&clock, &fleet, &service), market);
    trades.bought += turn.bought;
    sales.unbound += turn.freed;
    ledger.transfer(Account::Traders, Account::Collateral, turn.bought, Reason::Collateral);
    if collateral.is_some_and(|collateral| collateral.fills_treasury()) {
        ledger.transfer(Account::Collateral, Account::Treasury, turn.forfeited, Reason::Slash);
    } else {
        ledger.burn(Account::Collateral, turn.forfeited, Reason::Slash);
    }
    ledger.transfer(Account::Collateral, Account::Unbonding, turn.returned, Reason::Unbonding);
    ledger.transfer(Account::Unbonding, Account::Offered, turn.freed, Reason::Sale);
}

pub(super) fn terms(
    day: &CohortDay,
    cohort: &Cohort,
    (clock, game, rules, (quote, electricity)): (&Clock, &GameParts, &Rules, (&Quote, f64)),
) -> Terms {
    // A device's own price of electricity does not change: what it draws counts for more.
    let (kwh_always, kwh_up) = (day.kwh_always * electricity, day.kwh_up * electricity);
    let grain_usd = quote.open_usd * game.grain as f64 / game.base_units();
    let middling = cohort.electricity_usd_per_kwh.middle();
    let usual_usd = (kwh_always + kwh_up) * middling + day.upkeep_usd;
    let selling = &rules.decisions.selling;
    let policy = selling.policy();
    let mut mood = day.mood;
    mood.add_sale(selling.of_held(quote.open_usd, clock.days));
    let limit = rules.decisions.staying.limit();
    let price_usd = game.groups[cohort.group].price_usd;
    // The rate is below 2^40, so a float holds it exactly; so it does the power of two.
    let grains = day.rate as f64 / (1_u64 << day.shift) as f64;
    let (fees_usd, weight) = match day.weight {
        0 => (day.fees_of_one_usd, f64::from(WEIGHT_ONE)),
        weight => (day.fees_usd, weight as f64),
    };
    let (pay_usd, fee_usd) = ((grains * grain_usd) as f32, (fees_usd / weight) as f32);
    let expected = mood.expected_usd.map(|each| each.map(|usd| (usd * clock.days) as f32));
    let [expected_pay_usd, expected_fee_usd] = expected.unwrap_or([pay_usd, fee_usd]);
    let comeback = rules.decisions.returning.comeback(clock.days);
    Terms {
        rate: day.rate,
        shift: day.shift,
        grain_usd: grain_usd as f32,
        pay_usd,
        fee_usd,
        expected_pay_usd,
        expected_fee_usd,
        counts_expected: expected.is_some(),
        kwh_always: kwh_always as f32,
        kwh_up: kwh_up as f32,
        upkeep_usd: day.upkeep_usd as f32,
        per_day: (1.0 / clock.days) as f32,
        hours: ((clock.end - clock.begin) / 3_600) as u16,
        needs: policy.covers_costs.then(|| Needs::new(grain_usd, usual_usd)),
        counts_what_is_kept: rules.decisions.income.counts_what_is_kept(),
        least_usd_per_day: limit.least_usd_per_day as f32,
        sunk: (limit.sunk_cost != 0.0 && price_usd > 0.0)
            .then(|| Sunk { share: limit.sunk_cost as f32, per_usd: (1.0 / price_usd) as f32 }),
        sells_held: (mood.sells_held > 0.0).then(|| threshold(mood.sells_held)),
        stakes: (mood.stakes > 0.0).then(|| threshold(mood.stakes)),
        comeback: comeback.map(|back| back.without(day.lured)),
        hazard: (day.hazard > 0.0).then(|| threshold(day.hazard)),
        poached: threshold(day.poached),
    }
}
