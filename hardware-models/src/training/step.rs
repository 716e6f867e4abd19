//! This file is about a step of training: what it computes, and what the exchange leaves of it.

/// Operations for a token and a parameter: two on the way forward and four on the way back.
pub const OPERATIONS: f64 = 6.0; // recalled: Kaplan et al. 2020, arXiv 2001.08361

/// Time to compute a step: 6·N·tokens / (speed · utilisation) \[s\].
///
/// Why: every parameter takes part in every token, forward and back. `operations_per_second` is the
/// peak of all that computes, `utilisation` the share of it that is reached (MFU).
#[must_use]
pub fn compute_seconds(
    parameters: f64,
    tokens: f64,
    operations_per_second: f64,
    utilisation: f64,
) -> f64 {
    OPERATIONS * parameters * tokens / (operations_per_second * utilisation)
}

/// Exchange that a step takes with a method that exchanges less: exchange / reduction \[s\].
///
/// Why: methods such as `DiLoCo` compute many steps apart and then exchange the sum of their changes,
/// in fewer bits: 100 steps in 8 bits for 32 are 400 times less.
///
/// Source: Douillard et al. 2023, arXiv 2311.08105 (recalled); INTELLECT-1, arXiv 2412.01152
/// (verified).
#[must_use]
pub fn amortised_seconds(exchange_seconds: f64, reduction: f64) -> f64 {
    exchange_seconds / reduction
}

/// Share of a step that is computing: compute / (compute + exchange) \[1\]; from 0 to 1.
///
/// Nothing is taken to overlap, which is to the exchange's disadvantage.
#[must_use]
pub fn computing_share(compute_seconds: f64, exchange_seconds: f64) -> f64 {
    1.0 / (1.0 + exchange_seconds / compute_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 6 · 10^9 · 10^6 operations at half of 12 TFLOP/s.
        assert_eq!(compute_seconds(1e9, 1e6, 12e12, 0.5), 1_000.0);
        assert_eq!(compute_seconds(10e9, 1e6, 330e12, 0.4).round(), 455.0);
        assert_eq!(compute_seconds(10e9, 1e6, 8.0 * 989e12, 0.4).round(), 19.0);
        assert_eq!(amortised_seconds(3_200.0, 400.0), 8.0);
        assert_eq!(computing_share(30.0, 10.0), 0.75);
        assert_eq!(computing_share(30.0, 0.0), 1.0);
        assert_eq!(computing_share(0.0, 1.0), 0.0);
        assert_eq!(computing_share(f64::INFINITY, 1.0), 1.0);
    }
}
