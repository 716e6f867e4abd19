//! Steered: a controller mints more while a target is missed, and less beyond it.

use language::quantity::{Duration, SharePerTime, UsdPerDay};
use language::tokens::TokenRate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rest::Rest;
use super::{Memory, Network, Period, Schedule};
use crate::ledger::{MILLION, Units, millionths};

/// Mints by a proportional, an integral and a derivative part of what is missing to a target, within
/// bounds.
///
/// ## Equation
/// `rate = initial · (1 + k_p·e + I + k_d·Δe/Δt)`, not below `least` nor above `most`, with what is
/// missing `e = 1 − is / target`, and `I += k_i·e·Δt` after each step, in which the integral stands
/// still while the rate is at a bound beyond which it would push it
///
/// What there is, is the morning's: devices in the network, or the worth of what this schedule last
/// minted a day at today's price, over the devices. The whole emission counts, before any split.
///
/// ## Why one would choose it
/// A fixed emission pays too much while the token is dear and too little when it is cheap; this one
/// holds the number of devices or their pay, and lets the supply take the shock. While the rate is at
/// a bound nothing winds up, so that it comes back as soon as the target is in reach.
///
/// ## Source
/// The three terms, and the integral that waits at a bound (conditional integration): Åström and
/// Hägglund (1995), *PID Controllers*, chapter 3. DePIN models steer yields and emission so: Outlier
/// Ventures' `DePINSimulator` (gains 2, 0.1 and 0.01) and MeshNet.
///
/// ## Example
/// ```yaml
/// steered:
///   target: { devices: 5_000 }
///   initial: 30_000 LENS/day
///   proportional: 2
///   integral: 1 %/day
///   least: 5_000 LENS/day
///   most: 90_000 LENS/day
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Steered {
    /// What is to be reached.
    pub target: Target,
    /// Minted per time while the target is met and nothing was missing before [tokens/time].
    pub initial: TokenRate,
    /// Gain of what is missing `k_p` [1]; from 0 to 1000.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000))]
    pub proportional: f64,
    /// Gain of what was missing, summed over time `k_i` [1/time].
    #[serde(default = "nothing_per_time")]
    pub integral: SharePerTime,
    /// Gain of how fast what is missing grows `k_d` [days].
    #[serde(default = "no_time")]
    pub derivative: Duration,
    /// The least that is minted [tokens/time].
    pub least: TokenRate,
    /// The most that is minted [tokens/time]; not below `least`.
    pub most: TokenRate,
}

/// What a steered schedule is to reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Devices in the network [devices]; from 1 to 100 million.
    Devices(Devices),
    /// What is minted for each of them, by its worth [USD/day]; more than 0.
    Pay(Pay),
}

/// A number of devices; from 1 to 100 million.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Devices(#[schemars(range(min = 1, max = 100_000_000))] pub f64);

/// Money for a device and day; more than 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pay(#[schemars(extend("x-positive" = true))] pub UsdPerDay);

fn nothing_per_time() -> SharePerTime {
    SharePerTime::of("0 %/day")
}

fn no_time() -> Duration {
    Duration::of("0 days")
}

/// What the controller knows of the past.
#[derive(Default)]
struct Past {
    /// The integral part [1].
    integral: f64,
    /// What was missing in the step before [1].
    missing: Option<f64>,
    /// What was minted in the step before, as a multiple of `initial` [1]; none before the first.
    times: Option<f64>,
    rest: Rest,
}

impl Schedule for Steered {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let past = memory.own(Past::default);
        let missing = self.missing(network, past.times.unwrap_or(1.0));
        let days = network.days();
        let wanted = 1.0 + self.change(missing, days, past);
        let times = wanted.min(self.times(&self.most)).max(self.times(&self.least));
        let pushes_on = (wanted > times && missing > 0.0) || (wanted < times && missing < 0.0);
        if !pushes_on {
            past.integral += self.integral.value() / 100.0 * missing * days;
        }
        (past.missing, past.times) = (Some(missing), Some(times));
        let initial = rate(&self.initial, &network.period);
        let minted = past.rest.share_of(initial, millionths(times), MILLION);
        minted.max(rate(&self.least, &network.period)).min(self.most(&network.period))
    }

    fn most(&self, period: &Period) -> Units {
        rate(&self.most, period)
    }
}

impl Steered {
    /// What is missing to the target, as a share of it; negative beyond it [1].
    fn missing(&self, network: &Network, times: f64) -> f64 {
        match &self.target {
            Target::Devices(devices) => 1.0 - network.devices as f64 / devices.0,
            Target::Pay(pay) => {
                // Where nobody is, the first would get all.
                let devices = network.devices.max(1) as f64;
                let paid_usd = self.initial.per_day() * times * network.price_usd / devices;
                1.0 - paid_usd / pay.0.value()
            }
        }
    }

    /// By how many times `initial` the rate is above it, before any bound.
    fn change(&self, missing: f64, days: f64, past: &Past) -> f64 {
        let faster = (missing - past.missing.unwrap_or(missing)) / days;
        self.proportional * missing + past.integral + self.derivative.value() * faster
    }

