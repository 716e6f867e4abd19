//! Bonds: the collateral of a cohort's devices, which they hold together.

use std::ops::Add;

use language::when::Seconds;

use ruint::aliases::U512;

use super::FINE;
use crate::emission::collateral::Terms;
use crate::ledger::{MILLION, Units, share_of};

/// What the devices of a cohort have put down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bond {
    /// Devices whose collateral it is, those in repair included.
    pub devices: u64,
    /// What they have put down [base units].
    pub held: Units,
    /// Time for which they have been in the network, all together [seconds].
    pub age: u128,
    /// What those who were down lost and is less than a base unit [2⁻⁶⁴ base units].
    pub owed: u64,
}

/// What became of a cohort's devices in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Devices that joined or came back.
    pub joined: u64,
    /// Devices that left for good, or gave up.
    pub left: u64,
    /// Devices that were caught faking their work.
    pub caught: u64,
    /// Devices that were not up.
    pub down: u64,
    /// Length of the step [seconds].
    pub seconds: Seconds,
}

/// What moves for a cohort in a step [base units].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Put down.
    pub bought: Units,
    /// Lost, by cheats, by those who were down and by those who left.
    pub forfeited: Units,
    /// On its way back to those who left.
    pub returned: Units,
    /// Free again, of what was on its way.
    pub freed: Units,
}

impl Add for Turn {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            bought: self.bought + other.bought,
            forfeited: self.forfeited + other.forfeited,
            returned: self.returned + other.returned,
            freed: self.freed + other.freed,
        }
    }
}

impl Bond {
    /// Turns a step over, in which at most so much can be bought.
    ///
    /// Devices of a cohort share their collateral evenly, so that what one puts down late all have
    /// put down; who leaves has been there as long as the others on average.
    pub fn turn(&mut self, terms: &Terms, flow: &Flow, most: Units) -> Turn {
        self.devices += flow.joined;
        let wanted = terms.each.saturating_mul(self.devices.into());
        let bought = wanted.saturating_sub(self.held).min(most);
        let surplus = self.held.saturating_sub(wanted);
        self.held = self.held + bought - surplus;
        let lost = self.lost(terms, flow);
        self.held -= lost;
        let (left, leaving) = self.leave(flow.left);
        let fee = terms.fee(leaving, left);
        self.age += u128::from(self.devices) * u128::from(flow.seconds.unsigned_abs());
        Turn { bought, forfeited: lost + fee, returned: surplus + leaving - fee, freed: 0 }
    }

    /// What those lose who were caught or were not up.
    fn lost(&mut self, terms: &Terms, flow: &Flow) -> Units {
        let slashed = share_of(self.part(flow.caught), terms.slash, MILLION);
        slashed.saturating_add(self.lost_offline(flow.down, terms.offline)).min(self.held)
    }

    /// What those lose who were not up: what is less than a base unit waits for the next step, so that
    /// short steps come to what a long one does.
    fn lost_offline(&mut self, down: u64, share: u64) -> Units {
        let down = down.min(self.devices);
        let product = U512::from(self.held) * U512::from(down) * U512::from(share);
        let whole = U512::from(self.devices.max(1)) * U512::from(FINE);
        let lost = (product << 64_usize) / whole + U512::from(self.owed);
        let units: U512 = lost >> 64_usize;
        let rest: U512 = lost - (units << 64_usize);
        self.owed = rest.to::<u64>();
        units.to::<Units>()
    }

    /// Takes out the part of those who leave; returns their mean age [seconds] and the part.
    fn leave(&mut self, count: u64) -> (u64, Units) {
        let count = count.min(self.devices);
        let leaving = self.part(count);
        let mean = self.age / u128::from(self.devices.max(1));
        self.held -= leaving;
        self.age -= mean * u128::from(count);
        self.devices -= count;
        (u64::try_from(mean).unwrap_or(u64::MAX), leaving)
    }

