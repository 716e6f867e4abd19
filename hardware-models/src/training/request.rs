//! This file is about work in small pieces, such as requests and frames: an interruption costs the
//! piece that is being worked on and nothing else.

/// Share that interruptions take: (service / 2) · λ, and one piece at the most \[1\]; from 0 to 1.
///
/// Why: an interruption finds a piece half done on average, and comes λ = 1 / session times a
/// second. A piece that takes longer than two sessions is taken as lost.
///
/// Source: a definition.
#[must_use]
pub fn lost_share(service_seconds: f64, session_seconds: f64) -> f64 {
    (service_seconds / 2.0 / session_seconds).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // A request of 10 s in sessions of 24 h: 5 / 86,400 = 0.006 %.
        assert!((lost_share(10.0, 86_400.0) - 5.787e-5).abs() < 1e-8);
        assert_eq!(lost_share(0.0, 1.0), 0.0);
        assert_eq!(lost_share(10.0, 20.0), 0.25);
        assert_eq!(lost_share(10.0, 1.0), 1.0);
    }
}
