//! What `aipin hardware estimate` answers of a model that sees, hears or paints.

use hardware_models::energy::usd_per_million_tokens;
use hardware_models::{Performance, task_efficiency};
use serde::Serialize;

use super::always_on::AlwaysOn;
use super::asked::Asked;
use super::estimate::Prices;
use super::numbers::plain;
use super::subject::{Subject, line, range};

/// The answer; a number that is not known is null.
#[derive(Debug, Clone, Serialize)]
pub struct TaskAnswer {
    /// Of which device and model.
    #[serde(flatten)]
    pub subject: Subject,
    /// What the model is taken to run on.
    pub runtime: &'static str,
    /// What its work is counted in, such as `frame`.
    pub unit: &'static str,
    /// Time of a unit \[ms\], and the range over its class.
    pub ms_per_unit: Option<f64>,
    pub ms_per_unit_low: Option<f64>,
    pub ms_per_unit_high: Option<f64>,
    /// Units in a second, and the range over its class.
    pub units_per_second: Option<f64>,
    pub units_per_second_low: Option<f64>,
    pub units_per_second_high: Option<f64>,
    /// Units in a second over those hours.
    pub sustained_units_per_second: Option<f64>,
    /// What a model that works all the time takes of a battery; none for others.
    pub always_on: Option<AlwaysOn>,
    /// Energy at the wall of a unit \[J\].
    pub joules_per_unit: Option<f64>,
    /// Electricity for a million units \[USD\].
    pub usd_per_million_units: Option<f64>,
}

impl TaskAnswer {
    /// The answer; no performance means that the model does not fit.
    pub fn of(
        asked: &Asked,
        needed_bytes: f64,
        done: Option<&Performance>,
        prices: Prices,
    ) -> Self {
        let machine = &asked.device.machine;
        let usual = task_efficiency::usual_runtime(machine.class);
        let seconds = done.map(|done| done.seconds);
        let rate = done.map(|done| done.units_per_second);
        let joules_per_unit = done.and_then(|done| done.joules_per_unit);
        let usd = |joules| usd_per_million_tokens(joules, prices.usd_per_kwh);
        let usd_per_million_units = joules_per_unit.map(usd);
        let pays = |rate: f64| asked.device.break_even(rate, usd_per_million_units, prices);
        let subject = Subject::of(asked, needed_bytes, prices);
        let subject = match rate {
            Some(rate) => subject.fitting(pays(rate.mid)),
            None => subject,
        };
        Self {
            subject,
            runtime: machine.runtime.unwrap_or(usual).word(),
            unit: asked.model.unit().shown().0,
            ms_per_unit: seconds.map(|seconds| seconds.mid * 1e3),
            ms_per_unit_low: seconds.map(|seconds| seconds.low * 1e3),
            ms_per_unit_high: seconds.map(|seconds| seconds.high * 1e3),
            units_per_second: rate.map(|rate| rate.mid),
            units_per_second_low: rate.map(|rate| rate.low),
            units_per_second_high: rate.map(|rate| rate.high),
            sustained_units_per_second: rate.map(|rate| rate.mid * asked.device.heat_share),
            always_on: AlwaysOn::of(asked),
            joules_per_unit,
            usd_per_million_units,
        }
    }

    /// What a person is told.
    pub fn told(&self) -> String {
        let Self { subject, unit, .. } = self;
        let mut lines = vec![
            subject.told(),
            format!("one {unit} after another"),
            String::new(),
            line("fits", &subject.told_fit()),
        ];
        if subject.fits {
            let told = format!("{}, on class `{}`", self.runtime, subject.class);
            lines.push(line("runtime", &told));
        }
        let ms = [self.ms_per_unit, self.ms_per_unit_low, self.ms_per_unit_high];
        let rate = [self.units_per_second, self.units_per_second_low, self.units_per_second_high];
        lines.extend(range(ms, &format!("ms per {unit}")).map(|told| line("latency", &told)));
        lines.extend(range(rate, &format!("{unit}s/s")).map(|told| line("rate", &told)));
        lines.extend(subject.told_heat(self.sustained_units_per_second, &format!("{unit}s")));
        if subject.fits {
            lines.extend(self.always_on.map(|power| line("power", &power.told())));
            lines.extend(self.told_money());
        }
        lines.join("\n")
    }

    fn told_money(&self) -> Vec<String> {
        let Some((joules, usd)) = self.joules_per_unit.zip(self.usd_per_million_units) else {
            return vec![line("energy", "not known without its power")];
        };
        let Self { subject, unit, .. } = self;
        let cost = format!("{} USD per million {unit}s", plain(usd));
        let back = subject.told_break_even(&format!("USD/{unit}"));
        vec![
            line("energy", &format!("{} J per {unit} at the wall", plain(joules))),
            line("electricity", &format!("{cost} {}", subject.told_tariff())),
            line("break-even", &back),
        ]
    }
}
