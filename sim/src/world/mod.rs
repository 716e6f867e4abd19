//! World: what exists, as components and resources.

mod bonds;
mod clock;
mod crew;
mod demanded;
mod ends;
mod fleet;
mod flows;
mod game;
mod leaving;
mod mood;
mod operators;
mod past;
mod rules;
mod settled;
mod spread;
mod standing;
mod stopwatch;
mod trade;
mod traits;

pub(crate) use bonds::{bound, most_bought, slashed};
pub(crate) use clock::begin_day;
pub use clock::{Calendar, Clock, Step};
pub use crew::Crew;
pub(crate) use crew::Rows;
pub use demanded::{Demanded, Demands, Flywheel};
pub use ends::{Cause, Ends, Lifetime, Mending, State};
pub use fleet::{
    Active, Balance, Born, Delivery, DeviceBundle, Electricity, Fleet, Losing, Lot, Patience,
    Profit, SHOWN_BITS, Sells, Shown, Uptime, WEIGHT_ONE, Weight,
};
pub(crate) use fleet::{columns, deliver, permute, settle_first_devices};
pub use flows::{
    Bonds, CohortDay, Ended, Firsts, Memories, Minting, Order, Orders, Quote, Sales, Seen, Service,
    Shaken, ShakenCohort, SubnetTokens, Trades,
};
pub use game::{
    Charging, Cohort, Game, GameParts, Group, Lock, MOST_GRAINS, Scheduled, WorkloadName,
};
pub use mood::Mood;
pub use operators::{Holdings, Operators, Owning, Tally, Verdict};
pub use past::Past;
pub use rules::{Moves, Rules, Turning, WorkloadRule};
pub use settled::Settled;
pub use spread::{Spread, Turned};
pub use standing::Standing;
pub use stopwatch::Stopwatch;
pub use trade::{Making, Resales};
pub(crate) use traits::draw_traits;
pub use traits::{Drawn, Traits};
