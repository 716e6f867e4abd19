//! Work first: work is paid what customers paid for it, and presence what is left.

use language::quantity::{Ratio, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Sharing, Whole};

/// Pays work up to what customers paid, and shares what is left by being up.
///
/// ## Equation
/// `to_work = min(pay · Σ work, most · part)`, `to_presence = part − to_work`;
/// `score = to_work · work / Σ work + to_presence · up / Σ up`, all in USD at the morning's price
///
/// ## Why one would choose it
/// Coverage is paid while there are few customers, and useful work comes first once there are many.
///
/// ## Source
/// Helium's HIP-147: the 60 % of Mobile's emission that hotspots get pay data 0.50 USD/GB first, and
/// proof of coverage the rest; under HIP-53 a third of them was kept for coverage.
///
/// ## Example
/// ```yaml
/// sharing: { work_first: { pay: 100 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkFirst {
    /// What work is paid, as a share of what customers paid for it [1]; above 100 % it earns more.
    #[serde(default = "as_much")]
    pub pay: Ratio,
    /// The most of the devices' part that goes to work [1].
    #[serde(default = "all")]
    pub most: Share,
}

fn as_much() -> Ratio {
    Ratio::of("100 %")
}

fn all() -> Share {
    Share::of("100 %")
}

impl Sharing for WorkFirst {
    fn score(&self, work_usd: f64, up: f64, whole: &Whole) -> f64 {
        // A first device, which did nothing yet, is counted on top of those that are there.
        let whole_usd = whole.work_usd.max(work_usd);
        let (to_work, to_presence) = self.parts(whole_usd, whole.part_usd);
        let of = |part: f64, own: f64, all: f64| if all > 0.0 { part * (own / all) } else { 0.0 };
        of(to_work, work_usd, whole_usd) + of(to_presence, up, whole.up.max(up))
    }

    /// Work is paid the same a dollar until its part is used up.
    fn worth_buying_usd(&self, part_usd: f64, cost: f64) -> f64 {
        let most_usd = self.most.value() * part_usd;
        if self.pay.value() >= cost && most_usd > 0.0 { most_usd / cost } else { 0.0 }
    }
}

impl WorkFirst {
    /// What goes to work and to presence of a part, given the worth of all work [USD].
    #[must_use]
    pub fn parts(&self, work_usd: f64, part_usd: f64) -> (f64, f64) {
        let to_work = (self.pay.value() * work_usd).min(self.most.value() * part_usd);
        (to_work, part_usd - to_work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let rule = WorkFirst { pay: Ratio::of("100 %"), most: Share::of("100 %") };
        assert_eq!(rule.parts(40.0, 100.0), (40.0, 60.0));
        assert_eq!(rule.parts(140.0, 100.0), (100.0, 0.0));
        let half = WorkFirst { pay: Ratio::of("50 %"), most: Share::of("30 %") };
        assert_eq!(
            [half.parts(40.0, 100.0), half.parts(80.0, 100.0)],
            [(20.0, 80.0), (30.0, 70.0)]
        );

        // A dollar that costs 0.60 is paid 0.50 at the most; one that costs 0.50, up to 30 in all.
        assert_eq!([0.6, 0.5].map(|cost| half.worth_buying_usd(100.0, cost)), [0.0, 60.0]);

        let whole = Whole { work_usd: 40.0, up: 4.0, part_usd: 100.0 };
        // 40 for all the work, and 60 for four devices that are up.
        assert_eq!(rule.score(40.0, 1.0, &whole), 55.0);
        assert_eq!(rule.score(0.0, 3.0, &whole), 45.0);
        // Where nobody is, a first device would get all; of nothing there is no score.
        assert_eq!(rule.score(0.0, 1.0, &Whole { part_usd: 100.0, ..Whole::default() }), 100.0);
        assert_eq!(rule.score(9.0, 1.0, &Whole::default()), 0.0);
    }
}
