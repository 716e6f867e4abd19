//! This file is about amounts of the network's token, which are exact.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::units;
use crate::when::Interval;

/// The unit of time of a rate of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Each hour.
    Hour,
    /// Each day.
    Day,
    /// Each week.
    Week,
    /// Each calendar month, however long.
    Month,
    /// Each calendar year, however long.
    Year,
    /// Each time so many seconds have passed, such as a block [seconds].
    Seconds(u32),
}

impl Per {
    /// Its length [seconds], for what knows no calendar: a year has 365 days and a month a twelfth
    /// of them.
    #[must_use]
    pub fn seconds(self) -> u32 {
        const YEAR: u32 = 365 * 86_400;
        match self {
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
            Self::Month => YEAR / 12,
            Self::Year => YEAR,
            Self::Seconds(seconds) => seconds,
        }
    }
}

/// An amount of the token, such as `500_000 LENS`; at least 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Tokens {
    amount: Decimal,
    text: String,
}

/// An amount of the token per time, such as `30_000 LENS/day`; at least 0.
///
/// A rate per month or per year follows the calendar: each year mints the same amount, spread over
/// its 365 or 366 days, as chains do. What a chain mints in each block is written with the length of
/// the block: `14 LENS/30 seconds`.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenRate {
    amount: Decimal,
    per: Per,
    text: String,
}

impl Tokens {
    /// The amount in base units of a token with so many decimals; none if it is finer than one.
    #[must_use]
    pub fn base_units(&self, decimals: u32) -> Option<u128> {
        base_units(self.amount, decimals)
    }
}

impl TokenRate {
    /// The amount per unit of time, in base units; none if it is finer than one.
    #[must_use]
    pub fn base_units(&self, decimals: u32) -> Option<u128> {
        base_units(self.amount, decimals)
    }

    /// The unit of time.
    #[must_use]
    pub fn per(&self) -> Per {
        self.per
    }

    /// The rate as a plain number, for what need not be exact [tokens/day].
    #[must_use]
    pub fn per_day(&self) -> f64 {
        let amount = self.amount.normalize();
        let power = (0..amount.scale()).fold(1.0, |power, _| power * 10.0);
        amount.mantissa() as f64 / power * 86_400.0 / f64::from(self.per.seconds())
    }
}

fn base_units(amount: Decimal, decimals: u32) -> Option<u128> {
    let amount = amount.normalize();
    let power = decimals.checked_sub(amount.scale())?;
    let mantissa = u128::try_from(amount.mantissa()).ok()?;
    mantissa.checked_mul(10_u128.checked_pow(power)?)
}

/// The token that a scenario is about, as far as amounts need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its symbol.
    pub symbol: String,
    /// Decimal places of its base unit.
    pub decimals: u32,
}

/// What is wrong with the text of an amount, and what would be right.
type Complaint = (String, String);

/// Checks an amount against the token of the scenario.
///
/// # Errors
/// What is wrong and what would be right.
pub fn check_amount(text: &str, token: Option<&Token>) -> Result<(), Complaint> {
    let (amount, unit) = number_and_unit(text, "an amount of the token", "")?;
    check(amount, unit, token, "")
}

/// Checks a rate against the token of the scenario.
///
/// # Errors
/// What is wrong and what would be right.
pub fn check_rate(text: &str, token: Option<&Token>) -> Result<(), Complaint> {
    let (amount, unit) = number_and_unit(text, "an amount of the token per time", "/day")?;
    let Some((symbol, per)) = unit.split_once('/') else {
        return Err((format!("`{text}` has no time"), wanted(token, "/day")));
    };
    if per_of(per.trim()).is_none() {
        let message = format!("`{}` is no unit of time here", per.trim());
        let help = "write /hour, /day, /week, /month, /year, or a length such as /30 seconds";
        return Err((message, help.to_owned()));
    }
    check(amount, symbol.trim(), token, "/day")
}

fn wanted(token: Option<&Token>, per: &str) -> String {
    let symbol = token.map_or("LENS", |token| token.symbol.as_str());
    format!("an amount of the token is wanted, such as `500_000 {symbol}{per}`")
}

fn number_and_unit<'a>(
    text: &'a str,
    name: &str,
    per: &str,
) -> Result<(Decimal, &'a str), Complaint> {
    let such = || format!("{name} is wanted, such as `500_000 LENS{per}`");
    let (digits, unit) =
        units::split_text(text).ok_or_else(|| (format!("`{text}` is no amount"), such()))?;
    if unit.starts_with(',') {
        let message = format!("`{text}` has commas between its thousands");
        return Err((
            message,
            "write 1_000_000, with `_` between the thousands or nothing".to_owned(),
        ));
    }
    let digits = digits.replace('_', "");
    let read = if digits.contains(['e', 'E']) {
        Decimal::from_scientific(&digits)
    } else {
        digits.parse()
    };
    let amount = read.map_err(|_| (format!("`{text}` is no amount"), such()))?;
    if amount.is_sign_negative() && !amount.is_zero() {
        return Err((format!("`{text}` is below zero"), format!("{name} is at least 0")));
    }
    Ok((amount, unit))
}

