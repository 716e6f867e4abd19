//! The day: six stages in causal order, and nothing else.
//!
//! ```text
//!        ┌────────────────────── the close is tomorrow's opening price ─────────────────────┐
//!        ▼                                                                                  │
//!     price ──► demand ──► work ──► emission ──► decisions ──► market ──► (record) ─────────┘
//!     what is   how much   who is   how many     who joins,    where does
//!     a token   do they    up, who  are minted   stays, sells, the price
//!     worth?    ask for?   works?   and burned?  leaves?       close?
//! ```
//!
//! That everyone acts on the morning's price, and moves only tomorrow's, is a modelling decision:
//! within a day nobody sees what the others do. The order below is the model; the engine refuses
//! two systems whose order it would have to guess.

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};

use crate::world::Stopwatch;
use crate::{decisions, demand, emission, market, price, record, work, world};

/// The stages of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, SystemSet)]
pub enum Stage {
    /// The rules of the day are put in force.
    Begin,
    /// What is a token worth this morning?
    Price,
    /// How much work do customers ask for at that price?
    Demand,
    /// Which devices are up, who gets the jobs?
    Work,
    /// How many tokens are minted and burned, and for whom?
    Emission,
    /// Who joins, stays, sells, leaves?
    Decisions,
    /// Where does the price close after everyone has traded?
    Market,
    /// What is written down.
    Record,
}

/// Every stage, in their order.
pub const STAGES: [Stage; 8] = [
    Stage::Begin,
    Stage::Price,
    Stage::Demand,
    Stage::Work,
    Stage::Emission,
    Stage::Decisions,
    Stage::Market,
    Stage::Record,
];

/// The schedule of a day.
#[must_use]
pub fn day() -> Schedule {
    use Stage::{Begin, Decisions, Demand, Emission, Market, Price, Record, Work};
    let mut day = Schedule::default();
    day.set_executor(SingleThreadedExecutor::new());
    day.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        ..ScheduleBuildSettings::default()
    });
    for stages in STAGES.windows(2) {
        day.configure_sets((stages[0], stages[1]).chain());
    }
    day.add_systems((
        (world::begin_day, world::draw_traits).chain().in_set(Begin),
        price::systems::systems().in_set(Price),
        demand::systems::systems().in_set(Demand),
        work::systems::systems().in_set(Work),
        emission::systems::systems().in_set(Emission),
        decisions::systems::systems().in_set(Decisions),
        market::systems::systems().in_set(Market),
        record::record_day.in_set(Record),
    ));
    day
}

/// The same day, with a look at the stopwatch after each stage.
#[must_use]
pub fn timed_day() -> Schedule {
    let mut day = day();
    for (at, stage) in STAGES.into_iter().enumerate() {
        let look = move |mut watch: ResMut<Stopwatch>| watch.lap(stage);
        let look = look.after(stage);
        match STAGES.get(at + 1) {
            Some(next) => day.add_systems(look.before(*next)),
            None => day.add_systems(look),
        };
    }
    day
}
