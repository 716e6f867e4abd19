//! Crash: a fall that really was, applied to this network.

use std::sync::LazyLock;

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::{Ratio, Usd};
use language::when::{Day, Moment, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

/// Sends the price along the path of a crash that was.
///
/// ## Equation
/// The price is multiplied by `f(t) = (p(d)/p(0))^strength`, where `p(d)` is the price of the past so
/// many days after its first date as today is after `at`, in equal proportions between two dates, and
/// its last one for ever after.
///
/// ## Why one would choose it
/// Nobody disputes that it can happen; all networks and rule sets meet the same one.
///
/// ## Source
/// The files of `scenarios/shocks/past/`, each with its own.
///
/// ## Example
/// ```yaml
/// shocks: [{ name: as in the week of FTX, crash: { like: ftx-week, at: day 270 } }]
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crash {
    /// Which one.
    pub like: Past,
    /// The day that is its first.
    pub at: Moment,
    /// The power to which what is left of the price is raised [1]; above 100 % it falls deeper.
    #[serde(default = "as_it_was")]
    pub strength: Ratio,
}

fn as_it_was() -> Ratio {
    Ratio::of("100 %")
}

macro_rules! crashes {
    ($($(#[$doc:meta])* $name:ident $file:literal),* $(,)?) => {
        /// Crashes that were; a file of `scenarios/shocks/past/` each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        pub enum Past {
            $($(#[$doc])* #[serde(rename = $file)] $name,)*
        }

        /// Their texts, in their order.
        const TEXTS: [&str; [$($file),*].len()] =
            [$(include_str!(concat!("../../../scenarios/shocks/past/", $file, ".yaml"))),*];
    };
}

crashes! {
    /// Bitcoin in the week in which UST lost its peg, May 2022.
    LunaWeek "luna-week",
    /// Bitcoin in the week in which FTX stopped paying out, November 2022.
    FtxWeek "ftx-week",
    /// Bitcoin in May 2021.
    May2021 "may-2021",
    /// Helium's HNT from November 2021 to December 2022.
    Hnt "hnt-2021-2022",
    /// Filecoin's FIL from April 2021 to June 2022.
    Fil "fil-2021-2022",
}

/// A file of the library.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "a file tells its readers more than the model needs")]
struct Series {
    about: String,
    source: String,
    #[schemars(extend("x-keys" = "Day"))]
    usd: IndexMap<Day, Usd>,
}

static LIBRARY: LazyLock<[Series; TEXTS.len()]> = LazyLock::new(|| {
    TEXTS.map(|text| {
        let tree =
            language::yaml::parse("scenarios/shocks/past", text).expect("the library is YAML");
        language::read(&tree, None).expect("the library is of the form of its type")
    })
});

impl Crash {
    /// What the price is multiplied by, so many seconds after the start of the run.
    #[must_use]
    pub fn factor(&self, start: Date, now: Seconds) -> f64 {
        let usd = &LIBRARY[self.like as usize].usd;
        maths::power(left(usd, now - self.at.after(start)), self.strength.value())
    }
}

/// What is left of the first price of a series after so many seconds.
fn left(usd: &IndexMap<Day, Usd>, since: Seconds) -> f64 {
    let (begin, first) = (usd.keys()[0], usd[0].value());
    let moment = |day: &Day| seconds_between(begin.0, day.0);
    let next = usd.partition_point(|day, _| moment(day) <= since.max(0));
    let (day, now) = usd.get_index(next - 1).expect("the first date is not after itself");
    let Some((later, then)) = usd.get_index(next) else { return now.value() / first };
    let share = (since.max(0) - moment(day)) as f64 / (moment(later) - moment(day)) as f64;
    now.value() / first * maths::power(then.value() / now.value(), share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(like: Past, day: i64, strength: &'static str) -> f64 {
        let at = Moment::AfterDays(10);
        let crash = Crash { like, at, strength: Ratio::of(strength) };
        crash.factor("2026-01-01".parse().unwrap(), day * 86_400)
    }

    #[test]
    fn by_hand() {
        // Four days after 5 November 2022 Bitcoin stood at 15,892 USD of 21,290.
        let wednesday: f64 = 15_892.0 / 21_290.0;
        assert_eq!(factor(Past::FtxWeek, 10, "100 %"), 1.0);
        assert!((factor(Past::FtxWeek, 14, "100 %") - wednesday).abs() < 1e-12);
        assert!((factor(Past::FtxWeek, 14, "200 %") - wednesday * wednesday).abs() < 1e-12);
        // Half way between two dates of HNT's fall, two weeks apart: the geometric mean.
        let half = (46.57_f64 / 48.75).sqrt();
        assert!((factor(Past::Hnt, 17, "100 %") - half).abs() < 1e-12);
        assert_eq!([0, 9].map(|day| factor(Past::Fil, day, "100 %")), [1.0, 1.0]);
    }

    #[test]
    fn every_file_of_the_library_is_read_and_falls() {
        for (series, text) in LIBRARY.iter().zip(TEXTS) {
            let last = left(&series.usd, Seconds::MAX);
            assert!(last < 0.8 && text.contains("source: "), "{last} is left");
        }
    }
}
