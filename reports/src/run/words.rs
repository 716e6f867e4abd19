//! This file is about numbers as words: three digits that count, and their interval.

use studies::Estimate;

/// A number with three digits that count and thousands kept apart.
#[must_use]
pub(crate) fn number(value: f64) -> String {
    if value.is_nan() {
        return "–".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "never" } else { "−∞" }.to_owned();
    }
    let size = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    let text = match size {
        0.0 => "0".to_owned(),
        1e12.. => format!("{} trillion", digits(size / 1e12)),
        1e9.. => format!("{} billion", digits(size / 1e9)),
        1e6.. => format!("{} million", digits(size / 1e6)),
        100.0.. => thousands(size.round() as u64),
        _ => digits(size),
    };
    format!("{sign}{text}")
}

/// Three digits that count.
fn digits(size: f64) -> String {
    let places = match size {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        0.1.. => 3,
        0.01.. => 4,
        0.001.. => 5,
        0.0001.. => 6,
        0.00001.. => 7,
        0.000_001.. => 8,
        _ => return of_ten(size),
    };
    format!("{size:.places$}")
}

/// What is smaller than a millionth, as people write it: 3.20 · 10⁻⁹.
fn of_ten(size: f64) -> String {
    let text = format!("{size:.2e}");
    let (digits, exponent) = text.split_once("e-").unwrap_or((&text, "0"));
    let raised = |digit: char| digit.to_digit(10).map_or(digit, |digit| RAISED[digit as usize]);
    format!("{digits} · 10⁻{}", exponent.chars().map(raised).collect::<String>())
}

/// The digits of an exponent.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn thousands(number: u64) -> String {
    let text = number.to_string();
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while rest.len() > 3 {
        let (head, tail) = rest.split_at(rest.len() - 3);
        parts.push(tail);
        rest = head;
    }
    parts.push(rest);
    parts.reverse();
    parts.join(",")
}

/// A number of things: whole where it is, with the digits of any other number where it is a mean.
#[must_use]
pub(crate) fn count(value: f64) -> String {
    let is_few = value.abs() < 100.0 && value.fract() == 0.0;
    let sign = if value < 0.0 { "−" } else { "" };
    if is_few { format!("{sign}{:.0}", value.abs()) } else { number(value) }
}

/// A number in its unit.
#[must_use]
pub fn in_unit(value: f64, unit: &str) -> String {
    match unit {
        "share" => percent(value),
        "" => number(value),
        "devices" if value.is_finite() => format!("{} devices", count(value)),
        _ if value.is_nan() || value.is_infinite() => number(value),
        _ => format!("{} {unit}", number(value)),
    }
}

/// A share as per cent.
#[must_use]
pub fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{} %", number(share * 100.0)) }
}

/// The interval of an estimate.
#[must_use]
pub fn interval(estimate: &Estimate, unit: &str) -> String {
    if estimate.low.is_nan() {
        return "–".to_owned();
    }
    format!("{} to {}", in_unit(estimate.low, unit), in_unit(estimate.high, unit))
}

/// What a bias does to an estimate, as far as is known; nothing where it does nothing.
#[must_use]
pub fn bias(bias: Option<f64>, unit: &str) -> Option<String> {
    let bias = bias.filter(|bias| bias.is_finite() && *bias != 0.0)?;
    let side = if bias > 0.0 { "high" } else { "low" };
    Some(format!("too {side} by about {}", in_unit(bias.abs(), unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        let shown =
            [0.0, 1234.5, 12.345, 0.012_345, -3.2e9, 2.5e6, f64::NAN, f64::INFINITY].map(number);
        assert_eq!(
            shown,
            ["0", "1,235", "12.3", "0.0123", "−3.20 billion", "2.50 million", "–", "never"]
        );
        assert_eq!(percent(0.1234), "12.3 %");
        assert_eq!(in_unit(0.5, "USD/day"), "0.500 USD/day");
    }

    #[test]
    fn a_bias_says_to_which_side() {
        assert_eq!(bias(Some(0.0092), "USD").as_deref(), Some("too high by about 0.00920 USD"));
        assert_eq!(bias(Some(-0.5), "USD").as_deref(), Some("too low by about 0.500 USD"));
        assert_eq!([bias(None, "USD"), bias(Some(0.0), "USD")], [None, None]);
    }

    #[test]
    fn small_numbers_are_written_as_people_do() {
        let shown = [0.000_123, -4.89e-5, 1.5e-6, 3.2e-9, -1e-12, -0.0].map(number);
        let expected =
            ["0.000123", "−0.0000489", "0.00000150", "3.20 · 10⁻⁹", "−1.00 · 10⁻¹²", "0"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_count_is_whole_and_a_mean_of_counts_is_not() {
        let shown = [0.0, -0.0, 7.0, -7.0, 25.25, -0.26, 2600.4].map(|v| in_unit(v, "devices"));
        let expected = ["0", "0", "7", "−7", "25.2", "−0.260", "2,600"];
        assert_eq!(shown, expected.map(|number| format!("{number} devices")));
        // What is between two ends is so in words too.
        let (low, high) = (in_unit(0.192, "devices"), in_unit(0.358, "devices"));
        assert_eq!((low.as_str(), high.as_str()), ("0.192 devices", "0.358 devices"));
    }
}
