//! Spirals: who dies, who is saved, and which link carries it. Each link is switched off on the same
//! chance; the one that carries a spiral is the one without which there is none.

use studies::statistics::probability;

use crate::played::{Played, WRITTEN, assert_within, end, peak, play_with};

pub const HALF: &str = include_str!("../../../scenarios/spirals/survives-half.yaml");
pub const BURN: &str = include_str!("../../../scenarios/spirals/burn-saves.yaml");
pub const SALES: &str = include_str!("../../../scenarios/spirals/sales-hide.yaml");

/// Nineteen in twenty of all runs, as far as 20 of them can say: Wilson's interval of 20 of 20 begins
/// at 0.839.
const NEARLY_ALL: (f64, f64) = (0.83, 1.0);
/// The other end: that of none of 20 ends at 0.161.
const NEARLY_NONE: (f64, f64) = (0.0, 0.17);

/// More than half, with the whole interval.
const MOST: (f64, f64) = (0.5, 1.0);

/// Less than a tenth of the peak is left of a metric.
fn is_lost(values: &[f64]) -> bool {
    end(values) < 0.1 * peak(values)
}

/// Asserts in what share of 20 runs of a variant less than a tenth of a metric's peak is left.
fn assert_lost(scenario: &str, variant: &str, metric: &str, share: (f64, f64)) {
    let played: Played = play_with(scenario, variant, &["run.replicates=20"]);
    let lost = played.each(metric).iter().filter(|values| is_lost(values)).count();
    let what = format!("`{variant}`: the share of runs in which {metric} is lost");
    assert_within(&what, &probability(lost, 20), share);
}

/// Devices: 20 of 20 runs are lost at −90 % and none at −50 %; none without leaving, and 20 of 20
/// without any of the others.
#[test]
fn a_network_survives_half_and_dies_of_nine_tenths_by_leaving() {
    let assert = |variant, share| assert_lost(HALF, variant, "devices.active", share);
    assert(WRITTEN, NEARLY_ALL);
    assert("half", NEARLY_NONE);
    assert("no_leaving", NEARLY_NONE);
    for other in ["no_sales", "no_joining", "no_burn", "no_unlocks"] {
        assert(other, NEARLY_ALL);
    }
}

/// Prices: no run is lost as long as there is a burn, and all 20 are without it, whoever leaves or
/// stays; unless owners keep what they are paid.
#[test]
fn the_burn_saves_a_network_whose_owners_sell() {
    let assert = |variant, share| assert_lost(BURN, variant, "price.usd", share);
    assert("no_burn", NEARLY_ALL);
    assert("no_burn_no_leaving", NEARLY_ALL);
    for kept in [WRITTEN, "no_leaving", "no_sales", "no_joining", "no_unlocks", "no_burn_no_sales"]
    {
        assert(kept, NEARLY_NONE);
    }
}

/// Prices: all 20 runs are lost, and none without owners' sales, or with customers. Without joining it
/// is slow: 19 are below a tenth on the last day, a share of 0.950 [0.764, 0.991].
#[test]
fn sales_of_hardware_hide_that_nobody_wants_the_work() {
    let assert = |variant, share| assert_lost(SALES, variant, "price.usd", share);
    for lost in [WRITTEN, "no_leaving", "no_burn", "no_unlocks"] {
        assert(lost, NEARLY_ALL);
    }
    assert("no_joining", MOST);
    assert("no_sales", NEARLY_NONE);
    assert("demand", NEARLY_NONE);
}

/// What hides it: while the number of devices still grows fast, the price stands above the first day's.
#[test]
fn the_price_rises_as_long_as_devices_are_sold() {
    let played = play_with(SALES, WRITTEN, &["run.replicates=20"]);
    let (prices, devices) = (played.each("price.usd"), played.each("devices.onboarded"));
    let sold = |devices: &[f64]| devices.iter().position(|&d| d > 0.9 * end(devices));
    let pairs = prices.iter().zip(&devices);
    let rises = pairs.filter(|(price, devices)| {
        let until = sold(devices).expect("some day most are sold");
        peak(&price[..until]) > price[0] && end(price) < 0.1 * price[0]
    });
    assert_within("the share that rises first", &probability(rises.count(), 20), NEARLY_ALL);
}
