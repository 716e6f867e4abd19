//! This file is about how long to work between two checkpoints.
//!
//! | letter | meaning |
//! |---|---|
//! | C | time that a checkpoint takes \[s\] |
//! | M | mean time between interruptions of the whole job \[s\] |
//! | T | work between two checkpoints \[s\] |
//!
//! Why: checkpoints that are written too often cost time, and those that are written too seldom
//! leave much to do twice. Interruptions are taken to come at random, at the same rate always.

/// Young's interval: T = √(2·C·M) \[s\]; C and M are above 0.
///
/// Source: Young 1974, CACM 17/9 (recalled).
#[must_use]
pub fn young_seconds(checkpoint_seconds: f64, mtbf_seconds: f64) -> f64 {
    (2.0 * checkpoint_seconds * mtbf_seconds).sqrt()
}

/// Daly's interval: T = √(2·C·M)·\[1 + ⅓·√(C/2M) + (1/9)·(C/2M)\] − C where C < 2·M, and M
/// otherwise \[s\]; C and M are above 0.
///
/// Source: Daly 2006, FGCS 22, 303-312 (recalled).
#[must_use]
pub fn daly_seconds(checkpoint_seconds: f64, mtbf_seconds: f64) -> f64 {
    let ratio = checkpoint_seconds / (2.0 * mtbf_seconds);
    if ratio >= 1.0 {
        return mtbf_seconds;
    }
    let young = young_seconds(checkpoint_seconds, mtbf_seconds);
    young * (1.0 + ratio.sqrt() / 3.0 + ratio / 9.0) - checkpoint_seconds
}

/// The interval with the least expected time: the root of 1 − T/M = e^{−(T+C)/M}, which is
/// T = M·(1 + W₀(−e^{−C/M−1})) \[s\]; C and M are above 0.
///
/// It is found by Newton's method from above, on which the left side is convex, so that every step
/// comes nearer; it ends where floats cannot come nearer: off by less than 10⁻¹² of M.
///
/// Source: the minimum of [`super::goodput::wall_seconds`] over T (derived).
#[must_use]
pub fn exact_seconds(checkpoint_seconds: f64, mtbf_seconds: f64) -> f64 {
    let ratio = checkpoint_seconds / mtbf_seconds;
    let mut share = 1.0;
    loop {
        // x + e^{-(x+c)} - 1, whose root is wanted, and its slope 1 - e^{-(x+c)}.
        let slope = -libm::expm1(-(share + ratio));
        let next = share - (share - slope) / slope;
        if next.is_nan() || next >= share {
            return share * mtbf_seconds;
        }
        share = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: f64 = 86_400.0;

    /// Values to three decimals, computed with the closed forms by another program.
    #[test]
    fn the_three_intervals_are_those_of_their_equations() {
        let rows = [
            (60.0, DAY, [3_219.938, 3_180.062, 3_180.063]),
            (300.0, DAY, [7_200.000, 7_001.389, 7_001.404]),
            (600.0, 3_600.0, [2_078.461, 1_697.706, 1_699.231]),
            (30.0, 1_800.0, [328.634, 308.938, 308.945]),
        ];
        for (c, m, wanted) in rows {
            let found = [young_seconds(c, m), daly_seconds(c, m), exact_seconds(c, m)];
            for (found, wanted) in found.into_iter().zip(wanted) {
                let off = (found - wanted).abs() / wanted;
                // Half of the last decimal that was printed, where that is more than a millionth.
                assert!(off <= 1e-6 || (found - wanted).abs() <= 0.000_5, "{found} {wanted}");
            }
        }
    }

    /// Daly's own table, in minutes: a dump of five minutes.
    #[test]
    fn dalys_published_intervals_come_out() {
        let minutes = |m: f64| daly_seconds(300.0, m) / 60.0;
        // verified: Daly 2006, 117, 57 and 9.1 minutes
        for (m, printed, places) in [(DAY, 117.0, 0.5), (21_600.0, 57.0, 0.5), (900.0, 9.1, 0.05)] {
            assert!((minutes(m) - printed).abs() <= places, "{} {printed}", minutes(m));
        }
    }

    #[test]
    fn nothing_is_better_than_the_exact_interval() {
        use crate::training::goodput::goodput_share;
        for (c, m) in [(1e-3, DAY), (60.0, DAY), (600.0, 3_600.0), (9_000.0, 3_600.0)] {
            let best = exact_seconds(c, m);
            assert!((1.0 - best / m - libm::exp(-(best + c) / m)).abs() < 1e-12);
            let at = |times: f64| goodput_share(best * times, c, 0.0, m);
            assert!(at(1.0) >= at(0.99) && at(1.0) >= at(1.01));
            assert!(at(1.0) >= goodput_share(daly_seconds(c, m), c, 0.0, m));
        }
        // A checkpoint that takes longer than two times between interruptions.
        assert_eq!(daly_seconds(20.0, 10.0), 10.0);
    }
}
