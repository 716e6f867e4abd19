//! This file is about baselines: what a scenario came to, kept beside it, so that what moves is seen.
//!
//! A baseline holds some figures that a reader knows, for a diff, and a hash of all values of all steps
//! and replicates for each part of the day, for what no figure shows.

mod compare;
mod figures;
mod file;
mod same;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use sim::chance::Pairing;

pub use compare::{Basis, Move, Moves, What, compare};
pub use figures::{Figures, HEADLINES, network};

/// The version of the format.
pub const VERSION: u32 = 1;

/// What a scenario came to.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of this format: 1.
    pub baseline: u32,
    /// What made it: the program and its version.
    pub made_by: String,
    /// The network that was played: SHA-256 of the scenario with all defaults, less what does not
    /// change how it is played.
    pub scenario: String,
    /// Where chance started.
    pub seed: u32,
    /// How often it was played; from 1 to 1000000.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub replicates: u32,
    /// What the chance of one replicate had to do with that of another; antithetic ones are pairs, and
    /// figures count those.
    #[serde(default)]
    pub chance: Pairing,
    /// What it came to at the end, by metric.
    pub figures: IndexMap<String, Figure>,
    /// All that was written down, by the part of the day.
    pub series: IndexMap<String, Series>,
}

/// What a metric came to at the end, over the replicates in which it is a finite number; of antithetic
/// pairs, over the means of the pairs in which both are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its mean; none of what is so or not, and where it is no number in any replicate.
    #[serde(default)]
    pub mean: Option<f64>,
    /// The share of replicates in which it is so; of what is so or not.
    #[serde(default)]
    pub share: Option<f64>,
    /// Its standard deviation over them; none for fewer than two.
    #[serde(default)]
    pub deviation: Option<f64>,
    /// Replicates in which it is a finite number, or pairs; at most all.
    pub n: u32,
}

/// The metrics of a part of the day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// How many there are.
    pub columns: u32,
    /// The first 16 digits of a SHA-256 of their values, which their names and order do not change.
    pub hash: String,
}

impl Baseline {
    /// How many observations a figure may have: all replicates, or all pairs of them.
    #[must_use]
    pub fn observations(&self) -> u32 {
        match self.chance {
            Pairing::Independent => self.replicates,
            Pairing::Antithetic => self.replicates / 2,
        }
    }

    /// Mean, standard deviation and number of observations of a metric at the end; none if it is not there
    /// or has no spread.
    #[must_use]
    pub fn lookup(&self, metric: &str) -> Option<(f64, f64, u32)> {
        let figure = self.figures.get(metric)?;
        let n = f64::from(figure.n);
        match figure.share {
            Some(share) if figure.n > 1 => {
                Some((share, (share * (1.0 - share) * n / (n - 1.0)).sqrt(), figure.n))
            }
            _ => Some((figure.mean?, figure.deviation?, figure.n)),
        }
    }
}
