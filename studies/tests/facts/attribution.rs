//! What the program says of the spirals, links switched off one at a time: the link that their texts
//! name.

use sim::ensemble;
use sim::scenario::{self, OwnDevices};
use studies::{Attribution, End, attribute};

use crate::spirals::{BURN, HALF, SALES};

/// Runs of each scenario, and of each without a link.
const RUNS: u32 = 12;

fn attributed(text: &str) -> Attribution {
    let sets = [format!("run.replicates={RUNS}")];
    let load = scenario::load("spiral.yaml", text, &sets, &OwnDevices::default());
    let loaded = load.unwrap_or_else(|faults| panic!("{faults}"));
    let ends = |loaded: &scenario::Loaded| -> Vec<End> {
        let runs = ensemble::play(&loaded.game, 7, RUNS, false, || ()).expect("the ledger holds");
        runs.iter().filter_map(End::of).collect()
    };
    let without = loaded.links().into_iter().map(|link| {
        let off = loaded.without(&link).unwrap_or_else(|faults| panic!("{faults}"));
        (link, ends(&off))
    });
    attribute(&ends(&loaded), &without.collect::<Vec<_>>())
}

/// 12 of 12 runs die; without leaving the price ends twice as high, and no other link matters.
#[test]
fn who_dies_of_nine_tenths_dies_by_leaving() {
    let found = attributed(HALF);
    assert_eq!(found.carrier().expect("one carries it").link.name, "leaving");
    assert_eq!(found.dead.value, 1.0);
}

/// None of 12 spirals; without the burn all do, deeper by 0.958 of the devices.
#[test]
fn what_the_burn_saves_is_held_up_by_the_burn() {
    let found = attributed(BURN);
    assert_eq!((found.started.value, found.carrier()), (0.0, None));
    let support = found.support().expect("one holds it up");
    assert_eq!((support.link.name, support.started.value), ("burn", 1.0));
    assert!(support.depth.high < -0.9, "{:?}", support.depth);
}

/// 12 of 12 spiral when sales stop, and none where nobody joins; owners' sales do as much, and without
/// them the price is more than a hundred times as high.
#[test]
fn sales_of_hardware_carry_the_spiral_that_they_hide() {
    let found = attributed(SALES);
    assert_eq!(found.carrier().expect("one carries it").link.name, "joining");
    let as_much: Vec<&str> = found.as_much().iter().map(|effect| effect.link.name).collect();
    assert_eq!(as_much, ["selling"]);
    let [_, presses] = found.on_the_price();
    assert!(presses.is_some_and(|it| it.link.name == "selling" && it.price.high < 0.01));
}
