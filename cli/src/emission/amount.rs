//! Amounts of tokens as text, to the last base unit.

use sim::ledger::Units;

/// Tokens without an exponent, separators or zeros at the end: `1643.83561643`.
pub fn exact(units: Units, decimals: u32) -> String {
    let (whole, rest) = parts(units, decimals);
    match rest.trim_end_matches('0') {
        "" => whole.to_string(),
        rest => format!("{whole}.{rest}"),
    }
}

/// Tokens with thousands apart and so many places, of which the amount must not need more.
pub fn grouped(units: Units, decimals: u32, places: usize) -> String {
    let (whole, rest) = parts(units, decimals);
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if places > 0 {
        text.push('.');
        text += &rest[..places];
    }
    text
}

/// Places that an amount needs.
pub fn places(units: Units, decimals: u32) -> usize {
    parts(units, decimals).1.trim_end_matches('0').len()
}

/// Whole tokens, and all digits of the rest.
fn parts(units: Units, decimals: u32) -> (Units, String) {
    let one = 10_u128.pow(decimals);
    let rest = match decimals {
        0 => String::new(),
        _ => format!("{:01$}", units % one, decimals as usize),
    };
    (units / one, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let cases = [
            (0, 8, "0"),
            (164_383_561_643, 8, "1643.83561643"),
            (5, 18, "0.000000000000000005"),
            (3_000_000_000, 8, "30"),
            (1_234_567, 0, "1234567"),
        ];
        for (units, decimals, text) in cases {
            assert_eq!(exact(units, decimals), text);
        }
        assert_eq!(grouped(164_383_561_643, 8, 8), "1,643.83561643");
        assert_eq!(grouped(100_000_050_000_000, 8, 2), "1,000,000.50");
        assert_eq!(grouped(999, 0, 0), "999");
        assert_eq!([places(150, 2), places(100, 2), places(7, 0)], [1, 0, 0]);
        assert_eq!(exact(Units::MAX, 18), "340282366920938463463.374607431768211455");
    }
}
