//! Capitalisation: the market holds what all tokens are worth together.

use jiff::civil::Date;
use language::quantity::Usd;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Morning, Opening, Price};

/// All tokens together are always worth the same: whoever burns makes the others dearer.
///
/// ## Equation
/// `open(t) = usd / supply(t)`. Where no token is left, the price stays what it was.
///
/// ## Why one would choose it
/// The market of the textbook's burn-and-mint equilibrium: with a usage of `D` a day and an emission
/// of `M`, the price goes to `D/M` and the supply to `M · usd/D`.
///
/// ## Source
/// Samani (2018), *New models for utility tokens*; the equation of exchange with a constant value of
/// all that is held.
///
/// ## Example
/// ```yaml
/// capitalisation: { usd: 50_000_000 USD }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capitalisation {
    /// What all tokens are worth together [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub usd: Usd,
}

impl Price for Capitalisation {
    fn start_usd(&self, _: Date, supply: f64) -> f64 {
        if supply > 0.0 { self.usd.value() / supply } else { self.usd.value() }
    }

    fn open(&self, morning: &Morning, _: &mut Memory) -> Opening {
        match morning.supply {
            supply if supply > 0.0 => Opening::Level(self.usd.value() / supply),
            _ => Opening::TimesClose(1.0),
        }
    }

    fn depends_on_chance(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start: Date = "2026-01-01".parse().unwrap();
        let price = Capitalisation { usd: Usd::of("50 USD") };
        let open = |supply| {
            let morning = Morning { supply, ..Morning::quiet(start, 86_400) };
            price.open(&morning, &mut Memory::default())
        };
        assert_eq!([200.0, 100.0].map(open), [Opening::Level(0.25), Opening::Level(0.5)]);
        assert_eq!(open(0.0), Opening::TimesClose(1.0));
        assert_eq!([200.0, 0.0].map(|supply| price.start_usd(start, supply)), [0.25, 50.0]);
    }
}
