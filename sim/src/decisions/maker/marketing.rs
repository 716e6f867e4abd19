//! Marketing: sales-led growth, which the margin on devices pays for.

use language::quantity::{Duration, Ratio, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

/// A share of the margin on what is sold goes into a budget, which reaches people who would buy a
/// device if they like what they see.
///
/// ## Equation
/// `d budget = share · margin − spent`, `spent = budget · (1 − e^(−Δt/over))`, no more than `cash −
/// reserve`; `reached = spent / customer_cost · (1 − known/limit)`, as those who have a device already
/// are reached in vain. Those who are reached look at joining as all others do: with `payback` those
/// join for whom it pays back soon enough, with `bass` all, or those within `within`.
///
/// ## Why one would choose it
/// Sales-led growth: with a margin of `m` a device and a willing share `w`, each device that is sold
/// sells `share · m · w / customer_cost` others; above one, sales feed on themselves, whatever the
/// devices' work is asked for. Owners who bring others (`interest`, `imitation`) are product-led
/// growth.
///
/// ## Source
/// Advertising that lasts and is felt less the fewer are left to reach: Vidale and Wolfe (1957), *An
/// operations-research study of sales response to advertising* (recalled). The default time is assumed.
///
/// ## Example
/// ```yaml
/// maker:
///   cash: 900_000 USD
///   makes: { glasses: { bom: 160 USD, price: 299 USD, batch: 5_000, marketing: { share: 15 %, customer_cost: 40 USD, first: 50_000 USD } } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marketing {
    /// Share of the margin, price less `bom`, that goes into the budget [1]; at least 0 %.
    pub share: Ratio,
    /// What it costs to reach one who looks at joining, before anybody is in the network [USD]; more
    /// than 0.
    #[schemars(extend("x-positive" = true))]
    pub customer_cost: Usd,
    /// The budget of the first day, a part of the cash [USD]; none by default.
    #[serde(default = "nothing")]
    pub first: Usd,
    /// Time in which 63 % of the budget are spent [days]; more than 0.
    #[serde(default = "a_month")]
    #[schemars(extend("x-positive" = true))]
    pub over: Duration,
}

fn nothing() -> Usd {
    Usd::of("0 USD")
}

fn a_month() -> Duration {
    Duration::of("30 days")
}

impl Marketing {
    /// What is spent of a budget in so many days [USD].
    #[must_use]
    pub fn spent_usd(&self, budget_usd: f64, days: f64) -> f64 {
        budget_usd * (1.0 - maths::exp(-days / self.over.value()))
    }

    /// People whom that reaches where a share of all is left to join.
    #[must_use]
    pub fn reached(&self, spent_usd: f64, left: f64) -> f64 {
        spent_usd / self.customer_cost.value() * left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let marketing = Marketing {
            share: Ratio::of("15 %"),
            customer_cost: Usd::of("40 USD"),
            first: nothing(),
            over: a_month(),
        };
        // 1 − 1/e of it in 30 days, at once or half and half.
        let month = marketing.spent_usd(1_000.0, 30.0);
        assert!((month - 632.120_559).abs() < 1e-6, "{month}");
        let half = marketing.spent_usd(1_000.0, 15.0);
        let rest = marketing.spent_usd(1_000.0 - half, 15.0);
        assert!((half + rest - month).abs() < 1e-9);
        assert_eq!(marketing.reached(1_000.0, 1.0), 25.0);
        assert_eq!(marketing.reached(1_000.0, 0.2), 5.0);
    }
}
