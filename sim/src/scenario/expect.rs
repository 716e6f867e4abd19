//! What is expected of the outcome: what holds in every run, and claims over all of them.

use std::ops::Range;

use language::quantity::Share;
use language::when::{Moment, Seconds};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::world::{GameParts, State};

/// Something that is expected: of a metric, or of a share of the devices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The metric; with `share_of_devices`, what is looked at of each device.
    pub that: String,
    /// When it is looked at.
    #[serde(default)]
    pub at: At,
    /// Within each run: the share of these devices of which `that` is within bounds; what is claimed
    /// is claimed of this share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_devices: Option<ShareOfDevices>,
    /// What each run is compared with, on the same chance; what is claimed is claimed of the difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Against>,
    /// How it is compared.
    #[serde(default)]
    pub difference: Difference,
    /// Bounds that it keeps in every step of every run, or of the days of `at: every_day`; no statistics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub always: Option<Bounds>,
    /// Bounds that it keeps in some step of some run, or of the days of `at`, which shows that what is
    /// tested is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sometimes: Option<Bounds>,
    /// Bounds of its mean over the replicates; both together claim that it is the same within them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<Bounds>,
    /// Bounds of what 5 % of the replicates stay below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p05: Option<Bounds>,
    /// Bounds of what half of the replicates stay below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p50: Option<Bounds>,
    /// Bounds of what 95 % of the replicates stay below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95: Option<Bounds>,
    /// Bounds of another quantile over the replicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantile: Option<QuantileBounds>,
    /// Bounds of the mean of the worst replicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cvar: Option<CvarBounds>,
    /// Bounds of the share of replicates in which it is within bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_runs: Option<ShareOfRuns>,
    /// What follows where it is not met.
    #[serde(default)]
    pub severity: Severity,
    /// Why it matters.
    #[serde(default)]
    pub because: String,
}

/// The schema of a bound: a number, or a share in per cent of what is a share.
fn bound(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = <Option<f64>>::json_schema(generator);
    schema.insert("type".to_owned(), json!(["number", "string", "null"]));
    schema.insert("x-percent".to_owned(), true.into());
    schema
}

/// When a metric is looked at, and what becomes of several days. `always` and `sometimes` look at all steps
/// unless `every_day` or `some_day` says which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// In the last step.
    #[default]
    End,
    /// In the step in which this day falls.
    On(Moment),
    /// On every day: the worst of them counts, which is the lowest for `at_least` and the highest for
    /// `at_most`.
    EveryDay(Days),
    /// On some day: the best of them counts, which is the highest for `at_least` and the lowest for
    /// `at_most`.
    SomeDay(Days),
    /// On the average of these days.
    Between(Days),
}

/// Days of a run; all of them by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// The first; that of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// The day after the last; that of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Moment>,
}

/// A share of the devices of a run, at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOfDevices {
    /// Of this kind; all kinds by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// In this region; all regions by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether those that left count too; all that ever joined by default.
    #[serde(default)]
    pub state: DeviceState,
    /// Bounds of what is looked at.
    pub with: Bounds,
}

/// Which devices count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// All that ever joined.
    #[default]
    Any,
    /// Those that are there.
    Active,
    /// Those that are not.
    Gone,
}

/// What a run is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The figures of its stored baseline.
    Baseline,
    /// The same replicate of this variant.
    Variant(String),
}

/// How a run is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// What it is more, in the metric's unit.
    #[default]
    Absolute,
    /// What it is more, as a share of what it is compared with.
    Relative,
}

/// Bounds of a number; at least one of the two. What is a share may be written in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "bound")]
    pub at_least: Option<f64>,
    /// The most that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "bound")]
    pub at_most: Option<f64>,
}

/// Bounds of a quantile; at least one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantileBounds {
    /// The share of replicates that stay below it.
    pub of: Share,
    /// The least that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "bound")]
    pub at_least: Option<f64>,
    /// The most that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "bound")]
    pub at_most: Option<f64>,
}

/// Bounds of the mean of the worst replicates; at least one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CvarBounds {
    /// The share of replicates that are the worst.
    pub worst: Share,
    /// Which are the worst.
    #[serde(default)]
    pub tail: Tail,
    /// The least that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "bound")]
    pub at_least: Option<f64>,
    /// The most that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "bound")]
    pub at_most: Option<f64>,
}

/// Which replicates are the worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// The lowest.
    #[default]
    Low,
    /// The highest.
    High,
}

/// Bounds of a share of replicates; at least one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOfRuns {
    /// Bounds that a replicate keeps to be counted.
    pub with: Bounds,
    /// The least share that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Share>,
    /// The greatest share that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Share>,
}

/// What follows where an expectation is not met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The check fails.
    #[default]
    Error,
    /// It is told, and the check does not fail for it.
    Warning,
}

