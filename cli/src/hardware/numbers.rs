//! Numbers as people read them: three digits that count, commas between thousands.

/// A number with three digits that count, without zeros at its end: `0.0117`, `2.5`, `8,837`.
pub fn plain(value: f64) -> String {
    let size = value.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-6) {
        return format!("{value:.2e}");
    }
    // The digits before the point, or minus the zeros behind it, as they are after rounding.
    let exponent = format!("{value:.2e}").split_once('e').and_then(|(_, e)| e.parse::<i32>().ok());
    let decimals = (2 - exponent.unwrap_or(0)).max(0) as usize;
    let digits = format!("{value:.decimals$}");
    let short = if digits.contains('.') { digits.trim_end_matches('0') } else { &digits };
    with_commas(short.trim_end_matches('.'))
}

/// A share as a percentage: `12.5 %`.
pub fn percent(share: f64) -> String {
    format!("{} %", plain(share * 100.0))
}

/// A number of bytes in the unit that suits its size: `4.98 GB`, `420 kB`.
pub fn bytes(value: f64) -> String {
    let units = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    let (unit, name) = units.into_iter().find(|(unit, _)| value >= *unit).unwrap_or((1.0, "bytes"));
    format!("{} {name}", plain(value / unit))
}

/// A length of time in the unit that suits it: `18 minutes`, `7.2 hours`, `154 days`, `3.1 years`.
pub fn hours(value: f64) -> String {
    match value {
        v if v < 2.0 => format!("{} minutes", plain(v * 60.0)),
        v if v < 48.0 => format!("{} hours", plain(v)),
        v if v < 24.0 * 730.0 => format!("{} days", plain(v / 24.0)),
        v => format!("{} years", plain(v / 24.0 / 365.0)),
    }
}

fn with_commas(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let start = usize::from(digits.starts_with('-'));
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > start && place < whole && (whole - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_that_count() {
        let cases = [
            (0.0, "0"),
            (0.011_66, "0.0117"),
            (2.566, "2.57"),
            (9.999, "10"),
            (2.5, "2.5"),
            (1_000.0, "1,000"),
            (135.4, "135"),
            (8_837.2, "8,837"),
            (1_234_567.0, "1,234,567"),
            (-0.5, "-0.5"),
            (-123_456.0, "-123,456"),
            (1e-9, "1.00e-9"),
        ];
        for (value, text) in cases {
            assert_eq!(plain(value), text);
        }
    }

    #[test]
    fn units_that_suit() {
        assert_eq!(bytes(4_984_846_417.0), "4.98 GB");
        assert_eq!(bytes(420e3), "420 kB");
        assert_eq!(bytes(12.0), "12 bytes");
        assert_eq!(hours(0.3), "18 minutes");
        assert_eq!(hours(7.2), "7.2 hours");
        assert_eq!(hours(3_700.0), "154 days");
        assert_eq!(hours(27_000.0), "3.08 years");
        assert_eq!(percent(0.125), "12.5 %");
    }
}
