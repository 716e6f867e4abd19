//! The game: what a scenario means, ready to be played; one for all replicates.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use bevy_ecs::prelude::Resource;
use jiff::civil::Date;
use language::varied::Shape;
use language::when::{Seconds, date_at};

use super::{Calendar, Clock, Lifetime, Owning, Rules};
use crate::chance::Pairing;
use crate::decisions::maker::Maker;
use crate::emission::locks::Bond;
use crate::emission::schedule::Period;
use crate::emission::{Allocation, Emission, Memory, Network};
use crate::ledger::Units;
use crate::market::Flows;
use crate::price::{PriceKind, Shock};
use crate::work::Work;
use crate::work::cheats::Manner;

/// The most by which the rules let what devices hold grow, with room for what 64 bits add up [grains].
pub const MOST_GRAINS: u64 = u64::MAX >> 2;

/// What does not change while a scenario is played.
#[derive(Clone, Resource)]
pub struct Game(pub Arc<GameParts>);

/// The parts of a game.
#[derive(Clone)]
pub struct GameParts {
    /// The first day.
    pub start: Date,
    /// The steps.
    pub calendar: Calendar,
    /// Decimals of the token.
    pub decimals: u32,
    /// Base units that a device is paid in at the least: 1, or more for tokens with many decimals.
    pub grain: Units,
    /// Tokens on the first day.
    pub genesis: Units,
    /// The most tokens there may be.
    pub cap: Option<Units>,
    /// What is locked on the first day.
    pub locks: Vec<Lock>,
    /// How the price moves.
    pub price: PriceKind,
    /// What happens to it on known days.
    pub shocks: Vec<Shock>,
    /// The kinds of devices.
    pub groups: Vec<Group>,
    /// Devices of a kind in a region, all alike but for their speed and traits.
    pub cohorts: Vec<Cohort>,
    /// Whether what cheats get is written down by manner.
    pub tells_cheats: bool,
    /// Who makes them; others do where there is none.
    pub maker: Option<Maker>,
    /// What is asked for.
    pub workloads: Vec<WorkloadName>,
    /// Names of the parts that the split ever pays first.
    pub firsts: Vec<String>,
    /// The subnets of all rules, by name.
    pub subnets: Vec<String>,
    /// Rules by the moment from which they hold; the first holds from the start.
    pub rules: Vec<(Seconds, Rules)>,
    /// What the chance of one replicate has to do with that of another.
    pub pairing: Pairing,
    /// What is minted by schedule in each step, where that depends on time alone.
    pub scheduled: Scheduled,
}

/// What is minted by schedule in each step [base units], worked out once for all replicates.
#[derive(Debug, Clone, Default)]
pub struct Scheduled(OnceLock<Vec<Units>>);

impl Deref for Game {
    type Target = GameParts;

    fn deref(&self) -> &GameParts {
        &self.0
    }
}

impl Game {
    /// The same game in other steps.
    #[must_use]
    pub fn in_steps(&self, calendar: Calendar) -> Self {
        // What was worked out ahead is of other steps.
        let scheduled = Scheduled::default();
        Self(Arc::new(GameParts { calendar, scheduled, ..(*self.0).clone() }))
    }
}

impl GameParts {
    /// Base units in a token.
    #[must_use]
    pub fn base_units(&self) -> f64 {
        (0..self.decimals).fold(1.0, |units, _| units * 10.0)
    }

    /// The most base units that there may be at a time: the cap, or the first supply and what devices
    /// can be paid besides. What is burned makes room, so that a network that burns and mints for ever
    /// never comes to an end.
    ///
    /// Devices hold no more than all tokens. Where they can get those of others, `grain` counts the
    /// first supply too, so that twice [`MOST_GRAINS`] bounds what they hold, and 64 bits add it up.
    #[must_use]
    pub fn most(&self) -> Units {
        let payable = self.grain.saturating_mul(Units::from(MOST_GRAINS) + 1);
        self.cap.unwrap_or(Units::MAX).min(self.genesis.saturating_add(payable))
    }

    /// A step's time, for the rules of emission.
    #[must_use]
    pub fn period(&self, step: u32) -> Period {
        let Clock { begin: from, end: until, .. } = self.calendar.clock(step);
        Period { start: self.start, from, until, decimals: self.decimals }
    }

