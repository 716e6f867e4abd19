//! This file is about numbers on axes as people write them: 10k, 2.5M, $0.40, 70%, 100 G.

/// What stands before and behind every number of an axis, and how its thousands are called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Affixes {
    before: &'static str,
    behind: &'static str,
    thousands: &'static [(f64, &'static str)],
}

impl Affixes {
    /// Money gets its sign and shares theirs; every other unit stays in the axis label. Operations
    /// are counted with the prefixes of the SI, as data sheets do, everything else as money is.
    pub(super) fn of_unit(unit: &str) -> Self {
        let before = if unit.starts_with("USD") || unit.starts_with('$') { "$" } else { "" };
        let behind = if unit.starts_with('%') { "%" } else { "" };
        let thousands = if unit.contains("FLOP") { &SI[..] } else { &SHORT_SCALE[..] };
        Self { before, behind, thousands }
    }
}

/// Thousands and their names, the largest first.
const SHORT_SCALE: [(f64, &str); 4] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];

/// The prefixes of the SI, the largest first.
const SI: [(f64, &str); 6] =
    [(1e18, " E"), (1e15, " P"), (1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")];

/// The numbers of an axis, those of one magnitude with equally many digits behind the point.
pub(super) fn axis(ticks: &[f64], affixes: Affixes) -> Vec<String> {
    let largest = largest(ticks);
    let parts: Vec<Parts> = ticks.iter().map(|tick| Parts::of(*tick, largest, affixes)).collect();
    let decimals = |name| {
        let same = parts.iter().filter(|other| other.name == name);
        same.map(Parts::decimals).max().unwrap_or(0)
    };
    parts.iter().map(|number| number.text(decimals(number.name), affixes)).collect()
}

/// The numbers of a log axis, each with no more digits than it needs.
pub(super) fn decades(ticks: &[f64], affixes: Affixes) -> Vec<String> {
    let largest = largest(ticks);
    let number = |tick: &f64| Parts::of(*tick, largest, affixes);
    ticks.iter().map(number).map(|number| number.text(number.decimals(), affixes)).collect()
}

fn largest(ticks: &[f64]) -> f64 {
    ticks.iter().map(|tick| tick.abs()).fold(0.0, f64::max)
}

/// A number as sign, digits and the name of its thousands.
struct Parts {
    negative: bool,
    size: f64,
    name: &'static str,
}

impl Parts {
    fn of(value: f64, largest: f64, Affixes { thousands, .. }: Affixes) -> Self {
        // Steps of ticks leave dust such as 0.30000000000000004, which six digits sweep away.
        let value: f64 = format!("{value:.5e}").parse().unwrap_or(value);
        // An axis that ends below ten thousand reads better as 1,500 than as 1.5k.
        let short = largest >= 1e4;
        let thousands = thousands.iter().find(|(unit, _)| short && value.abs() >= *unit);
        let (unit, name) = *thousands.unwrap_or(&(1.0, ""));
        Self { negative: value < 0.0, size: value.abs() / unit, name }
    }

    fn decimals(&self) -> usize {
        let digits = format!("{:.12}", self.size);
        let fraction = digits.split_once('.').map_or("", |(_, fraction)| fraction);
        fraction.trim_end_matches('0').len()
    }

    /// Money has either no cents or two, unless it is finer than a cent.
    fn text(&self, decimals: usize, Affixes { before, behind, .. }: Affixes) -> String {
        let Self { negative, size, name } = self;
        let money = before == "$" && name.is_empty();
        let decimals = if money && decimals == 1 { 2 } else { decimals };
        let decimals = if *size == 0.0 { 0 } else { decimals };
        let sign = if *negative { "−" } else { "" };
        let digits = with_commas(&format!("{size:.decimals$}"));
        format!("{sign}{before}{digits}{name}{behind}")
    }
}

/// Commas between the thousands: 1,500.
pub(super) fn with_commas(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place < whole && (whole - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dollars() -> Affixes {
        Affixes::of_unit("USD per LENS")
    }

    #[test]
    fn as_people_write_them() {
        let cases = [
            (0.0, "jobs", "0"),
            (950.0, "jobs", "950"),
            (1500.0, "jobs", "1,500"),
            (10_000.0, "jobs", "10k"),
            (2_500_000.0, "LENS", "2.5M"),
            (-7.5e9, "LENS", "−7.5B"),
            (3e15, "tokens", "3,000T"),
            (0.1 + 0.2, "jobs", "0.3"),
            (0.4, "USD per LENS", "$0.40"),
            (1.0, "USD", "$1"),
            (0.0005, "USD", "$0.0005"),
            (-2.5, "USD per day", "−$2.50"),
            (15_000.0, "$", "$15k"),
            (70.0, "% of demand", "70%"),
            (1e-7, "", "0.0000001"),
            (1e11, "FLOP/s", "100 G"),
            (1e13, "FLOP/s", "10 T"),
            (2.5e9, "devices", "2.5B"),
        ];
        for (value, unit, text) in cases {
            assert_eq!(axis(&[value], Affixes::of_unit(unit)), [text], "{value} {unit}");
        }
    }

    #[test]
    fn neighbours_have_equally_many_digits() {
        let plain = Affixes::of_unit("jobs");
        assert_eq!(axis(&[0.0, 500.0, 1e3, 1.5e3], plain), ["0", "500", "1,000", "1,500"]);
        assert_eq!(axis(&[0.0, 7.5e3, 1.5e4], plain), ["0", "7.5k", "15.0k"]);
        assert_eq!(axis(&[0.0, 0.5, 1.0], dollars()), ["$0", "$0.50", "$1.00"]);
        assert_eq!(axis(&[0.0, 5.0, 10.0], dollars()), ["$0", "$5", "$10"]);
    }

    #[test]
    fn decades_have_their_own_digits() {
        assert_eq!(decades(&[0.1, 1.0, 1e3, 1e4], dollars()), ["$0.10", "$1", "$1k", "$10k"]);
    }
}
