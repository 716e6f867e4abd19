//! This file is about what is asked: the claims that the expectations of a scenario make.

use sim::record::YES_OR_NO;
use sim::run::metrics;
use sim::scenario::{Against, At, Bounds, DeviceQuantity, Difference, Expectation, Loaded};

use super::{Claim, Number, Side, Statistic, sides, words};

/// The claims of a scenario's expectations, in their order.
#[must_use]
pub fn claims(loaded: &Loaded) -> Vec<Claim> {
    let expectations = &loaded.written.expect;
    if expectations.is_empty() {
        return Vec::new();
    }
    let metrics = metrics(&loaded.game);
    let unit = |expectation: &Expectation| match expectation.share_of_devices {
        Some(_) => DeviceQuantity::named(&expectation.that).map_or("", |quantity| quantity.unit),
        None => metrics.iter().find(|m| m.name == expectation.that).map_or("", |m| m.unit),
    };
    let all = expectations.iter().enumerate();
    all.flat_map(|(at, expectation)| of(at, expectation, unit(expectation))).collect()
}

fn of(at: usize, expectation: &Expectation, unit: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (statistic, bounds) in statistics(expectation, unit) {
        for (side, bound) in sides(bounds) {
            let number = Number {
                devices: expectation.share_of_devices.clone(),
                against: expectation.against.clone(),
                difference: expectation.difference,
                unit: unit.to_owned(),
            };
            let mut claim = Claim {
                expectation: at,
                words: String::new(),
                that: expectation.that.clone(),
                at: expectation.at,
                statistic,
                side,
                bound,
                unit: unit_of(expectation, statistic, unit).to_owned(),
                variant: match &expectation.against {
                    Some(Against::Variant(name)) => Some(name.clone()),
                    _ => None,
                },
                severity: expectation.severity,
                because: expectation.because.clone(),
                number,
            };
            claim.words = words::claimed(&claim);
            claims.push(claim);
            // A step is within both bounds at once, so that it is one claim.
            if matches!(statistic, Statistic::Sometimes(_)) {
                break;
            }
        }
    }
    claims
}

/// The statistics of which something is claimed, with the bounds.
fn statistics(expectation: &Expectation, unit: &str) -> Vec<(Statistic, Bounds)> {
    let is_so = unit == YES_OR_NO
        && !matches!(expectation.at, At::Between(_))
        && expectation.against.is_none();
    let mean = if is_so { Statistic::MeanOfYes } else { Statistic::Mean };
    let own = expectation.quantile.as_ref();
    let cvar = expectation.cvar.as_ref();
    let share = expectation.share_of_runs.as_ref();
    let all = [
        expectation.always.map(|bounds| (Statistic::Always, bounds)),
        expectation.sometimes.map(|bounds| (Statistic::Sometimes(bounds), bounds)),
        expectation.mean.map(|bounds| (mean, bounds)),
        expectation.p05.map(|bounds| (Statistic::Quantile(0.05), bounds)),
        expectation.p50.map(|bounds| (Statistic::Quantile(0.5), bounds)),
        expectation.p95.map(|bounds| (Statistic::Quantile(0.95), bounds)),
        own.map(|own| (Statistic::Quantile(own.of.value()), own.bounds())),
        cvar.map(|cvar| (Statistic::Cvar(cvar.worst.value(), cvar.tail), cvar.bounds())),
        share.map(|share| (Statistic::ShareOfRuns(share.with), share.bounds())),
    ];
    all.into_iter().flatten().collect()
}

/// The unit of a statistic.
fn unit_of<'a>(expectation: &Expectation, statistic: Statistic, unit: &'a str) -> &'a str {
    let is_share = matches!(statistic, Statistic::ShareOfRuns(_) | Statistic::MeanOfYes)
        || expectation.share_of_devices.is_some()
        || (expectation.against.is_some() && expectation.difference == Difference::Relative);
    if is_share { "share" } else { unit }
}

impl Claim {
    /// The bounds by which the number of a run is right or wrong.
    pub(super) fn bounds_of_a_run(&self) -> Bounds {
        match (self.statistic, self.side) {
            (Statistic::ShareOfRuns(bounds) | Statistic::Sometimes(bounds), _) => bounds,
            (_, Side::AtLeast) => Bounds { at_least: Some(self.bound), at_most: None },
            (_, Side::AtMost) => Bounds { at_least: None, at_most: Some(self.bound) },
        }
    }
}
