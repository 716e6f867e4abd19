//! What every answer of `aipin hardware estimate` says: of which device and model, whether that fits,
//! and what it costs.

use serde::Serialize;

use super::asked::Asked;
use super::economics::BreakEven;
use super::estimate::Prices;
use super::numbers::{bytes, percent, plain};

/// What an answer is about.
#[derive(Debug, Clone, Serialize)]
pub struct Subject {
    /// What people call the device.
    pub device: String,
    /// What people call the model.
    pub model: String,
    /// The quantisation of its weights.
    pub quantisation: Option<String>,
    /// The class whose shares of the peak the estimate takes.
    pub class: &'static str,
    /// Whether weights and cache go into the memory.
    pub fits: bool,
    /// What they take \[bytes\].
    pub needed_bytes: f64,
    /// What there is \[bytes\].
    pub memory_bytes: Option<f64>,
    /// The part of its speed which heat leaves over its hours of work \[1\].
    pub heat_share: f64,
    /// What electricity costs \[USD/kWh\].
    pub usd_per_kwh: f64,
    /// What the device costs \[USD\].
    pub price_usd: Option<f64>,
    /// When a competitor's price pays it back; none where the model does not fit.
    pub break_even: Option<BreakEven>,
    #[serde(skip)]
    life_days: Option<f64>,
    #[serde(skip)]
    prices: Prices,
}

impl Subject {
    /// A device and a model that does not fit it.
    pub fn of(asked: &Asked, needed_bytes: f64, prices: Prices) -> Self {
        Self {
            device: asked.device.name.clone(),
            model: asked.model.name.clone(),
            quantisation: asked.model.quantisation.clone(),
            class: asked.device.machine.class.word(),
            fits: false,
            needed_bytes,
            memory_bytes: asked.device.machine.memory_bytes,
            heat_share: asked.device.heat_share,
            usd_per_kwh: prices.usd_per_kwh,
            price_usd: asked.device.price_usd,
            break_even: None,
            life_days: asked.device.life_days,
            prices,
        }
    }

    /// The same of a model that fits.
    pub fn fitting(self, break_even: Option<BreakEven>) -> Self {
        Self { fits: true, break_even, ..self }
    }

    /// The first line: which model on which device.
    pub fn told(&self) -> String {
        let Self { device, model, quantisation, .. } = self;
        let quantisation = quantisation.as_deref().map_or(String::new(), |q| format!(" {q}"));
        format!("{device}, {model}{quantisation}")
    }

    /// Whether the model fits.
    pub fn told_fit(&self) -> String {
        let needed = bytes(self.needed_bytes);
        match self.memory_bytes.map(bytes) {
            None => format!("yes, if it has {needed} of memory, of which nothing is said"),
            Some(memory) if self.fits => format!("yes: needs {needed} of {memory}"),
            Some(memory) => format!("no: needs {needed} of memory and has {memory}"),
        }
    }

    /// What heat leaves of a speed, if it takes any.
    pub fn told_heat(&self, sustained: Option<f64>, units: &str) -> Option<String> {
        let rate = sustained.filter(|_| self.heat_share < 1.0)?;
        let kept = percent(self.heat_share);
        Some(line("heat", &format!("{} {units}/s over hours, {kept} of its peak", plain(rate))))
    }

    /// At which price of electricity.
    pub fn told_tariff(&self) -> String {
        let whose = if self.prices.is_of_the_world { " (households, world)" } else { "" };
        format!("at {} USD/kWh{whose}", self.usd_per_kwh)
    }

    /// When a competitor's price pays the device back; `example` is the unit of such a price.
    pub fn told_break_even(&self, example: &str) -> String {
        match (self.break_even, self.price_usd) {
            (Some(break_even), Some(price)) => {
                format!("{} (its price is {} USD)", break_even.told(self.life_days), plain(price))
            }
            (_, None) => "not known without --price, what the device costs".to_owned(),
            (None, _) => format!("--competitor \"0.05 {example}\" says what others ask"),
        }
    }
}

/// A value with its range, if it is known.
pub fn range([mid, low, high]: [Option<f64>; 3], unit: &str) -> Option<String> {
    let [mid, low, high] = [mid?, low?, high?].map(plain);
    Some(format!("{mid} {unit} (from {low} to {high})"))
}

/// A line of the answer.
pub fn line(name: &str, text: &str) -> String {
    format!("{:<13}{text}", format!("{name}:"))
}
