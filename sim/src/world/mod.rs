//! World: what exists, as components and resources.

mod bonds;
mod clock;
mod crew;
mod ends;
mod fleet;
mod flows;
mod game;
mod leaving;
mod spread;
mod stopwatch;
mod traits;

pub(crate) use bonds::{bound, most_bought, slashed};
pub(crate) use clock::begin_day;
pub use clock::{Calendar, Clock, Step};
pub use crew::Crew;
pub(crate) use crew::Rows;
pub use ends::{Cause, Ends, Lifetime, Mending, State};
pub use fleet::{
    Active, Balance, Born, DeviceBundle, Electricity, Fleet, Losing, Lot, Patience, Profit,
    SHOWN_BITS, Sells, Shown, Uptime, WEIGHT_ONE, Weight,
};
pub(crate) use fleet::{columns, deliver, permute, settle_first_devices};
pub use flows::{
    Bonds, CohortDay, Ended, Firsts, Memories, Minting, Order, Orders, Quote, Sales, Seen, Service,
    Settled, Shaken, ShakenCohort, SubnetTokens, Trades,
};
pub use game::{
    Charging, Cohort, Game, GameParts, Group, Lock, MOST_GRAINS, Moves, Rules, Scheduled,
    WorkloadName, WorkloadRule,
};
pub use spread::{Spread, Turned};
pub use stopwatch::Stopwatch;
pub(crate) use traits::draw_traits;
pub use traits::{Drawn, Traits};
