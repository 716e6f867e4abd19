//! Leaving: why owners leave in a step whatever it brought.

use super::CohortDay;

impl CohortDay {
    /// Another reason to leave, independent of those before it, with a probability of its own.
    pub fn add_hazard(&mut self, probability: f64) {
        self.hazard = either(self.hazard, probability);
    }

    /// A rival takes owners with a probability, and a share of those who have no device that works here.
    pub fn poach(&mut self, probability: f64, share: f64) {
        self.add_hazard(probability);
        self.poached = either(self.poached, probability);
        self.lured = either(self.lured, share);
    }
}

/// The probability of one thing or another that have nothing to do with each other.
fn either(one: f64, other: f64) -> f64 {
    1.0 - (1.0 - one) * (1.0 - other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_two_reasons_leaves_for_either() {
        let mut day = CohortDay::default();
        [0.5, 0.2].into_iter().for_each(|probability| day.add_hazard(probability));
        assert_eq!((day.hazard, day.poached, day.lured), (0.6, 0.0, 0.0));
        day.poach(0.5, 0.75);
        assert_eq!((day.hazard, day.poached, day.lured), (0.8, 0.5, 0.75));
    }
}
