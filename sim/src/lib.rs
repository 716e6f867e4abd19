//! The model: a network of AI devices that are paid in a token, one day after another.
//!
//! | stage | asks | kinds live in |
//! |---|---|---|
//! | price | what is a token worth this morning? | [`price`] |
//! | demand | how much work do customers ask for at that price? | [`demand`] |
//! | work | which devices are up, who gets the jobs? | [`work`] |
//! | emission | how many tokens are minted and burned, and for whom? | [`emission`] |
//! | decisions | who joins, stays, sells, leaves? | [`decisions`] |
//! | market | where does the price close after everyone has traded? | [`market`] |
//!
//! [`day`](mod@day) puts them in order; [`world`] is what exists; [`ledger`] is the only place where
//! tokens move and [`chance`] the only place where chance enters. [`scenario`] turns a page of YAML
//! into a [`world::Game`], [`run`] plays it once and [`ensemble`] many times. The crate reads no
//! file, clock, environment or thread count, and prints nothing.

pub mod chance;
pub mod day;
pub mod decisions;
pub mod demand;
pub mod emission;
pub mod ensemble;
mod highest;
mod kinds;
pub mod lanes;
pub mod ledger;
pub mod market;
pub mod maths;
pub mod memory;
pub mod price;
pub mod record;
pub mod run;
pub mod scenario;
pub mod work;
pub mod world;
