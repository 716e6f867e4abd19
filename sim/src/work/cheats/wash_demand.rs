//! Wash demand: owners who buy their own work.

use super::Cheat;

/// Owners who buy the work of their own devices, for the tokens that are shared by work. The devices
/// serve real customers like the others; what is bought of them beside that is not done, and no check
/// finds anything wrong, since who ordered it is content.
///
/// ## Equation
/// A dollar costs `c = 1 − share that operators are paid in money`: what is burned of it, or goes to
/// the treasury. Owners go on as long as a dollar of work was paid more than that in tokens in the
/// step before: together they buy `min(spends · owners, max(0, W* − W))` beside the real work `W`,
/// where all work up to `W*` is paid at least `c` a dollar. Shared by work, `W* = part / c`: what is
/// bought to no limit costs all that it earns.
///
/// ## Why one would choose it
/// It shows which burn makes emission for work safe from those who only claim to be customers, and
/// how much of a network's revenue could be of its own making.
///
/// ## Source
/// Tullock (1980), *Efficient rent seeking*: who may freely enter a contest spends the prize; trades
/// with oneself are known as wash trades. How many do it and what they spend is assumed.
///
/// ## Example
/// ```yaml
/// cheats: { wash_demand: 2 %, spends: 20 USD/day }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WashDemand {
    /// The most that an owner spends on the work of a device that is up [USD/day]; at least 0.
    pub spends_usd_per_day: f64,
}

impl Cheat for WashDemand {
    fn serves(&self, _: bool) -> f64 {
        1.0
    }

    fn can_be_caught(&self) -> bool {
        false
    }

    fn buys_usd_per_day(&self) -> f64 {
        self.spends_usd_per_day
    }
}

/// The share of what owners could spend that they do: up to where work is worth what it costs [1].
#[must_use]
pub fn spent_share(real_usd: f64, worth_usd: f64, could_usd: f64) -> f64 {
    if could_usd > 0.0 { ((worth_usd - real_usd).max(0.0) / could_usd).min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 100 USD of tokens at a cost of 0.80 a dollar are worth work for 125 USD.
        assert_eq!(spent_share(50.0, 125.0, 300.0), 0.25);
        assert_eq!(spent_share(50.0, 125.0, 60.0), 1.0);
        assert_eq!(spent_share(130.0, 125.0, 60.0), 0.0);
        // What comes back in full costs nothing, and there is no end to it but one's purse.
        assert_eq!(spent_share(50.0, f64::INFINITY, 60.0), 1.0);
        assert_eq!(spent_share(50.0, 125.0, 0.0), 0.0);
    }
}
