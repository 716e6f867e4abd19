//! This file is about many tests at once: Holm's correction.

/// A test among others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    /// Its probability, corrected: if only those of at most `alpha` are taken for more than chance, the
    /// probability that any of them is chance is at most `alpha`. NaN of what was not tested.
    pub p_value: f64,
    /// By how many `alpha` is divided for it: tests that were no less probable, itself included.
    pub among: usize,
}

/// Holm's step-down correction of the probabilities of many tests, however they depend on each other. What
/// is NaN was not tested, and stays.
///
/// # Source
/// Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics
/// 6, pp. 65–70 (recalled).
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<Held> {
    let mut order: Vec<usize> = (0..p_values.len()).filter(|&at| !p_values[at].is_nan()).collect();
    order.sort_by(|&one, &other| p_values[one].total_cmp(&p_values[other]));
    let mut held = vec![Held { p_value: f64::NAN, among: order.len() }; p_values.len()];
    let mut most: f64 = 0.0;
    for (rank, &at) in order.iter().enumerate() {
        let among = order.len() - rank;
        most = most.max(p_values[at] * among as f64).min(1.0);
        held[at] = Held { p_value: most, among };
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrected(p_values: &[f64]) -> Vec<f64> {
        holm(p_values).iter().map(|held| held.p_value).collect()
    }

    /// The example of R's `p.adjust`: 0.01, 0.02, 0.03, 0.04, 0.05 by hand.
    #[test]
    fn by_hand() {
        let near = |found: Vec<f64>, expected: &[f64]| {
            assert_eq!(found.len(), expected.len());
            let pairs = found.iter().zip(expected);
            assert!(pairs.clone().all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
        };
        // 5 · 0.01, 4 · 0.02, 3 · 0.03, then 2 · 0.04 and 0.05, which may not fall again.
        near(corrected(&[0.01, 0.02, 0.03, 0.04, 0.05]), &[0.05, 0.08, 0.09, 0.09, 0.09]);
        // In any order: 3 · 0.005, 2 · 0.03, 0.04 → 0.06.
        near(corrected(&[0.04, 0.005, 0.03]), &[0.06, 0.015, 0.06]);
        near(corrected(&[0.6, 0.7]), &[1.0, 1.0]);
        let some = holm(&[0.01, f64::NAN, 0.5]);
        assert_eq!((some[0].p_value, some[2].p_value), (0.02, 0.5));
        assert!(some[1].p_value.is_nan());
        assert_eq!((some[0].among, some[2].among), (2, 1));
        assert_eq!(holm(&[]), []);
    }

    #[test]
    fn the_first_that_is_chance_ends_it() {
        // 0.005 ≤ 0.05/4, 0.01 ≤ 0.05/3, 0.03 > 0.05/2, so that 0.04 ≤ 0.05 is chance too.
        let held = corrected(&[0.01, 0.04, 0.03, 0.005]);
        let shown: Vec<bool> = held.iter().map(|p_value| *p_value <= 0.05).collect();
        assert_eq!(shown, [true, false, false, true]);
    }
}
