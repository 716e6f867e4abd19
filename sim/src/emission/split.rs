//! Split: who gets the minted tokens.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{Account, MILLION, Units, millionths, share_of};

/// Shares of the minted tokens; they sum to 100 %.
///
/// ## Equation
/// `part = ⌊minted · share⌋`; the devices get what rounding leaves over.
///
/// ## Why
/// Devices are not the only ones who are paid: validators, founders and a treasury are too.
///
/// ## Source
/// Helium's HIP-20, Render's RNP-001, Bittensor's 18/41/41 are such splits.
///
/// ## Example
/// ```yaml
/// split: { devices: 75 %, stakers: 10 %, treasury: 15 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Split {
    /// To the devices, for their work [1].
    pub devices: Share,
    /// To those who stake or validate [1].
    pub stakers: Share,
    /// To the network's treasury [1].
    pub treasury: Share,
    /// To the team and investors, who hold it [1].
    pub insiders: Share,
}

impl Default for Split {
    fn default() -> Self {
        let none = || Share::of("0 %");
        Self { devices: Share::of("100 %"), stakers: none(), treasury: none(), insiders: none() }
    }
}

impl Split {
    /// The sum of the shares, in millionths.
    #[must_use]
    pub fn millionths(&self) -> u64 {
        [&self.devices, &self.stakers, &self.treasury, &self.insiders]
            .map(|share| millionths(share.value()))
            .iter()
            .sum()
    }

    /// The parts of an amount by account; they sum to it.
    #[must_use]
    pub fn parts(&self, units: Units) -> [(Account, Units); 4] {
        let part = |share: &Share| share_of(units, millionths(share.value()), MILLION);
        let others = [&self.stakers, &self.treasury, &self.insiders].map(part);
        [
            (Account::Carried, units - others.iter().sum::<Units>()),
            (Account::Stakers, others[0]),
            (Account::Treasury, others[1]),
            (Account::Insiders, others[2]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let split = Split {
            devices: Share::of("75 %"),
            stakers: Share::of("10 %"),
            treasury: Share::of("15 %"),
            insiders: Share::of("0 %"),
        };
        assert_eq!(split.millionths(), 1_000_000);
        assert_eq!(split.parts(100).map(|part| part.1), [75, 10, 15, 0]);
        // ⌊0.7⌋ = 0 and ⌊1.05⌋ = 1: the devices get 6 of 7, what rounding leaves over included.
        assert_eq!(split.parts(7).map(|part| part.1), [6, 0, 1, 0]);
        assert_eq!(
            split.parts(Units::MAX / 2).iter().map(|part| part.1).sum::<Units>(),
            Units::MAX / 2
        );
    }
}