fn check(amount: Decimal, symbol: &str, token: Option<&Token>, per: &str) -> Result<(), Complaint> {
    let Some(token) = token else { return Ok(()) };
    if symbol.is_empty() {
        return Err((format!("`{amount}` has no unit"), wanted(Some(token), per)));
    }
    if symbol != token.symbol {
        let message = format!("`{symbol}` is not the token of this scenario");
        return Err((message, wanted(Some(token), per)));
    }
    if base_units(amount, token.decimals).is_none() {
        let message = format!("`{amount} {symbol}` is no whole number of base units, or too large");
        let help = format!("{symbol} has {} decimals (token.decimals)", token.decimals);
        return Err((message, help));
    }
    Ok(())
}

fn per_of(text: &str) -> Option<Per> {
    match text {
        "hour" => Some(Per::Hour),
        "day" => Some(Per::Day),
        "week" => Some(Per::Week),
        "month" => Some(Per::Month),
        "year" => Some(Per::Year),
        _ => text.parse::<Interval>().ok()?.in_seconds().map(Per::Seconds),
    }
}

impl<'de> Deserialize<'de> for Tokens {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (amount, _) =
            number_and_unit(&text, "an amount", "").map_err(|c| de::Error::custom(c.0))?;
        Ok(Self { amount, text })
    }
}

impl<'de> Deserialize<'de> for TokenRate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        check_rate(&text, None).map_err(|c| de::Error::custom(c.0))?;
        let (amount, unit) =
            number_and_unit(&text, "a rate", "").map_err(|c| de::Error::custom(c.0))?;
        let per = unit.split_once('/').and_then(|(_, per)| per_of(per.trim()));
        Ok(Self { amount, per: per.unwrap_or(Per::Day), text })
    }
}

macro_rules! written_as_text {
    ($($type:ident $key:literal $example:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed($key)
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "x-measure": $key, "examples": [$example] })
            }
        }
    )*};
}

written_as_text! {
    Tokens "Tokens" "500_000 LENS";
    TokenRate "TokenRate" "30_000 LENS/day";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token { symbol: "HNT".to_owned(), decimals: 8 }
    }

    #[test]
    fn amounts_are_exact_to_the_base_unit() {
        let read = |text: &str| serde_json::from_value::<TokenRate>(text.into()).unwrap();
        assert_eq!(read("1643.83561643 HNT/day").base_units(8), Some(164_383_561_643));
        assert_eq!(read("30_000_000 HNT/year").base_units(8), Some(3_000_000_000_000_000));
        assert_eq!(read("0.1 HNT/day").base_units(0), None);
        let large: Tokens = serde_json::from_value("1e9 HNT".into()).unwrap();
        assert_eq!(large.base_units(18), Some(10_u128.pow(27)));
    }

    #[test]
    fn a_rate_is_also_a_plain_number_a_day() {
        let per_day =
            |text: &str| serde_json::from_value::<TokenRate>(text.into()).unwrap().per_day();
        let texts = ["300_000 HNT/day", "0.5 HNT/hour", "1.75 HNT/week", "365 HNT/month"];
        assert_eq!(texts.map(per_day), [300_000.0, 12.0, 0.25, 12.0]);
        assert_eq!(per_day("73 HNT/year"), 0.2);
        assert_eq!(per_day("0.25 HNT/12 seconds"), 1_800.0);
    }

    #[test]
    fn a_rate_may_be_an_amount_a_block() {
        let per = |text: &str| serde_json::from_value::<TokenRate>(text.into()).map(|r| r.per());
        assert_eq!(per("14 LENS/30 seconds").unwrap(), Per::Seconds(30));
        assert_eq!(per("14 LENS/2 minutes").unwrap(), Per::Seconds(120));
        for text in ["14 LENS/0 seconds", "14 LENS/2 months", "14 LENS/0.5 seconds", "14 LENS/30"] {
            assert!(per(text).is_err(), "{text}");
        }
    }

    #[test]
    fn another_token_a_missing_time_and_too_fine_an_amount_are_named() {
        let fault = |text| check_rate(text, Some(&token())).unwrap_err().0;
        assert_eq!(fault("5 LENS/day"), "`LENS` is not the token of this scenario");
        assert_eq!(fault("5 HNT"), "`5 HNT` has no time");
        assert_eq!(fault("5 HNT/fortnight"), "`fortnight` is no unit of time here");
        let fine = "`0.000000001 HNT` is no whole number of base units, or too large";
        assert_eq!(fault("0.000000001 HNT/day"), fine);
        assert_eq!(fault("-1 HNT/day"), "`-1 HNT/day` is below zero");
        assert_eq!(fault("1,000 HNT/day"), "`1,000 HNT/day` has commas between its thousands");
    }
}