    /// The part of some of the devices, rounded down; all of it is the part of all.
    fn part(&self, devices: u64) -> Units {
        share_of(self.held, devices.min(self.devices), self.devices.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Seconds = 86_400;

    /// 100 each; a caught cheat loses a half, a day down 1 %, leaving 8.5 % or at least 2 %.
    const TERMS: Terms = Terms {
        each: 100,
        slash: 500_000,
        offline: FINE / 100,
        fee: 85_000,
        least_fee: 20_000,
        full_age: 140 * 86_400,
    };

    fn turn(bond: &mut Bond, joined: u64, left: u64, most: Units) -> Turn {
        let flow = Flow { joined, left, seconds: DAY, ..Flow::default() };
        bond.turn(&TERMS, &flow, most)
    }

    #[test]
    fn by_hand() {
        let mut bond = Bond::default();
        let first = turn(&mut bond, 10, 0, 10_000);
        assert_eq!((first.bought, bond.held, bond.age), (1_000, 1_000, 10 * 86_400));
        // Two of them leave after a day: 8.5 % · 1/140 is below 2 %, which 200 lose.
        let early = turn(&mut bond, 0, 2, 0);
        assert_eq!(early, Turn { forfeited: 4, returned: 196, ..Turn::default() });
        assert_eq!((bond.devices, bond.held, bond.age), (8, 800, 2 * 8 * 86_400));
        // After 70 days one loses half of 8.5 %: ⌊⌊100 · 8.5 %⌋ · 1/2⌋ = 4; after 140, 8.
        bond.age = 8 * 70 * 86_400;
        assert_eq!(turn(&mut bond, 0, 1, 0).forfeited, 4);
        bond.age = 7 * 300 * 86_400;
        assert_eq!(turn(&mut bond, 0, 1, 0).forfeited, 8);
    }

    #[test]
    fn cheats_and_those_who_are_down_lose_and_all_make_it_good() {
        let mut bond = Bond { devices: 10, held: 1_000, ..Bond::default() };
        let flow = Flow { caught: 2, down: 3, seconds: DAY, ..Flow::default() };
        // Half of 200, and 1 % of 300.
        let turned = bond.turn(&TERMS, &flow, 0);
        assert_eq!((turned.forfeited, bond.held), (103, 897));
        // Traders have only 60 of the 103 that are missing.
        assert_eq!((turn(&mut bond, 0, 0, 60).bought, bond.held), (60, 957));
        assert_eq!((turn(&mut bond, 0, 0, 60).bought, bond.held), (43, 1_000));
    }

    /// 1 % a day of 30 is 0.3, which a day lost nothing of, however many there were.
    #[test]
    fn what_is_lost_by_the_hour_is_what_is_lost_by_the_day() {
        let lost = |steps: u64, length: Seconds, share: u64| {
            let mut bond = Bond { devices: 10, held: 100, ..Bond::default() };
            let terms = Terms { each: 10, offline: share, ..TERMS };
            let flow = Flow { down: 3, seconds: length, ..Flow::default() };
            (0..steps).map(|_| bond.turn(&terms, &flow, 100).forfeited).sum::<Units>()
        };
        let by_day = lost(200, DAY, FINE / 100);
        let by_hour = lost(24 * 200, 3_600, FINE / 100 / 24);
        // 200 days of 0.3; a unit that is lost is missing until the next step.
        assert!((59..=60).contains(&by_day) && (59..=60).contains(&by_hour), "{by_day} {by_hour}");
        // All of it, and more than that, is all that there is.
        let mut bond = Bond { devices: 1, held: Units::MAX, ..Bond::default() };
        let terms = Terms { each: Units::MAX, offline: FINE, ..TERMS };
        let flow = Flow { caught: 1, down: 1, seconds: DAY, ..Flow::default() };
        assert_eq!((bond.turn(&terms, &flow, 0).forfeited, bond.held), (Units::MAX, 0));
    }

    #[test]
    fn what_is_too_much_comes_back_without_a_fee_and_the_last_leaves_nothing() {
        let mut bond = Bond { devices: 3, held: 301, ..Bond::default() };
        assert_eq!(turn(&mut bond, 0, 0, 9), Turn { returned: 1, ..Turn::default() });
        let last = turn(&mut bond, 0, 3, 0);
        assert_eq!((last.forfeited + last.returned, bond.held, bond.age), (300, 0, 0));
        assert_eq!(turn(&mut bond, 0, 0, 9), Turn::default());
    }
}
