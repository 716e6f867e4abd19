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
        _ => return format!("{size:.2e}"),
    };
    format!("{size:.places$}")
}

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

/// A number of things, of which there are no parts.
#[must_use]
pub(crate) fn count(value: f64) -> String {
    if value.abs() < 100.0 { format!("{value:.0}") } else { number(value) }
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
}
