//! This file is about differences as words: signed, in their unit, with interval and verdict.

use studies::Estimate;
use studies::compare::MetricDifference;

use crate::run::words::{in_unit, number};

/// What is known of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same in every pair, to the bit.
    Identical,
    /// There is no number in any pair.
    Missing,
    /// Too few pairs for an interval.
    Unknown,
    /// Within the margin, whatever its sign.
    Equivalent,
    /// The proposal has more.
    Higher,
    /// The proposal has less.
    Lower,
    /// Neither is shown.
    Open,
}

impl Verdict {
    /// What is known of a metric.
    #[must_use]
    pub fn of(difference: &MetricDifference) -> Self {
        let estimate = &difference.difference;
        match () {
            () if estimate.n == 0 => Self::Missing,
            () if difference.is_identical => Self::Identical,
            () if estimate.low.is_nan() => Self::Unknown,
            () if difference.equivalence.is_equivalent => Self::Equivalent,
            () if difference.is_different && estimate.value > 0.0 => Self::Higher,
            () if difference.is_different => Self::Lower,
            () => Self::Open,
        }
    }

    /// In a word or three.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Identical => "the same to the bit",
            Self::Missing => "no number",
            Self::Unknown => "too few pairs",
            Self::Equivalent => "the same within the margin",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Open => "not told apart",
        }
    }

    /// The same where there is little room.
    pub(super) fn short(self) -> &'static str {
        match self {
            Self::Identical => "same to the bit",
            Self::Equivalent => "same within margin",
            other => other.words(),
        }
    }

    /// Whether the two are shown to differ by more than the margin lets pass.
    pub(super) fn differs(self) -> bool {
        matches!(self, Self::Higher | Self::Lower)
    }
}

/// Differences that are smaller than this share of the base are what is left of rounding.
const DUST: f64 = 1e-12;

/// An estimate without what rounding leaves of a difference that is none.
pub(super) fn swept(estimate: &Estimate, base: f64) -> Estimate {
    let sweep = |value: f64| if value.abs() < DUST * base.abs() { 0.0 } else { value };
    let [value, low, high] = [estimate.value, estimate.low, estimate.high].map(sweep);
    Estimate { value, low, high, ..estimate.clone() }
}

/// A difference with its sign; shares differ by points of a hundred.
#[must_use]
pub fn signed(value: f64, unit: &str) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    match unit {
        "share" => format!("{sign}{} points", number(value * 100.0)),
        _ => format!("{sign}{}", in_unit(value, unit)),
    }
}

/// The interval of a difference, with signs and its unit once.
#[must_use]
pub fn signed_interval(estimate: &Estimate, unit: &str) -> String {
    if estimate.low.is_nan() {
        return "–".to_owned();
    }
    let times = if unit == "share" { 100.0 } else { 1.0 };
    let end = |value: f64| {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", number(value * times))
    };
    format!("{} to {}", end(estimate.low), end(estimate.high))
}

/// A relative difference with its sign.
#[must_use]
pub fn relative(share: f64) -> String {
    match share {
        share if !share.is_finite() => "–".to_owned(),
        share if share.abs() < DUST => "0 %".to_owned(),
        share => format!("{}{} %", if share > 0.0 { "+" } else { "" }, number(share * 100.0)),
    }
}

/// With a capital at the front.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::metric;
    use super::*;

    #[test]
    fn a_verdict_says_no_more_than_is_known() {
        let of = |value: f64, reach: f64| metric("price.usd", 10.0, value, reach);
        assert_eq!(Verdict::of(&of(3.0, 1.0)), Verdict::Higher);
        assert_eq!(Verdict::of(&of(-3.0, 1.0)), Verdict::Lower);
        assert_eq!(Verdict::of(&of(1.0, 3.0)), Verdict::Open);
        assert_eq!(Verdict::of(&of(0.0, 0.0)), Verdict::Identical);
        assert_eq!(Verdict::of(&of(1.0, f64::NAN)), Verdict::Unknown);
        // Told apart, and yet within the margin of 0.1.
        assert_eq!(Verdict::of(&of(0.05, 0.02)), Verdict::Equivalent);
        let mut missing = of(f64::NAN, f64::NAN);
        missing.difference.n = 0;
        assert_eq!(Verdict::of(&missing), Verdict::Missing);
    }

    #[test]
    fn differences_have_their_sign_and_shares_their_points() {
        assert_eq!(signed(412.0, "devices"), "+412 devices");
        assert_eq!(signed(-0.5, "USD"), "−0.500 USD");
        assert_eq!(signed(0.032, "share"), "+3.20 points");
        assert_eq!(signed(0.0, "devices"), "0 devices");
        assert_eq!(signed(-0.26, "devices"), "−0.260 devices");
        let estimate = metric("price.usd", 10.0, 0.03, 0.01).difference;
        assert_eq!(signed_interval(&estimate, "share"), "+2.00 to +4.00");
        let relatives = [0.05, -0.5, f64::NAN, 3e-16].map(relative);
        assert_eq!(relatives, ["+5.00 %", "−50.0 %", "–", "0 %"]);
    }

    #[test]
    fn what_rounding_leaves_is_no_difference() {
        let swept = |value| swept(&metric("price.usd", 10.0, value, 1e-15).difference, 10.0);
        assert_eq!([swept(1e-14).value, swept(1e-14).low, swept(1e-14).high], [0.0; 3]);
        assert_eq!(swept(1e-10).value, 1e-10);
    }
}
