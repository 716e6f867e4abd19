//! Ends: when a device breaks or its people tire of it, drawn when its life begins.
//!
//! Of all that can end a life the first is drawn at birth, so that a step draws nothing and only
//! compares. A repair begins a new life: all that can break it is drawn again, as if it were new,
//! and its people are as tired of it as they would be.

use bevy_ecs::prelude::Component;
use hardware_models::failures::{Failure, Risks, Weibull};

use super::Active;
use crate::chance::{Chance, Draws, Purpose, uniform};

/// When the first of its risks strikes or its repair is done, and which it is: hours after the start
/// of the run times four, and the number of its [`Cause`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Component)]
pub struct Ends(pub u32);

/// What ends the life of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A fault from the factory breaks it.
    Infant = 0,
    /// Chance breaks it.
    Random = 1,
    /// It is worn out.
    WearOut = 2,
    /// People tire of it.
    Tired = 3,
}

impl From<Failure> for Cause {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Infant => Self::Infant,
            Failure::Random => Self::Random,
            Failure::WearOut => Self::WearOut,
        }
    }
}

/// What has become of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is in the network.
    Active,
    /// Its owner gave up.
    GaveUp,
    /// It broke, and is not mended.
    Broken,
    /// It broke, and is being mended.
    InRepair,
    /// People tired of it.
    Tired,
}

impl State {
    /// What two columns of a device say together.
    #[must_use]
    pub fn of(active: Active, ends: Ends) -> Self {
        match active {
            Active::HERE => Self::Active,
            Active::GAVE_UP => Self::GaveUp,
            Active::IN_REPAIR => Self::InRepair,
            _ if ends.cause() == Cause::Tired => Self::Tired,
            _ => Self::Broken,
        }
    }
}

/// Hours that stand for never: far beyond a century.
const NEVER: u32 = u32::MAX >> 2;

impl Ends {
    /// The end of what has ended, or never does.
    pub const NEVER: Self = Self(u32::MAX);

    /// An end so many hours after the start, in the hour in which it falls.
    #[must_use]
    pub fn at(hours: f64, cause: Cause) -> Self {
        // What is infinite or beyond all hours becomes the last of them.
        Self((hours as u32).min(NEVER) << 2 | cause as u32)
    }

    /// Hours after the start.
    #[must_use]
    pub fn hours(self) -> u32 {
        self.0 >> 2
    }

    /// What it is.
    #[must_use]
    pub fn cause(self) -> Cause {
        [Cause::Infant, Cause::Random, Cause::WearOut, Cause::Tired][(self.0 & 3) as usize]
    }

    /// The same cause, and never again.
    #[must_use]
    pub fn done(self) -> Self {
        Self(NEVER << 2 | self.0 & 3)
    }

    /// What every end before an hour is below.
    #[must_use]
    pub fn before(hours: u32) -> u32 {
        hours << 2
    }
}

/// What can end the lives of devices of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Lifetime {
    /// What breaks them; nothing if devices do not age.
    pub risks: Option<Risks>,
    /// For how long people use them; always if nobody tires of them.
    pub wearing: Option<Weibull>,
    /// What mends a broken one; nothing if it cannot be mended.
    pub repair: Option<Mending>,
}

/// What mends a broken device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mending {
    /// What it costs the owner [USD].
    pub price_usd: f64,
    /// Time until it works again [hours].
    pub hours: f64,
}

/// Words of chance for the risks of a life: one for each, and one that keeps a block even.
const WORDS: usize = 4;

impl Lifetime {
    /// Whether anything ever ends a life.
    #[must_use]
    pub fn has_end(&self) -> bool {
        self.risks.is_some() || self.wearing.is_some()
    }

    /// The ends of neighbouring devices of a cohort that join at an hour, from one on.
    pub(crate) fn first_ends(
        &self,
        chance: &Chance,
        (code, first): (u16, u64),
        born_hours: f64,
    ) -> impl Iterator<Item = Ends> + use<> {
        let draws = |purpose, words| chance.draws(purpose, code, 0, first, words);
        let mut risks = self.risks.map(|risks| (risks, draws(Purpose::Failing, WORDS as u64)));
        let mut wearing = self.wearing.map(|wearing| (wearing, draws(Purpose::Tiring, 1)));
        std::iter::from_fn(move || {
            let broken = risks
                .as_mut()
                .map_or(Ends::NEVER, |(risks, draws)| breaks(risks, uniforms(draws), born_hours));
            let tired = wearing.as_mut().map_or(Ends::NEVER, |(wearing, draws)| {
                tires(wearing, uniforms(draws), born_hours)
            });
            Some(earlier(broken, tired))
        })
    }

