//! This file is about goodput: the share of its time in which a gang makes headway.
//!
//! The letters are those of [`super::interval`]; R is the time from an interruption until the gang
//! works again, from its last checkpoint \[s\].
//!
//! Why: nodes of a gang work in step, so that the first one that is gone stops them all; what was
//! done since the last checkpoint is done again.
//!
//! Source: the expected time of Daly 2006, FGCS 22, 303-312 (recalled), in which a restart can be
//! interrupted too.

/// Mean time between interruptions of a gang: that of a node over their number \[s\].
///
/// Nodes are taken to fail each for itself. 720 h over 14 nodes are 51.4 h.
#[must_use]
pub fn gang_mtbf_seconds(node_mtbf_seconds: f64, nodes: f64) -> f64 {
    node_mtbf_seconds / nodes
}

/// Expected time for `work_seconds` of work: M·e^{R/M}·(e^{(T+C)/M} − 1)·(Tₛ/T) \[s\]; infinite
/// where it is more than a float holds. T and M are above 0, C and R at least 0.
#[must_use]
pub fn wall_seconds(
    work_seconds: f64,
    interval_seconds: f64,
    checkpoint_seconds: f64,
    restart_seconds: f64,
    mtbf_seconds: f64,
) -> f64 {
    let segment = libm::expm1((interval_seconds + checkpoint_seconds) / mtbf_seconds);
    let restarts = libm::exp(restart_seconds / mtbf_seconds);
    mtbf_seconds * restarts * segment * (work_seconds / interval_seconds)
}

/// Work over the time that it is expected to take: T / E for one interval \[1\]; from 0 to 1.
#[must_use]
pub fn goodput_share(
    interval_seconds: f64,
    checkpoint_seconds: f64,
    restart_seconds: f64,
    mtbf_seconds: f64,
) -> f64 {
    let times = [interval_seconds, checkpoint_seconds, restart_seconds, mtbf_seconds];
    interval_seconds / wall_seconds(times[0], times[0], times[1], times[2], times[3])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::cases::CASES;
    use crate::training::interval::daly_seconds;

    #[test]
    fn by_hand() {
        // With M = 1: a segment of ln 2 costs e^0 · (2 - 1) = 1.
        let ln2 = core::f64::consts::LN_2;
        assert!((wall_seconds(ln2, ln2, 0.0, 0.0, 1.0) - 1.0).abs() < 1e-15);
        // A restart of ln 2 doubles it; twice the work doubles it again.
        assert!((wall_seconds(2.0 * ln2, ln2, 0.0, ln2, 1.0) - 4.0).abs() < 1e-14);
        // Half of the segment is the checkpoint.
        assert!((goodput_share(ln2 / 2.0, ln2 / 2.0, 0.0, 1.0) - ln2 / 2.0).abs() < 1e-15);
        // What is never interrupted loses its checkpoints only: 90 of 100.
        assert!((goodput_share(90.0, 10.0, 50.0, 1e15) - 0.9).abs() < 1e-12);
        assert_eq!(gang_mtbf_seconds(720.0, 14.0), 720.0 / 14.0);
        assert_eq!(goodput_share(1.0, 1e6, 1e6, 1.0), 0.0);
    }

    #[test]
    fn published_clusters_and_consumer_nodes_keep_what_the_table_says() {
        for case in CASES {
            let interval = daly_seconds(case.checkpoint_seconds, case.mtbf_seconds());
            let [c, r] = [case.checkpoint_seconds, case.restart_seconds];
            let found = goodput_share(interval, c, r, case.mtbf_seconds());
            let allowed = f64::max(0.02 * case.goodput, 0.005);
            assert!((found - case.goodput).abs() <= allowed, "{}: {found}", case.name);
            if let Some(minutes) = case.interval_minutes {
                let off = (interval / 60.0 / minutes - 1.0).abs();
                assert!(off < 0.01, "{}: {}", case.name, interval / 60.0);
            }
        }
    }
}
