//! Proves that the model shows what is known of real networks: each fact is a scenario of
//! `scenarios/facts/`, whose variants are played on the same chance, and holds with its whole interval
//! over the replicates. Numbers in the docs of a test are what came out when it was written.
//!
//! | file | fact |
//! |---|---|
//! | `onboarding.rs` | onboarding lags price by the lead time |
//! | `helium.rs` | income per device falls while devices still rise |
//! | `steering.rs` | steered emission holds the number of operators |
//! | `leaving.rs` | a pool cut makes claimants leave; patience is stability |
//! | `launch.rs` | full vesting at launch stops the growth of capacity |
//! | `incentives.rs` | incentives for supply beat those for demand |
//! | `attribution.rs` | what the program says of these: which link carries them |
//! | `spirals.rs` | who dies, who is saved, and which link carries it, in `scenarios/spirals/` |

mod attribution;
mod helium;
mod incentives;
mod launch;
mod leaving;
mod onboarding;
mod played;
mod spirals;
mod steering;