    /// The end of a device that was mended in a step and works again from an hour on.
    pub(crate) fn next_end(
        &self,
        chance: &Chance,
        (code, number, step): (u16, u64, u32),
        (born_hours, from_hours): (f64, f64),
    ) -> Ends {
        // Lives that begin at birth have the draws of step 0.
        let broken = self.risks.map_or(Ends::NEVER, |risks| {
            let draws = chance.uniforms::<WORDS>(Purpose::Failing, code, step + 1, number);
            breaks(&risks, draws, from_hours)
        });
        let tired = self.wearing.map_or(Ends::NEVER, |wearing| {
            tires(&wearing, chance.uniforms::<1>(Purpose::Tiring, code, 0, number), born_hours)
        });
        earlier(broken, tired)
    }
}

fn uniforms<const N: usize>(draws: &mut Draws) -> [f64; N] {
    let mut words = [0; N];
    draws.fill(&mut words);
    words.map(uniform)
}

fn breaks(risks: &Risks, [infant, random, wear_out, _]: [f64; WORDS], from_hours: f64) -> Ends {
    let (days, failure) = risks.first([infant, random, wear_out]);
    Ends::at(from_hours + days * 24.0, failure.into())
}

fn tires(wearing: &Weibull, [share]: [f64; 1], from_hours: f64) -> Ends {
    Ends::at(from_hours + wearing.time_days(share) * 24.0, Cause::Tired)
}

fn earlier(one: Ends, other: Ends) -> Ends {
    Ends(one.0.min(other.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lifetime() -> Lifetime {
        let wear_out = Weibull { scale_days: 900.0, shape: 3.0 };
        let risks = Risks { infant_share: 0.05, random_per_day: 0.001, wear_out };
        let wearing = Weibull { scale_days: 216.0, shape: 1.55 };
        Lifetime { risks: Some(risks), wearing: Some(wearing), repair: None }
    }

    #[test]
    fn an_end_keeps_its_hour_and_its_cause() {
        let end = Ends::at(876_600.9, Cause::WearOut); // a century
        assert_eq!((end.hours(), end.cause()), (876_600, Cause::WearOut));
        assert!(end.0 < Ends::before(876_601) && end.0 >= Ends::before(876_600));
        assert_eq!(end.done().cause(), Cause::WearOut);
        for never in [end.done(), Ends::NEVER, Ends::at(f64::INFINITY, Cause::Random)] {
            assert!(never.0 >= Ends::before(NEVER));
        }
    }

    #[test]
    fn an_end_is_the_same_whoever_else_is_there() {
        let chance = Chance::new(3, 0);
        let from = |first| lifetime().first_ends(&chance, (7, first), 48.0);
        assert!(from(0).skip(77).take(50).eq(from(77).take(50)));
    }

    /// Of 20,000 devices as many last beyond a day as both laws let; which of them broke has the share
    /// that chance gives it.
    #[test]
    fn ends_have_the_law_of_what_is_drawn() {
        let chance = Chance::new(5, 0);
        let ends: Vec<Ends> = lifetime().first_ends(&chance, (7, 0), 240.0).take(20_000).collect();
        for days in [30_u32, 100, 320] {
            let left = ends.iter().filter(|end| end.hours() >= 240 + 24 * days).count();
            let (risks, wearing) = (lifetime().risks.unwrap(), lifetime().wearing.unwrap());
            let share = risks.survival(days.into()) * wearing.survival(days.into());
            let error = (share * (1.0 - share) / 2e4).sqrt();
            assert!((left as f64 / 2e4 - share).abs() < 4.0 * error, "{days} days: {left}");
        }
    }

    #[test]
    fn a_mended_device_breaks_at_another_time_and_its_people_tire_at_the_same() {
        let chance = Chance::new(5, 0);
        let only = Lifetime { risks: None, ..lifetime() };
        let first = only.first_ends(&chance, (7, 12), 240.0).next().unwrap();
        assert_eq!(only.next_end(&chance, (7, 12, 30), (240.0, 720.0)), first);
        let only = Lifetime { wearing: None, ..lifetime() };
        let first = only.first_ends(&chance, (7, 12), 240.0).next().unwrap();
        let lives = [30, 31].map(|step| only.next_end(&chance, (7, 12, step), (240.0, 240.0)));
        assert!(lives[0] != first && lives[0] != lives[1]);
    }
}
