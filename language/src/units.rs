//! This file is about units: what `USD/kWh` is made of and how large it is.

/// What a unit measures: the powers of its base dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dimension {
    /// Seconds.
    pub time: i8,
    /// United States dollars.
    pub money: i8,
    /// Joules.
    pub energy: i8,
    /// Bytes.
    pub data: i8,
    /// Floating-point operations.
    pub operations: i8,
    /// Units of AI work other than bytes: tokens of a model, images, frames, requests, hours.
    pub work: i8,
}

/// A unit: what it measures and how many base units it is.
///
/// The size is kept as a fraction of two exact numbers, so that `70 %` is the number nearest to 0.7
/// and not 70 times the number nearest to 0.01.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Base units in [`Unit::divisor`] of it.
    pub scale: f64,
    /// How many of it make [`Unit::scale`] base units.
    pub divisor: f64,
}

impl Unit {
    /// Converts a number of this unit into another unit of the same dimension.
    #[must_use]
    pub fn convert(&self, number: f64, into: &Unit) -> f64 {
        let (up, down) = (self.scale * into.divisor, self.divisor * into.scale);
        if up >= down { number * (up / down) } else { number / (down / up) }
    }
}

const NONE: Dimension = Dimension { time: 0, money: 0, energy: 0, data: 0, operations: 0, work: 0 };
const TIME: Dimension = Dimension { time: 1, ..NONE };
const MONEY: Dimension = Dimension { money: 1, ..NONE };
const ENERGY: Dimension = Dimension { energy: 1, ..NONE };
const POWER: Dimension = Dimension { energy: 1, time: -1, ..NONE };
const DATA: Dimension = Dimension { data: 1, ..NONE };
const OPERATIONS: Dimension = Dimension { operations: 1, ..NONE };
const SPEED: Dimension = Dimension { operations: 1, time: -1, ..NONE };
const WORK: Dimension = Dimension { work: 1, ..NONE };

/// Seconds in a day.
pub const DAY_SECONDS: f64 = 86_400.0;
/// Days that a rate `per year` is spread over; calendar years are kept for schedules and locks.
pub const YEAR_DAYS: f64 = 365.0;
/// Days that a rate `per month` is spread over.
pub const MONTH_DAYS: f64 = YEAR_DAYS / 12.0;

/// Every unit by name; the plural and the singular both count where words are used.
const UNITS: &[(&str, Dimension, f64)] = &[
    ("%", NONE, 1e-2),
    ("second", TIME, 1.0),
    ("s", TIME, 1.0),
    ("minute", TIME, 60.0),
    ("hour", TIME, 3_600.0),
    ("h", TIME, 3_600.0),
    ("day", TIME, DAY_SECONDS),
    ("week", TIME, 7.0 * DAY_SECONDS),
    ("month", TIME, MONTH_DAYS * DAY_SECONDS),
    ("year", TIME, YEAR_DAYS * DAY_SECONDS),
    ("ms", TIME, 1e-3),
    ("USD", MONEY, 1.0),
    ("J", ENERGY, 1.0),
    ("mJ", ENERGY, 1e-3),
    ("uJ", ENERGY, 1e-6),
    ("Wh", ENERGY, 3.6e3),
    ("kWh", ENERGY, 3.6e6),
    ("uW", POWER, 1e-6),
    ("mW", POWER, 1e-3),
    ("W", POWER, 1.0),
    ("kW", POWER, 1e3),
    ("bit", DATA, 0.125),
    ("kbit", DATA, 125.0),
    ("Mbit", DATA, 125e3),
    ("Gbit", DATA, 125e6),
    ("B", DATA, 1.0),
    ("kB", DATA, 1e3),
    ("MB", DATA, 1e6),
    ("GB", DATA, 1e9),
    ("TB", DATA, 1e12),
    ("PB", DATA, 1e15),
    ("KiB", DATA, 1_024.0),
    ("MiB", DATA, 1_048_576.0),
    ("GiB", DATA, 1_073_741_824.0),
    ("TiB", DATA, 1_099_511_627_776.0),
    ("PiB", DATA, 1_125_899_906_842_624.0),
    ("EiB", DATA, 1_152_921_504_606_846_976.0),
    ("FLOP", OPERATIONS, 1.0),
    ("kFLOP", OPERATIONS, 1e3),
    ("MFLOP", OPERATIONS, 1e6),
    ("GFLOP", OPERATIONS, 1e9),
    ("TFLOP", OPERATIONS, 1e12),
    ("PFLOP", OPERATIONS, 1e15),
    ("MOPS", SPEED, 1e6),
    ("GOPS", SPEED, 1e9),
    ("GFLOPS", SPEED, 1e9),
    ("TFLOPS", SPEED, 1e12),
    ("PFLOPS", SPEED, 1e15),
    ("TOPS", SPEED, 1e12),
    ("token", WORK, 1.0),
    ("ktoken", WORK, 1e3),
    ("Mtoken", WORK, 1e6),
    ("Btoken", WORK, 1e9),
    ("image", WORK, 1.0),
    ("frame", WORK, 1.0),
    ("request", WORK, 1.0),
    ("message", WORK, 1.0),
    ("device-hour", WORK, 1.0),
    ("GPU-hour", WORK, 1.0),
];

