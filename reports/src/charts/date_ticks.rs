//! This file is about the days that deserve a mark below the axis, and what to call them.

use jiff::civil::{Date, date};

/// A mark below the axis; the year stands on a second line where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DateTick {
    pub(super) day: i64,
    pub(super) label: String,
    pub(super) year: Option<String>,
}

/// Months between marks, from the finest.
const MONTHS: [i64; 10] = [1, 3, 6, 12, 24, 60, 120, 240, 1200, 12_000];

/// Days between marks where months are too coarse.
const DAYS: [i64; 4] = [1, 2, 7, 14];

/// Days since 1970-01-01.
pub(super) fn day_number(day: Date) -> i64 {
    i64::from((day - date(1970, 1, 1)).get_days())
}

/// Round dates from `first` to `last`, at most `count_max` of them.
pub(super) fn between(first: Date, last: Date, count_max: usize) -> Vec<DateTick> {
    let days = day_number(last) - day_number(first);
    let most = count_max.max(1) as i64;
    if days < 70
        && let Some(step) = DAYS.into_iter().find(|step| days / step < most)
    {
        return every_days(first, last, step);
    }
    let months = days as f64 / 30.44;
    let step = MONTHS.into_iter().find(|step| months / (*step as f64) < most as f64);
    every_months(first, last, step.unwrap_or(120_000))
}

fn every_days(first: Date, last: Date, step: i64) -> Vec<DateTick> {
    let (from, to) = (day_number(first), day_number(last));
    let mut year_shown = None;
    let ticks = (from..=to).step_by(step as usize).filter_map(|day| {
        let at = calendar(day)?;
        let label = format!("{} {}", at.day(), month_name(at));
        let year = (year_shown.replace(at.year()) != Some(at.year())).then(|| year_name(at));
        Some(DateTick { day, label, year })
    });
    ticks.collect()
}

fn every_months(first: Date, last: Date, step: i64) -> Vec<DateTick> {
    let month_index = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
    let start = month_index(first).div_euclid(step) * step;
    let mut year_shown = None;
    let mut ticks = Vec::new();
    for month in (start..=month_index(last)).step_by(step as usize) {
        let Some(at) = month_start(month).filter(|at| *at >= first && *at <= last) else {
            continue;
        };
        let day = day_number(at);
        if step >= 12 {
            ticks.push(DateTick { day, label: year_name(at), year: None });
            continue;
        }
        let year = (year_shown.replace(at.year()) != Some(at.year())).then(|| year_name(at));
        ticks.push(DateTick { day, label: month_name(at), year });
    }
    ticks
}

fn month_start(month: i64) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

fn calendar(day: i64) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

fn month_name(day: Date) -> String {
    day.strftime("%b").to_string()
}

fn year_name(day: Date) -> String {
    day.year().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: Date, last: Date) -> String {
        let text = |tick: DateTick| match tick.year {
            Some(year) => format!("{} {year}", tick.label),
            None => tick.label,
        };
        between(first, last, 8).into_iter().map(text).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn years_quarters_months_or_days() {
        let start = date(2026, 1, 1);
        assert_eq!(labels(start, date(2035, 12, 31)), "2026, 2028, 2030, 2032, 2034");
        assert_eq!(
            labels(start, date(2028, 12, 31)),
            "Jan 2026, Jul, Jan 2027, Jul, Jan 2028, Jul"
        );
        assert_eq!(
            labels(date(2026, 2, 14), date(2027, 6, 1)),
            "Apr 2026, Jul, Oct, Jan 2027, Apr"
        );
        assert_eq!(labels(start, date(2026, 5, 10)), "Jan 2026, Feb, Mar, Apr, May");
        assert_eq!(
            labels(date(2026, 12, 30), date(2027, 1, 2)),
            "30 Dec 2026, 31 Dec, 1 Jan 2027, 2 Jan"
        );
        assert_eq!(labels(start, start), "1 Jan 2026");
    }

    #[test]
    fn never_more_than_there_is_room_for() {
        for days in [0, 1, 6, 40, 69, 70, 71, 100, 365, 1095, 3650, 36_500, 400_000] {
            let last = calendar(day_number(date(2026, 3, 5)) + days).unwrap();
            for count_max in [1, 3, 8] {
                let ticks = between(date(2026, 3, 5), last, count_max);
                assert!(ticks.len() <= count_max + 1, "{days} days: {} ticks", ticks.len());
            }
        }
    }
}
