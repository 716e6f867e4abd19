//! This file is about a run: one replicate of a game, from the first day to the last.

use std::sync::Arc;

use bevy_ecs::prelude::*;

use crate::day::{day, timed_day};
use crate::decisions::maker::Business;
use crate::emission::Network;
use crate::lanes::Lanes;
use crate::ledger::{Account, Ledger, Reason, Units, Violation};
use crate::market::flows::systems::Flowed;
use crate::market::systems::Pool;
use crate::record::{Metric, Record, tokens};
use crate::world::{
    Active, Balance, Bonds, Born, Calendar, Crew, Demands, Drawn, Electricity, Ends, Firsts, Fleet,
    Flywheel, Game, Making, Memories, Minting, Order, Orders, Past, Patience, Profit, Quote,
    Resales, Sales, Seen, Sells, Service, Shaken, ShakenCohort, Spread, State, Stopwatch,
    SubnetTokens, Trades, Traits, Uptime, Weight, settle_first_devices,
};

/// A run that is under way.
pub struct Run {
    world: World,
    day: Schedule,
    game: Game,
    step: u32,
}

/// A device at the end of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeviceAtEnd {
    /// Index of its cohort.
    pub cohort: usize,
    /// Its number within the cohort.
    pub number: u64,
    /// What has become of it.
    pub state: State,
    /// The step in which it joined.
    pub born: u32,
    /// Its speed among its kind [1].
    pub speed: f64,
    /// Tokens that its owner holds [base units].
    pub balance: Units,
    /// All it earned less all it cost, hardware included [USD].
    pub profit_usd: f64,
    /// The number of its operator within the cohort: its own where each device has its own owner.
    pub operator: u64,
    /// How often it is up [1].
    pub uptime: f64,
    /// What its operator pays for electricity [USD/kWh].
    pub electricity_usd_per_kwh: f64,
    /// Share of the pay that its operator sells [1].
    pub sells: f64,
    /// Losses in a row that its operator bears [days]; infinite if he never gives up.
    pub patience_days: f64,
}

/// What a run leaves behind.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// All that was written down.
    pub record: Record,
    /// Devices times steps.
    pub device_steps: u64,
    /// The devices at the end, if they were asked for.
    pub devices: Vec<DeviceAtEnd>,
}

impl Run {
    /// Sets up the first morning of a replicate.
    #[must_use]
    pub fn new(game: &Game, seed: u64, replicate: u32) -> Self {
        let mut world = World::new();
        let chance = game.pairing.chance(seed, replicate);
        let rules = game.rules[0].1.clone();
        let traits = game.cohorts.iter().map(|cohort| Traits::of(cohort, game, &rules));
        let drawn = Drawn(traits.collect());
        let lanes = Lanes::best();
        let fleet = settle_first_devices(&mut world, game, &drawn, (&chance, lanes));
        let supply = tokens(game.genesis, game.decimals);
        let price_usd = game.price.start_usd(game.start, supply);
        let (ledger, pool) = first_ledger(game, price_usd);
        world.insert_resource(game.calendar.clock(0));
        world.insert_resource(game.clone());
        world.insert_resource(rules);
        world.insert_resource(chance);
        world.insert_resource(fleet);
        world.insert_resource(drawn);
        let business = |maker| Business::new(maker, &game.groups, game.cohorts.len());
        world.insert_resource(Making(game.maker.as_ref().map(business)));
        world.insert_resource(Resales::new(game.cohorts.len()));
        world.insert_resource(Crew::Alone);
        world.insert_resource(lanes);
        let (open_usd, close_usd, seen_usd) = (price_usd, price_usd, price_usd);
        world.insert_resource(Quote { open_usd, close_usd, seen_usd, shock: 1.0 });
        let mornings = if game.looks_back() { game.calendar.steps() } else { 0 };
        world.insert_resource(Past::of(mornings as usize));
        world.insert_resource(Shaken {
            demand: vec![1.0; game.workloads.len()],
            cohorts: vec![ShakenCohort::default(); game.cohorts.len()],
            ..Shaken::default()
        });
        world.insert_resource(Orders(vec![Order::default(); game.workloads.len()]));
        world.insert_resource(Demands::first(game));
        world.insert_resource(Flywheel::default());
        world.insert_resource(Service {
            cohorts: vec![Default::default(); game.cohorts.len()],
            margins: vec![Spread::default(); game.groups.len()],
        });
        world.insert_resource(Seen(Network::empty(game.period(0))));
        world.insert_resource(Memories::default());
        world.insert_resource(SubnetTokens(vec![0; game.subnets.len()]));
        world.insert_resource(Bonds::first(game));
        world.insert_resource(Minting::default());
        world.insert_resource(Firsts(vec![0; game.firsts.len()]));
        world.insert_resource(Sales::default());
        world.insert_resource(Trades::default());
        world.insert_resource(Flowed::default());
        world.insert_resource(ledger);
        world.insert_resource(pool);
        world.insert_resource(Record::default());
        Self { world, day: day(), game: game.clone(), step: 0 }
    }

