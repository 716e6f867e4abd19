//! Hurdle: owners of idle devices come back when it would pay well enough again.

use language::quantity::{Ratio, SharePerTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Comeback, Returning};
use crate::decisions::in_a_step;

/// Owners who have switched off look at the pay now and then, and switch on again when a day would
/// bring so much more than it costs. The hardware is there; only running it costs.
///
/// ## Equation
/// With probability `1 − (1 − look)^Δt` an owner looks, and comes back if
/// `uptime · speed · (pay · price + fee) − costs` is above `margin · costs` and at least the `least` of
/// `patience`; works from the next step on. With `income: sold`, and where nothing is sold for costs,
/// only the share that the owner sells counts.
///
/// ## Why one would choose it
/// Supply that waits: after a fall of the price it comes back with it, before any new device is
/// sold.
///
/// ## Source
/// Miners switch machines off below and on above their electricity cost; margin and frequency are
/// assumed.
///
/// ## Example
/// ```yaml
/// returning: { hurdle: { margin: 25 %, look: 2 %/day } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hurdle {
    /// What a day must bring above its costs, as a share of them [1].
    pub margin: Ratio,
    /// Share of the owners of idle devices who look at the pay [1/time]; at most 100 %/day.
    pub look: SharePerTime,
}

impl Returning for Hurdle {
    fn comeback(&self, days: f64) -> Option<Comeback> {
        let look = in_a_step(&self.look, days);
        Some(Comeback { times_cost: 1.0 + self.margin.value(), look })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let hurdle = |look| Hurdle { margin: Ratio::of("25 %"), look: SharePerTime::of(look) };
        let comeback = |look, days| hurdle(look).comeback(days).unwrap();
        assert_eq!(comeback("50 %/day", 2.0), Comeback { times_cost: 1.25, look: 0.75 });
        assert_eq!(comeback("100 %/day", 1.0).look, 1.0);
        assert!((comeback("2 %/day", 7.0).look - 0.131_874).abs() < 1e-6); // 1 − 0.98⁷
    }
}