impl At {
    /// The moments that it names, each with its key, and whether it may be the end of the run.
    pub(super) fn moments(self) -> impl Iterator<Item = (&'static str, Moment, bool)> {
        let of = |from, to, days: Days| [(from, days.from, false), (to, days.to, true)];
        let none = ("", None, false);
        let all = match self {
            Self::End => [none, none],
            Self::On(day) => [("on", Some(day), false), none],
            Self::EveryDay(days) => of("every_day.from", "every_day.to", days),
            Self::SomeDay(days) => of("some_day.from", "some_day.to", days),
            Self::Between(days) => of("between.from", "between.to", days),
        };
        all.into_iter().filter_map(|(key, day, may_be_end)| Some((key, day?, may_be_end)))
    }

    /// The moments after the end of the run, each with its key.
    pub(super) fn beyond(self, game: &GameParts) -> impl Iterator<Item = (&'static str, Moment)> {
        let end = game.calendar.clock(game.calendar.steps() - 1).end;
        let is_beyond = move |day: Moment, may_be_end| {
            let last = if may_be_end { end } else { end - 1 };
            day.after(game.start) > last
        };
        self.moments().filter(move |of| is_beyond(of.1, of.2)).map(|(key, day, _)| (key, day))
    }

    /// The steps that are looked at; none where one of its moments lies after the end of the run, as then
    /// not all of them can be.
    #[must_use]
    pub fn steps(self, game: &GameParts) -> Range<usize> {
        if self.beyond(game).next().is_some() {
            return 0..0;
        }
        let calendar = &game.calendar;
        let last = calendar.steps().saturating_sub(1);
        match self {
            Self::End => last as usize..last as usize + 1,
            Self::On(moment) => {
                let begin = moment.after(game.start);
                steps_in(game, begin, begin + 1)
            }
            Self::EveryDay(days) | Self::SomeDay(days) | Self::Between(days) => {
                let from = days.from.map_or(0, |from| from.after(game.start));
                let to = days.to.map_or(Seconds::MAX, |to| to.after(game.start));
                steps_in(game, from, to)
            }
        }
    }

    /// The same for what holds in every step or in some: all steps, where nothing else is said.
    #[must_use]
    pub fn steps_of_all(self, game: &GameParts) -> Range<usize> {
        match self {
            Self::End => 0..game.calendar.steps() as usize,
            _ => self.steps(game),
        }
    }
}

/// The steps that have a part between two moments [seconds after the start].
fn steps_in(game: &GameParts, from: Seconds, to: Seconds) -> Range<usize> {
    let steps = game.calendar.steps();
    let is_in = |step: &u32| {
        let clock = game.calendar.clock(*step);
        clock.end > from && clock.begin < to
    };
    match (0..steps).find(is_in).zip((0..steps).rfind(is_in)) {
        Some((first, last)) => first as usize..last as usize + 1,
        None => 0..0,
    }
}

impl Expectation {
    /// The bounds of the number that each run is reduced to, or of a statistic in its unit, each with its
    /// key.
    pub fn of_metric(&self) -> impl Iterator<Item = (&'static str, Bounds)> {
        let all = [
            ("always", self.always),
            ("sometimes", self.sometimes),
            ("mean", self.mean),
            ("p05", self.p05),
            ("p50", self.p50),
            ("p95", self.p95),
            ("quantile", self.quantile.as_ref().map(QuantileBounds::bounds)),
            ("cvar", self.cvar.as_ref().map(CvarBounds::bounds)),
            ("share_of_runs.with", self.share_of_runs.as_ref().map(|share| share.with)),
        ];
        all.into_iter().filter_map(|(key, bounds)| Some((key, bounds?)))
    }
}

impl Bounds {
    /// How far inside of the bounds a number lies, to the nearer of them; negative outside, and NaN
    /// for what is no number.
    #[must_use]
    pub fn inside(&self, number: f64) -> f64 {
        let above = self.at_least.map_or(f64::INFINITY, |least| number - least);
        let below = self.at_most.map_or(f64::INFINITY, |most| most - number);
        // `min` would take the other where one is no number.
        if number.is_nan() { f64::NAN } else { above.min(below) }
    }

    /// Whether a number is within the bounds, which no number is if it is none.
    #[must_use]
    pub fn hold(&self, number: f64) -> bool {
        self.inside(number) >= 0.0
    }

    /// Whether neither bound is there.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.at_least.is_none() && self.at_most.is_none()
    }
}

impl QuantileBounds {
    /// Its bounds.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds { at_least: self.at_least, at_most: self.at_most }
    }
}

impl CvarBounds {
    /// Its bounds.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        Bounds { at_least: self.at_least, at_most: self.at_most }
    }
}

impl ShareOfRuns {
    /// Its bounds, as shares of the replicates.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let value = |share: &Option<Share>| share.as_ref().map(Share::value);
        Bounds { at_least: value(&self.at_least), at_most: value(&self.at_most) }
    }
}

impl DeviceState {
    /// Whether a device counts.
    #[must_use]
    pub fn counts(self, state: State) -> bool {
        match self {
            Self::Any => true,
            Self::Active => state == State::Active,
            Self::Gone => state != State::Active,
        }
    }
}
