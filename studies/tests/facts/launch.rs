//! Full vesting at launch stops the growth of capacity: Filecoin in October 2020.

use studies::statistics::mean;

use crate::played::{Played, WRITTEN, above, assert_above_zero, assert_within, play};

const SCENARIO: &str = include_str!("../../../scenarios/facts/vesting-at-launch.yaml");

/// Days after launch until which is looked at what was ordered.
const LOOK: usize = 45;

/// 1.8 [0.4, 3.2] machines are ordered for 500 in the first 45 days while all pay vests (none at all in
/// the first 30); a quarter free at once brings 36.5 [20.0, 53.0] more, and no vesting 344.8
/// [312.4, 377.1] more than that. On the same chance, n = 20.
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
