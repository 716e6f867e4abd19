//! Strike: whose end has come, and whose repair is done.

use crate::chance::Chance;
use crate::lanes::{Kernel, Lanes};
use crate::world::{Active, Born, Calendar, Cause, Clock, Ended, Ends, Lifetime, Rows};

/// The columns that striking reads and writes.
pub(super) struct Mortals<'a> {
    /// The number of the first device within its cohort.
    pub first: u64,
    pub born: &'a [Born],
    pub ends: &'a mut [Ends],
    pub active: &'a mut [Active],
}

impl Rows for Mortals<'_> {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn split_at(self, row: usize) -> (Self, Self) {
        let (born, born_after) = self.born.split_at(row);
        let (ends, ends_after) = self.ends.split_at_mut(row);
        let (active, active_after) = self.active.split_at_mut(row);
        let after = Self {
            first: self.first + row as u64,
            born: born_after,
            ends: ends_after,
            active: active_after,
        };
        (Self { first: self.first, born, ends, active }, after)
    }
}

/// Devices that are looked at together: of so few rarely one is due.
const BLOCK: usize = 256;

/// What striking needs to know of a cohort and a step.
#[derive(Clone, Copy)]
pub(super) struct Strike<'a> {
    pub chance: &'a Chance,
    pub lanes: Lanes,
    /// The number by which chance knows the cohort.
    pub code: u16,
    pub lifetime: &'a Lifetime,
    pub clock: &'a Clock,
    pub calendar: &'a Calendar,
}

impl Strike<'_> {
    /// Strikes all of some neighbouring devices that are due.
    pub(super) fn all(&self, mut rows: Mortals) -> Ended {
        let mut ended = Ended::default();
        while rows.len() > 0 {
            let size = rows.len().min(BLOCK);
            let (block, after) = rows.split_at(size);
            rows = after;
            let below = Ends::before(self.clock.end_hours());
            if self.lanes.run(IsAnyDue { ends: block.ends, below }) {
                self.due(block, below, &mut ended);
            }
        }
        ended
    }

    fn due(&self, block: Mortals, below: u32, ended: &mut Ended) {
        let devices = block.ends.iter_mut().zip(block.active).zip(block.born);
        for (((ends, active), born), number) in devices.zip(block.first..) {
            if ends.0 >= below {
                continue;
            }
            match *active {
                Active::HERE => (*active, *ends) = struck(*ends, ended),
                Active::IN_REPAIR => {
                    *active = Active::HERE;
                    *ends = self.next_life(number, *born, *ends);
                    ended.mended += 1;
                }
                // It ends in the drawer into which its owner has put it.
                _ => (*active, *ends) = (Active::GONE, ends.done()),
            }
        }
    }

    /// When a device ends whose repair is done: it works for this step at the least.
    fn next_life(&self, number: u64, born: Born, repaired: Ends) -> Ends {
        let device = (self.code, number, self.clock.step);
        let born_hours = self.calendar.clock(born.0).begin_hours();
        let hours = (born_hours, repaired.hours().into());
        let end = self.lifetime.next_end(self.chance, device, hours);
        Ends::at(end.hours().max(self.clock.end_hours()).into(), end.cause())
    }
}

/// What becomes of a device that is in the network when its end comes. One that breaks keeps the hour
/// in which it does: from then on the time of a repair counts.
fn struck(ends: Ends, ended: &mut Ended) -> (Active, Ends) {
    let count = match ends.cause() {
        Cause::Infant => &mut ended.infant,
        Cause::Random => &mut ended.random,
        Cause::WearOut => &mut ended.worn_out,
        Cause::Tired => &mut ended.tired,
    };
    *count += 1;
    match ends.cause() {
        Cause::Tired => (Active::GONE, ends.done()),
        _ => (Active::BROKEN, ends),
    }
}

/// Looks whether any end is due.
struct IsAnyDue<'a> {
    ends: &'a [Ends],
    below: u32,
}

impl Kernel for IsAnyDue<'_> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        self.ends.iter().fold(u32::MAX, |least, ends| least.min(ends.0)) < self.below
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Step;
    use hardware_models::failures::Weibull;

    /// Strikes devices on day 2, from hour 48 to hour 72.
    fn strike(devices: &mut [(Active, Ends)], lifetime: &Lifetime) -> Ended {
        let calendar = Calendar::new("2026-01-01".parse().unwrap(), 9, Step::Day);
        let (mut active, mut ends): (Vec<_>, Vec<_>) = devices.iter().copied().unzip();
        let born = vec![Born(0); ends.len()];
        let strike = Strike {
            chance: &Chance::new(1, 0),
            lanes: Lanes::best(),
            code: 0,
            lifetime,
            clock: &calendar.clock(2),
            calendar: &calendar,
        };
        let rows = Mortals { first: 0, born: &born, ends: &mut ends, active: &mut active };
        let ended = strike.all(rows);
        let both = active.into_iter().zip(ends);
        devices.iter_mut().zip(both).for_each(|(device, both)| *device = both);
        ended
    }

    #[test]
    fn what_ends_before_the_evening_ends_in_the_step() {
        let [soon, late] = [71.9, 72.0].map(|hours| Ends::at(hours, Cause::WearOut));
        let tired = Ends::at(50.0, Cause::Tired);
        let mut devices = [
            (Active::HERE, soon),
            (Active::HERE, late),
            (Active::HERE, tired),
            (Active::GAVE_UP, soon),
            (Active::GONE, soon.done()),
        ];
        let ended = strike(&mut devices, &Lifetime::default());
        assert_eq!(ended, Ended { worn_out: 1, tired: 1, ..Ended::default() });
        let expected = [
            (Active::BROKEN, soon),
            (Active::HERE, late),
            (Active::GONE, tired.done()),
            (Active::GONE, soon.done()),
            (Active::GONE, soon.done()),
        ];
        assert_eq!(devices, expected);
    }

    #[test]
    fn a_repair_that_is_done_begins_a_life() {
        let wearing = Some(Weibull { scale_days: 1e6, shape: 5.0 });
        let mut devices = [(Active::IN_REPAIR, Ends::at(60.0, Cause::Random))];
        let ended = strike(&mut devices, &Lifetime { wearing, ..Lifetime::default() });
        assert_eq!(ended, Ended { mended: 1, ..Ended::default() });
        assert_eq!((devices[0].0, devices[0].1.cause()), (Active::HERE, Cause::Tired));
        assert!(devices[0].1.hours() > 72);
    }
}