    /// The date on which a moment of the run falls.
    #[must_use]
    pub fn date(&self, moment: Seconds) -> Date {
        date_at(self.start, moment)
    }

    /// Whether any of the rules of what is traded is so.
    #[must_use]
    pub fn ever_flows(&self, is: impl Fn(&Flows) -> bool) -> bool {
        self.rules.iter().any(|(_, rules)| is(&rules.flows))
    }

    /// Whether anybody looks back at the prices of other mornings.
    #[must_use]
    pub fn looks_back(&self) -> bool {
        self.shocks.iter().any(|shock| shock.oracle.is_some())
            || self.ever_flows(|flows| flows.momentum.is_some())
    }

    /// Whether any of the rules of emission is so.
    #[must_use]
    pub fn ever(&self, is: impl Fn(&Emission) -> bool) -> bool {
        self.rules.iter().any(|(_, rules)| is(&rules.emission))
    }

    /// What the devices of a cohort have put down on the first day [base units].
    #[must_use]
    pub fn first_bond(&self, cohort: &Cohort) -> Bond {
        let collateral = self.rules[0].1.emission.collateral.as_ref();
        let group = &self.groups[cohort.group].name;
        let each = collateral.map_or(0, |collateral| collateral.each(group, self.decimals));
        let devices = cohort.devices.into();
        Bond { devices, held: each.saturating_mul(devices.into()), ..Bond::default() }
    }

    /// Devices on the first day.
    #[must_use]
    pub fn devices_at_start(&self) -> u64 {
        self.cohorts.iter().map(|cohort| u64::from(cohort.devices)).sum()
    }

    /// Whether devices break, tire their owners or are cut off, under any of the rules.
    #[must_use]
    pub fn devices_end(&self) -> bool {
        let rules = self.rules.iter().map(|(_, rules)| &rules.work);
        self.groups.iter().any(|group| group.lifetime.has_end())
            || rules.into_iter().any(|work| work.outages.is_any())
    }

    /// Whether there is ever a rival.
    #[must_use]
    pub fn has_rivals(&self) -> bool {
        self.rules.iter().any(|(_, rules)| !rules.rivals.is_empty())
    }

    /// Whether operators of any kind of devices own several.
    #[must_use]
    pub fn has_operators(&self) -> bool {
        self.groups.iter().any(|group| group.operators.is_some())
    }

    /// Whether owners of any devices buy their own work.
    #[must_use]
    pub fn washes(&self) -> bool {
        self.cohorts.iter().any(|cohort| cohort.buys_usd_per_day() > 0.0)
    }

    /// Whether any of the rules of work is so.
    #[must_use]
    pub fn ever_works(&self, is: impl Fn(&Work) -> bool) -> bool {
        self.rules.iter().any(|(_, rules)| is(&rules.work))
    }

    /// Whether second-hand devices are sold under any of the rules.
    #[must_use]
    pub fn resells(&self) -> bool {
        self.rules.iter().any(|(_, rules)| rules.decisions.resale.is_some())
    }

    /// What is minted by schedule in a step [base units]; none if that does not depend on time alone.
    #[must_use]
    pub fn scheduled(&self, step: u32) -> Option<Units> {
        let amounts = self.scheduled.0.get_or_init(|| self.work_out_schedule());
        amounts.get(step as usize).copied()
    }

    /// What is minted by schedule in every step; nothing at all if replicates may differ.
    fn work_out_schedule(&self) -> Vec<Units> {
        if !self.rules.iter().all(|(_, rules)| rules.emission.schedule.is_known_ahead()) {
            return Vec::new();
        }
        let mut memory = Memory::default();
        let mut rules = &self.rules[0].1;
        let minted = |step| {
            let network = Network::empty(self.period(step));
            for amended in self.rules_from(network.period.from, step) {
                memory.carry(&amended.moves.schedule);
                rules = amended;
            }
            rules.emission.schedule.minted(&network, &mut memory)
        };
        (0..self.calendar.steps()).map(minted).collect()
    }

