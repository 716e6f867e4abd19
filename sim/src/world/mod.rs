//! World: what exists, as components and resources.

mod clock;
mod fleet;
mod flows;
mod game;
mod spread;

pub(crate) use clock::begin_day;
pub use clock::{Calendar, Clock, Step};
pub use fleet::{
    Active, Balance, Born, DeviceBundle, Fleet, Losing, Lot, Patience, Profit, Shown, WEIGHT_ONE,
    Weight,
};
pub(crate) use fleet::{Delivery, columns, deliver, permute, settle_first_devices};
pub use flows::{CohortDay, Minting, Order, Orders, Quote, Sales, Service, Trades};
pub use game::{Cohort, Game, GameParts, Group, Lock, Rules, WorkloadName, WorkloadRule};
pub use spread::Spread;
