//! This file is about when: dates, moments of a run and lengths of time that follow the calendar.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::fault::nearest;
use crate::units;

/// Seconds since the midnight on which a run starts.
pub type Seconds = i64;

const DAY: Seconds = 86_400;

/// The months that have dates, counted from the year 0.
const MONTHS: Range<i64> = -9_999 * 12..10_000 * 12;

/// A calendar date, such as `2026-01-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

/// A moment of a run: a calendar date, or `day 270` counted from the start (day 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A date.
    Date(Date),
    /// Days after the start.
    AfterDays(i64),
}

/// A length of time that follows the calendar where it is in months or years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    months: i32,
    seconds: Seconds,
    number: f64,
    unit: &'static str,
}

impl Moment {
    /// Seconds after the start of a run.
    #[must_use]
    pub fn after(self, start: Date) -> Seconds {
        match self {
            Self::Date(date) => seconds_between(start, date),
            Self::AfterDays(days) => days * DAY,
        }
    }
}

/// Seconds from one midnight to another.
#[must_use]
pub fn seconds_between(from: Date, to: Date) -> Seconds {
    i64::from(from.until(to).map_or(0, |span| span.get_days())) * DAY
}

/// The date on which a second after the start falls.
#[must_use]
pub fn date_at(start: Date, seconds: Seconds) -> Date {
    start.saturating_add((seconds.div_euclid(DAY)).days())
}

impl Interval {
    /// An interval of whole months.
    #[must_use]
    pub const fn months(months: i32) -> Self {
        Self { months, seconds: 0, number: months as f64, unit: "months" }
    }

    /// An interval of whole days.
    #[must_use]
    pub const fn days(days: i64) -> Self {
        Self { months: 0, seconds: days * DAY, number: days as f64, unit: "days" }
    }

    /// An interval of whole seconds.
    #[must_use]
    pub const fn seconds(seconds: Seconds) -> Self {
        Self { months: 0, seconds, number: seconds as f64, unit: "seconds" }
    }

    /// The moment so many intervals after a date, in seconds after that date.
    #[must_use]
    pub fn times_after(self, date: Date, times: i64) -> Seconds {
        let months = i64::from(self.months).saturating_mul(times);
        // 9999-12-31 is the last date there is; later moments lie beyond every run. To ask jiff would
        // make an error, which takes memory, and emission asks in every step.
        let of_the_month = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
        if !MONTHS.contains(&of_the_month.saturating_add(months)) {
            return Seconds::MAX / 4;
        }
        let Ok(span) = jiff::Span::new().try_months(months) else { return Seconds::MAX / 4 };
        let Ok(shifted) = date.checked_add(span) else { return Seconds::MAX / 4 };
        seconds_between(date, shifted).saturating_add(self.seconds.saturating_mul(times))
    }

    /// Whether it is no time at all.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.months == 0 && self.seconds == 0
    }
}

type Complaint = (String, String);

impl Day {
    fn read(text: &str) -> Result<Self, Complaint> {
        let complain =
            || (format!("`{text}` is no date"), "write year-month-day, such as 2026-01-01".into());
        text.parse().map(Self).map_err(|_: jiff::Error| complain())
    }
}

impl Moment {
    fn read(text: &str) -> Result<Self, Complaint> {
        if let Some(days) = text.strip_prefix("day ") {
            let days = days.trim().replace('_', "").parse::<u32>();
            return days
                .map(|days| Self::AfterDays(days.into()))
                .map_err(|_| Self::complaint(text));
        }
        text.parse().map(Self::Date).map_err(|_: jiff::Error| Self::complaint(text))
    }

    fn complaint(text: &str) -> Complaint {
        (format!("`{text}` is no moment"), "write a date, or days from the start: `day 270`".into())
    }
}

impl Interval {
    fn read(text: &str) -> Result<Self, Complaint> {
        let such = || "a length of time is wanted, such as `2 years` or `180 days`".to_owned();
        let (number, unit) =
            units::split(text).ok_or_else(|| (format!("`{text}` is no length of time"), such()))?;
        let unit = match unit.strip_suffix('s').unwrap_or(unit) {
            "" => return Err((format!("`{text}` has no unit"), such())),
            "second" => "seconds",
            "minute" => "minutes",
            "hour" => "hours",
            "day" => "days",
            "week" => "weeks",
            "month" => "months",
            "year" => "years",
            _ => {
                let names = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"];
                let hint = nearest(unit, &names);
                let hint = hint.map_or(String::new(), |name| format!("did you mean `{name}`? "));
                return Err((format!("`{unit}` is no unit of time here"), hint + &such()));
            }
        };
        if number < 0.0 {
            return Err((format!("`{text}` is below zero"), such()));
        }
        let whole = |scaled: f64| (scaled.fract() == 0.0 && scaled < 1e12).then_some(scaled);
        let parts = match unit {
            "months" => whole(number).map(|n| (n as i32, 0)),
            "years" => whole(number * 12.0).map(|n| (n as i32, 0)),
            "weeks" => whole(number * 7.0 * DAY as f64).map(|n| (0, n as i64)),
            "days" => whole(number * DAY as f64).map(|n| (0, n as i64)),
            "hours" => whole(number * 3_600.0).map(|n| (0, n as i64)),
            "minutes" => whole(number * 60.0).map(|n| (0, n as i64)),
            _ => whole(number).map(|n| (0, n as i64)),
        };
        let help = "months come whole, and shorter times in whole seconds".to_owned();
        let (months, seconds) =
            parts.ok_or_else(|| (format!("`{text}` is no whole interval"), help))?;
        Ok(Self { months, seconds, number, unit })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::AfterDays(days) => write!(f, "day {days}"),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.number == 1.0 { self.unit.trim_end_matches('s') } else { self.unit };
        write!(f, "{} {unit}", self.number)
    }
}

crate::text::read_from_text! {
    Day "Day" "2026-01-01";
    Moment "Moment" "day 270";
    Interval "Interval" "2 years";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_follow_the_calendar_and_days_do_not() {
        let start = "2023-08-01".parse().unwrap();
        let year = Interval::read("1 year").unwrap();
        assert_eq!(year.times_after(start, 1), 366 * DAY); // over 29 February 2024
        assert_eq!(year.times_after(start, 2), (366 + 365) * DAY);
        assert_eq!(Interval::read("365 days").unwrap().times_after(start, 1), 365 * DAY);
        assert_eq!(
            Interval::read("1.5 years").unwrap(),
            Interval { months: 18, seconds: 0, number: 1.5, unit: "years" }
        );
    }

    #[test]
    fn moments_are_dates_or_days_from_the_start() {
        let start: Date = "2026-01-01".parse().unwrap();
        assert_eq!(Moment::read("day 270").unwrap().after(start), 270 * DAY);
        assert_eq!(Moment::read("2026-01-31").unwrap().after(start), 30 * DAY);
        assert_eq!(date_at(start, 30 * DAY + 5).to_string(), "2026-01-31");
        assert_eq!(Moment::read("270").unwrap_err().0, "`270` is no moment");
        assert_eq!(Day::read("2026-13-01").unwrap_err().0, "`2026-13-01` is no date");
    }

    #[test]
    fn what_is_printed_reads_back() {
        for text in ["1 year", "18 months", "180 days", "1.5 years", "36 hours", "12 seconds"] {
            let interval = Interval::read(text).unwrap();
            assert_eq!(interval.to_string(), text);
        }
    }
}
