//! The time that is asked about, and how it is cut into rows.

use jiff::ToSpan;
use jiff::civil::Date;
use language::when::{Interval, Seconds, date_at, seconds_between};
use sim::emission::schedule::{Epoch, Period};
use sim::scenario::Loaded;
use sim::world::{Calendar, GameParts, Step};

use super::Arguments;
use super::amount::grouped;
use crate::failure::Failure;

/// How long a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Every {
    Epoch,
    Day,
    Month,
    Year,
}

/// The first and the last day, and what a row is.
pub struct Span {
    pub from: Date,
    pub to: Date,
    pub every: Every,
}

/// Days that a run may have: a century.
const DAYS_MOST: u32 = 36_525;

/// Up to so many days there is a row a day, where nobody says what a row is: three months.
const DAYS_SHOWN: i64 = 92;

/// Rows that are played for at the most; nobody reads more.
const ROWS_MOST: usize = 1_000_000;

/// The day so many days after another.
fn after(day: Date, days: u32) -> Date {
    day.saturating_add(i64::from(days).days())
}

impl Span {
    /// What is asked of a scenario.
    pub fn of(loaded: &Loaded, arguments: &Arguments) -> Result<Self, Failure> {
        let run = &loaded.written.run;
        let start = run.start.0;
        let end = after(start, run.days - 1);
        let from = arguments.from.unwrap_or(start);
        let to = arguments.to.unwrap_or(end);
        let (last, wrong) = (after(start, DAYS_MOST - 1), |text| Err(Failure::Usage(text)));
        if from < start {
            return wrong(format!("--from {from}: the scenario begins on {start}"));
        }
        if from > to && arguments.to.is_none() {
            return wrong(format!(
                "--from {from}: the scenario ends on {end}; say --to when to end"
            ));
        }
        if from > to {
            return wrong(format!("--from {from} is after --to {to}"));
        }
        if to > last {
            return wrong(format!("--to {to}: a run lasts a century at the most, here to {last}"));
        }
        let is_short = seconds_between(from, to) / 86_400 < DAYS_SHOWN;
        let every = arguments.every.unwrap_or(if is_short { Every::Day } else { Every::Month });
        Ok(Self { from, to, every })
    }

    /// What must be set for a run that has all of it, in steps that rows can be made of.
    pub fn sets(&self, loaded: &Loaded) -> Vec<String> {
        let run = &loaded.written.run;
        let days = seconds_between(run.start.0, self.to) / 86_400 + 1;
        let longer = (days > run.days.into()).then(|| format!("run.days={days}"));
        let is_long = matches!(run.step, Step::Week | Step::Month);
        longer.into_iter().chain(is_long.then(|| "run.step=day".to_owned())).collect()
    }

    /// The period of the run that is asked about.
    fn period(&self, game: &GameParts) -> Period {
        let [from, to] = [self.from, self.to].map(|day| seconds_between(game.start, day));
        Period { start: game.start, from, until: to + 86_400, decimals: game.decimals }
    }

    /// The stretches of the time that is asked about in which the same rules hold, each with the epochs
    /// of its schedule.
    fn stretches<'a>(
        &self,
        game: &'a GameParts,
    ) -> impl Iterator<Item = (Period, Option<Epoch>)> + use<'a> {
        let period = self.period(game);
        let ends = game.rules.iter().skip(1).map(|(moment, _)| *moment).chain([Seconds::MAX]);
        game.rules.iter().zip(ends).filter_map(move |((begin, rules), end)| {
            let (from, until) = (period.from.max(*begin), period.until.min(end));
            (from < until)
                .then(|| (Period { from, until, ..period }, rules.emission.schedule.epoch()))
        })
    }

    /// The epochs that its rows are, one after another where the rules change; none if rows are longer,
    /// or no schedule has epochs.
    pub fn epochs(&self, game: &GameParts) -> Vec<Epoch> {
        if self.every != Every::Epoch {
            return Vec::new();
        }
        let mut epochs: Vec<Epoch> = self.stretches(game).filter_map(|(_, epoch)| epoch).collect();
        epochs.dedup();
        epochs
    }

    /// The moments between rows, in seconds after the start: two or more.
    pub fn edges(&self, game: &GameParts) -> Result<Vec<Seconds>, Failure> {
        let epochs = self.epochs(game);
        if !epochs.is_empty() {
            return self.edges_of_epochs(game, &epochs);
        }
        let period = self.period(game);
        let row = match self.every {
            Every::Epoch | Every::Day => Interval::days(1),
            Every::Month => Interval::months(1),
            Every::Year => Interval::months(12),
        };
        let edges = (0..).map(|row_at| period.from + row.times_after(self.from, row_at));
        let within = edges.take_while(|edge| *edge < period.until);
        Ok(within.chain([period.until]).collect())
    }

    /// The moments at which epochs begin by the rules in force, and the one at which the last ends; days
    /// where a schedule has none. An epoch in which the rules change lasts until the next one begins.
    fn edges_of_epochs(&self, game: &GameParts, epochs: &[Epoch]) -> Result<Vec<Seconds>, Failure> {
        let mut edges = Vec::new();
        for (stretch, epoch) in self.stretches(game) {
            let epoch = epoch.unwrap_or(Epoch { every: Interval::days(1), from: None });
            let moments = epoch.moments(&stretch);
            if moments.len() == 0 {
                continue;
            }
            // The end of the last epoch so far is no edge, since another one begins.
            edges.pop();
            let count = edges.len() + moments.len();
            if count > ROWS_MOST + 1 {
                let count = grouped(count as u128 - 1, 0, 0);
                let what = format!("that is {count} epochs of {}", lengths(epochs));
                let help = "ask for at most a million: a shorter time, or --every day";
                return Err(Failure::Usage(format!("{what}; {help}")));
            }
            edges.extend(moments);
        }
        if edges.is_empty() {
            let dates = format!("from {} to {}", self.from, self.to);
            let what = format!("no epoch of {} begins {dates}", lengths(epochs));
            return Err(Failure::Usage(format!("{what}; ask for a longer time, or --every day")));
        }
        Ok(edges)
    }
}

