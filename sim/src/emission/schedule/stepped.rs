//! Stepped: emission falls by the same share at fixed intervals.

use language::fraction::Fraction;
use language::tokens::{TokenRate, Tokens};
use language::when::{Day, Interval, date_at};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Epoch, Memory, Network, Period, Schedule};
use crate::ledger::{Units, share_of};

/// Mints an amount that falls by a share at fixed intervals: a geometric decline in steps.
///
/// ## Equation
/// `amount(0) = initial`, `amount(k) = max(⌊amount(k − 1) · (1 − by)⌋, least)` in base units, with
/// `k = ⌊(t − from) / every⌋` and at most `times`: rounded down in every step, as chains do
///
/// ## Why one would choose it
/// Falls as smoothly as one likes, and anyone can compute the next amount from the last.
///
/// ## Source
/// Flux: `subsidy * 9 / 10` every 1,051,200 blocks, at most 20 times (`fluxd`, `src/main.cpp`); DIMO:
/// 15 % a year; io.net: 1.02 % a month; Render: 5.5 % a year (RNP-001).
///
/// ## Example
/// ```yaml
/// stepped: { initial: 14 LENS/30 seconds, by: 10 %, every: 365 days, times: 20 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stepped {
    /// Minted per time in the first interval [tokens/time]; at least 0.
    pub initial: TokenRate,
    /// What each step takes of the amount, exactly [1]; from 0 to 1, such as `1.02 %` or `1/336`.
    pub by: Fraction,
    /// Time between steps, along the calendar; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub every: Interval,
    /// The most steps there are; no bound by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What a step never falls below, per the time of `initial` [tokens]; 0 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<Tokens>,
    /// When the first interval began; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// The rule in base units: the first amount, what is kept of it as a fraction, and the last amount.
#[derive(Clone, Copy, PartialEq)]
struct Rule {
    initial: Units,
    kept: (u64, u64),
    least: Units,
}

/// The amount per time after some steps, so that none of them is taken twice.
#[derive(Default)]
struct Known {
    rule: Option<Rule>,
    steps: u64,
    amount: Units,
}

impl Schedule for Stepped {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        self.in_period(&network.period, memory.own(Known::default))
    }

    fn most(&self, period: &Period) -> Units {
        self.in_period(period, &mut Known::default())
    }

    fn epoch(&self) -> Option<Epoch> {
        Epoch::of_rate(&self.initial, self.from)
    }

    fn is_known_ahead(&self) -> bool {
        true
    }
}

impl Stepped {
    fn in_period(&self, period: &Period, known: &mut Known) -> Units {
        let anchor = self.from.map_or(period.start, |day| day.0);
        let rule = self.rule(period.decimals);
        let parts = period.intervals(anchor, self.every).map(|(steps, begin, part)| {
            let steps = steps.min(self.times.map_or(u64::MAX, u64::from));
            let amount = known.after(steps, rule);
            part.spread(amount, self.initial.per(), date_at(period.start, begin))
        });
        parts.fold(0, Units::saturating_add)
    }

    fn rule(&self, decimals: u32) -> Rule {
        let least = self.least.as_ref().and_then(|least| least.base_units(decimals));
        let (taken, whole) = (self.by.part(), self.by.whole());
        Rule {
            initial: self.initial.base_units(decimals).unwrap_or(0),
            kept: (whole - taken, whole),
            least: least.unwrap_or(0),
        }
    }
}

impl Known {
    /// The amount after so many steps.
    fn after(&mut self, steps: u64, rule: Rule) -> Units {
        if self.rule != Some(rule) || steps < self.steps {
            *self = Self { rule: Some(rule), steps: 0, amount: rule.initial };
        }
        let (kept, whole) = rule.kept;
        for _ in self.steps..steps {
            let next = share_of(self.amount, kept, whole).max(rule.least);
            if next == self.amount {
                break;
            }
            self.amount = next;
        }
        self.steps = steps;
        self.amount
    }
}

#[cfg(test)]
mod tests {
    use crate::emission::schedule::tests::{assert_same_in_any_steps, by_time as stepped, days};

    #[test]
    fn by_hand() {
        let yearly = stepped("stepped: { initial: 1_001 LENS/day, by: 10 %, every: 2 days }");
        // 1,001 · 0.9 = 900.9 and 900 · 0.9 = 810, where 1,001 · 0.81 would be 810.81.
        let minted = [0, 1, 2, 3, 4, 5].map(|day| yearly(&days(day, day + 1, 0)));
        assert_eq!(minted, [1_001, 1_001, 900, 900, 810, 810]);
        assert_eq!(yearly(&days(1, 5, 0)), 1_001 + 900 + 900 + 810);
        let bounded = stepped(
            "stepped: { initial: 64 LENS/day, by: 1/2, every: 1 day, times: 4, least: 6 LENS }",
        );
        assert_eq!(
            [0, 1, 2, 3, 4, 99].map(|day| bounded(&days(day, day + 1, 0))),
            [64, 32, 16, 8, 6, 6]
        );
        let later = stepped(
            "stepped: { initial: 64 LENS/day, by: 1/2, every: 1 day, times: 1, from: 2026-01-03 }",
        );
        assert_eq!([0, 1, 2, 3, 4].map(|day| later(&days(day, day + 1, 0))), [0, 0, 64, 32, 32]);
    }

    #[test]
    fn a_decline_from_hour_to_hour_keeps_its_hours() {
        let hourly = stepped("stepped: { initial: 100 LENS/hour, by: 50 %, every: 36 hours }");
        assert_eq!([0, 1].map(|day| hourly(&days(day, day + 1, 0))), [2_400, 1_200 + 600]);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "stepped: { initial: 7 LENS/30 seconds, by: 1.02 %, every: 1 month, from: 2025-12-05 }",
        );
        assert_same_in_any_steps("stepped: { initial: 1 LENS/week, by: 1/3, every: 5 hours }");
    }
}