    /// Has the rows walked by a crew; what comes out is the same.
    #[must_use]
    pub fn with_crew(mut self, crew: Crew) -> Self {
        self.world.insert_resource(crew);
        self
    }

    /// Has the kernels run with a set of vector instructions; what comes out is the same.
    #[must_use]
    pub fn with_lanes(mut self, lanes: Lanes) -> Self {
        self.world.insert_resource(lanes);
        self
    }

    /// Has a stopwatch looked at after every stage of the days to come.
    #[must_use]
    pub fn with_stopwatch(mut self, watch: Stopwatch) -> Self {
        self.world.insert_resource(watch);
        self.day = timed_day();
        // Else the first stage of the first day would be charged for it.
        let _ = self.day.initialize(&mut self.world);
        self
    }

    /// Lives one step.
    ///
    /// # Errors
    /// The rule of the ledger that the engine broke.
    pub fn step(&mut self) -> Result<(), Violation> {
        self.world.insert_resource(self.game.calendar.clock(self.step));
        if let Some(mut watch) = self.world.get_resource_mut::<Stopwatch>() {
            watch.start();
        }
        self.day.run(&mut self.world);
        self.step += 1;
        let cohorts = &self.world.resource::<Service>().cohorts;
        let held: Units = cohorts.iter().map(|day| Units::from(day.settled.held)).sum();
        self.world.resource::<Ledger>().check(held * self.game.grain, self.game.cap)
    }

    /// Lives all steps that are left; returns devices times steps.
    ///
    /// # Errors
    /// The rule of the ledger that the engine broke.
    pub fn live(&mut self) -> Result<u64, Violation> {
        let mut device_steps = 0;
        while self.steps_left() > 0 {
            self.step()?;
            device_steps += self.device_count();
        }
        Ok(device_steps)
    }

    /// Lives all steps that are left, and tells what came of it.
    ///
    /// # Errors
    /// The rule of the ledger that the engine broke.
    pub fn finish(mut self, with_devices: bool) -> Result<Outcome, Violation> {
        let device_steps = self.live()?;
        let devices = if with_devices { self.devices() } else { Vec::new() };
        let record = self.world.remove_resource::<Record>().unwrap_or_default();
        Ok(Outcome { record, device_steps, devices })
    }

