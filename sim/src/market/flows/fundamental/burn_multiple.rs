//! Burn multiple: a token is worth a number of years of what is burned for each.

use language::quantity::Duration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fundamental, Seen};
use crate::maths;
use crate::memory::Memory;

/// What is burned for customers in a year, in dollars, times a number, over the tokens that circulate.
///
/// ## Equation
/// `fundamental(t) = multiple · B(t) / circulating(t)`, where `B`, dollars a year, follows what is burned:
/// `B(t) = B(t − 1) + (365 · burned(t)/Δt − B(t − 1)) · (1 − exp(−Δt/over))`, and begins with the first
/// step. `burned` is what was burned, at the morning's price.
///
/// ## Why one would choose it
/// Burning is to holders what buying back shares is: those who look at earnings price a token by it,
/// as others price a share by a multiple of what is paid out.
///
/// ## Source
/// A price-earnings ratio with burns in the place of earnings; the number is assumed, whatever it is.
///
/// ## Example
/// ```yaml
/// value: { fundamental: { burn_multiple: { multiple: 20, over: 90 days } }, speed: 0.2 %/day, dollars: 500_000 USD, tokens: 800_000 LENS }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BurnMultiple {
    /// Years of burning that a token is worth [years]; from 0 to 1000000.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub multiple: f64,
    /// Time over which burning is averaged [days]; 30 days by default, which is assumed.
    #[serde(default = "month")]
    pub over: Duration,
}

fn month() -> Duration {
    Duration::of("30 days")
}

/// What is burned on average [USD/year].
struct Burning(f64);

impl Fundamental for BurnMultiple {
    fn usd(&self, seen: &Seen, memory: &mut Memory) -> Option<f64> {
        let today = seen.burned_usd / seen.days * 365.0;
        let Burning(usd_per_year) = memory.own(|| Burning(today));
        let over = self.over.value();
        let weight = if over > 0.0 { 1.0 - maths::exp(-seen.days / over) } else { 1.0 };
        *usd_per_year += (today - *usd_per_year) * weight;
        // Where nothing was burned yet, there is nothing to value it by.
        let is_known = seen.circulating > 0.0 && *usd_per_year > 0.0;
        is_known.then(|| self.multiple * *usd_per_year / seen.circulating)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(days: f64, burned_usd: &[f64], circulating: f64) -> Vec<Option<f64>> {
        let rule: BurnMultiple =
            serde_json::from_str(r#"{ "multiple": 20, "over": "2 days" }"#).unwrap();
        let mut memory = Memory::default();
        let start = "2026-01-01".parse().unwrap();
        let seen = |&burned_usd: &f64| Seen { start, now: 0, days, burned_usd, circulating };
        burned_usd.iter().map(|usd| rule.usd(&seen(usd), &mut memory)).collect()
    }

    #[test]
    fn by_hand() {
        // 20 · 365 · 100 / 1,000,000, and a share of 1 − e^(−1/2) of the way to nothing.
        let found = values(1.0, &[100.0, 0.0], 1e6);
        assert!((found[0].unwrap() - 0.73).abs() < 1e-12);
        assert!((found[1].unwrap() - 0.73 * maths::exp(-0.5)).abs() < 1e-12);
        assert_eq!(values(1.0, &[100.0], 0.0), [None]);
        // Before the first burn they do not trade: they sold all that they had on the first day.
        let found = values(1.0, &[0.0, 100.0], 1e6);
        assert!(found[0].is_none() && found[1].is_some_and(|usd| usd > 0.0));
    }

    #[test]
    fn half_steps_come_to_the_same() {
        let (whole, half) =
            (values(1.0, &[50.0, 9.0], 1e3), values(0.5, &[25.0, 25.0, 4.5, 4.5], 1e3));
        assert!((whole[1].unwrap() - half[3].unwrap()).abs() < 1e-9);
    }
}
