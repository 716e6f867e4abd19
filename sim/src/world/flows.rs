//! The flows of a day: what one stage leaves on the table for the next.

use std::ops::Add;

use bevy_ecs::prelude::Resource;

use super::{Mood, Moves, Settled, Spread};
use crate::emission::locks::{Bond, Queue, Tranches, Turn};
use crate::emission::{Network, Owed, Receiver, Stakes};
use crate::ledger::Units;
use crate::market::Reserves;
use crate::memory::Memory;

/// The token's price today.
#[derive(Debug, Clone, Copy, Resource)]
pub struct Quote {
    /// In the morning [USD].
    pub open_usd: f64,
    /// In the evening [USD].
    pub close_usd: f64,
    /// What contracts take for the morning's [USD].
    pub seen_usd: f64,
    /// What scripted shocks multiply the price by [1].
    pub shock: f64,
}

/// What scripted shocks multiply things by today [1].
#[derive(Debug, Clone, Default, Resource)]
pub struct Shaken {
    /// The token's price.
    pub price: f64,
    /// Its volatility.
    pub volatility: f64,
    /// The depth of the market.
    pub liquidity: f64,
    /// What customers ask for, by workload.
    pub demand: Vec<f64>,
    /// What concerns devices, by cohort.
    pub cohorts: Vec<ShakenCohort>,
}

/// What scripted shocks multiply the things of a cohort by today [1].
#[derive(Debug, Clone, Copy, Default)]
pub struct ShakenCohort {
    /// The price of electricity.
    pub electricity: f64,
    /// The price of a new device.
    pub hardware: f64,
    /// The time from order to work.
    pub lead_time: f64,
    /// What the token's price is known to be multiplied by until a device that is ordered today works.
    pub foreseen: f64,
}

/// What customers ask for today, by workload.
#[derive(Debug, Clone, Default, Resource)]
pub struct Orders(pub Vec<Order>);

/// What customers ask for of one workload.
#[derive(Debug, Clone, Copy, Default)]
pub struct Order {
    /// Asked for [units].
    pub requested: f64,
    /// Done [units].
    pub served: f64,
    /// Done or faked, and paid [units].
    pub claimed: f64,
    /// What the devices could do [units].
    pub capacity: f64,
    /// Price [USD/unit].
    pub price_usd: f64,
    /// Share of what is paid in money that goes to the owners of the devices [1].
    pub to_owners: f64,
    /// Time that the devices that can do it would take for all of it, over the time that they
    /// have [1].
    pub weight: f64,
}

impl Orders {
    pub(super) fn clear(&mut self) {
        self.0.fill(Order::default());
    }

    /// What customers spent today [USD].
    #[must_use]
    pub fn spent_usd(&self) -> f64 {
        self.0.iter().map(|order| order.claimed * order.price_usd).sum()
    }
}

/// What each cohort did and got today.
#[derive(Debug, Clone, Default, Resource)]
pub struct Service {
    /// By cohort.
    pub cohorts: Vec<CohortDay>,
    /// Margins of the active devices by group [USD/day].
    pub margins: Vec<Spread>,
}

/// What one cohort did and got today.
#[derive(Debug, Clone, Copy, Default)]
pub struct CohortDay {
    /// Sum of what its devices that are up show.
    pub weight: u64,
    /// Devices that are up.
    pub up: u64,
    /// Devices that were caught faking their work, or taken for such.
    pub caught: u64,
    /// Probability with which each of its devices is caught in this step [1].
    pub suspected: f64,
    /// Devices that would be up, and are shut out since they were caught before.
    pub shut_out: u64,
    /// What they lost [grains].
    pub slashed: u64,
    /// Value of the work that its devices did for customers [USD].
    pub served_usd: f64,
    /// Value of the work that they could have done for customers [USD].
    pub offered_usd: f64,
    /// Value of the work that it claims to have done [USD].
    pub work_usd: f64,
    /// What its owners bought of it themselves, for the tokens [USD].
    pub wash_usd: f64,
    /// What customers paid it in money, less what its owners' own purchases cost them [USD].
    pub fees_usd: f64,
    /// Value of the work that one device of middle speed did, or would have done [USD].
    pub work_of_one_usd: f64,
    /// What customers paid such a device in money, or would have paid it [USD].
    pub fees_of_one_usd: f64,
    /// Share of the offered time in which its devices computed [1].
    pub busy: f64,
    /// Energy of all its devices [kWh].
    pub energy_kwh: f64,
    /// Energy of each active device, up or not [kWh].
    pub kwh_always: f64,
    /// Energy of a device that is up, beside that [kWh].
    pub kwh_up: f64,
    /// Full charges of the battery of an active device; 0 where it has none [1/day].
    pub charges_per_day: f64,
    /// Costs of an active device beside electricity, wear of its battery included [USD].
    pub upkeep_usd: f64,
    /// Pay for a weight of one, times two to the power of `shift` [grains].
    pub rate: u64,
    /// See `rate`.
    pub shift: u32,
    /// What its devices did together.
    pub settled: Settled,
    /// What became of its devices.
    pub ended: Ended,
    /// Broken devices that their owners have mended.
    pub repairs: u64,
    /// Share of the step that outages take from each of its devices [1].
    pub lost: f64,
    /// Probability with which an owner leaves in this step whatever the day brings [1].
    pub hazard: f64,
    /// The part of it with which the owner goes to a rival [1].
    pub poached: f64,
    /// The share that rivals win of those who have no device that works here [1].
    pub lured: f64,
    /// What its owners expect and are inclined to.
    pub mood: Mood,
}

