//! Full vesting at launch stops the growth of capacity: Filecoin in October 2020.

use studies::statistics::mean;

use crate::played::{Played, WRITTEN, above, assert_above_zero, assert_within, play};

const SCENARIO: &str = include_str!("../../../scenarios/facts/vesting-at-launch.yaml");

/// Days after launch until which is looked at what was ordered.
const LOOK: usize = 45;

/// With all pay vesting next to nobody orders a machine; with a quarter free at once some do, and with all of
/// it free many. n = 20, on the same chance.
#[test]
fn nobody_adds_capacity_while_all_pay_vests() {
    let [all, fip, none] =
        [WRITTEN, "fip_0004", "no_vesting"].map(|vesting| ordered(&play(SCENARIO, vesting)));
    assert_within("machines ordered while all vests", &mean(&all), (0.0, 5.0));
    assert_above_zero("what a quarter at once brings", &above(&fip, &all));
    assert_above_zero("what no vesting brings", &above(&none, &fip));
}

/// Machines that were ordered since the launch.
fn ordered(played: &Played) -> Vec<f64> {
    let here = played.all("devices.onboarded", |devices| devices[LOOK] - devices[0]);
    let coming = played.all("devices.on_order", |devices| devices[LOOK]);
    here.iter().zip(coming).map(|(here, coming)| here + coming).collect()
}