/// The unit of a plain number.
pub const ONE: Unit = Unit { dimension: NONE, scale: 1.0, divisor: 1.0 };

/// A simple unit by its name, in the singular or the plural.
#[must_use]
pub fn simple(name: &str) -> Option<Unit> {
    let find = |name: &str| UNITS.iter().find(|unit| unit.0 == name);
    let singular = name.strip_suffix('s').filter(|short| short.len() > 2);
    let found = find(name).or_else(|| singular.and_then(find))?;
    let (scale, divisor) =
        if found.2 < 1.0 { (1.0, (1.0 / found.2).round()) } else { (found.2, 1.0) };
    Some(Unit { dimension: found.1, scale, divisor })
}

/// Names of all simple units.
pub fn names() -> impl Iterator<Item = &'static str> {
    UNITS.iter().map(|unit| unit.0)
}

/// A unit such as `USD/kWh` or `%/year`; the name of the part that is unknown otherwise.
///
/// # Errors
/// The part that is no unit.
pub fn parse(text: &str) -> Result<Unit, &str> {
    let mut parts = text.split('/').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let mut unit = simple(first).ok_or(first)?;
    for part in parts {
        let divisor = simple(part).ok_or(part)?;
        unit.scale *= divisor.divisor;
        unit.divisor *= divisor.scale;
        unit.dimension = unit.dimension.over(divisor.dimension);
    }
    Ok(unit)
}

impl Dimension {
    fn over(self, other: Self) -> Self {
        Self {
            time: self.time - other.time,
            money: self.money - other.money,
            energy: self.energy - other.energy,
            data: self.data - other.data,
            operations: self.operations - other.operations,
            work: self.work - other.work,
        }
    }
}

/// Splits `0.12 USD/kWh` into its number and its unit; underscores may group digits.
#[must_use]
pub fn split(text: &str) -> Option<(f64, &str)> {
    let (digits, unit) = split_text(text)?;
    let number = digits.replace('_', "").parse().ok().filter(|n: &f64| n.is_finite())?;
    Some((number, unit))
}

/// Splits `0.12 USD/kWh` into the text of its number and its unit.
#[must_use]
pub fn split_text(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let is_number = |at: usize, c: char| match c {
        '0'..='9' | '.' | '_' => true,
        '+' | '-' => at == 0 || text[..at].ends_with(['e', 'E']),
        'e' | 'E' => {
            text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+')
        }
        _ => false,
    };
    let end =
        text.char_indices().find(|&(at, c)| !is_number(at, c)).map_or(text.len(), |(at, _)| at);
    let (number, unit) = text.split_at(end);
    number.contains(|c: char| c.is_ascii_digit()).then(|| (number, unit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compound_units_scale_and_keep_their_dimension() {
        // 0.12 USD/kWh is 0.12 / 3.6e6 USD per joule.
        let unit = parse("USD/kWh").unwrap();
        assert_eq!((unit.scale, unit.divisor), (1.0, 3.6e6));
        assert_eq!((unit.dimension.money, unit.dimension.energy), (1, -1));
        // 40 TB/day is 4e13 bytes in 86,400 seconds.
        let per_day = parse("TB/day").unwrap();
        assert_eq!((per_day.scale, per_day.divisor), (1e12, 86_400.0));
        assert_eq!(simple("%").unwrap().convert(70.0, &parse("").unwrap_or(ONE)), 0.7);
        assert_eq!(parse("W").unwrap().dimension, parse("J/s").unwrap().dimension);
        assert_eq!(parse("USD/kWg").unwrap_err(), "kWg");
    }

    #[test]
    fn binary_prefixes_are_powers_of_1024() {
        let bytes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
            .map(|unit| simple(unit).unwrap().convert(1.0, &simple("B").unwrap()));
        assert!(bytes.windows(2).all(|two| two[1] == 1_024.0 * two[0]), "{bytes:?}");
        assert_eq!(simple("TB").unwrap().convert(1.099_511_627_776, &simple("TiB").unwrap()), 1.0);
    }

    #[test]
    fn numbers_split_from_their_units() {
        assert_eq!(split("2e9 tokens/day"), Some((2e9, "tokens/day")));
        assert_eq!(split("500_000 LENS"), Some((500_000.0, "LENS")));
        assert_eq!(split("-15 %"), Some((-15.0, "%")));
        assert_eq!(split("1.5e-3 USD"), Some((0.0015, "USD")));
        assert_eq!(split("1 EUR"), Some((1.0, "EUR")));
        assert_eq!(split("day 3"), None);
        assert_eq!(split("1e400 USD"), None);
    }
}
