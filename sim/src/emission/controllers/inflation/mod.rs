//! Inflation: by how much does the supply grow, given how much of it is bonded?

mod decaying;
mod pid;
mod proportional;
mod step;

pub use decaying::Decaying;
pub use pid::Pid;
pub use proportional::Proportional;
pub use step::Step;

use language::when::Seconds;

use super::super::Memory;

crate::kinds::kinds! {
    /// How inflation answers to the share of the supply that is bonded.
    InflationKind answers Inflation:
    /// A step up below a target, a step down above it.
    Step(Step),
    /// Faster, the further it is from a target.
    Proportional(Proportional),
    /// Near an inflation that halves in fixed times.
    Decaying(Decaying),
    /// By the distance from a target, its sum and its change.
    Pid(Pid),
}

/// What a controller of inflation sees when a round begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Share of the supply that is bonded [10⁻¹⁸].
    pub bonded: u128,
    /// Time since the schedule's first day [seconds].
    pub age: Seconds,
}

/// Answers one question: what is inflation from this round on?
pub trait Inflation {
    /// Inflation after a round began [10⁻¹⁸], given what it was before.
    fn next(&self, inflation: u128, round: &Round, memory: &mut Memory) -> u128;

    /// Rounds over which an inflation is spread: 1 where it is that of a round, or the rounds that
    /// the chain counts in a year.
    fn rounds(&self) -> u32 {
        1
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::decimal;
    use super::*;

    /// A round of the first day with a share bonded.
    pub(crate) fn bonded(share: f64) -> Round {
        Round { bonded: decimal::of_share(share), age: 0 }
    }

    #[test]
    fn no_controller_and_no_share_breaks_the_arithmetic() {
        let read = |text: &str| {
            let tree = language::yaml::parse("a.yaml", text).unwrap();
            language::read::<InflationKind>(&tree, None).unwrap()
        };
        let kinds = [
            "step: { target: 100 %, change: 100 % }",
            "proportional: { goal: 1e-12 %, change: 100 %, least: 0 %, most: 100 %, blocks_per_year: 1 }",
            "decaying: { goal: 1e-12 %, change: 100 %, half_life: 1e-9 days, blocks_per_year: 1 }",
            "pid: { target: 100 %, proportional: 1e6, integral: 1e6, derivative: 1e6 }",
        ];
        for kind in kinds.map(read) {
            for inflation in [0, decimal::ONE, u128::MAX] {
                for share in [0, decimal::ONE, u128::MAX] {
                    for age in [Seconds::MIN, 0, Seconds::MAX] {
                        let round = Round { bonded: share, age };
                        kind.next(inflation, &round, &mut Memory::default());
                    }
                }
            }
        }
    }
}