    /// The devices as they are now, in order of cohort and number.
    #[must_use]
    pub fn devices(&mut self) -> Vec<DeviceAtEnd> {
        type Columns = (
            &'static Weight,
            &'static Active,
            &'static Balance,
            &'static Profit,
            &'static Born,
            &'static Ends,
            (&'static Uptime, &'static Electricity, &'static Sells, &'static Patience),
        );
        let mut query = self.world.query::<Columns>();
        let Fleet { lots, operators, .. } = self.world.resource::<Fleet>();
        let tables = query.contiguous_iter(&self.world).expect("all columns are in tables");
        let mut devices = Vec::new();
        for (weight, active, balance, profit, born, ends, traits) in tables {
            let (uptime, electricity, sells, patience) = traits;
            for lot in lots {
                let holdings = operators.of(lot.cohort);
                let owner = |number| holdings.map(|holdings| holdings.owner(number));
                devices.extend(lot.rows().zip(lot.first..).map(|(row, number)| {
                    DeviceAtEnd {
                        cohort: lot.cohort,
                        number,
                        state: State::of(active[row], ends[row]),
                        born: born[row].0,
                        speed: f64::from(weight[row].0) / f64::from(crate::world::WEIGHT_ONE),
                        balance: Units::from(balance[row].0) * self.game.grain,
                        profit_usd: profit[row].0.into(),
                        operator: owner(number).map_or(number, |operator| operator as u64),
                        uptime: share(uptime[row].0),
                        electricity_usd_per_kwh: electricity[row].0.into(),
                        sells: share(sells[row].0),
                        patience_days: days(
                            holdings
                                .zip(owner(number))
                                .map_or(patience[row], |(holdings, own)| holdings.patience(own)),
                        ),
                    }
                }));
            }
        }
        devices.sort_by_key(|device| (device.cohort, device.number));
        devices
    }

    /// The steps that are left.
    #[must_use]
    pub fn steps_left(&self) -> u32 {
        self.game.calendar.steps() - self.step
    }

    /// Devices that ever joined.
    #[must_use]
    pub fn device_count(&self) -> u64 {
        self.world.resource::<Fleet>().rows as u64
    }

    /// The stopwatch, if there is one.
    #[must_use]
    pub fn stopwatch(&self) -> Option<&Stopwatch> {
        self.world.get_resource()
    }

    /// All tokens and where they are.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        self.world.resource::<Ledger>()
    }

    /// All that was written down so far.
    #[must_use]
    pub fn record(&self) -> &Record {
        self.world.resource::<Record>()
    }

    /// Forgets what was written down so far, so that a long run takes no more memory than a short one.
    pub fn forget(&mut self) {
        self.world.resource_mut::<Record>().forget();
    }
}

/// A threshold or share in units of 2^-31 as a number.
fn share(units: u32) -> f64 {
    f64::from(units) / 2_147_483_648.0
}

/// For how long an owner bears losses [days].
fn days(patience: Patience) -> f64 {
    match patience {
        Patience::FOR_EVER => f64::INFINITY,
        Patience(hours) => f64::from(hours) / 24.0,
    }
}

/// The metrics that a game's runs write down, found by living one step of it without devices.
#[must_use]
pub fn metrics(game: &Game) -> Vec<Metric> {
    // Of one step, so that no schedule is worked out for all of them.
    let first = Calendar::between(game.start, vec![0, game.calendar.clock(0).end]);
    let mut parts = (*game.in_steps(first).0).clone();
    parts.cohorts.iter_mut().for_each(|cohort| cohort.devices = 0);
    let mut run = Run::new(&Game(Arc::new(parts)), 0, 0);
    // Nothing can move in a world without devices that could break a rule of the ledger, and if it
    // did, the metrics are there all the same.
    let _ = run.step();
    run.record().metrics.clone()
}

/// The first day's tokens: a part is locked or came free before, a part is in the pool, devices have
/// put a part down, and traders hold the rest.
fn first_ledger(game: &Game, price_usd: f64) -> (Ledger, Pool) {
    let mut ledger = Ledger::default();
    ledger.mint(Account::Traders, game.genesis, Reason::Genesis);
    for lock in &game.locks {
        let (free, sold) = lock.before(game.start);
        ledger.transfer(Account::Traders, Account::Locked, lock.units - free, Reason::Genesis);
        ledger.transfer(Account::Traders, Account::Insiders, free - sold, Reason::Genesis);
    }
    let bonds = game.cohorts.iter().map(|cohort| game.first_bond(cohort).held).sum();
    ledger.transfer(Account::Traders, Account::Collateral, bonds, Reason::Genesis);
    let pool = game.rules[0].1.market.pool(price_usd, game.base_units());
    if let Some(reserves) = pool {
        ledger.transfer(Account::Traders, Account::Pool, reserves.tokens, Reason::Genesis);
    }
    (ledger, pool.map_or_else(Pool::default, Pool::of))
}