    /// A rate as a multiple of `initial`, as far as millionths can say it.
    fn times(&self, rate: &TokenRate) -> f64 {
        (rate.per_day() / self.initial.per_day()).clamp(0.0, 1e12)
    }
}

/// What a rate comes to in a period.
fn rate(rate: &TokenRate, period: &Period) -> Units {
    period.minted(rate, 0, period.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::{days, read};

    /// What is minted on the days on which there are so many devices.
    fn minted(gains: &str, devices: &[u64]) -> Vec<Units> {
        let kind = read(&format!(
            "steered: {{ target: {{ devices: 1_000 }}, initial: 100 LENS/day, least: 40 LENS/day, \
             most: 190 LENS/day{gains} }}"
        ));
        let mut memory = Memory::default();
        let on = |(at, devices): (usize, &u64)| {
            kind.minted(&Network { devices: *devices, ..day(at as i64, 2) }, &mut memory)
        };
        devices.iter().enumerate().map(on).collect()
    }

    #[test]
    fn by_hand() {
        // A tenth is missing, nothing is, a tenth too many are there: 1 + 2·0.1, 1 and 1 − 2·0.1.
        let proportional = minted(", proportional: 2", &[900, 1_000, 1_100]);
        assert_eq!(proportional, [12_000, 10_000, 8_000]);
        // Each day adds a fifth of the tenth that is missing, from the next day on.
        let integral = minted(", integral: 20 %/day", &[900, 900, 900, 1_000, 1_000]);
        assert_eq!(integral, [10_000, 10_200, 10_400, 10_600, 10_600]);
        // A tenth more is missing than a day before: two days of that are 0.2.
        let derivative = minted(", derivative: 2 days", &[1_000, 900, 900, 1_000]);
        assert_eq!(derivative, [10_000, 12_000, 10_000, 8_000]);
        // Without gains nothing is steered; bounds hold whatever is missing.
        assert_eq!(minted("", &[0, 5_000]), [10_000, 10_000]);
        assert_eq!(minted(", proportional: 2", &[0, 5_000]), [19_000, 4_000]);
    }

    #[test]
    fn pay_is_steered_by_what_was_minted_last() {
        // At 2 USD 100 tokens for 100 devices are 2 USD each, twice the target: 1 − ½·1 = ½. Then 50
        // tokens are 1 USD each, as they should be: 100. At 0.50 USD these are half: 1 + ½·½.
        let kind = read(
            "steered: { target: { pay: 1 USD/day }, initial: 100 LENS/day, proportional: 0.5, \
             least: 0 LENS/day, most: 1_000 LENS/day }",
        );
        let mut memory = Memory::default();
        let mut minted = |at, price_usd| {
            kind.minted(&Network { devices: 100, price_usd, ..day(at, 0) }, &mut memory)
        };
        assert_eq!([minted(0, 2.0), minted(1, 2.0), minted(2, 0.5)], [50, 100, 125]);
        // Without devices the first would get all: far beyond the target.
        let alone = Network { devices: 0, ..day(0, 0) };
        assert_eq!(kind.minted(&alone, &mut Memory::default()), 0);
    }

    #[test]
    fn nothing_winds_up_at_a_bound() {
        // All are missing for 90 days: a tenth more each day, up to the most. The integral stops at 1,
        // the first at which 1 + I is beyond it, and not at 9.
        let gain = ", integral: 10 %/day";
        let bound = minted(gain, &[0; 90]);
        assert_eq!(bound[..3], [10_000, 11_000, 12_000]);
        assert_eq!(bound[10..], [19_000; 80]);
        // Then as many are too many: 1 + 1, 1 + 0.9, 1 + 0.8 and 1 + 0.7.
        let back = minted(gain, &[[0; 90].as_slice(), &[2_000; 4]].concat());
        assert_eq!(back[90..], [19_000, 19_000, 18_000, 17_000]);
    }

    #[test]
    fn hours_mint_about_what_days_do() {
        // The integral of the days is a day behind, that of the hours an hour: half a day of its gain.
        let kind = read(
            "steered: { target: { devices: 1_000 }, initial: 100 LENS/day, proportional: 1, \
             integral: 1 %/day, least: 0 LENS/day, most: 900 LENS/day }",
        );
        let minted = |step: i64| {
            let mut memory = Memory::default();
            let mint = |from: i64| {
                let period = Period { from, until: from + step, ..days(0, 0, 4) };
                kind.minted(&Network { devices: 900, ..Network::empty(period) }, &mut memory)
            };
            (0..98 * 86_400).step_by(step as usize).map(mint).sum::<Units>() as f64
        };
        let (hour, day, week) = (minted(3_600), minted(86_400), minted(7 * 86_400));
        assert!((day / hour - 1.0).abs() < 0.001, "{day} and {hour}");
        assert!((week / hour - 1.0).abs() < 0.005, "{week} and {hour}");
    }
}