/// The lengths of epochs that follow each other.
pub fn lengths(epochs: &[Epoch]) -> String {
    let lengths: Vec<String> = epochs.iter().map(|epoch| epoch.every.to_string()).collect();
    lengths.join(", then ")
}

/// The steps of a run up to the last of some moments, cut at each of them.
pub fn cut(calendar: &Calendar, start: Date, moments: &[Seconds]) -> Calendar {
    let end = moments.last().copied().unwrap_or_default();
    let begins = (0..calendar.steps()).map(|step| calendar.clock(step).begin);
    let mut edges: Vec<Seconds> = begins.filter(|begin| *begin < end).collect();
    edges.extend(moments);
    edges.sort_unstable();
    edges.dedup();
    Calendar::between(start, edges)
}

/// When a moment is: a date, and the time of day where it is no midnight.
pub fn moment(start: Date, seconds: Seconds, with_time: bool) -> String {
    let (date, seconds) = (date_at(start, seconds), seconds.rem_euclid(86_400));
    match with_time {
        true => {
            format!("{date}T{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
        }
        false => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_cut_where_rows_begin() {
        let start = "2026-01-01".parse().unwrap();
        let days = Calendar::new(start, 9, Step::Day);
        let cut = cut(&days, start, &[100_000, 186_400]);
        let begins: Vec<Seconds> = (0..cut.steps()).map(|step| cut.clock(step).begin).collect();
        assert_eq!(begins, [0, 86_400, 100_000, 172_800]);
        assert_eq!(cut.clock(3).end, 186_400);
    }

    /// The edges of the rows by epoch from 2026-01-01 on, in hours, of a schedule and what amends it.
    fn edges(schedule: &str, amendments: &str, to: &str) -> Vec<Seconds> {
        let text = format!(
            "run: {{ start: 2026-01-01, days: 9 }}
token: {{ symbol: LENS, genesis: 1_000 LENS }}
price: {{ constant: {{ usd: 1 USD }} }}
emission: {{ schedule: {schedule} }}
amendments: [{amendments}]
"
        );
        let loaded = sim::scenario::load("a.yaml", &text, &[], &Default::default()).unwrap();
        let from = "2026-01-01".parse().unwrap();
        let span = Span { from, to: to.parse().unwrap(), every: Every::Epoch };
        let edges = span.edges(&loaded.game).unwrap_or_else(|_| panic!("{text} has epochs"));
        edges.iter().map(|edge| edge / 3_600).collect()
    }

    #[test]
    fn epochs_begin_by_the_rules_in_force() {
        let fixed = |hours| format!("{{ fixed: {{ rate: 7 LENS/{hours} hours }} }}");
        let amended =
            |rule: &str| format!("{{ from: 2026-01-03, set: {{ emission.schedule: {rule} }} }}");
        assert_eq!(edges(&fixed(21), "", "2026-01-02"), [0, 21, 42, 63]);
        // From hour 48 on, every 10 hours counted from the start; the round of hour 42 lasts until then.
        let changed = edges(&fixed(21), &amended(&fixed(10)), "2026-01-03");
        assert_eq!(changed, [0, 21, 42, 50, 60, 70, 80]);
        let days = edges(&fixed(21), &amended("{ fixed: { rate: 7 LENS/day } }"), "2026-01-04");
        assert_eq!(days, [0, 21, 42, 48, 72, 96]);
        let split = "{ from: 2026-01-03, set: { emission.split: { stakers: 0 % } } }";
        assert_eq!(edges(&fixed(21), split, "2026-01-03"), [0, 21, 42, 63, 84]);
    }

    #[test]
    fn a_moment_is_a_date_and_a_time_where_rows_are_short() {
        let start = "2026-01-31".parse().unwrap();
        assert_eq!(moment(start, 86_430, true), "2026-02-01T00:00:30");
        assert_eq!(moment(start, 86_400, false), "2026-02-01");
    }
}
