//! Competitor falls: the price of the best service outside the network falls year by year.

use jiff::civil::Date;
use language::quantity::Duration;
use language::units::DAY_SECONDS;
use language::when::{Moment, Seconds};
use language::work::WorkPrice;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

/// The competitor's price halves in any equal time; the network's own price does too where a workload
/// gives none.
///
/// ## Equation
/// `competitor(t) = max(competitor · 2^(−(t − since)/halves_every), min(least, competitor))`, and
/// `competitor` before `since`.
///
/// ## Why one would choose it
/// A network that keeps its price while hosted inference gets cheaper loses its customers by doing nothing.
///
/// ## Source
/// Exponential decay. For open models at the cheapest host, 18 months: a least-squares fit of the
/// logarithm of the price, with a level for each of five models, to the rows in the test of its file (litellm's
/// list of prices and hosts' pages, late 2023 to autumn 2026; derived, dates to some months). The five alone
/// give 11 to 27 months, and the price of the same *quality* fell faster, as newer models are better (recalled).
///
/// ## Example
/// ```yaml
/// constant: 2e9 tokens/day
/// competitor: 0.08 USD/Mtoken
/// competitor_falls: { halves_every: 18 months, least: 0.01 USD/Mtoken }
/// elasticity: -0.8
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompetitorFalls {
    /// Time in which it halves [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub halves_every: Duration,
    /// When it begins to fall; on the first day by default.
    #[serde(default = "at_once")]
    pub since: Moment,
    /// What it never falls below [USD/unit]; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<WorkPrice>,
}

fn at_once() -> Moment {
    Moment::AfterDays(0)
}

impl CompetitorFalls {
    /// What a price has come to so many seconds after the start [USD/unit].
    #[must_use]
    pub fn usd(&self, usd: f64, start: Date, now: Seconds) -> f64 {
        let days = (now - self.since.after(start)).max(0) as f64 / DAY_SECONDS;
        // A price of nothing would be no price, and nobody's way out.
        let least = self.least.as_ref().map_or(f64::MIN_POSITIVE, |least| least.usd).min(usd);
        (usd * maths::power(2.0, -days / self.halves_every.value())).max(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let falls = CompetitorFalls {
            halves_every: Duration::of("10 days"),
            since: Moment::AfterDays(5),
            least: Some(serde_json::from_value("0.02 USD/token".into()).unwrap()),
        };
        let on_day = |day: i64| falls.usd(0.08, start, day * 86_400);
        assert_eq!([0, 5, 15, 25, 35, 999].map(on_day), [0.08, 0.08, 0.04, 0.02, 0.02, 0.02]);
        // Without one it comes to nothing and never is nothing.
        let free = CompetitorFalls { least: None, ..falls.clone() };
        assert!(free.usd(0.08, start, 99_999 * 86_400) > 0.0);
        // A price that was below the least stays where it was.
        assert_eq!(falls.usd(0.01, start, 900 * 86_400), 0.01);
    }

    /// Mean of the prices of input and output of the cheapest host that lists the model at both dates, or
    /// at each [USD/Mtoken], with the months between them: litellm's list of model prices
    /// (`model_prices_and_context_window.json`; about November 2023, December 2024), and the pages of
    /// DeepInfra, Lambda and Novita, August to November 2026, taken as the first of October (verified;
    /// dates estimate).
    const PRICES: [(&str, f64, f64, f64); 5] = [
        ("Llama 2 70B, DeepInfra", 13.0, 1.875, 0.80),
        ("Llama 3.1 70B, DeepInfra", 21.5, 0.69, 0.40),
        ("Llama 3.1 8B, DeepInfra", 21.5, 0.08, 0.035),
        ("Llama 3.2 3B, Groq, then DeepInfra or Lambda", 21.5, 0.06, 0.02),
        ("Llama 3.2 1B, Groq, then Novita", 21.5, 0.04, 0.02),
    ];

    #[test]
    fn the_halving_time_is_that_of_published_prices() {
        let halvings = |before: f64, after: f64| maths::ln(before / after) / maths::ln(2.0);
        // With a level for each model and two dates, the slope is Σ Δt·Δy / Σ Δt².
        let (mut both, mut square) = (0.0, 0.0);
        let mut alone = Vec::new();
        for (_, months, before, after) in PRICES {
            both += months * halvings(before, after);
            square += months * months;
            alone.push(months / halvings(before, after));
        }
        let (fit, least, most) = (
            square / both,
            alone.iter().copied().fold(f64::INFINITY, f64::min),
            alone.iter().copied().fold(0.0, f64::max),
        );
        assert!((fit - 17.7).abs() < 0.05, "{fit}");
        assert!((least - 10.6).abs() < 0.05 && (most - 27.3).abs() < 0.05, "{least} {most}");
    }
}
