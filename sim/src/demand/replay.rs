//! Replay of demand: what was really asked for.

use jiff::civil::Date;
use language::timeline::Timeline;
use language::when::Seconds;
use language::work::{WorkRate, WorkUnit};

use super::Volume;

/// Demand by a table of dates; nothing before the first.
///
/// ## Equation
/// `volume(t)` is that of the last date at or before `t`, at the beginning of each step.
///
/// ## Why one would choose it
/// To give a network's real usage to its rules.
///
/// ## Source
/// A definition; the table names its own.
///
/// ## Example
/// ```yaml
/// replay: { 2026-01-01: 40 TB/day, 2026-01-05: 55 TB/day }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Replay(
    /// Work a day by the date from which it is asked for [units/day]; at least 0.
    pub Timeline<WorkRate>,
);

impl Volume for Replay {
    fn per_day(&self, start: Date, now: Seconds) -> f64 {
        self.0.at(start, now).map_or(0.0, |rate| rate.per_day)
    }

    fn units(&self) -> Vec<WorkUnit> {
        self.0.values().map(|rate| rate.unit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let table = r#"{"2026-01-03": "40 TB/day", "2026-01-05": "55 TB/day"}"#;
        let replay = Replay(serde_json::from_str(table).unwrap());
        let on_day = |day: i64| replay.per_day(start, day * 86_400);
        assert_eq!([0, 2, 3, 4, 99].map(on_day), [0.0, 4e13, 4e13, 5.5e13, 5.5e13]);
        assert_eq!(replay.units(), [WorkUnit::Bytes; 2]);
    }
}
