//! This file is about the Weibull law: how long things last that wear out, or that begin badly.

/// Times `t` of which a share `S(t) = exp(-(t / scale)^shape)` is longer than `t`.
///
/// Source: Weibull (1951), *A statistical distribution function of wide applicability*, J. Appl.
/// Mech. 18: 293-297.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weibull {
    /// Time after which 1/e = 37 % are left \[days\]; above 0.
    pub scale_days: f64,
    /// Below 1 most ends come at once, at 1 at any time alike, above 1 they come with age \[1\];
    /// above 0.
    pub shape: f64,
}

impl Weibull {
    /// The share that lasts longer than a time \[1\].
    #[must_use]
    pub fn survival(&self, days: f64) -> f64 {
        libm::exp(-libm::pow(days / self.scale_days, self.shape))
    }

    /// The time that a share lasts longer than \[days\], `scale · (-ln share)^(1 / shape)`: of a
    /// uniform number in (0, 1) it makes a time of this law.
    #[must_use]
    pub fn time_days(&self, share: f64) -> f64 {
        self.scale_days * libm::pow(-libm::log(share), 1.0 / self.shape)
    }

    /// The law where the risk is so many times as large at every age; `times` is above 0.
    #[must_use]
    pub fn times(self, times: f64) -> Self {
        Self { scale_days: self.scale_days * libm::pow(times, -1.0 / self.shape), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let law = Weibull { scale_days: 100.0, shape: 2.0 };
        assert!((law.survival(100.0) - 0.367_879_441).abs() < 1e-9); // 1/e, whatever the shape
        assert!((law.survival(50.0) - 0.778_800_783).abs() < 1e-9); // e^-0.25
        assert!((law.time_days(0.778_800_783) - 50.0).abs() < 1e-6);
        // Four times the risk, half the scale: (t/50)² = 4 · (t/100)².
        assert_eq!(law.times(4.0).scale_days, 50.0);
    }

    /// Hermsen et al. (2017), JMIR mHealth 5(10) e164: of 711 people with a tracker 73.9 % used it on
    /// day 100 and 16.0 % on day 320. Shape and scale are rounded, so to 0.15 percentage points.
    #[test]
    fn people_go_on_wearing_a_tracker_as_was_published() {
        let trackers = Weibull { scale_days: 216.0, shape: 1.55 };
        assert!((trackers.survival(100.0) - 0.739).abs() < 0.001_5);
        assert!((trackers.survival(320.0) - 0.160).abs() < 0.001_5);
        assert!((trackers.time_days(0.739) - 100.0).abs() < 0.2);
    }
}
