//! This file is about efficiency: which part of its peak a class of devices reaches on language
//! models, as published measurements show it.

use crate::class::Class;
use crate::sourced::Mark;

/// A share of a peak, over the published measurements of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor {
    /// The least that was measured \[1\]; above 0.
    pub low: f64,
    /// The median \[1\].
    pub median: f64,
    /// The most that was measured \[1\]; at most 1.
    pub high: f64,
    /// How sure it is.
    pub mark: Mark,
    /// The measurements behind it.
    pub source: &'static str,
}

/// The factors of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Efficiency {
    /// Share of the peak bandwidth while decoding (MBU), with the whole file of weights counted.
    pub bandwidth: Factor,
    /// Share of the peak dense FP16 speed while reading a prompt (MFU).
    pub compute: Factor,
    /// Fixed time of a step, t₀ \[s\]; at least 0.
    ///
    /// It is the least of the published ranges, because the medians of `bandwidth` were taken over
    /// whole steps and hold the rest of it already.
    pub step_seconds: f64,
    /// Part of the way from idle to active power that decoding one sequence takes \[1\]; from 0
    /// to 1.
    pub decode_power_share: f64,
}

const MEASURED: &str = "median and range over the calibration rows of SOURCES.md, key llm-rows";

const PHONE_COMPUTE: &str = "2 rows of llm-rows (Galaxy S24, OnePlus 12) on the graphics peak of \
     a Snapdragon 8 Gen 3; neural processors read prompts ten times faster";

/// A factor from measurements that were published.
const fn rows(low: f64, median: f64, high: f64) -> Factor {
    Factor { low, median, high, mark: Mark::Derived, source: MEASURED }
}

/// A factor for which too little was published.
const fn guess(low: f64, median: f64, high: f64, source: &'static str) -> Factor {
    Factor { low, median, high, mark: Mark::Estimate, source }
}

// Fixed times are estimates: 0.3-1 ms for kernels on graphics cards, 2-5 ms for a phone's graph.
const GPU_STEP_SECONDS: f64 = 0.3e-3; // estimate: the least of 0.3-1 ms
const PHONE_STEP_SECONDS: f64 = 2e-3; // estimate: the least of 2-5 ms
// A card that waits for its memory draws half to four fifths of the way to its limit.
const GPU_DECODE_POWER_SHARE: f64 = 0.65; // estimate: the middle of 0.5-0.8
// Where the active power of a device is that of decoding itself.
const MEASURED_DECODING: f64 = 1.0; // by definition

/// The factors of a class; none where its devices run no language models.
#[must_use]
pub fn of(class: Class) -> Option<Efficiency> {
    let (bandwidth, compute, step_seconds, decode_power_share) = match class {
        Class::Geforce => (
            rows(0.39, 0.69, 0.87), // derived: 16 rows of llm-rows
            rows(0.12, 0.43, 0.48), // derived: 8 rows of llm-rows; peak with FP16 accumulation
            GPU_STEP_SECONDS,
            GPU_DECODE_POWER_SHARE,
        ),
        Class::ProGpu => (
            rows(0.65, 0.84, 0.87), // derived: 3 rows of llm-rows
            rows(0.26, 0.27, 0.45), // derived: 3 rows of llm-rows
            GPU_STEP_SECONDS,
            GPU_DECODE_POWER_SHARE,
        ),
        Class::DcGpu => (
            rows(0.45, 0.47, 0.49), // derived: 2 rows of llm-rows, one sequence at a time
            rows(0.33, 0.36, 0.39), // derived: 2 rows of llm-rows
            GPU_STEP_SECONDS,
            GPU_DECODE_POWER_SHARE,
        ),
        Class::AppleM => (
            rows(0.20, 0.67, 0.90), // derived: 10 rows of llm-rows
            rows(0.55, 0.71, 0.85), // derived: 7 rows of llm-rows; peak in FP32
            GPU_STEP_SECONDS,
            MEASURED_DECODING,
        ),
        Class::Jetson => (
            rows(0.46, 0.70, 0.90), // derived: 5 rows of llm-rows
            rows(0.62, 0.62, 0.62), // derived: 1 row of llm-rows
            GPU_STEP_SECONDS,
            0.8, // estimate: the top of a card's range, since idle and active are close
        ),
        Class::Phone => (
            rows(0.35, 0.65, 0.84), // derived: 7 rows of llm-rows
            guess(0.10, 0.11, 0.12, PHONE_COMPUTE),
            PHONE_STEP_SECONDS,
            MEASURED_DECODING,
        ),
        Class::MiniPc => (
            rows(0.47, 0.54, 0.72), // derived: 4 rows of llm-rows
            guess(0.10, 0.30, 0.60, "no row; as wide as the other classes together"),
            0.0, // by definition: a processor launches no kernels
            MEASURED_DECODING,
        ),
        Class::Sbc => (
            rows(0.57, 0.63, 0.79), // derived: 3 rows of llm-rows
            guess(
                0.10,
                0.17,
                0.60,
                "1 row of llm-rows (RK3588) on the peak of its neural processor",
            ),
            0.0, // by definition: a processor launches no kernels
            MEASURED_DECODING,
        ),
        Class::PcNpu => (
            rows(0.27, 0.30, 0.33), // derived: 2 rows of llm-rows
            guess(0.14, 0.18, 0.22, "2 rows of llm-rows on 45 INT8 TOPS, recalled"),
            PHONE_STEP_SECONDS,
            MEASURED_DECODING,
        ),
        _ => return None,
    };
    Some(Efficiency { bandwidth, compute, step_seconds, decode_power_share })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_shares_in_order() {
        for factors in Class::ALL.iter().filter_map(|&class| of(class)) {
            for factor in [factors.bandwidth, factors.compute] {
                let Factor { low, median, high, .. } = factor;
                assert!(0.0 < low && low <= median && median <= high && high <= 1.0, "{factor:?}");
            }
            assert!((0.0..=1.0).contains(&factors.decode_power_share));
        }
    }

    #[test]
    fn what_only_senses_has_none() {
        assert!(of(Class::Geforce).is_some());
        assert!(of(Class::Glasses).is_none());
        assert!(of(Class::Hotspot).is_none());
    }
}
