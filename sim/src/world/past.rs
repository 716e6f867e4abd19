//! Past: the morning's prices so far, for those who look back.

use bevy_ecs::prelude::Resource;
use language::when::Seconds;

/// The morning's prices so far.
#[derive(Debug, Clone, Default, Resource)]
pub struct Past(Vec<(Seconds, f64)>);

impl Past {
    /// With room for so many mornings.
    #[must_use]
    pub fn of(mornings: usize) -> Self {
        Self(Vec::with_capacity(mornings))
    }

    /// One morning more.
    pub fn add(&mut self, morning: Seconds, usd: f64) {
        self.0.push((morning, usd));
    }

    /// The last price at or before a moment; the first one, if there is none [USD].
    #[must_use]
    pub fn usd_at(&self, moment: Seconds) -> Option<f64> {
        let next = self.0.partition_point(|(morning, _)| *morning <= moment);
        self.0.get(next.saturating_sub(1)).map(|(_, usd)| *usd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_price_before_a_moment_is_found() {
        let mut past = Past::of(3);
        assert_eq!(past.usd_at(5), None);
        [(0, 1.0), (10, 2.0), (20, 3.0)].into_iter().for_each(|(at, usd)| past.add(at, usd));
        let found = [-5, 0, 9, 10, 19, 20, 99].map(|moment| past.usd_at(moment));
        assert_eq!(found, [1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0].map(Some));
    }
}
