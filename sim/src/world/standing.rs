//! Standing: how often a device was caught cheating, and until when it is shut out.

use bevy_ecs::prelude::Component;

/// How often a device was caught, up to 255 times, above the hour after the start until which it is
/// shut out: 24 bits, more than a century has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Component)]
pub struct Standing(u32);

impl Standing {
    const HOURS: u32 = (1 << 24) - 1;

    /// How often it was caught.
    #[must_use]
    pub fn caught(self) -> u8 {
        (self.0 >> 24) as u8
    }

    /// Whether it is shut out from an hour on.
    #[must_use]
    pub fn is_out(self, hour: u32) -> bool {
        self.0 & Self::HOURS > hour
    }

    /// The same device, caught once more and shut out until an hour.
    #[must_use]
    pub fn caught_again(self, until: u64) -> Self {
        let until = until.min(Self::HOURS.into()) as u32;
        Self(u32::from(self.caught().saturating_add(1)) << 24 | until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let first = Standing::default();
        assert!(!first.is_out(0));
        assert_eq!(first.caught(), 0);
        let twice = first.caught_again(9).caught_again(30);
        assert_eq!(twice.caught(), 2);
        assert!(twice.is_out(29) && !twice.is_out(30));
        let often = (0..300).fold(first, |standing, _| standing.caught_again(u64::MAX));
        assert_eq!(often.caught(), 255);
        // A century has 876,600 hours.
        assert!(often.is_out(900_000));
    }
}
