//! This file is about many tests at once: Holm's correction.

/// P values after Holm's step-down correction: if only those of at most 5 % are taken for more than
/// chance, the probability that any of them is chance is at most 5 %, however they depend on each
/// other. What is NaN was not tested, and stays.
///
/// # Source
/// Holm (1979), A simple sequentially rejective multiple test procedure.
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).filter(|&at| !p_values[at].is_nan()).collect();
    order.sort_by(|&one, &other| p_values[one].total_cmp(&p_values[other]));
    let mut adjusted = vec![f64::NAN; p_values.len()];
    let mut most: f64 = 0.0;
    for (rank, &at) in order.iter().enumerate() {
        most = most.max(p_values[at] * (order.len() - rank) as f64).min(1.0);
        adjusted[at] = most;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of R's `p.adjust`: 0.01, 0.02, 0.03, 0.04, 0.05 by hand.
    #[test]
    fn by_hand() {
        let near = |found: Vec<f64>, expected: &[f64]| {
            assert_eq!(found.len(), expected.len());
            let pairs = found.iter().zip(expected);
            assert!(pairs.clone().all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
        };
        // 5 · 0.01, 4 · 0.02, 3 · 0.03, then 2 · 0.04 and 0.05, which may not fall again.
        near(holm(&[0.01, 0.02, 0.03, 0.04, 0.05]), &[0.05, 0.08, 0.09, 0.09, 0.09]);
        // In any order: 3 · 0.005, 2 · 0.03, 0.04 → 0.06.
        near(holm(&[0.04, 0.005, 0.03]), &[0.06, 0.015, 0.06]);
        near(holm(&[0.6, 0.7]), &[1.0, 1.0]);
        let some = holm(&[0.01, f64::NAN, 0.5]);
        assert_eq!((some[0], some[2]), (0.02, 0.5));
        assert!(some[1].is_nan());
    }
}
