//! This file is about which link carries a death spiral: each is switched off alone, on the same chance.

use sim::record::Record;
use sim::run::Outcome;
use sim::scenario::{Link, Part};

use crate::collect::Collected;
use crate::statistics::{Estimate, mean_within, probability};

/// What a run came to, as far as a spiral is concerned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// Whether a spiral started.
    pub started: bool,
    /// The share of the devices that it took at the worst [1].
    pub depth: f64,
    /// Whether at most a tenth of the devices are left.
    pub dead: bool,
    /// The price in the end [USD].
    pub price_usd: f64,
}

impl End {
    /// The ends of all runs that were collected, in their order; none of runs without devices.
    #[must_use]
    pub fn all_of(collected: &Collected) -> Option<Vec<Self>> {
        let [started, depth, dead, price] =
            ["spiral.started", "spiral.depth", "spiral.dead", "price.usd"]
                .map(|metric| collected.at_end(metric));
        let (started, depth, dead, price) = (started?, depth?, dead?, price?);
        let end = |at: usize| Self {
            started: started[at] > 0.0,
            depth: depth[at],
            dead: dead[at] > 0.0,
            price_usd: price[at],
        };
        Some((0..collected.replicates()).map(end).collect())
    }

    /// The end of a run with devices; none of a run without.
    #[must_use]
    pub fn of(run: &Outcome) -> Option<Self> {
        let record: &Record = &run.record;
        let last = |metric: &str| {
            let column = record.column(metric)?;
            Some(record.number(column, record.steps().checked_sub(1)?, 0))
        };
        Some(Self {
            started: last("spiral.started")? > 0.0,
            depth: last("spiral.depth")?,
            dead: last("spiral.dead")? > 0.0,
            price_usd: last("price.usd")?,
        })
    }
}

/// What switching a link off does, run by run.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The link.
    pub link: Link,
    /// Runs without it in which a spiral started.
    pub started: Estimate,
    /// Runs without it in which the network died.
    pub dead: Estimate,
    /// By how much a spiral is deeper with it than without it, in the same run [1].
    pub depth: Estimate,
    /// The price in the end with it over that without it, in the same run: the geometric mean [1].
    pub price: Estimate,
}

/// What each link does, and which one does most.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Runs of the scenario as it is in which a spiral started.
    pub started: Estimate,
    /// Runs of it in which the network died.
    pub dead: Estimate,
    /// The share of the devices that it took [1].
    pub depth: Estimate,
    /// Every link, those that carry most first; what is no single link comes after them.
    pub effects: Vec<Effect>,
    /// The probability with which the intervals of `depth` of all `effects` hold at once, and so those
    /// of `price` among themselves [1].
    pub level: f64,
}

/// The probability with which all intervals together hold what they are of.
const LEVEL: f64 = 0.95;

/// Compares the runs of a scenario with those without each link, in order of replicates.
#[must_use]
pub fn attribute(as_it_is: &[End], without: &[(Link, Vec<End>)]) -> Attribution {
    // Bonferroni's: as many intervals are looked at as there are links.
    let each = 1.0 - (1.0 - LEVEL) / without.len().max(1) as f64;
    let effect = |(link, ends): &(Link, Vec<End>)| {
        let pairs = as_it_is.iter().zip(ends);
        let depths: Vec<f64> = pairs.clone().map(|(with, off)| with.depth - off.depth).collect();
        let prices: Vec<f64> =
            pairs.map(|(with, off)| (with.price_usd / off.price_usd).ln()).collect();
        Effect {
            link: *link,
            started: share(ends, |end| end.started),
            dead: share(ends, |end| end.dead),
            depth: mean_within(&depths, each),
            price: exponential(mean_within(&prices, each)),
        }
    };
    let mut effects: Vec<Effect> = without.iter().map(effect).collect();
    let is_other = |effect: &Effect| effect.link.part != Part::Link;
    effects.sort_by(|one, other| {
        let by_depth = other.depth.value.total_cmp(&one.depth.value);
        is_other(one).cmp(&is_other(other)).then(by_depth)
    });
    let depths: Vec<f64> = as_it_is.iter().map(|end| end.depth).collect();
    Attribution {
        started: share(as_it_is, |end| end.started),
        dead: share(as_it_is, |end| end.dead),
        depth: mean_within(&depths, LEVEL),
        effects,
        level: LEVEL,
    }
}

impl Attribution {
    /// The link that carries the spiral: the one without which it is most of all less deep, by half or
    /// more, if that is
    /// no chance. A cause from outside is no link, nor are several at once. Without what a spiral is seen by
    /// there is hardly any to be seen: it carries one if no other link does, and if the price ends
    /// lower with it.
    #[must_use]
    pub fn carrier(&self) -> Option<&Effect> {
        let is_most = |effect: &&Effect| {
            effect.depth.low > 0.0 && effect.depth.value >= 0.5 * self.depth.value
        };
        let carries = self.links().find(is_most);
        let seen = self.effects.iter().find(|effect| effect.link.part == Part::Sight);
        carries.or(seen.filter(is_most).filter(|effect| effect.price.high < 1.0))
    }

    /// The link that holds the network up: the one without which a spiral is most of all deeper, if
    /// that is no chance.
    #[must_use]
    pub fn support(&self) -> Option<&Effect> {
        self.links().filter(|effect| effect.depth.high < 0.0).last()
    }

    /// The other links without which a spiral is as much less deep, as far as the intervals tell.
    #[must_use]
    pub fn as_much(&self) -> Vec<&Effect> {
        let Some(carrier) = self.carrier() else { return Vec::new() };
        let others = self.links().filter(|effect| effect.link.name != carrier.link.name);
        others
            .filter(|effect| effect.depth.high >= carrier.depth.low && effect.depth.low > 0.0)
            .collect()
    }

