//! Mood: what owners of a cohort expect and are inclined to in a step, before each decides for himself.

/// What owners of a cohort expect and are inclined to in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mood {
    /// What they expect that a weight of one is paid in tokens, and in money [USD/day]; nothing where
    /// they count what the day brings.
    pub expected_usd: Option<[f64; 2]>,
    /// Whether there is panic among them.
    pub is_frightened: bool,
    /// Share of all that they hold which they sell, whatever else they do [1].
    pub sells_held: f64,
    /// Share of the pay that they do not sell which they stake [1].
    pub stakes: f64,
}

impl Mood {
    /// Another reason to sell what is held, independent of those before it, with a share of its own.
    pub fn add_sale(&mut self, share: f64) {
        self.sells_held = 1.0 - (1.0 - self.sells_held) * (1.0 - share);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_two_reasons_sells_for_each_of_what_is_left() {
        let mut mood = Mood::default();
        [0.5, 0.2].into_iter().for_each(|share| mood.add_sale(share));
        assert_eq!(mood.sells_held, 0.6);
    }
}