/// Devices that broke, that people tired of, or that were mended in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    /// A fault from the factory broke so many.
    pub infant: u64,
    /// Chance broke so many.
    pub random: u64,
    /// So many were worn out.
    pub worn_out: u64,
    /// People tired of so many.
    pub tired: u64,
    /// So many work again after a repair.
    pub mended: u64,
}

impl Ended {
    /// Devices that broke.
    #[must_use]
    pub fn broken(&self) -> u64 {
        self.infant + self.random + self.worn_out
    }
}

impl Add for Ended {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            infant: self.infant + other.infant,
            random: self.random + other.random,
            worn_out: self.worn_out + other.worn_out,
            tired: self.tired + other.tired,
            mended: self.mended + other.mended,
        }
    }
}

impl Service {
    /// What all devices did together.
    #[must_use]
    pub fn settled(&self) -> Settled {
        self.cohorts.iter().fold(Settled::default(), |sum, day| sum + day.settled)
    }

    /// What cheats lost of what they were paid [grains].
    #[must_use]
    pub fn slashed(&self) -> Units {
        self.cohorts.iter().map(|day| Units::from(day.slashed)).sum()
    }

    /// What became of all devices.
    #[must_use]
    pub fn ended(&self) -> Ended {
        self.cohorts.iter().fold(Ended::default(), |sum, day| sum + day.ended)
    }

    pub(super) fn clear(&mut self) {
        self.cohorts.fill(CohortDay::default());
        self.margins.iter_mut().for_each(Spread::clear);
    }
}

/// What was minted and burned today [base units].
#[derive(Debug, Clone, Copy, Default, Resource)]
pub struct Minting {
    /// By the schedule alone.
    pub scheduled: Units,
    /// Minted again.
    pub reminted: Units,
    /// Minted in all.
    pub minted: Units,
    /// Who got it, in the order of [`Receiver::ALL`](crate::emission::Receiver::ALL).
    pub to: [Units; 4],
    /// Burned today.
    pub burned: Units,
    /// The part of it that a vault may mint again.
    pub in_vault: Units,
    /// Came free of locks so far, by lock.
    pub unlocked: Units,
    /// What of the devices' pay is locked today.
    pub locked: Units,
    /// Pay of devices that came free today.
    pub vested: Units,
}

impl Minting {
    /// What stakers got of it [base units].
    #[must_use]
    pub fn to_stakers(&self) -> Units {
        self.to[Receiver::Stakers as usize]
    }

    /// What devices are paid, when it has been handed out [base units].
    #[must_use]
    pub fn paid_to_devices(&self) -> Units {
        self.to[Receiver::Devices as usize] - self.locked + self.vested
    }
}

/// What the parts got that the split pays first, in the order of the game's names [base units].
#[derive(Debug, Clone, Default, Resource)]
pub struct Firsts(pub Vec<Units>);

/// The network as the rules of emission see it today.
#[derive(Debug, Clone, Copy, Resource)]
pub struct Seen(pub Network);

/// What rules remember from step to step.
#[derive(Default, Resource)]
pub struct Memories {
    /// The price model.
    pub price: Memory,
    /// The schedule.
    pub schedule: Memory,
    /// What was missed and is still to be taken from the schedule.
    pub missed: Owed,
    /// Burned tokens that are minted again.
    pub remint: Memory,
    /// The least and the most that devices get.
    pub backstop: Memory,
    /// The parts that the split pays first.
    pub split: Memory,
    /// What destroys tokens.
    pub burn: Memory,
    /// The subnets.
    pub subnets: Memory,
    /// What is locked of the devices' pay.
    pub vesting: Tranches,
    /// What stakers have taken out and is not yet free.
    pub unbonding: Queue,
    /// What the classes of stakers hold.
    pub stakes: Stakes,
    /// What owners have seen.
    pub owners: Memory,
    /// What the devices of each cohort are thought of [1]; empty where that does not matter.
    pub reputations: Vec<f64>,
    /// The rivals, by name.
    pub rivals: Memory,
}

impl Memories {
    /// Keeps what is known of the rules that amended rules have elsewhere.
    pub(super) fn carry(&mut self, moves: &Moves) {
        self.schedule.carry(&moves.schedule);
        self.burn.carry(&moves.burn);
        self.split.carry(&moves.split);
    }
}

/// What devices have put down.
#[derive(Debug, Clone, Default, Resource)]
pub struct Bonds {
    /// By cohort.
    pub cohorts: Vec<Bond>,
    /// Devices of each cohort that had ever joined by the end of the step before.
    pub known: Vec<u64>,
    /// What is on its way back to those who left.
    pub leaving: Queue,
    /// What moved in this step.
    pub turn: Turn,
    /// What was burned of what was lost in it [base units].
    pub burned: Units,
}

/// What of the tokens that were minted today went to each subnet, in the order of
/// [`GameParts::subnets`](super::GameParts::subnets) [base units].
#[derive(Debug, Clone, Default, Resource)]
pub struct SubnetTokens(pub Vec<Units>);

/// What was put on sale today [base units].
#[derive(Debug, Clone, Copy, Default, Resource)]
pub struct Sales {
    /// By owners of devices.
    pub owners: Units,
    /// By the team and investors.
    pub insiders: Units,
    /// By stakers and by those who left, of what came free.
    pub unbound: Units,
}

/// What the market did today.
#[derive(Debug, Clone, Copy, Default, Resource)]
pub struct Trades {
    /// The pool, if there is one.
    pub pool: Option<Reserves>,
    /// Bought from the market in order to burn them or to put them down [base units].
    pub bought: Units,
}
