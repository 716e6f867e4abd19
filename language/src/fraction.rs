//! This file is about fractions: shares that are exact, as chains count them.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::units;

/// An exact share of a whole, such as `1.02 %` or `1/336`; from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Fraction {
    part: u64,
    whole: u64,
    text: Cow<'static, str>,
}

/// What is wrong with a text, and what would be right.
type Complaint = (String, String);

impl Fraction {
    /// A fraction from the code, for defaults.
    ///
    /// # Panics
    /// If the text is no fraction; a test of the type that uses it would tell.
    #[must_use]
    pub fn of(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), ..Self::read(text).expect("a default is written right") }
    }

    /// What is above the line of the fraction.
    #[must_use]
    pub fn part(&self) -> u64 {
        self.part
    }

    /// What is below the line; more than 0.
    #[must_use]
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// The share as a number, which is the nearest that there is and not exact [1].
    #[must_use]
    pub fn value(&self) -> f64 {
        self.part as f64 / self.whole as f64
    }

    fn read(text: &str) -> Result<Self, Complaint> {
        let such = || "a share is wanted, such as `1.02 %` or `1/336`".to_owned();
        let (part, whole) =
            parts(text).ok_or_else(|| (format!("`{text}` is no exact share"), such()))?;
        if part > whole {
            return Err((format!("`{text}` is more than the whole"), such()));
        }
        Ok(Self { part, whole, text: Cow::Owned(text.to_owned()) })
    }
}

/// What is above and below the line, if both are whole numbers that 64 bits hold.
fn parts(text: &str) -> Option<(u64, u64)> {
    if let Some((part, whole)) = text.split_once('/') {
        let number = |text: &str| text.trim().replace('_', "").parse::<u64>().ok();
        return Some((number(part)?, number(whole)?)).filter(|(_, whole)| *whole > 0);
    }
    let (digits, unit) = units::split_text(text)?;
    let percent: Decimal = digits.replace('_', "").parse().ok().filter(|_| unit == "%")?;
    let percent = percent.normalize();
    let part = u64::try_from(percent.mantissa()).ok()?;
    Some((part, 100_u64.checked_mul(10_u64.checked_pow(percent.scale())?)?))
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

crate::text::read_from_text! {
    Fraction "Fraction" "1.02 %";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_exact() {
        let parts = |text| Fraction::read(text).map(|fraction| (fraction.part, fraction.whole));
        assert_eq!(parts("15 %"), Ok((15, 100)));
        assert_eq!(parts("1.02 %"), Ok((102, 10_000)));
        assert_eq!(parts("0 %"), Ok((0, 100)));
        assert_eq!(parts("1/336"), Ok((1, 336)));
        assert_eq!(parts("69_096 / 4_465_091"), Ok((69_096, 4_465_091)));
        assert_eq!(Fraction::of("1/336").to_string(), "1/336");
        assert_eq!(["70 %", "1/4"].map(|text| Fraction::of(text).value()), [0.7, 0.25]);
    }

    #[test]
    fn what_is_no_fraction_is_told_with_what_would_be_right() {
        let fault = |text| Fraction::read(text).unwrap_err().0;
        for text in ["15", "1/0", "-3 %", "1/-2", "a/b", "0.000_000_000_000_000_000_1 %", "5 USD"] {
            assert_eq!(fault(text), format!("`{text}` is no exact share"));
        }
        assert_eq!(fault("101 %"), "`101 %` is more than the whole");
        assert_eq!(fault("3/2"), "`3/2` is more than the whole");
    }
}
