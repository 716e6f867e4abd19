//! Who leaves: after a cut of the pool, and by patience.

use studies::statistics::mean;

use crate::played::{Played, WRITTEN, above, assert_above_zero, assert_within, end, play};

const POOL: &str = include_str!("../../../scenarios/facts/pool-cut.yaml");
const PATIENCE: &str = include_str!("../../../scenarios/facts/patience.yaml");

/// The day before the cut.
const BEFORE: usize = 181;

/// Of the claimants before the cut 0.488 [0.483, 0.492] are left half a year later; of Render's 0.26 were
/// a month later. The same fall of the price without a cut leaves 0.932 [0.928, 0.935]; the
/// difference on the same chance is 0.444 [0.438, 0.450], n = 20. No elasticity is fitted.
#[test]
fn a_cut_of_the_pool_makes_claimants_leave() {
    let left = |played: &Played| played.all("devices.active", |d| end(d) / d[BEFORE]);
    let (cut, no_cut) = (left(&play(POOL, WRITTEN)), left(&play(POOL, "no_cut")));
    assert_above_zero("what the cut takes", &above(&no_cut, &cut));
    assert_within("the share that is left", &mean(&cut), (0.26 / 2.0, 0.26 * 2.0));
}

/// The largest fall of active devices from their peak so far: 0.518 [0.395, 0.642] of them with a week of
/// patience, 0.286 [0.157, 0.414] with a month, 0.112 [0.021, 0.203] with a quarter and 0.026 [−0.026, 0.078]
/// with a year. On the same chance the differences are 0.233 [0.180, 0.286], 0.174 [0.103, 0.245] and
/// 0.086 [0.017, 0.155], n = 20.
#[test]
fn more_patience_gives_more_stability() {
    let falls = ["week", WRITTEN, "quarter", "year"]
        .map(|patience| play(PATIENCE, patience).all("devices.active", largest_fall));
    for pair in falls.windows(2) {
        assert_above_zero("what more patience saves", &above(&pair[0], &pair[1]));
    }
}

/// The largest share that was lost since a peak.
fn largest_fall(values: &[f64]) -> f64 {
    let mut peak = f64::MIN_POSITIVE;
    let falls = values.iter().map(|&value| {
        peak = peak.max(value);
        1.0 - value / peak
    });
    falls.fold(0.0, f64::max)
}
