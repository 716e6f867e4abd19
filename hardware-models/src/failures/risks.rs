//! This file is about what breaks a device: three risks that compete for it, of which the first to
//! strike ends its life.

use super::Weibull;
use crate::device::Device;

/// What broke a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// A fault from the factory.
    Infant,
    /// Chance: a fall, a surge, a broken solder joint.
    Random,
    /// Age: the battery, a fan, or a successor that leaves it behind.
    WearOut,
}

/// The risks of a device, independent of each other. A share
/// `S(t) = (1 - w + w · exp(-(t / 30 d)^0.5)) · exp(-rate · t) · exp(-(t / scale)^3)` is whole after
/// a time t; `w` is the share of units with a fault from the factory.
///
/// Source: the bathtub of three competing risks, with shapes of about 0.5, 1 and 3 (estimate; no fit
/// for consumer devices was found).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Risks {
    /// Share of units that have a fault from the factory \[1\]; from 0 to 1.
    pub infant_share: f64,
    /// Rate at which chance breaks them \[1/day\]; at least 0.
    pub random_per_day: f64,
    /// How long they last otherwise.
    pub wear_out: Weibull,
}

/// When faults from the factory show: half of them within 14 days, 63 % within 30.
const INFANT: Weibull = Weibull { scale_days: 30.0, shape: 0.5 }; // estimate: most of them within weeks

/// How closely wear-out comes at the end of life: 4 % within a third of it, 63 % within all of it.
const WEAR_OUT_SHAPE: f64 = 3.0; // estimate: a hazard that grows with the square of age

/// Days of a year over which a yearly share is spread.
const YEAR_DAYS: f64 = language::units::YEAR_DAYS;

impl Risks {
    /// The risks of a device as its file has them. It is worn out at its `life` or when its battery
    /// has had its cycles, whichever is earlier.
    #[must_use]
    pub fn of(device: &Device) -> Self {
        let battery = device.battery.as_ref();
        let of_battery = battery
            .map_or(f64::INFINITY, |battery| battery.cycles.value / battery.charges_per_day.value);
        let share = device.infant_failures.as_ref().map_or(0.0, |share| share.value.value());
        Self {
            infant_share: share,
            random_per_day: -libm::log(1.0 - device.annual_failure_share()) / YEAR_DAYS,
            wear_out: Weibull {
                scale_days: device.life_days().min(of_battery),
                shape: WEAR_OUT_SHAPE,
            },
        }
    }

    /// The risks where each is so many times as large: more units have a fault, and the two others
    /// strike so much more often at every age; `times` is above 0.
    #[must_use]
    pub fn times(self, times: f64) -> Self {
        Self {
            infant_share: (self.infant_share * times).min(1.0),
            random_per_day: self.random_per_day * times,
            wear_out: self.wear_out.times(times),
        }
    }

    /// The share that is whole after a time \[1\].
    #[must_use]
    pub fn survival(&self, days: f64) -> f64 {
        let infant = 1.0 - self.infant_share * (1.0 - INFANT.survival(days));
        infant * libm::exp(-self.random_per_day * days) * self.wear_out.survival(days)
    }

    /// When the first of the risks strikes \[days\], and which it is, from a uniform number in (0, 1)
    /// for each in the order of [`Failure`]: each makes the time that a share lasts longer than.
    #[must_use]
    pub fn first(&self, [infant, random, wear_out]: [f64; 3]) -> (f64, Failure) {
        // Of the units without a fault from the factory, none ever breaks of one.
        let faulty = infant - (1.0 - self.infant_share);
        let never = f64::INFINITY;
        let infant =
            if faulty > 0.0 { INFANT.time_days(faulty / self.infant_share) } else { never };
        let random = -libm::log(random) / self.random_per_day;
        let wear_out = self.wear_out.time_days(wear_out);
        let others = [(random, Failure::Random), (wear_out, Failure::WearOut)];
        let earlier = |first: (f64, Failure), other: (f64, Failure)| {
            if other.0 < first.0 { other } else { first }
        };
        others.into_iter().fold((infant, Failure::Infant), earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn risks() -> Risks {
        Risks {
            infant_share: 0.02,
            random_per_day: 0.001,
            wear_out: Weibull { scale_days: 1_000.0, shape: 3.0 },
        }
    }

    #[test]
    fn survival_by_hand() {
        // After 120 days a fault has shown with 1 − e^-2 = 0.864665; the rest is e^-0.12 · e^-0.001728.
        let infant = 1.0 - 0.02 * 0.864_664_717;
        let exact = infant * 0.886_920_437 * 0.998_273_492;
        assert!((risks().survival(120.0) - exact).abs() < 1e-9);
        assert_eq!(risks().survival(0.0), 1.0);
        // Twice the risk: 4 % with a fault, and the other two survivals squared.
        let infant = 1.0 - 0.04 * 0.864_664_717;
        let others = 0.886_920_437 * 0.998_273_492;
        let exact = infant * others * others;
        assert!((risks().times(2.0).survival(120.0) - exact).abs() < 1e-8);
    }

    #[test]
    fn the_first_risk_to_strike_ends_it() {
        // e^-1 lasts longer than the scale of each law: 1,000 days both for chance and for age.
        let e = 0.367_879_441_171_442_3;
        assert_eq!(risks().first([0.5, 0.9, e]).1, Failure::Random);
        let (days, failure) = risks().first([0.5, 0.3, e]);
        assert!((days - 1_000.0).abs() < 1e-9 && failure == Failure::WearOut);
        // A fault is what the last 2 % have, and it shows after 30 days where e^-1 of them are left.
        let (days, failure) = risks().first([0.98 + 0.02 * e, 0.5, 0.5]);
        assert!((days - 30.0).abs() < 1e-6 && failure == Failure::Infant);
        assert_ne!(risks().first([0.979, 0.5, 0.5]).1, Failure::Infant);
    }

    /// Times that are drawn have the survival that the formula says: on a grid of uniform numbers, of
    /// which every share is known, to the width of the grid.
    #[test]
    fn what_is_drawn_survives_as_the_formula_says() {
        const GRID: u32 = 60;
        let risks = Risks { infant_share: 0.3, ..risks() };
        let share = |at: u32| (f64::from(at) + 0.5) / f64::from(GRID);
        for days in [20.0, 200.0, 900.0] {
            let mut whole = 0;
            for at in 0..GRID * GRID * GRID {
                let shares = [at % GRID, at / GRID % GRID, at / GRID / GRID].map(share);
                whole += u32::from(risks.first(shares).0 > days);
            }
            let found = f64::from(whole) / f64::from(GRID * GRID * GRID);
            assert!((found - risks.survival(days)).abs() < 0.015, "{days} days: {found}");
        }
    }

    #[test]
    fn a_card_has_the_risks_of_its_file() {
        // 3 % a year are −ln 0.97 = 0.030459 / 365 a day; it lives 4 years and has no battery.
        let card = Risks::of(catalogue::device("gpu/rtx-4090").expect("it is in the catalogue"));
        assert!((card.random_per_day * 365.0 - 0.030_459_207).abs() < 1e-9);
        assert_eq!((card.infant_share, card.wear_out.scale_days), (0.004, 1_460.0));
        // Chance alone leaves 97 % after a year.
        let chance =
            Risks { infant_share: 0.0, wear_out: Weibull { scale_days: 1e9, shape: 3.0 }, ..card };
        assert!((chance.survival(365.0) - 0.97).abs() < 1e-12);
    }
}
