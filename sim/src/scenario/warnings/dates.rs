//! What lies before a run or after it, and series that end too soon.

use jiff::civil::Date;
use language::timeline::Timeline;
use language::when::{Day, Seconds, date_at, seconds_between};

use crate::price::{Course, PriceKind};
use crate::scenario::Scenario;
use crate::scenario::resolve::Faulty;
use crate::world::GameParts;

/// A run from its first second to one past its last.
struct Span {
    start: Date,
    end: Seconds,
}

pub(super) fn check(written: &Scenario, game: &GameParts, told: &mut Faulty) {
    let last = game.calendar.clock(game.calendar.steps() - 1);
    let span = Span { start: game.start, end: last.end };
    amendments(written, &span, told);
    shocks(written, game, &span, told);
    rivals(written, &span, told);
    series(written, &span, told);
    observed(written, &span, told);
    expected(written, game, &span, told);
}

impl Span {
    /// When the run ends, for those who read it.
    fn ends(&self) -> String {
        format!("the run ends before {}", date_at(self.start, self.end))
    }
}

fn amendments(written: &Scenario, span: &Span, told: &mut Faulty) {
    for (at, amendment) in written.amendments.iter().enumerate() {
        let moment = seconds_between(span.start, amendment.from.0);
        let path = format!("amendments.{at}.from");
        if moment >= span.end {
            let help = format!("{}, so it changes nothing", span.ends());
            told.add(&path, "this amendment comes after the end of the run", help);
        } else if moment < 0 {
            let help =
                "it holds from the first day on, as if it were written in the rules themselves";
            told.add(&path, "this amendment is older than the run", help);
        }
    }
}

fn shocks(written: &Scenario, game: &GameParts, span: &Span, told: &mut Faulty) {
    for (at, shock) in written.shocks.iter().enumerate() {
        let Some(begins) = shock.begins(span.start) else { continue };
        let (path, name) = (format!("shocks.{at}"), &shock.name);
        if begins >= span.end {
            let help = format!("{}, so it does nothing", span.ends());
            told.add(&path, format!("the shock `{name}` comes after the end of the run"), help);
        } else if begins < 0 {
            let help = "on the first day it is where it would be by then";
            told.add(&path, format!("the shock `{name}` begins before the run"), help);
        } else {
            for (key, _) in shock.courses().filter(|(_, course)| !is_seen(course, game)) {
                let message = format!("no step sees `{key}` of the shock `{name}`");
                let help = "it is looked at when a step begins: by then it is over, or the run is";
                told.add(&format!("{path}.{key}"), message, help);
            }
        }
    }
}

/// Whether a course moves anything at the beginning of any step, or has nothing to move.
fn is_seen(course: &Course, game: &GameParts) -> bool {
    let mut begins = (0..game.calendar.steps()).map(|step| game.calendar.clock(step).begin);
    course.to.value() == 1.0 || begins.any(|begin| course.factor(game.start, begin) != 1.0)
}

fn rivals(written: &Scenario, span: &Span, told: &mut Faulty) {
    for (name, rival) in &written.rivals {
        let is_over = rival.until.is_some_and(|until| until.after(span.start) <= 0);
        let path = format!("rivals.{name}");
        if rival.from.after(span.start) >= span.end {
            let help = format!("{}, so it takes nobody", span.ends());
            told.add(&path, format!("the rival `{name}` comes after the end of the run"), help);
        } else if is_over {
            let message = format!("the rival `{name}` is gone before the run");
            told.add(&path, message, "it takes nobody");
        }
    }
}

/// Series of what was, which are meant to cover the run.
fn series(written: &Scenario, span: &Span, told: &mut Faulty) {
    if let PriceKind::Replay(replay) = &written.price {
        let dates: Vec<Seconds> = match &replay.daily {
            Some(daily) => {
                let first = daily.from.map_or(0, |from| seconds_between(span.start, from.0));
                (0..daily.usd.len() as Seconds).map(|day| first + day * 86_400).collect()
            }
            None => moments(replay.usd.keys(), span.start),
        };
        covers(&dates, span, ("price.replay", "price"), told);
    }
    for (name, workload) in &written.demand {
        if let Some(Timeline::Dated(table)) = &workload.replay {
            let path = format!("demand.{name}.replay");
            covers(&moments(table.keys(), span.start), span, (&path, "amount"), told);
        }
    }
}

fn moments<'a>(days: impl Iterator<Item = &'a Day>, start: Date) -> Vec<Seconds> {
    days.map(|day| seconds_between(start, day.0)).collect()
}

/// A series that begins too late, or holds its last value for longer than any before it.
fn covers(dates: &[Seconds], span: &Span, (path, what): (&str, &str), told: &mut Faulty) {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return };
    let longest = dates.windows(2).map(|two| two[1] - two[0]).max();
    let days = (span.end - last.max(&0)) / 86_400;
    if longest.is_some_and(|longest| *first > longest) {
        let days = first / 86_400;
        let message = format!("the series begins {days} days after the start of the run");
        let help = match what {
            "price" => "its first price holds until then",
            _ => "nothing is asked for until then",
        };
        told.add(path, message, help);
    }
    if longest.is_some_and(|longest| span.end - last > longest) {
        let date = date_at(span.start, *last);
        let message = format!("the series ends on {date}, before the run does");
        told.add(path, message, format!("its last {what} is held for {days} days"));
    }
}

fn observed(written: &Scenario, span: &Span, told: &mut Faulty) {
    for (metric, observed) in &written.observed {
        let moments = moments(observed.values.keys(), span.start);
        let outside = moments.iter().filter(|moment| !(0..span.end).contains(*moment)).count();
        if outside > 0 && outside == moments.len() {
            let message = format!("nothing of `{metric}` was observed during the run");
            let help = format!("it begins on {}, and {}", span.start, span.ends());
            told.add(&format!("observed.{metric}"), message, help);
        }
    }
}

/// Whoever plays fewer days than a scenario has is not refused; what is expected later is not known then.
fn expected(written: &Scenario, game: &GameParts, span: &Span, told: &mut Faulty) {
    for (at, expectation) in written.expect.iter().enumerate() {
        for (key, day) in expectation.at.beyond(game) {
            let help = format!("{}, so it cannot be evaluated, and a check fails", span.ends());
            let message = format!("{day} comes after the end of the run");
            told.add(&format!("expect.{at}.at.{key}"), message, help);
        }
    }
}