    /// The rules that come into force with a step, one after the other.
    pub fn rules_from(&self, begin: Seconds, step: u32) -> impl Iterator<Item = &Rules> {
        let before = if step == 0 { Seconds::MIN } else { self.calendar.clock(step - 1).begin };
        let new = self.rules.iter().filter(move |(from, _)| (before + 1..=begin).contains(from));
        new.map(|(_, rules)| rules)
    }
}

/// A part of the first supply that is locked.
#[derive(Debug, Clone, PartialEq)]
pub struct Lock {
    /// Base units.
    pub units: Units,
    /// When they come free.
    pub allocation: Allocation,
}

impl Lock {
    /// What came free before a run from a date on, and what of that was sold.
    #[must_use]
    pub fn before(&self, start: Date) -> (Units, Units) {
        let free = self.allocation.free(self.units, start, -1);
        (free, self.allocation.sold(free))
    }
}

/// A kind of devices.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name in the scenario.
    pub name: String,
    /// What its hardware is called.
    pub hardware: String,
    /// What one costs an owner [USD].
    pub price_usd: f64,
    /// Time from order to work [seconds].
    pub lead: Seconds,
    /// Power while up and idle [W].
    pub idle_watts: f64,
    /// Power while working [W].
    pub active_watts: f64,
    /// Share of the day in which it may compute: what its owner leaves to the network, its battery
    /// and skin bear [1].
    pub duty: f64,
    /// Share of its peak speed, and of the power for it, that heat leaves over that time [1].
    pub heat: f64,
    /// How often its battery is charged and what that wears off; none without a battery.
    pub charging: Option<Charging>,
    /// Probability of being up, as the hardware model has it [1].
    pub uptime: f64,
    /// Share of the idle power that a device draws while the network cannot reach it [1].
    pub standby: f64,
    /// Costs beside electricity [USD/day].
    pub upkeep_usd_per_day: f64,
    /// Standard deviation of the logarithm of speed among its devices [1].
    pub spread: f64,
    /// The most devices that ever join.
    pub limit: u64,
    /// What can end their lives.
    pub lifetime: Lifetime,
    /// Who owns them; each device has an owner of its own if nothing is said.
    pub operators: Option<Owning>,
}

/// How often a battery is charged, and what that costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Charging {
    /// Full charges for the owner's own use [1/day].
    pub own_per_day: f64,
    /// Full charges for the network, if it computes whenever it may [1/day].
    pub network_per_day: f64,
    /// What a full charge wears off [USD].
    pub wear_usd: f64,
}

/// Devices of one kind in one region.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// Index of its group.
    pub group: usize,
    /// Its region.
    pub region: String,
    /// The part of its group that it stands for [1].
    pub share: f64,
    /// The manner in which its devices cheat; none if they are honest.
    pub cheats: Option<Manner>,
    /// The number by which chance knows it.
    pub code: u16,
    /// The number by which chance knows its region.
    pub region_code: u16,
    /// Devices on the first day.
    pub devices: u32,
    /// Price of electricity among its owners [USD/kWh].
    pub electricity_usd_per_kwh: Shape,
}

impl Cohort {
    /// What each device claims of the work that an honest one could do [1].
    #[must_use]
    pub fn claims(&self, computes: bool) -> f64 {
        self.cheats.map_or(1.0, |manner| manner.claims(computes))
    }

    /// The share of what it claims that customers get [1].
    #[must_use]
    pub fn serves(&self, computes: bool) -> f64 {
        self.cheats.map_or(1.0, |manner| manner.serves(computes))
    }

    /// The hardware behind each device [devices].
    #[must_use]
    pub fn boxes(&self) -> f64 {
        self.cheats.map_or(1.0, |manner| manner.boxes())
    }

    /// The most for which an owner buys the work of a device of his own [USD/day].
    #[must_use]
    pub fn buys_usd_per_day(&self) -> f64 {
        self.cheats.map_or(0.0, |manner| manner.buys_usd_per_day())
    }
}

/// The name of a workload and what it is counted in.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkloadName {
    /// Its name in the scenario.
    pub name: String,
    /// What it is counted in.
    pub unit: language::work::WorkUnit,
    /// Whether devices compute for it, and so draw active power.
    pub computes: bool,
    /// The names of the segments of its customers.
    pub segments: Vec<String>,
}