    /// The link that lifts the price most in the end and the one that presses it most, where that is no
    /// chance.
    #[must_use]
    pub fn on_the_price(&self) -> [Option<&Effect>; 2] {
        let by_price =
            |one: &&Effect, other: &&Effect| one.price.value.total_cmp(&other.price.value);
        let lifts = self.links().max_by(by_price).filter(|effect| effect.price.low > 1.0);
        let presses = self.links().min_by(by_price).filter(|effect| effect.price.high < 1.0);
        [lifts, presses]
    }

    fn links(&self) -> impl Iterator<Item = &Effect> {
        self.effects.iter().filter(|effect| effect.link.part == Part::Link)
    }
}

/// The estimate of a logarithm as that of the number itself.
fn exponential(of: Estimate) -> Estimate {
    Estimate { value: of.value.exp(), low: of.low.exp(), high: of.high.exp(), ..of }
}

fn share(ends: &[End], is_so: impl Fn(&End) -> bool) -> Estimate {
    probability(ends.iter().filter(|end| is_so(end)).count(), ends.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(name: &str) -> Link {
        const TEXT: &str = "
run: { start: 2026-01-01, days: 3 }
token: { symbol: T, genesis: 1_000_000 T }
fleet: { boxes: { hardware: edge/mac-mini-m4, devices: 3 } }
price: { constant: { usd: 1 USD } }
emission: { schedule: { fixed: { rate: 5 T/day } }, burn: { fees: { burned: 5 %, treasury: 0 % } } }
decisions: { selling: cover_costs, staying: { patience: { days: 5 } } }
";
        let loaded = sim::scenario::load("a.yaml", TEXT, &[], &Default::default()).unwrap();
        loaded.links().into_iter().find(|link| link.name == name).unwrap()
    }

    /// Ends of runs that spirals took to some depths; from a half on they died.
    fn ends(depths: [f64; 4]) -> Vec<End> {
        let end = |depth| End { started: depth > 0.0, depth, dead: depth > 0.5, price_usd: 2.0 };
        depths.map(end).to_vec()
    }

    #[test]
    fn the_link_without_which_all_is_well_carries_the_spiral() {
        let as_it_is = ends([0.6, 0.7, 0.8, 0.7]);
        let without = [
            (link("burn"), ends([0.8, 0.9, 0.95, 0.9])),
            (link("selling"), ends([0.0, 0.1, 0.2, 0.0])),
            (link("leaving"), ends([0.0; 4])),
        ];
        let found = attribute(&as_it_is, &without);
        assert_eq!(found.dead.value, 1.0);
        let names: Vec<&str> = found.effects.iter().map(|effect| effect.link.name).collect();
        // Leaving is what a spiral is seen by, and so is not asked.
        assert_eq!(names, ["selling", "burn", "leaving"]);
        let carrier = found.carrier().unwrap();
        assert_eq!((carrier.link.name, carrier.started.value), ("selling", 0.5));
        // Differences 0.6, 0.6, 0.6, 0.7: mean 0.625, sd 0.05; t(3; 1 − 0.05/6) = 4.856656.
        assert!((carrier.depth.value - 0.625).abs() < 1e-12);
        assert!((carrier.depth.high - 0.625 - 4.856_657 * 0.025).abs() < 1e-6);
        assert_eq!(found.support().unwrap().link.name, "burn");
        // All prices are the same, so that none is lifted.
        assert_eq!((found.as_much(), found.on_the_price()), (vec![], [None, None]));
    }

    /// Where nothing but leaving carries it, the price tells: without it there is no spiral anyway.
    #[test]
    fn leaving_carries_a_spiral_if_it_takes_the_price_down() {
        let as_it_is = ends([0.6, 0.7, 0.8, 0.7]);
        let stay = |usd: [f64; 4]| -> Vec<End> {
            let end = |price_usd| End { started: false, depth: 0.0, dead: false, price_usd };
            usd.map(end).to_vec()
        };
        let found = |usd| attribute(&as_it_is, &[(link("leaving"), stay(usd))]);
        let lower = found([8.0, 7.0, 9.0, 8.0]);
        assert_eq!(lower.carrier().unwrap().link.name, "leaving");
        // ln(2/8), ln(2/7), ln(2/9), ln(2/8): the geometric mean is 2/(8·7·9·8)^(1/4).
        assert!(
            (lower.carrier().unwrap().price.value - 2.0 / 4_032.0_f64.powf(0.25)).abs() < 1e-12
        );
        assert_eq!(found([2.0, 1.9, 2.1, 2.0]).carrier(), None);
        let sales = [(link("selling"), stay([8.0, 7.0, 9.0, 8.0])), (link("burn"), ends([0.0; 4]))];
        let found = attribute(&as_it_is, &sales);
        let [lifts, presses] = found.on_the_price();
        assert_eq!((lifts, presses.unwrap().link.name), (None, "selling"));
        // Both end the spiral, as far as four runs tell.
        assert_eq!(found.carrier().unwrap().link.name, "selling");
        assert_eq!(found.as_much()[0].link.name, "burn");
    }

    #[test]
    fn what_may_be_chance_carries_nothing() {
        let as_it_is = ends([0.6, 0.0, 0.8, 0.0]);
        let found = attribute(&as_it_is, &[(link("selling"), ends([0.0, 0.2, 0.9, 0.1]))]);
        assert_eq!((found.carrier(), found.support()), (None, None));
        assert_eq!(attribute(&as_it_is, &[(link("selling"), as_it_is.clone())]).carrier(), None);
    }
}
